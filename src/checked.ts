import type { z } from 'zod'
import { wantedAt } from './wanted.js'

/** A value as its schema has it, or what is wrong with it. */
export type Checked<T> = { readonly data: T; readonly problem?: undefined } | { readonly problem: string }

/**
 * Checks a value from outside by its schema. The problem is the first one, as `limit is "many": a whole number from 1 is wanted`:
 * in the words of the schema where it has its own (`error`), else in ours, never in zod's.
 */
export function checked<S extends z.ZodType>(schema: S, value: unknown): Checked<z.output<S>> {
  const result = schema.safeParse(value, { error: () => '' })
  return result.success ? { data: result.data } : { problem: problemOf(schema, value, innermost(result.error.issues[0]!)) }
}

function problemOf(schema: z.ZodType, value: unknown, issue: z.core.$ZodIssue): string {
  const { wanted, known } = wantedAt(schema, issue.path)
  const place = issue.path.join('.')
  if (issue.code === 'unrecognized_keys') return `${place === '' ? 'there is' : `${place} has`} no option ${issue.keys.map((key) => `"${key}"`).join(', ')}; known are ${known.join(', ')}`
  if (issue.code === 'invalid_key') return `${place} is no name: ${issue.issues[0]?.message || 'another one is wanted'}`
  if (place === '' && known.length > 0) return `options with their values are wanted, one a line, such as "${known[0]}: …"; known are ${known.join(', ')}`
  const found = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value)
  return `${place || 'it'} is ${found === undefined ? 'missing' : clipped(shown(found))}: ${issue.message || `${wanted} is wanted`}`
}

/** As JSON, where it is any: in a program an option may be a function, or NaN. */
function shown(found: unknown): string {
  try {
    return typeof found === 'number' ? String(found) : (JSON.stringify(found) ?? String(found))
  } catch {
    return String(found)
  }
}

/** Characters of a value that are shown. */
const most = 100

const clipped = (text: string) => (text.length > most ? `${text.slice(0, most)}…` : text)

/** Where several forms are allowed, the complaint of the one that fits furthest; that none fits, where they all fail at once. */
function innermost(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue
  const inner = issue.errors.flat().map((each) => innermost({ ...each, path: [...issue.path, ...each.path] }))
  const deepest = inner.toSorted((a, b) => b.path.length - a.path.length)[0]
  return deepest && deepest.path.length > issue.path.length ? deepest : issue
}
