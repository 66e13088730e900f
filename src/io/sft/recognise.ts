import { UserError } from '../../errors.js'
import type { Entry } from './entries.js'
import { fits, sftFormats, wanted, type Fields, type SftFormat } from './formats.js'

/** Rows with fields that are looked at, and rows of any kind that are looked through for them. */
const sample = { good: 50, any: 2_000 }

/** The format of a file, and all its entries from the first on. */
export interface Recognised {
  readonly format: SftFormat
  readonly entries: AsyncIterable<Entry>
}

/**
 * Takes the format that most of the first rows with fields fit, the first of the list among equals; or the given one, if it
 * fits any. @throws UserError that names the fields found and those wanted when none fits
 */
export async function recognise(path: string, entries: AsyncIterable<Entry>, given: SftFormat | 'auto'): Promise<Recognised> {
  const rest = entries[Symbol.asyncIterator]()
  const first: Entry[] = []
  const good: Fields[] = []
  while (good.length < sample.good && first.length < sample.any) {
    const next = await rest.next()
    if (next.done) break
    first.push(next.value)
    if (isFields(next.value.value)) good.push(next.value.value)
  }
  const candidates = (given === 'auto' ? sftFormats : [given]).map((format) => ({ format, hits: good.filter((fields) => fits(format, fields)).length }))
  const best = candidates.reduce((one, other) => (other.hits > one.hits ? other : one))
  if (first.length === 1 && good.length === 1 && isTable(good[0]!, best.format)) {
    throw new UserError(`${path} holds columns, not rows: one object with the fields ${namesOf(good)}, each with the values of all rows; write it again by rows, as pandas does with to_json(FILE, orient='records', lines=True)`)
  }
  if (best.hits === 0) throw noFormat(path, { first, good, given })
  return { format: best.format, entries: joined(first, rest) }
}

/** Whether a value is an object with fields. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether the only row is a table by columns: every field a list, where texts are wanted, or an object whose keys are row numbers. */
function isTable(fields: Fields, format: SftFormat): boolean {
  const values = Object.values(fields)
  const isNumbered = (value: unknown) => isFields(value) && Object.keys(value).length > 0 && Object.keys(value).every((key) => /^\d+$/.test(key))
  return values.length > 0 && (values.every(isNumbered) || (!listFormats.includes(format) && values.every(Array.isArray)))
}

/** Formats whose rows are lists themselves. */
const listFormats: readonly SftFormat[] = ['messages', 'sharegpt', 'ultralink']

const namesOf = (rows: readonly Fields[]): string => [...new Set(rows.flatMap((fields) => Object.keys(fields)))].slice(0, 20).join(', ')

async function* joined(first: readonly Entry[], rest: AsyncIterator<Entry>): AsyncGenerator<Entry> {
  try {
    yield* first
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

function noFormat(path: string, { first, good, given }: { first: readonly Entry[]; good: readonly Fields[]; given: SftFormat | 'auto' }): UserError {
  if (first.length === 0) return new UserError(`${path} has no rows; give a file with rows`)
  if (good.length === 0) return new UserError(`${path} has no rows with fields: its first row is ${whatIs(first[0]!)}; give JSONL, a JSON array of objects, or Parquet`)
  const found = namesOf(good)
  const [holder] = first.length === 1 ? Object.entries(good[0]!).find(([, value]) => Array.isArray(value) && value.length > 0 && value.every((row) => isFields(row) && !('role' in row || 'from' in row))) ?? [] : []
  if (holder) return new UserError(`${path} is one object, not rows: it has the fields ${found}; if its rows are in "${holder}", write that list to a file of its own`)
  if (given !== 'auto') return new UserError(`${path} is not in the format ${given}, which wants the fields ${wanted(given)}: its rows have ${found}; leave the format out to have it recognised`)
  const choices = sftFormats.map((format) => `${wanted(format)} (${format})`).join('; ')
  return new UserError(`no format fits ${path}: its rows have the fields ${found}, and wanted are ${choices}; rename the fields`)
}

function whatIs({ value, problem }: Entry): string {
  if (problem) return `no JSON (${String(problem.detail['found'] ?? problem.reason)})`
  if (Array.isArray(value)) return 'a list'
  return value === null ? 'null' : typeof value === 'string' ? 'a plain text' : `a ${typeof value}`
}
