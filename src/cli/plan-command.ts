import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import coreCount from '../core-count.cjs'
import { estimate, type Estimate } from '../bench/estimate.js'
import type { Wanted } from '../bench/estimate-rows.js'
import { lineThrough } from '../bench/line.js'
import { chainsOn, type Chain, type Rehearsal } from '../bench/rehearsal.js'
import { openModels } from '../models/open-models.js'
import { openPool } from '../pool.js'
import { whole } from './bench-options.js'
import { openInputs, type Lines } from './plan-command-inputs.js'
import { probe, reached, rehearse, withRows, type Probed, type Setting } from './plan-command-rehearsal.js'
import { planTable } from './plan-command-table.js'
import { limitOf, modelsWanted, partsOf, planOf, type Part, type Plan } from './plan.js'
import { configOf, type Config } from './settings.js'
import type { Streams } from './streams.js'
import { inTemporaryFolder } from './temporary.js'

/** Adds `ultralink plan`, which takes what build takes. */
export function addPlan(program: Command, streams: Streams): void {
  const command = program
    .command('plan')
    .description('say what a build will take: hours, tokens, disk and memory, from builds of a little of its input')
    .argument('[dataset]', 'see: ultralink list datasets')
  const build = program.commands.find((each) => each.name() === 'build')
  for (const option of build?.options ?? []) if (option.long !== '--dry-run') command.addOption(option)
  command
    .option('--seconds <n>', 'time to measure, about', whole, 90)
    .option('--json', 'one JSON object')
    .addHelpText('after', `
Builds a few rows of every input in a temporary folder, twice. Of more rows it counts what the stages leave that generate nothing.
Then it builds some of the rows that the build will get to, and more of them while there is time, and reckons the rest by what these took.

Examples:
  $ ultralink plan chat-specific -l fr --wiki frwiki-latest-pages-articles-multistream.xml.bz2 --limit 10000
  $ ultralink plan --config data/samples/ultralink.yaml --json
  $ ultralink plan math -l fr,zh --sft MetaMathQA.json --generator /models/translategemma-4b-it-Q4_K_M.gguf --limit 5000`)
    .action((dataset: string | undefined, { seconds, json, ...flags }: Record<string, unknown>) => planCommand(configOf(dataset, flags), { ...streams, seconds: Number(seconds), json: json === true }))
}

interface Asked extends Streams {
  readonly seconds: number
  readonly json: boolean
}

/** What a plan says. */
export interface BuildPlan extends Estimate {
  readonly dataset: string
  readonly languages: readonly string[]
  /** Where the build will lie. */
  readonly folder: string
  /** Bytes of main memory at the peak. */
  readonly memory: number
  /** Seconds that it took to find out. */
  readonly measured: number
  /** What could not be measured, and what is taken for granted. */
  readonly notes: readonly string[]
}

/** Rows of each input in the first build, at the least in the second, at the most in any, and in the first of those that only count rows. */
const SIZES = { first: 3, least: 12, most: 1000, probe: 16 }

/** Measures, and prints what a build will take. @throws UserError where the build would */
async function planCommand(config: Config, { seconds, json, ...streams }: Asked): Promise<void> {
  const plan = planOf(config)
  const { out, err, signal, start } = streams
  const note = (text: string) => err.write(`${text}\n`)
  const began = performance.now()
  await inTemporaryFolder('ultralink-plan-', async (folder) => {
    await using pool = openPool()
    const parts = await partsOf(plan, pool, streams)
    // How a generator runs best is measured once a machine: no part of a build that is to come.
    await loading(config, note)
    const inputs = await openInputs(plan, parts, { work: pool.work, signal })
    const setting = { parts, inputs, pool, streams }
    const rehearsal = (size: number, name: string, lines: Lines = {}) => {
      note(`building ${size} rows of each input`)
      return rehearse(plan, { ...setting, size, lines, folder: join(folder, name) })
    }
    const [cold, again] = [await rehearsal(SIZES.first, 'cold'), await rehearsal(SIZES.first, 'first')]
    const probed = await probing(plan, { ...setting, folder, seconds: seconds / 2, config })
    const rows = Math.max(...Object.values(inputs.totals).map((total) => total.rows))
    const wanted = wantedBy(plan, parts, probed)
    const sizes = [{ size: SIZES.first, rehearsal: withRows(again, probed) }]
    const reckon = (): Estimate => {
      const [small, large] = sizes.slice(-2).map((each) => each.rehearsal)
      return estimate({ cold, small: small!, ...(large ? { large } : {}), wanted, noise: noise(), ...(start === undefined ? {} : { start }) })
    }
    const spent = () => sizes.reduce((sum, each) => sum + each.rehearsal.seconds, cold.seconds)
    for (let size = secondSize({ seconds, spent: spent(), each: again.seconds / SIZES.first, rows }); size !== undefined; size = nextSize({ seconds, spent: spent(), rows, build: reckon().seconds.likely }, sizes)) {
      sizes.push({ size, rehearsal: withRows(await rehearsal(size, `of-${size}`, reached(probed, reckon())), probed) })
    }
    const found = reckon()
    const memory = process.resourceUsage().maxRSS * 1024
    const said: BuildPlan = { dataset: config.dataset ?? '', languages: plan.languages, folder: plan.out, ...found, memory, measured: (performance.now() - began) / 1000, notes: notesOn(plan, { large: sizes.at(-1)!.rehearsal, both: sizes.length > 1, found, probed }) }
    out.write(json ? `${JSON.stringify(said)}\n` : `${planTable(said)}\n`)
  })
}

interface Room {
  /** That are to be measured, and that were. */
  readonly seconds: number
  readonly spent: number
  /** Of the largest input. */
  readonly rows: number
}

/** A build of so many rows. */
interface Sized {
  readonly size: number
  readonly rehearsal: Pick<Rehearsal, 'seconds'>
}

/** Rows that there is time for, but no more than a third of the input; the fewest that tell something even where they seem to take six times the time, since few rows take longest, and none where they take more. */
export function secondSize({ seconds, spent, each, rows }: Room & { /** Seconds that a row takes. */ readonly each: number }): number | undefined {
  if (SIZES.least * each > 6 * seconds) return undefined
  return Math.max(SIZES.least, Math.min(SIZES.most, Math.floor((seconds - spent) / Math.max(0.01, each)), Math.ceil(rows / 3)))
}

/**
 * Rows of a build after those before, by what a row took more in the last of them: with few rows sequences run dry, so that more take
 * hardly longer. No more than takes a third of the time of the `build` that is planned. None where that is less than twice as many.
 */
export function nextSize({ seconds, spent, rows, build }: Room & { /** Seconds. */ readonly build: number }, before: readonly Sized[]): number | undefined {
  const [small, large] = before.slice(-2).map(({ size, rehearsal }) => ({ units: size, amount: rehearsal.seconds }))
  if (!small || !large) return undefined
  const { start, each } = lineThrough(small, large)
  const size = Math.min(SIZES.most, Math.floor(rows / 3), Math.floor((Math.min(seconds - spent, build / 3) - start) / Math.max(0.005, each)))
  return size >= 2 * large.units ? size : undefined
}

/** Loads both models, and lets go of them. */
async function loading(config: Config, note: (text: string) => void): Promise<void> {
  await using models = await openModels(modelsWanted(config, note))
  await Promise.all([models.generator(), models.embedder()])
}

/** Probes with more rows each time, for as long as there is time. */
async function probing(plan: Plan, { seconds, folder, config, ...setting }: Omit<Setting, 'size'> & { readonly seconds: number; readonly config: Config }): Promise<Probed> {
  await using models = await openModels(modelsWanted(config, () => {}))
  const until = performance.now() + 1000 * seconds
  for (let size = SIZES.probe; ; size *= 4) {
    const began = performance.now()
    const probed = await probe(plan, { ...setting, models, size, folder: join(folder, `probe-${size}`) })
    const next = 4 * (performance.now() - began)
    if (performance.now() + next > until || Object.values(setting.inputs.totals).every(({ rows }) => rows <= size)) return probed
  }
}

/** What a chain is to make, as the build would have it. */
function wantedBy(plan: Plan, parts: readonly Part[], { totals }: Probed): (chain: Chain, ends: (name: string) => number) => Wanted {
  return ({ name }, ends) => {
    const [dataset = '', language] = name.split(' ')
    const part = parts.find((each) => each.dataset.name === dataset)!
    const total = totals[name]?.rows ?? ends(dataset)
    if (language === undefined) return { total, perLimit: {} }
    const limit = limitOf(plan, dataset, language)
    const limits = part.dataset.kinds.map(({ name: stage, flags }) => [stage, flags.limit?.(1)['limit']] as const)
    const perLimit = Object.fromEntries(limits.filter((each): each is [string, number] => typeof each[1] === 'number'))
    const own = Object.entries(plan.config.set ?? {}).map(([stage, options]) => [stage, options['limit']] as const)
    return { total, limit, perLimit, fixed: Object.fromEntries(own.filter((each): each is [string, number] => typeof each[1] === 'number')) }
  }
}

/** Speeds of this machine differ more when other programs want its cores. */
function noise(): number {
  const [load = 0] = loadavg()
  return load > 1.5 * coreCount() ? 0.3 : 0.1
}

/** Where fewer dialogues are reckoned than are asked for; none at all is told apart. */
export function tooFew(plan: Pick<Plan, 'collection' | 'config'>, { stages }: Pick<Estimate, 'stages'>): string[] {
  return [...new Set(stages.map(({ chain }) => chain))].flatMap((chain) => {
    const [dataset = '', language] = chain.split(' ')
    const asked = language === undefined ? undefined : limitOf(plan, dataset, language)
    const rows = Math.round(stages.findLast((each) => each.chain === chain)!.rowsOut)
    return asked === undefined || rows === 0 || rows >= asked ? [] : [`${rows.toLocaleString('en')} of ${asked.toLocaleString('en')} for ${chain}`]
  })
}

function notesOn(plan: Plan, { large, both, found, probed }: { readonly large: Rehearsal; readonly both: boolean; readonly found: Estimate; readonly probed: Probed }): string[] {
  const { config, languages } = plan
  const guessed = Object.entries(probed.totals).filter(([, { estimated }]) => estimated).map(([name, { rows }]) => `${name} ${Number.isFinite(rows) ? Math.round(rows).toLocaleString('en') : 'unknown'}`)
  const short = config.limit === undefined ? [] : large.chains.filter(({ name }) => !chainsOn(large, name)).filter(({ name }) => (found.stages.findLast(({ chain }) => chain === name)?.rowsOut ?? 0) === 0)
  const few = tooFew(plan, found)
  return [
    ...(few.length > 0 ? [`the input may not give what --limit asks for: about ${few.join(', ')}`] : []),
    'duplicates are rarer among few rows than among many: fewer rows than these may be left, and more be made in their place',
    'the beginning of each file stands for all of it; of a dump with streams, some of them drawn by chance',
    ...(guessed.length > 0 ? [`rows of the input by the share that was read: ${guessed.join(', ')}`] : []),
    ...(both ? [] : ['one size was measured: what a build takes at its start is not told from what each row takes; give more --seconds']),
    ...(short.length > 0 ? [`nothing was kept of the first rows of ${short.map(({ name }) => name).join(', ')}: not planned`] : []),
    ...(noise() > 0.1 ? ['other programs were using the cores: the range is wider, and a quiet machine faster'] : []),
    ...(languages.length === 1 ? [] : ['memory is that of what was measured; stages that hold all rows take more with more rows']),
  ]
}
