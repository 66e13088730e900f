import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Estimate } from '../bench/estimate.js'
import type { Chain, Rehearsal, StageSample } from '../bench/rehearsal.js'
import { build, type BuiltStage } from '../build.js'
import { UserError } from '../errors.js'
import { readParts } from '../io/jsonl.js'
import type { Pool } from '../pool.js'
import { builtFor, writeRelease, type Built } from '../release.js'
import type { Message, Models, Original } from '../types.js'
import { buildCommand, NothingKept } from './build-command.js'
import { lineOf, type Inputs, type Lines, type Total } from './plan-command-inputs.js'
import { planOf, stagesOf, vectorsFolder, worldOf, type Part, type Plan } from './plan.js'
import type { Streams } from './streams.js'

/** Dialogues that nobody reaches: a collection has to be given a limit. */
const ALL = 1_000_000

export interface Setting {
  readonly parts: readonly Part[]
  readonly inputs: Inputs
  /** Rows of each input. */
  readonly size: number
  readonly folder: string
  readonly pool: Pool
  readonly streams: Streams
  /** Lines that rows of a file are taken from instead. */
  readonly lines?: Lines
}

/** Builds from `size` rows of every input, by the command itself, into a folder of its own. @throws UserError when a build would */
export async function rehearse({ collection, languages }: Plan, { inputs, size, folder, streams, lines }: Setting): Promise<Rehearsal> {
  const head = await inputs.write(size, folder, lines)
  const config = { ...head.config, out: join(folder, 'runs'), ...(collection ? { limit: ALL } : {}) }
  const { out } = planOf(config)
  const [began, busy] = [performance.now(), process.cpuUsage()]
  // A collection that fell short of its limit says so when all is built: it had to. So does a build of which nothing was kept, which few rows may be.
  const failed = await buildCommand(config, silent(streams)).then(() => undefined, (thrown: unknown) => thrown)
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(busy)
  if (failed && !(failed instanceof NothingKept || (collection && failed instanceof UserError))) throw failed
  const chains: Chain[] = []
  const all: Built[] = []
  for (const { dataset } of head.parts) {
    for (const language of languages) {
      const built = await builtFor(collection ? join(out, dataset.name) : out, dataset, language)
      const { stages } = built
      all.push(built)
      if (stages.length < dataset.kinds.length) throw failed ?? new UserError(`a build of ${dataset.name} for ${language}, of ${size} rows, was not finished`)
      const samples = await samplesOf(stages)
      if (dataset.shared > 0 && language === languages[0]) chains.push({ name: dataset.name, stages: samples.slice(0, dataset.shared) })
      chains.push({ name: `${dataset.name} ${language}`, stages: samples.slice(dataset.shared) })
    }
  }
  const release = join(out, 'release')
  if (failed && collection) await writeRelease(release, collection, all)
  return { seconds, cpu: (user + system) / 1e6, chains, release: await bytesIn(release), vectors: await bytesIn(join(out, vectorsFolder)) }
}

/** What is known of rows alone: chain → stage → rows that go in and come out, and rows of the sources. */
export interface Probed {
  readonly rows: Readonly<Record<string, readonly Pick<StageSample, 'name' | 'rows' | 'out'>[]>>
  readonly totals: Readonly<Record<string, Total>>
  /** Chain → characters of the rows that the first stage which generates is given, in their order. */
  readonly lengths: Readonly<Record<string, readonly number[]>>
  /** Rows of a file that are left for the first stage which generates, in their order. */
  readonly lines: Lines
}

/** Runs the stages before the first that generates: far more rows in the same time, and how many are left does not depend on chance. */
export async function probe(plan: Plan, { parts, inputs, size, folder, pool, streams, models }: Setting & { readonly models: Models }): Promise<Probed> {
  const { signal } = streams
  const head = await inputs.write(size, folder)
  const cut: Plan = { ...plan, config: head.config }
  const rows: Record<string, Pick<StageSample, 'name' | 'rows' | 'out'>[]> = {}
  const totals: Record<string, Total> = {}
  const lengths: Record<string, readonly number[]> = {}
  const lines: Record<string, readonly string[]> = {}
  // Of the pages of a dump and the rows of a file some are none that a source takes.
  const count = (name: string, input: string, source: BuiltStage | undefined) => {
    const total = inputs.totals[input]!
    totals[name] = source ? { ...total, rows: Math.round((total.rows * source.manifest.rowsOut) / Math.max(1, head.rows[input]!)) } : total
  }
  const run = async (part: Part, code: string, { name, from, to, after }: { name: string; from: number; to: number; after?: BuiltStage | undefined }) => {
    const stages = stagesOf(cut, part, { language: code }).slice(from, to)
    const first = stages.findIndex(({ uses }) => uses.generator)
    const prefix = first < 0 ? stages : stages.slice(0, first)
    const built = await build(prefix, { ...worldOf(plan, { dataset: part.dataset, code }, models), folder: join(folder, 'probe', name), signal, work: pool.work, after })
    rows[name] = built.map(sampleOf)
    return { built, whole: prefix.length === stages.length }
  }
  for (const part of head.parts) {
    const { dataset } = part
    const shared = dataset.shared > 0 ? await run(part, 'en', { name: dataset.name, from: 0, to: dataset.shared }) : undefined
    if (shared) count(dataset.name, dataset.name, shared.built[0])
    if (shared && !shared.whole) continue
    const left = shared?.built.at(-1)
    if (left) lines[dataset.name] = await linesIn(left)
    for (const language of plan.languages) {
      const name = `${dataset.name} ${language}`
      const { built } = await run(part, language, { name, from: dataset.shared, to: dataset.kinds.length, after: left })
      const dump = parts.find((each) => each.dataset === dataset)?.wikis[language]
      if (dump && !shared) count(name, dump, built[0])
      const last = built.at(-1) ?? left
      if (last) lengths[name] = await lengthsIn(last)
    }
  }
  return { rows, totals, lengths, lines }
}

/** Of the rows that the probe left, those that a build will get to, which stops when it has made as many as it was to. */
export function reached({ lines }: Pick<Probed, 'lines'>, { stages }: Pick<Estimate, 'stages'>): Lines {
  return Object.fromEntries(Object.entries(lines).map(([name, all]) => {
    const given = stages.findLast(({ chain }) => chain === name)?.rowsOut ?? 0
    const taken = Math.max(...stages.filter(({ chain, tokens }) => tokens && chain.startsWith(`${name} `)).map(({ rowsIn }) => rowsIn))
    return [name, all.slice(0, given > 0 ? Math.ceil((all.length * taken) / given) : undefined)]
  }))
}

/** The rehearsal with the rows of a probe, where it has any: in proportion, as many went in as before. */
export function withRows(rehearsal: Rehearsal, { rows, lengths }: Probed): Rehearsal {
  return {
    ...rehearsal,
    chains: rehearsal.chains.map(({ name, stages }) => ({
      name,
      stages: stages.map((sample, i) => {
        const known = rows[name]?.[i]
        if (known && known.rows > 0) return { ...sample, out: (sample.rows * known.out) / known.rows }
        return sample.lengths ? { ...sample, lengths: { ...sample.lengths, coming: lengths[name] ?? [] } } : sample
      }),
    })),
  }
}

function sampleOf({ manifest: { name, rowsIn, rowsOut, after } }: BuiltStage): Pick<StageSample, 'name' | 'rows' | 'out'> {
  return { name, rows: after === undefined ? rowsOut : rowsIn, out: rowsOut }
}

async function samplesOf(stages: readonly BuiltStage[]): Promise<StageSample[]> {
  const first = stages.findIndex(({ manifest: { tokens } }) => tokens)
  const taken = stages[first - 1] && (await lengthsIn(stages[first - 1]!))
  return Promise.all(stages.map(async (stage, i) => {
    const { seconds, waited = 0, tokens, embedder } = stage.manifest
    const made = tokens && { prompt: tokens.prompt, evaluated: tokens.evaluated, generated: tokens.generated }
    const journal = await bytesIn(stage.folder, 'journal-')
    return { ...sampleOf(stage), seconds: Math.max(0, seconds - waited), bytes: (await bytesIn(stage.folder)) - journal, journal, embeds: embedder !== undefined, ...(made ? { tokens: made } : {}), ...(i === first && taken ? { lengths: { taken, coming: [] } } : {}) }
  }))
}

/** The originals of a stage as lines of a file. */
async function linesIn({ folder }: BuiltStage): Promise<string[]> {
  const lines: string[] = []
  for await (const { messages, id, source } of readParts<Original>(folder)) lines.push(lineOf({ messages, id, licence: source.licence }))
  return lines
}

/** Characters of the text of each row. */
async function lengthsIn({ folder }: BuiltStage): Promise<number[]> {
  const lengths: number[] = []
  for await (const { text = '', messages = [] } of readParts<{ text?: string; messages?: readonly Message[] }>(folder)) lengths.push(messages.reduce((sum, { content }) => sum + content.length, text.length))
  return lengths
}

/** Bytes of all files of a folder and those in it, or of those that begin so; 0 when it is not there. */
async function bytesIn(folder: string, prefix = ''): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const found = await Promise.all(names.filter((name) => name.startsWith(prefix)).map((name) => stat(join(folder, name))))
  return found.reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0)
}

function silent({ signal }: Streams): Streams {
  const nothing = { write() {}, isTTY: false }
  return { out: nothing, err: nothing, signal }
}
