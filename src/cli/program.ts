import { join } from 'node:path'
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { UserError, Interrupted } from '../errors.js'
import { canonicalCodes } from '../languages/any.js'
import { version } from '../package.js'
import { addBench } from './bench-command.js'
import { whole } from './bench-options.js'
import { buildCommand } from './build-command.js'
import { addClean } from './clean-command.js'
import { addDecontaminate } from './decontaminate-command.js'
import { addDoctor } from './doctor-command.js'
import { dryRun } from './dry-run.js'
import { columnSets, exportable, exportCommand } from './export-command.js'
import { listable, listCommand } from './list-command.js'
import { addMix } from './mix-command.js'
import { addModels } from './models-command.js'
import { addPlan } from './plan-command.js'
import { configOf, heldOut } from './settings.js'
import { showCommand } from './show-command.js'
import type { Streams } from './streams.js'

/** Runs the command line. Returns the exit code: 0 done, 1 the user can mend it, 2 a bug, 130 interrupted and resumable. */
export async function run(argv: readonly string[], streams: Streams): Promise<number> {
  try {
    await programOf(streams).parseAsync([...argv], { from: 'user' })
    return 0
  } catch (thrown) {
    const error = firstOf(thrown)
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1
    if (error instanceof Interrupted || streams.signal.aborted) {
      streams.err.write(`\n${new Interrupted().message}\n`)
      return 130
    }
    if (error instanceof UserError) {
      streams.err.write(`${error.message}\n`)
      return 1
    }
    streams.err.write(bugReport(error))
    return 2
  }
}

/** What is said of an error that nobody expected. */
export function bugReport(error: unknown): string {
  return `This is a bug in ultralink ${version}; please report it with what follows.\n${(error as Error)?.stack ?? String(error)}\n`
}

/** What went wrong first, when closing something failed after it. */
function firstOf(thrown: unknown): unknown {
  return thrown instanceof Error && thrown.name === 'SuppressedError' ? firstOf((thrown as Error & { suppressed: unknown }).suppressed) : thrown
}

/** The commands with their options and help. */
export function programOf(streams: Streams): Command {
  const program = new Command('ultralink')
    .description('Builds multilingual supervised fine-tuning datasets offline, with local models in the process.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => streams.out.write(text), writeErr: (text) => streams.err.write(text) })
    .showHelpAfterError('(ultralink <command> --help tells more)')
    .hook('preAction', checkWorkingFolder)
  addBuild(program, streams)
  addShow(program, streams)
  addExport(program, streams)
  addDecontaminate(program, streams)
  addList(program, streams)
  addMix(program, streams)
  addModels(program, streams)
  addDoctor(program, streams)
  addBench(program, streams)
  addPlan(program, streams)
  addClean(program, streams)
  return program
}

/** Paths are taken from the folder that a command is given in. @throws UserError when it is gone */
function checkWorkingFolder(): void {
  try {
    process.cwd()
  } catch (cause) {
    throw new UserError('the folder that this was started in is gone; change to one that is there', { cause })
  }
}

function addBuild(program: Command, streams: Streams): void {
  program
    .command('build')
    .description('build a dataset; run the same command again to go on after an interruption')
    .argument('[dataset]', 'see: ultralink list datasets')
    .option('-l, --languages <codes>', 'languages, by BCP 47 code, separated by commas')
    .option('--wiki <file...>', 'MediaWiki dumps (.xml, .xml.gz, .xml.bz2), one per language; told apart by what they say of themselves')
    .option('--sft <file...>', 'English data to translate (.jsonl, .json, .parquet, or .gz of it), or folders of it; for a collection with its dataset, as math=FILE')
    .option('--format <format>', 'format of that data (default: recognised by its fields)')
    .option('--parallel <file...>', 'parallel text: .tmx, .jsonl, rows of a release; .tsv as en-fr=FILE, a Moses corpus as en-fr=corpus; or .gz of it')
    .option('--pivots <codes>', 'languages that all others are paired with, separated by commas (default: en,zh)')
    .option('--generator <model>', 'name, GGUF file, or what Ollama or the Hub calls it (default: what "models use" chose, else nano-generator)')
    .option('--embedder <model>', 'name, folder, GGUF file, or what the Hub calls it (default: what "models use" chose, else nano-embedder)')
    .option('--judge <model>', 'model that screens and judges translations, as --generator (default: the generator); both are in memory at once')
    .option('--limit <n>', 'most dialogues per language')
    .option('--held-out <share>', 'share of originals and pages for a test split, from 0 to 0.5, in all languages the same (default: 0)')
    .option('--seed <n>', 'decides every draw (default: 0)')
    .option('--out <folder>', 'where runs are kept (default: data/runs)')
    .option('--set <stage.option=value...>', 'an option of a stage; see: ultralink list stages')
    .option('--config <file>', 'YAML file with any of these options')
    .option('--dry-run', 'say what would run and show the first rendered prompts')
    .addOption(new Option('--gpu <backend>', 'GPU backend (default: auto)').choices(['auto', 'cuda', 'vulkan', 'metal', 'false']))
    .option('--threads <n>', 'computing threads of a replica of the generator (default: measured)')
    .option('--sequences <n>', 'prompts in flight per replica (default: measured; with --threads too, nothing is)')
    .option('--batch-size <n>', 'most tokens decoded at once (default: measured)')
    .option('--context-size <n>', 'most tokens of one sequence')
    .option('--replicas <n>', 'contexts of the generator side by side: each with threads of its own, or on a GPU all with one copy of the weights (default: measured, or 1)')
    .addOption(new Option('--flash-attention <mode>', 'flash attention (default: measured)').choices(['auto', 'off']))
    .addOption(new Option('--kv-type <type>', 'numbers in the cache of a sequence (default: measured)').choices(['f16', 'q8_0']))
    .addHelpText('after', `
Examples:
  $ ultralink build chat-specific -l fr --wiki frwiki-latest-pages-articles-multistream.xml.bz2 \\
      --generator /models/Qwen3-8B-Q4_K_M.gguf --embedder /models/multilingual-e5-small --limit 1000 --out runs
  $ ultralink build chat-specific -l en,zh --wiki enwiki.xml.bz2 zhwiki.xml.bz2 --set culture.keep=0.3 --seed 7
  $ ultralink build math -l fr,zh --sft MetaMathQA.json --generator /models/translategemma-4b-it-Q4_K_M.gguf --limit 5000
  $ ultralink build ultralink -l en,zh,ru,fr,es --config data/samples/ultralink.yaml --limit 30
  $ ultralink build cross-lingual -l fr,sw --pivots en --parallel en-fr=pairs.tsv memory.tmx en-sw=corpus --limit 1000
  $ ultralink build --config data/samples/chat-specific.yaml --dry-run`)
    .action(async (dataset: string | undefined, flags: Record<string, unknown>) => {
      const config = configOf(dataset, flags)
      await (flags['dryRun'] ? dryRun(config, streams) : buildCommand(config, streams))
    })
}

function addShow(program: Command, streams: Streams): void {
  program
    .command('show')
    .description('print rows of a build, or what was rejected and why')
    .argument('<dataset>', 'see: ultralink list datasets')
    .requiredOption('-l, --languages <codes>', 'languages, separated by commas', codes)
    .option('--stage <name>', 'stage whose rows to print (default: the last)')
    .option('--rejected [reason]', 'print rejects, of one reason or of all')
    .option('--prompt <name>', 'print a prompt rendered with the first passage')
    .option('--timeline', 'print when each stage of the last run was at work, and how much of that time it had rows')
    .option('-n, --rows <n>', 'most rows, of each dataset of a collection; with --rejected of each reason', whole, 3)
    .option('--json', 'one JSON object a line')
    .option('--out <folder>', 'where runs are kept', runs)
    .addHelpText('after', `
Examples:
  $ ultralink show chat-specific -l fr -n 5
  $ ultralink show chat-specific -l zh --stage culture --json | head -1
  $ ultralink show chat-specific -l ru --rejected wrong-language
  $ ultralink show chat-specific -l es --prompt seed-question
  $ ultralink show ultralink -l fr --rejected -n 1
  $ ultralink show ultralink -l en,zh --timeline`)
    .action((dataset: string, options) => showCommand(dataset, options, streams))
}

function addExport(program: Command, streams: Streams): void {
  program
    .command('export')
    .description("write a finished build in a trainer's format")
    .argument('<dataset>', 'see: ultralink list datasets')
    .addOption(new Option('--format <format>', 'what to write; hub: a folder to upload as it is').choices(exportable).makeOptionMandatory())
    .option('-l, --languages <codes>', 'languages, separated by commas (default: all that are built)', codes)
    .option('--to <folder>', 'where to write (default: export/<format> beside the build)')
    .addOption(new Option('--columns <set>', 'parquet and hub: everything there is of a row, or the fields of a format (default: release)').choices(columnSets))
    .option('--held-out <share>', 'hub: share of originals and pages for a test split, from 0 to 0.5 (default: 0)', share)
    .option('--with-document', "ultralink: the passage before the first question, as in the original's release")
    .option('--out <folder>', 'where runs are kept', runs)
    .addHelpText('after', `
Examples:
  $ ultralink export chat-specific --format messages -l fr
  $ ultralink export chat-specific --format ultralink --with-document --to upload
  $ ultralink export ultralink --format hub --columns messages --to my-dataset`)
    .action((dataset: string, options) => exportCommand(dataset, options, streams))
}

function addList(program: Command, streams: Streams): void {
  program
    .command('list')
    .description('say what there is')
    .addArgument(new Argument('<what>', 'one of these').choices(listable))
    .addHelpText('after', `
Examples:
  $ ultralink list stages
  $ ultralink list languages`)
    .action((what: string) => listCommand(what, streams))
}

const runs = join('data', 'runs')

function codes(text: string): string[] {
  const found = text.split(',').map((code) => code.trim()).filter((code) => code !== '')
  if (found.length === 0) throw new InvalidArgumentError('one code or several is wanted, such as en,fr.')
  return canonicalCodes(found)
}

function share(text: string): number {
  const read = heldOut.safeParse(text)
  if (!read.success) throw new InvalidArgumentError(`${read.error.issues[0]!.message}.`)
  return read.data
}
