import { join } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { decontaminate, openBenchmarks, type Decontaminated } from '../decontamination/index.js'
import { inputFiles } from '../decontamination/inputs.js'
import { benchmarkEmbedder } from './benchmark-embedder.js'
import { checkFolder } from './export-command.js'
import type { Streams } from './streams.js'
import { table } from './table.js'

/** Adds `ultralink decontaminate`. */
export function addDecontaminate(program: Command, streams: Streams): void {
  program
    .command('decontaminate')
    .description('leave out rows that hold items of benchmarks, verbatim, in other words or in another language')
    .argument('<release|file...>', 'a release, or files of rows: .jsonl, .json, .parquet, or .gz of it')
    .option('--against <file...>', 'benchmarks: .jsonl, .json, .parquet, .tsv, .csv or .txt; GSM8K and MGSM are always looked for, verbatim')
    .requiredOption('--to <folder>', 'where the rows that stay are written, as JSONL')
    .option('--embedder <model>', 'looks for other words and languages, as of build (default: what build takes)')
    .option('--no-neighbours', 'look for the same words only, without an embedder')
    .option('--ngram <n>', 'words of an n-gram; 8 or 13 is usual', ngram, 8)
    .option('--similar <cosine>', 'least cosine of a paraphrase or translation (default: 0.45)', share)
    .option('--field <name>', 'field or column with the question, where it goes by an unusual name')
    .option('--report <file>', 'where dropped rows are written, with both texts (default: dropped.jsonl in that folder)')
    .addHelpText('after', `
A row is dropped when a message of it, or of the English original it keeps, holds half of an item's words in n-grams, or when a
question of it is near an item and its numbers agree. The score of each is in the report.

Examples:
  $ ultralink decontaminate data/runs/math/release --against gsm8k_test.jsonl mgsm_fr.tsv --to clean
  $ ultralink decontaminate chat.jsonl --against mt_bench.jsonl --to clean --no-neighbours --ngram 13`)
    .action((inputs: string[], options: DecontaminateFlags) => decontaminateCommand(inputs, options, streams))
}

interface DecontaminateFlags {
  readonly against?: readonly string[]
  readonly to: string
  readonly embedder?: string
  readonly neighbours: boolean
  readonly ngram: number
  readonly similar?: number
  readonly field?: string
  readonly report?: string
}

/** Compares, writes what stays and the report, and prints what was dropped of each file. */
async function decontaminateCommand(inputs: readonly string[], { against = [], to, neighbours, ngram, similar, field, report, ...flags }: DecontaminateFlags, { out, err, signal }: Streams): Promise<void> {
  checkFolder(to)
  // Benchmarks take a while to read: what is wrong with the rows is told before.
  await inputFiles(inputs)
  await using embedder = neighbours && against.length > 0 ? await benchmarkEmbedder(flags.embedder) : undefined
  const onNote = (text: string) => err.write(`note: ${text}\n`)
  const benchmarks = await openBenchmarks(against, { embedder, ngram, similar, field, onNote })
  for (const { benchmark, items } of benchmarks.benchmarks) err.write(`${benchmark}: ${items} items\n`)
  if (against.length === 0) err.write('no benchmark was given with --against: only GSM8K and MGSM are looked for, verbatim\n')
  const done = await decontaminate(inputs, { benchmarks, to, report, against, signal, onNote, onProgress: progress(err) })
  out.write(`${summary(done)}\n`)
  if (done.some(({ rows, kept }) => rows > kept)) err.write(`${report ?? join(to, 'dropped.jsonl')}: what was dropped, with both texts\n`)
}

/** On a terminal, how far a file is. */
function progress(err: Streams['err']): ((file: string, done: number, total: number) => void) | undefined {
  return err.isTTY ? (file, done, total) => err.write(done < total ? `\r${file}: ${Math.floor((100 * done) / total)} %` : '\r\u001b[K') : undefined
}

function summary(done: readonly Decontaminated[]): string {
  return table(['written', 'rows', 'kept', 'dropped'], done.map(({ to, rows, kept, dropped }) => [to, String(rows), String(kept), Object.entries(dropped).map(([what, n]) => `${what} ${n}`).join(', ') || '–']))
}

function ngram(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 4 || value > 50) throw new InvalidArgumentError('a whole number from 4 to 50 is wanted.')
  return value
}

function share(text: string): number {
  const value = Number(text)
  if (!(value > 0 && value <= 1)) throw new InvalidArgumentError('a number above 0, up to 1, is wanted.')
  return value
}
