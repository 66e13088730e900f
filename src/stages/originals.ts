import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Interrupted, UserError } from '../errors.js'
import type { Problem } from '../io/sft/entries.js'
import { sftFormats } from '../io/sft/formats.js'
import { openSft, type SftFile, type SftRow } from '../io/sft/read.js'
import { sizeOf } from '../io/sft/text.js'
import { path } from '../path-option.js'
import { stream } from '../stage.js'
import { inLanguage } from '../text/language-id.js'
import { LargeMap } from '../text/large-map.js'
import type { Context, Language, Message, Origin, Original, Row } from '../types.js'

/** What English originals can be. */
export const originalKinds = ['chat_agnostic', 'math', 'code'] as const

const options = z.object({
  files: z.array(path()).default([]).describe('JSONL, JSON array, either as .gz, or Parquet'),
  kind: z.enum(originalKinds).default('chat_agnostic').describe('what the dialogues are'),
  format: z.enum(['auto', ...sftFormats]).default('auto').describe('auto: recognised by the fields of the first rows of each file'),
  licence: z.string().min(1).optional().describe('SPDX identifier of rows that do not say theirs'),
  anyLanguage: z.boolean().default(false).describe('keep dialogues that are in another language than English'),
  limit: z.number().int().positive().optional().describe('stop after so many rows'),
})

type Options = z.output<typeof options>

/** Bytes read between two words about progress. */
const stride = 1 << 20

/**
 * Reads the English originals of one or several files, in their order. Rows that are no whole dialogue are rejected with their
 * line or row; a dialogue read before is rejected with its keeper. Memory beside one row: an id and a place of each row kept,
 * less than 300 bytes.
 */
export const originals = stream<Row, Original, typeof options>({
  name: 'originals',
  description: 'dialogues of SFT files as they are: ShareGPT, messages, Alpaca, MetaMathQA, Magicoder, Evol-Instruct, GSM8K, UltraLink',
  options,
  volatile: ['limit'],
  flags: { sft: (files, format) => ({ files, ...(format === undefined ? {} : { format }) }) },
  uses: ({ files }) => ({ files }),
  check: ({ files }) => checkFiles(files),
  async *run(_, context, given) {
    checkFiles(given.files)
    const sizes = await Promise.all(given.files.map(sizeOf))
    const reading: Reading = { context, given, seen: new LargeMap(), places: [], total: sizes.reduce((sum, size) => sum + size), done: 0 }
    let left = given.limit ?? Infinity
    for (const path of given.files) {
      for await (const original of rowsOf(path, reading)) {
        yield original
        if (--left <= 0) return
      }
    }
  },
})

function checkFiles(files: readonly string[]): void {
  if (files.length === 0) throw new UserError('stage originals has no files to read: give one with --sft FILE, or in its option files')
}

interface Reading {
  readonly context: Context
  readonly given: Options
  /** Id of each row kept → its place: a file of `places` in the high digits, its row in the low ones. */
  readonly seen: LargeMap<string, number>
  readonly places: string[]
  /** Bytes of all files, and of those before this one. */
  readonly total: number
  done: number
}

/** Rows that one file can have. */
const mostRows = 2 ** 40

async function* rowsOf(path: string, reading: Reading): AsyncGenerator<Original> {
  const { context, given } = reading
  await using file = await openSft(path, { format: given.format, signal: context.signal })
  reading.places.push(file.name)
  let kept = 0
  let told = 0
  try {
    for await (const row of file.rows) {
      if (context.signal.aborted) throw new Interrupted()
      if (row.position - told >= stride) await context.progress(reading.done + (told = row.position), reading.total)
      const original = originalOf(row, file, reading)
      if (original) kept++
      if (original) yield original
    }
    reading.done += file.bytes
    context.progress(reading.done, reading.total)
  } finally {
    context.count(`format-${file.format}`, kept)
  }
}

function originalOf(row: SftRow, file: SftFile, { context, given, seen, places }: Reading): Original | undefined {
  const place = { file: file.name, row: row.row }
  const licence = row.licence ?? given.licence
  const source: Origin = { dataset: file.name, row: row.row, format: file.format, ...(row.id === undefined ? {} : { id: row.id }), ...(licence ? { licence } : {}) }
  const drop = (dropped: Row, { reason, detail }: Problem) => void context.reject(dropped, reason, { ...place, ...detail })
  if (!row.messages) return drop({ id: `${file.name}:${row.row}`, ...{ source } }, row.problem!)
  const original: Original = { id: originalId(given.kind, row.messages), language: context.language.code, kind: given.kind, messages: row.messages, source }
  const foreign = given.anyLanguage ? undefined : otherLanguage(row.messages, context.language)
  if (foreign) return drop(original, foreign)
  const keeper = seen.get(original.id)
  if (keeper !== undefined) return drop(original, { reason: 'same-content', detail: { keeper: `${places[Math.floor(keeper / mostRows)]}:${keeper % mostRows}` } })
  seen.set(original.id, (places.length - 1) * mostRows + row.row)
  return original
}

/** First 16 hex digits of the sha256 of kind and messages: the same for all versions of a dialogue. */
export function originalId(kind: Original['kind'], messages: readonly Message[]): string {
  return createHash('sha256').update(JSON.stringify([kind, messages.map(({ role, content }) => [role, content])])).digest('hex').slice(0, 16)
}

/** Letters from which the language of a text with names and numbers is told safely; all false alarms on 7,473 word problems had fewer than 30. */
const leastLetters = 60

/** Characters of a dialogue that are looked at. */
const mostCharacters = 2_000

/** Whether the prose of a dialogue is in another language: told by its script, and by its words where there are enough. */
function otherLanguage(messages: readonly Message[], language: Language): Problem | undefined {
  const text = messages.map(({ content }) => content).join('\n').replace(notProse, ' ').slice(0, mostCharacters)
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const { ok, language: found, score, scriptShare } = inLanguage(text, language)
  if (ok || letters === 0 || (letters < leastLetters && scriptShare > 0.5)) return undefined
  return { reason: 'other-language', detail: { language: found, score: Math.round(score * 1e3) / 1e3 } }
}

/** Fenced and inline code, and addresses. */
const notProse = /```[^]*?(?:```|$)|`[^`\n]*`|https?:\S+/g
