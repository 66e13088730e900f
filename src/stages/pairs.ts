import { z } from 'zod'
import { codeReader, pivotDialogues, rowsOf, type Wanted } from '../cross-lingual/collect.js'
import { pivotsOf } from '../cross-lingual/directions.js'
import { setsFiles, watch, type Watch } from '../cross-lingual/evaluation-sets.js'
import { Interrupted, UserError } from '../errors.js'
import { languagesLabel, openParallel, pathsOf } from '../io/parallel/open.js'
import type { ParallelFile } from '../io/parallel/unit.js'
import { sizeOf } from '../io/sft/text.js'
import { anyLanguageOf, isLanguage } from '../languages/any.js'
import { path } from '../path-option.js'
import { stream } from '../stage.js'
import { LargeMap } from '../text/large-map.js'
import type { Context, Parallel, Row } from '../types.js'

const options = z.object({
  files: z.array(path(languagesLabel)).default([]).describe('TMX, JSONL or a release’s rows; TSV as en-fr=FILE; a Moses corpus as en-fr=corpus; each as .gz too'),
  pivots: z.array(z.string().min(2)).min(1).default(['en', 'zh']).describe('languages that all others are paired with'),
  licence: z.string().min(1).optional().describe('SPDX identifier of rows that do not say theirs'),
  force: z.boolean().default(false).describe('read evaluation sets too'),
})

type Options = z.output<typeof options>

/** Bytes read between two words about progress. */
const stride = 1 << 20

/**
 * Reads the pairs of the language with each pivot, in the order of the files; the pairs of two pivots belong to the later one.
 * A pair read before is rejected with its keeper, a line that is none with its place, dialogues whose roles differ with both lists of them. A file that is an evaluation set, told
 * by its content, is refused, and single lines of one are rejected. Memory: an id of each pair kept, and the dialogues of a
 * release in pivots that stand in files of their own.
 */
export const pairs = stream<Row, Parallel, typeof options>({
  name: 'pairs',
  description: 'parallel text of the language and each pivot: TMX, TSV, Moses, JSONL, rows of releases; evaluation sets are refused',
  options,
  flags: { parallel: (files) => ({ files }), pivots: (pivots) => ({ pivots }) },
  uses: ({ files }) => ({ files: [...files.flatMap(pathsOf), ...setsFiles] }),
  check: checkOptions,
  async *run(_, context, given) {
    checkOptions(given)
    const wanted = { language: context.language.code, pivots: pivotsOf(context.language.code, given.pivots) }
    if (wanted.pivots.length === 0) return context.count('first-pivot')
    const files = await Promise.all(given.files.map(openParallel))
    const sizes = await Promise.all(files.map(async ({ paths }) => Math.max(...(await Promise.all(paths.map(sizeOf))))))
    const reading: Reading = { context, given, wanted, joined: await pivotDialogues(files, wanted, context.signal), read: codeReader(), seen: new LargeMap(), places: files.map(({ name }) => name), total: sizes.reduce((sum, size) => sum + size), done: 0 }
    for (const [i, file] of files.entries()) {
      yield* pairsOf(file, i, reading)
      context.progress((reading.done += sizes[i]!), reading.total)
    }
  },
})

interface Reading {
  readonly context: Context
  readonly given: Options
  readonly wanted: Wanted
  readonly joined: Awaited<ReturnType<typeof pivotDialogues>>
  readonly read: ReturnType<typeof codeReader>
  /** Id → where it stands: a file of `places` in the high digits, its row in the low ones. */
  readonly seen: LargeMap<string, number>
  readonly places: string[]
  /** Bytes of all files, and of those before this one. */
  readonly total: number
  done: number
}

/** Rows that one file can have. */
const mostRows = 2 ** 40

async function* pairsOf(file: ParallelFile, index: number, reading: Reading): AsyncGenerator<Parallel> {
  const { context, given, wanted } = reading
  // One file a language is common: a build of a hundred would read each of them a hundred times.
  if (file.codes && !file.codes.some((code) => isLanguage(code, wanted.language))) return context.count('files-in-other-languages')
  const watching = watch()
  let told = 0
  let last = 0
  for await (const unit of file.units(context.signal)) {
    if (context.signal.aborted) throw new Interrupted()
    last = unit.row
    if (unit.position - told >= stride) await context.progress(reading.done + (told = unit.position), reading.total)
    const place = { file: file.name, row: unit.row }
    if (unit.problem) {
      context.reject({ id: `${file.name}:${unit.row}` }, unit.problem.reason, { ...place, ...unit.problem.detail })
      continue
    }
    const found = rowsOf(unit, wanted, { file, ...reading, licence: given.licence })
    if (found.length === 0) context.count('other-languages')
    for (const { row, problem } of found) {
      if (problem) context.reject(row, problem.reason, { ...place, ...problem.detail })
      else if (isNew(row, index, { ...reading, watching })) yield row
    }
    if (!given.force) refuse(file, watching, last)
  }
  if (!given.force) refuse(file, watching, last, true)
}

/** Whether a pair is neither of an evaluation set nor read before; rejects it otherwise. */
function isNew(row: Parallel, index: number, { context, given, seen, places, watching }: Reading & { readonly watching: Watch }): boolean {
  const place = { file: places[index]!, row: row.source.row }
  const set = watching.look([...row.messages.pivot, ...row.messages.own].map(({ content }) => content))
  const keeper = seen.get(row.id)
  if (set && !given.force) context.reject(row, 'evaluation-set', { ...place, set })
  else if (keeper !== undefined) context.reject(row, 'same-content', { ...place, keeper: `${places[Math.floor(keeper / mostRows)]}:${keeper % mostRows}` })
  else {
    seen.set(row.id, index * mostRows + place.row)
    return true
  }
  return false
}

/** @throws UserError when the file is an evaluation set, or holds a good part of one */
function refuse(file: ParallelFile, watching: Watch, row: number, ended = false): void {
  const found = watching.verdict(ended)
  if (!found) return
  throw new UserError(`${file.name} holds the evaluation set ${found.set}: ${found.lines} of its lines are among the ${found.of} pairs up to row ${row}; training on it spoils every measurement. Leave the file out, or force it with --set pairs.force=true`)
}

/** @throws UserError */
function checkOptions({ files, pivots }: Options): void {
  pivots.forEach((pivot) => anyLanguageOf(pivot))
  if (files.length === 0) throw new UserError('stage pairs has no parallel text to read: give it with --parallel FILE (TMX, JSONL, en-fr=FILE.tsv, en-fr=corpus), or in its option files')
}
