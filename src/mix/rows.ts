import { UserError } from '../errors.js'
import { entriesOf } from '../io/sft/entries.js'
import { messagesIn, readFields, type Fields, type SftFormat } from '../io/sft/formats.js'
import { originalIn } from '../io/sft/original.js'
import { isFields, recognise } from '../io/sft/recognise.js'
import { canonicalOf } from '../languages/any.js'
import { originalId, originalKinds } from '../stages/originals.js'
import type { Message } from '../types.js'
import { hash53, originsFrom, saidHash } from './hashes.js'
import type { NamedRow } from './named.js'
import type { Mixture } from './runs.js'
import type { Source } from './sources.js'

/** A row that a mixture can take. */
export interface MixRow {
  /** Line of JSONL or row of Parquet, from 1. */
  readonly row: number
  readonly task: string
  readonly language: string
  readonly kind: string
  /** The row's own, where it has one: the same for all versions of an original. */
  readonly id?: string
  /** Hash of what is to be held out together: of the page it is about, of the parallel text it is made of, else of what its original says. */
  readonly origin: number
  /** Hashes by which other versions of the same original may be known; none of rows about a page or of parallel text, which are no versions of each other. */
  readonly alike?: readonly number[]
  /** What is known of the id that its file gives it, where that is not one of a build. */
  readonly named?: Omit<NamedRow, 'origin'>
  readonly messages: readonly Message[]
  /** The English messages of a translation, where the row keeps them. */
  readonly original?: readonly Message[] | undefined
  /** Where it comes from, for attribution. */
  readonly source: string
  readonly licence: string
}

/** A row that is left out, and why (kebab-case). */
export interface LeftOut {
  readonly row: number
  readonly why: string
}

/** Fields beside those of the formats that say what a row is. */
const about = ['language', 'lang', 'kind', 'task', 'source', 'title', 'url', 'wiki', 'page', 'dataset', 'row', 'direction', 'original', 'origin']

/** The rows of a source that belong to a task of the mixture. @throws UserError when a row does not say what it is */
export async function* rowsOf(source: Source, mixture: Mixture, signal?: AbortSignal): AsyncGenerator<(MixRow | LeftOut) & { readonly position: number }> {
  await using opened = await entriesOf(source.path, { columns: [...readFields, ...about], ...(signal ? { signal } : {}) })
  const { format, entries } = await recognise(source.path, opened.entries, 'auto')
  const [taskOf, codes] = [tasksByKind(mixture), new Map<string, string>()]
  for await (const { row, position, value, problem } of entries) {
    if (problem) yield { row, position, why: problem.reason }
    else if (!isFields(value)) yield { row, position, why: 'not-an-object' }
    else yield { row, position, ...understood(value, { source, row, format, mixture, taskOf, codes }) }
  }
}

interface Reading {
  readonly source: Source
  readonly row: number
  readonly format: SftFormat
  readonly mixture: Mixture
  readonly taskOf: ReadonlyMap<string, string>
  /** Code as rows have it → as BCP 47 writes it, filled as they are met. */
  readonly codes: Map<string, string>
}

type Understood = Omit<MixRow, 'row'> | Pick<LeftOut, 'why'>

function understood(fields: Fields, reading: Reading): Understood {
  const { source, mixture, taskOf } = reading
  const { kind, language } = whatIs(fields, reading)
  const task = taskOf.get(source.task ?? kind)
  if (task === undefined) return { why: 'other-kind' }
  if (touches(fields, language, reading)) return { why: 'unseen-language' }
  const messages = messagesIn(reading.format, fields)
  if ('reason' in messages) return { why: messages.reason }
  const id = textOf(fields['id'])
  const original = originalIn(fields)
  const licence = textOf(fields['licence'] ?? fields['license']) ?? ofSource(fields, 'licence') ?? ''
  return { task, language, kind, ...(id === undefined ? {} : { id }), ...originOf(fields, { kind, language, task, messages, original, mixture }), messages, original, source: sourceOf(fields, reading), licence }
}

/** Task of each kind, and of its own name. */
function tasksByKind({ tasks }: Mixture): Map<string, string> {
  return new Map(Object.entries(tasks).flatMap(([task, kinds]) => [task, ...kinds].map((name) => [name, task] as const)))
}

/** Kind and language of a row: by its label, by its own fields, or by an id such as `zh_math_17`, as UltraLink's release has. */
function whatIs(fields: Fields, { source, row, format, codes }: Reading): { kind: string; language: string } {
  const coded = format === 'ultralink' ? /^([a-z]{2,3})_([a-z_]+)_\d+$/.exec(String(fields['id'])) : null
  const kind = source.task ?? textOf(fields['kind']) ?? textOf(fields['task']) ?? coded?.[2]
  const language = source.language ?? textOf(fields['language']) ?? textOf(fields['lang']) ?? coded?.[1]
  if (kind === undefined) throw new UserError(`row ${row} of ${source.path} does not say what task it belongs to; label the file, as --from math${source.language ? `:${source.language}` : ''}=${source.path}`)
  if (language === undefined) throw new UserError(`row ${row} of ${source.path} does not say its language; label the file, as --from ${kind}:fr=${source.path}`)
  return { kind: source.task === undefined ? (textOf(fields['kind']) ?? kind) : kind, language: codeOf(language, codes) }
}

function codeOf(given: string, codes: Map<string, string>): string {
  const code = codes.get(given) ?? canonicalOf(given)
  codes.set(given, code)
  return code
}

/** Whether a row is in, from or to an unseen language. */
function touches({ direction }: Fields, language: string, { mixture: { unseen }, codes }: Reading): boolean {
  const { from, to } = isFields(direction) ? direction : {}
  return [language, from, to].some((each) => typeof each === 'string' && unseen.includes(codeOf(each, codes)))
}

/** A field of a row's source, which has columns of its own in Parquet. */
function ofSource(fields: Fields, name: string): string | undefined {
  const { source } = fields
  return textOf((isFields(source) ? source : fields)[name])
}

interface Telling extends Pick<MixRow, 'kind' | 'language' | 'task' | 'messages' | 'original'> {
  readonly mixture: Mixture
}

/**
 * What a row is to be held out with. Versions of an original are known by what it says, which translations keep, by the ids that a build
 * gives English messages, so that a file of originals, a release and what was exported or mixed of it agree, and by other ids where
 * these are of one original alone (see named.ts).
 */
function originOf(fields: Fields, { kind, language, task, messages, original, mixture }: Telling): Pick<MixRow, 'origin' | 'alike' | 'named'> {
  const [kept, ...more] = originsFrom(fields['origin'])
  const made = madeOf(fields, kind)
  if (made !== undefined) return { origin: kept ?? hash53(made) }
  const english = original && isDialogue(original) ? original : language === 'en' ? messages : undefined
  const kinds = originalKinds.filter((each) => each === kind || mixture.tasks[task]!.includes(each))
  const id = textOf(fields['id'])
  const isMade = id !== undefined && /^[0-9a-f]{16}$/.test(id)
  const ids = [isMade ? id : [], english ? kinds.map((each) => originalId(each, english)) : []].flat()
  return {
    ...{ origin: kept ?? saidHash(english ?? messages), alike: [...more, saidHash(messages), ...ids.map((each) => hash53(each))] },
    ...(id === undefined || isMade ? {} : { named: { id: hash53(id), name: hash53(task, id), known: english !== undefined || kept !== undefined } }),
  }
}

/** Whether both have something to say: a field of this name may hold anything. */
function isDialogue(messages: readonly Message[]): boolean {
  return ['user', 'assistant'].every((wanted) => messages.some(({ role, content }) => role === wanted && content.trim() !== ''))
}

/**
 * Of dialogues about a page: its address, which exports and mixtures keep too. Of those made of parallel text: the original whose
 * translations it is, else the place of it, since both directions and several tasks are made of one.
 */
function madeOf(fields: Fields, kind: string): string | undefined {
  const { source } = fields
  if (kind === 'chat_specific' || (ofSource(fields, 'title') && ofSource(fields, 'url'))) {
    const [wiki, page] = [ofSource(fields, 'wiki'), ofSource(fields, 'page')]
    return ofSource(fields, 'url') ?? (wiki && page ? `${wiki} ${page}` : textOf(source))
  }
  if (kind !== 'cross_lingual' && !isFields(fields['direction'])) return undefined
  return (isFields(source) ? textOf(source['id']) : undefined) ?? placeOf(fields) ?? textOf(source)
}

/** File and row that a row was made of. */
function placeOf(fields: Fields): string | undefined {
  const dataset = ofSource(fields, 'dataset')
  return dataset && `${dataset}:${ofSource(fields, 'row') ?? ''}`
}

function sourceOf(fields: Fields, { source, row }: Reading): string {
  return ofSource(fields, 'url') ?? placeOf(fields) ?? textOf(fields['source']) ?? `${source.name}:${row}`
}

function textOf(value: unknown): string | undefined {
  return ['string', 'number'].includes(typeof value) && value !== '' ? String(value) : undefined
}
