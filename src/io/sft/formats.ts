import type { Message } from '../../types.js'
import type { Problem } from './entries.js'
import { isFilled, messagesOf } from './messages.js'

export type Fields = Readonly<Record<string, unknown>>

/** Names of the formats that are read. */
export const sftFormats = ['messages', 'sharegpt', 'ultralink', 'alpaca', 'evol-instruct', 'magicoder', 'metamath', 'gsm8k'] as const
export type SftFormat = (typeof sftFormats)[number]

interface Shape {
  /** Fields that a row must have; of a list, one. */
  readonly needs: readonly (string | readonly string[])[]
  /** What shows this format rather than another with the same needs. */
  readonly shows?: (fields: Fields) => boolean
  /** Other fields that are read. */
  readonly also?: readonly string[]
  /** Messages by whichever names, or the field that is not what it should be. */
  turns(fields: Fields): readonly unknown[] | { readonly wrong: string }
}

const listNames = ['messages', 'conversation']
const asked = (question: unknown, answer: unknown) => [{ role: 'user', content: question }, { role: 'assistant', content: answer }]
const answerNames = ['output', 'response']
const instruction = { also: ['input', 'context', 'system', 'history'], turns: instructed }

/** How a row of each format reads; what comes first is recognised first. */
const shapes: Readonly<Record<SftFormat, Shape>> = {
  messages: { needs: [listNames], also: ['system'], turns: (fields) => listed(fields, ...listNames) },
  sharegpt: { needs: ['conversations'], also: ['system'], turns: (fields) => listed(fields, 'conversations') },
  ultralink: { needs: ['data'], shows: ({ data }) => Array.isArray(data) && typeof data[0] === 'string', turns: ({ data }) => alternating(data) },
  alpaca: { needs: ['instruction', 'output'], shows: (fields) => ['input', 'system', 'history'].some((name) => name in fields), ...instruction },
  'evol-instruct': { needs: ['instruction', answerNames], ...instruction },
  magicoder: { needs: ['problem', 'solution'], turns: ({ problem, solution }) => asked(problem, solution) },
  metamath: { needs: ['query', 'response'], turns: ({ query, response }) => asked(query, response) },
  gsm8k: { needs: ['question', 'answer'], turns: ({ question, answer }) => asked(question, typeof answer === 'string' ? withoutSums(answer) : answer) },
}

/** Fields whose presence means that a row is more than its texts. */
const media = ['image', 'images', 'video', 'videos', 'audio', 'audios']
const tools = ['tools', 'functions']

/** Every field that some format reads: the columns worth reading of a Parquet file. */
export const readFields: readonly string[] = [
  ...new Set([...Object.values(shapes).flatMap(({ needs, also = [] }) => [...needs.flat(), ...also]), ...media, ...tools, 'id', 'licence', 'license']),
]

/** Whether a row has the fields of a format. */
export function fits(format: SftFormat, fields: Fields): boolean {
  return missing(format, fields) === undefined && (shapes[format].shows?.(fields) ?? true)
}

/** The fields a format wants, in words: `instruction, output or response`. */
export function wanted(format: SftFormat): string {
  return shapes[format].needs.map((need) => [need].flat().join(' or ')).join(', ')
}

/** The messages of a row of a format, or why there are none. */
export function messagesIn(format: SftFormat, fields: Fields): readonly Message[] | Problem {
  const absent = missing(format, fields)
  if (absent) return { reason: 'missing-field', detail: { wanted: absent, found: Object.keys(fields).join(', ').slice(0, 200) } }
  const medium = media.find((name) => isFilled(fields[name]))
  if (medium) return { reason: 'non-text-content', detail: { field: medium } }
  const tool = tools.find((name) => isFilled(fields[name]))
  if (tool) return { reason: 'tool-use', detail: { field: tool } }
  if (format === 'sharegpt' && laterPiece.test(String(fields['id']))) return { reason: 'begins-in-the-middle', detail: { id: fields['id'] } }
  const turns = shapes[format].turns(fields)
  return 'wrong' in turns ? { reason: 'wrong-field-type', detail: { field: turns.wrong } } : messagesOf(turns)
}

/** Id of a later piece of a long conversation, as ShareGPT's were cut: seven letters and digits, and the turn it begins with. */
const laterPiece = /^(?=[^_]*[a-z])(?=[^_]*[A-Z])[A-Za-z0-9]{7}_[1-9]\d*$/

function missing(format: SftFormat, fields: Fields): string | undefined {
  const need = shapes[format].needs.find((one) => ![one].flat().some((name) => fields[name] !== undefined))
  return need === undefined ? undefined : [need].flat().join(' or ')
}

/** The list in the first of the fields that is there, behind the system field, unless it has a system message of its own. */
function listed(fields: Fields, ...names: readonly string[]): readonly unknown[] | { readonly wrong: string } {
  const name = names.find((one) => fields[one] !== undefined)!
  const list = rowsOf(fields[name])
  if (!list) return { wrong: name }
  const first = (list[0] ?? {}) as Fields
  return [...((first['role'] ?? first['from']) === 'system' ? [] : systemOf(fields)), ...list]
}

/** Contents without roles: the user's and the assistant's in turn. */
function alternating(data: unknown): readonly unknown[] | { readonly wrong: string } {
  return Array.isArray(data) ? data.map((content: unknown, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content })) : { wrong: 'data' }
}

/** A list; or the columns that Parquet files of some libraries hold in its place (`{role: […], content: […]}`). */
function rowsOf(list: unknown): readonly unknown[] | undefined {
  if (Array.isArray(list)) return list
  const columns = Object.entries((typeof list === 'object' && list) || {}).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]))
  if (columns.length === 0) return undefined
  return columns[0]![1].map((_, i) => Object.fromEntries(columns.map(([name, values]) => [name, values[i]])))
}

/** Instruction and input joined by a line feed, as trainers read them, behind the history. */
function instructed(fields: Fields): readonly unknown[] | { readonly wrong: string } {
  const { instruction, history, output, response, input, context } = fields
  const pairs = history ?? []
  if (!Array.isArray(pairs) || !pairs.every((pair) => Array.isArray(pair) && pair.length === 2)) return { wrong: 'history' }
  const given = input ?? context ?? ''
  const more = typeof given === 'string' && /^\s*(?:<no ?input>)?\s*$/i.test(given) ? undefined : given
  const question = more === undefined ? instruction : typeof more === 'string' && typeof instruction === 'string' ? [instruction, more].filter((text) => text.trim() !== '').join('\n') : null
  return [...systemOf(fields), ...(pairs as unknown[][]).flatMap(([q, a]) => asked(q, a)), ...asked(question, output ?? response)]
}

function systemOf({ system }: Fields): readonly unknown[] {
  return system === undefined || system === null ? [] : [{ role: 'system', content: system }]
}

/** Without the sums that GSM8K puts in for a calculator: `$<<12/60=0.2>>0.2` is `$0.2`. */
function withoutSums(answer: string): string {
  return answer.replace(/<<[-+*/().\d]+=[-+*/().\d]*>>/g, '')
}
