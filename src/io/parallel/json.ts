import type { Message } from '../../types.js'
import { entriesOf } from '../sft/entries.js'
import { originalIn } from '../sft/original.js'
import { isFields } from '../sft/recognise.js'
import { languagesOf } from './field.js'
import type { Unit } from './unit.js'

/**
 * Rows of JSONL, a JSON array or Parquet: `{"en": …, "fr": …}`, `{"translation": {…}}`, where languages are given also
 * `{"source": …, "target": …}`, or rows of our own releases, whose
 * `messages` are in `language` and whose `original` is English: a list, or its JSON as in Parquet.
 */
export async function* jsonUnits(path: string, codes: readonly string[] | undefined, signal?: AbortSignal): AsyncGenerator<Unit> {
  const columns = reader(codes)
  const opened = await entriesOf(path, { columns: [], ...(signal ? { signal } : {}) })
  try {
    for await (const { row, position, value, problem } of opened.entries) yield { row, position, ...(problem ? { problem } : unitOf(value, columns)) }
  } finally {
    await opened[Symbol.asyncDispose]()
  }
}

type Columns = (names: readonly string[]) => readonly (string | undefined)[]

/** Tells the languages of fields; names asked for before are remembered, for most rows have the same. */
function reader(codes: readonly string[] | undefined): Columns {
  const known = new Map<string, readonly (string | undefined)[]>()
  return (names) => {
    const key = names.join('\t')
    const found = known.get(key) ?? languagesOf(names, codes)
    if (known.size < 1_000) known.set(key, found)
    return found
  }
}

function unitOf(value: unknown, columns: Columns): Omit<Unit, 'row' | 'position'> {
  if (!isFields(value)) return { problem: { reason: 'not-an-object', detail: { text: String(JSON.stringify(value)).slice(0, 200) } } }
  const own = { ...idOf(value['id']), ...licenceOf(value) }
  if (Array.isArray(value['messages'])) return { ...own, ...dialogueOf(value) }
  const fields = isFields(value['translation']) ? value['translation'] : value
  const names = Object.keys(fields)
  const asked = fields === value ? names.map((name) => (name.toLowerCase() === 'id' ? '' : name)) : names // Indonesian only where all fields are languages
  const texts = Object.fromEntries(columns(asked).flatMap((code, i) => {
    const text = fields[names[i]!]
    return code !== undefined && typeof text === 'string' && text.trim() !== '' ? [[code, text]] : []
  }))
  if (Object.keys(texts).length >= 2) return { ...own, texts }
  return { problem: { reason: 'no-parallel-text', detail: { fields: names, wanted: '{"en": …, "fr": …}, {"translation": {…}}, source and target of a file given as en-fr=FILE, or a row with messages, original and language' } } }
}

const idOf = (id: unknown): Pick<Unit, 'id'> => (['string', 'number'].includes(typeof id) && id !== '' ? { id: String(id) } : {})

function licenceOf(value: Readonly<Record<string, unknown>>): Pick<Unit, 'licence'> {
  const source = isFields(value['source']) ? value['source'] : {}
  const licence = value['licence'] ?? value['license'] ?? source['licence']
  return typeof licence === 'string' && licence !== '' ? { licence } : {}
}

/** A row of a release; one that was not translated is a dialogue in one language, of use together with others of its id. */
function dialogueOf(value: Readonly<Record<string, unknown>>): Pick<Unit, 'dialogues' | 'problem'> {
  const { language, messages } = value
  const original = typeof value['original'] === 'string' ? originalIn(value) : value['original']
  const bad = (what: string): Pick<Unit, 'problem'> => ({ problem: { reason: 'no-parallel-text', detail: { found: what } } })
  if (typeof language !== 'string') return bad('messages without a language')
  if (!isMessages(messages) || (original !== undefined && original !== null && !isMessages(original))) return bad('messages that are no list of role and content')
  if (!isMessages(original) || language === 'en') return { dialogues: { [language]: plain(messages) } }
  const [roles, others] = [messages, original].map((all) => all.map(({ role }) => role).join())
  if (roles !== others) return bad('messages and original with other roles')
  return { dialogues: { en: plain(original), [language]: plain(messages) } }
}

function isMessages(value: unknown): value is Message[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => isFields(each) && ['system', 'user', 'assistant'].includes(each['role'] as string) && typeof each['content'] === 'string' && each['content'].trim() !== '')
}

const plain = (messages: readonly Message[]): Message[] => messages.map(({ role, content }) => ({ role, content }))
