import { z } from 'zod'
import { datasets } from '../datasets/index.js'
import { languages } from '../languages/index.js'
import { modelsTable } from './models-table.js'
import type { Streams } from './streams.js'
import { table } from './table.js'

/** What there is, by kind. */
const lists: Readonly<Record<string, () => string | Promise<string>>> = {
  languages: () => table(['code', 'name', 'endonym', 'wiki'], Object.values(languages).map(({ code, name, endonym, wiki }) => [code, name, endonym, wiki])),
  datasets: () => table(['dataset', 'stages', 'description'], Object.values(datasets).map(({ name, kinds, description }) => [name, kinds.map((kind) => kind.name).join(' → '), description])),
  stages: () => Object.values(datasets).flatMap(({ kinds }) => kinds).map(stageText).join('\n\n'),
  models: () => modelsTable(),
}

/** What `list` takes. */
export const listable = Object.keys(lists)

/** Prints what there is of one kind. */
export async function listCommand(what: string, { out }: Streams): Promise<void> {
  out.write(`${await lists[what]!()}\n`)
}

function stageText({ name, description, schema }: (typeof datasets)[string]['kinds'][number]): string {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' }) as { properties?: Record<string, Property>; required?: string[] }
  const rows = Object.entries(properties).map(([option, property]) => [
    `  ${name}.${option}`,
    property.enum?.join('|') ?? property.type ?? '',
    property.default === undefined ? (required.includes(option) ? 'required' : '–') : JSON.stringify(property.default),
    property.description ?? '',
  ])
  return `${name}: ${description}\n${table(['  option', 'type', 'default', 'meaning'], rows)}`
}

interface Property {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly default?: unknown
  readonly description?: string
}
