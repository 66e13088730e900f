import { z } from 'zod'

/** A schema as JSON Schema has it, as far as it is read here. */
interface Shape {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Shape[]
  readonly items?: Shape
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly pattern?: string
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, Shape>>
  readonly propertyNames?: Shape
  readonly additionalProperties?: Shape | boolean
}

/** What is wanted at a place of a value, as `a whole number from 1`, and the names known there, if they are. */
export function wantedAt(schema: z.ZodType, path: readonly PropertyKey[]): { readonly wanted: string; readonly known: readonly string[] } {
  const shapes = path.reduce((at: readonly Shape[], key) => at.flatMap((shape) => inside(shape, key)), alternatives(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape))
  return { wanted: listed([...new Set(shapes.flatMap(worded))]) || 'another value', known: shapes.flatMap(({ properties = {}, propertyNames }) => [...Object.keys(properties), ...(propertyNames?.enum ?? []).map(String)]) }
}

function alternatives(shape: Shape): readonly Shape[] {
  if (typeof shape.type === 'object') return shape.type.map((type) => ({ ...shape, type }))
  return shape.anyOf?.flatMap(alternatives) ?? [shape]
}

function inside({ items, properties, additionalProperties }: Shape, key: PropertyKey): readonly Shape[] {
  const found = typeof key === 'number' ? items : (properties?.[String(key)] ?? additionalProperties)
  return typeof found === 'object' ? alternatives(found) : []
}

/** One shape in words, each value of a choice by itself. */
function worded(shape: Shape): readonly string[] {
  if (shape.enum) return shape.enum.map(String)
  if ('const' in shape) return [String(shape.const)]
  if (shape.type === 'integer' || shape.type === 'number') return [numberOf(shape)]
  if (shape.type === 'array') return [listOf(shape)]
  if (shape.type === 'object') return ['a map from names to values']
  if (shape.type === 'boolean') return ['true', 'false']
  if (shape.type === 'null') return ['null']
  return shape.type === 'string' ? [textOf(shape)] : []
}

function listOf({ items = {}, minItems = 0, maxItems }: Shape): string {
  const isOfTexts = alternatives(items).every(({ type }) => type === 'string')
  return `a list${isOfTexts ? ' of texts (["…", "…"])' : ''}${minItems > 1 ? ` of ${minItems}${maxItems === minItems ? '' : ' or more'}` : minItems > 0 ? ' that is not empty' : ''}`
}

function textOf({ minLength = 0, pattern }: Shape): string {
  return pattern !== undefined ? `a text that matches ${pattern}` : `a text${minLength > 1 ? ` of ${minLength} characters or more` : minLength > 0 ? ' that is not empty' : ''}`
}

/** `a whole number from 1`, `a number above 0 and at most 1`. */
function numberOf({ type, minimum, exclusiveMinimum, maximum }: Shape): string {
  const isWhole = type === 'integer'
  const least = isWhole && exclusiveMinimum !== undefined ? exclusiveMinimum + 1 : minimum
  const from = isBound(least) ? ` from ${least}` : isBound(exclusiveMinimum) ? ` above ${exclusiveMinimum}` : ''
  const to = !isBound(maximum) ? '' : isBound(least) ? ` to ${maximum}` : `${from && ' and'} at most ${maximum}`
  return `a ${isWhole ? 'whole ' : ''}number${from}${to}`
}

/** Whole numbers have the limits of safe ones where a schema sets none. */
const isBound = (limit: number | undefined): boolean => limit !== undefined && Math.abs(limit) !== Number.MAX_SAFE_INTEGER

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
