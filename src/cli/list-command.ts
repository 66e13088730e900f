import { z } from 'zod'
import { collections, datasets } from '../datasets/index.js'
import { languages } from '../languages/index.js'
import { modelsTable } from './models-table.js'
import type { Streams } from './streams.js'
import { table } from './table.js'

/** What there is, by kind. */
const lists: Readonly<Record<string, () => string | Promise<string>>> = {
  languages: () => table(['code', 'name', 'endonym', 'wiki'], Object.values(languages).map(({ code, name, endonym, wiki }) => [code, name, endonym, wiki])),
  datasets: () => table(['dataset', 'stages', 'description'], [
    ...Object.values(datasets).map(({ name, kinds, description }) => [name, kinds.map((kind) => kind.name).join(' → '), description]),
    ...Object.values(collections).map(({ name, parts, description }) => [name, `those of ${parts.map(({ dataset }) => dataset.name).join(', ')}`, description]),
  ]),
  stages: () => [...new Set(Object.values(datasets).flatMap(({ kinds }) => kinds))].map(stageText).join('\n\n'),
  models: () => modelsTable(),
}

/** What `list` takes. */
export const listable = Object.keys(lists)

/** Prints what there is of one kind. */
export async function listCommand(what: string, { out }: Streams): Promise<void> {
  out.write(`${await lists[what]!()}\n`)
}

function stageText({ name, description, schema }: (typeof datasets)[string]['kinds'][number]): string {
  const own = Object.values(datasets).filter(({ kinds }) => kinds.some((kind) => kind.name === name))
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' }) as { properties?: Record<string, Property>; required?: string[] }
  const rows = Object.entries(properties).map(([option, property]) => [
    `  ${name}.${option}`,
    property.enum?.join('|') ?? property.type ?? '',
    [defaultOf(property, required.includes(option)), ...own.flatMap((dataset) => settledBy(dataset, { stage: name, option, usual: property.default }))].join('; '),
    property.description ?? '',
  ])
  return `${name} (${own.map((dataset) => dataset.name).join(', ')}): ${description}\n${table(['  option', 'type', 'default', 'meaning'], rows)}`
}

function defaultOf({ default: usual }: Property, required: boolean): string {
  return usual === undefined ? (required ? 'required' : '–') : JSON.stringify(usual)
}

/** What a dataset sets in the place of an option's usual default, as `math: "math"`. */
function settledBy({ name, settled }: (typeof datasets)[string], { stage, option, usual }: { readonly stage: string; readonly option: string; readonly usual: unknown }): string[] {
  const value = settled[stage]?.[option]
  return value === undefined || JSON.stringify(value) === JSON.stringify(usual) ? [] : [`${name}: ${JSON.stringify(value)}`]
}

interface Property {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly default?: unknown
  readonly description?: string
}
