import { statSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { datasets } from '../datasets/index.js'
import { languages } from '../languages/index.js'
import { registry, weightsOf } from '../models/registry.js'
import { packageRoot } from '../package.js'
import type { Streams } from './streams.js'
import { table } from './table.js'

/** What there is, by kind. */
const lists: Readonly<Record<string, () => string>> = {
  languages: () => table(['code', 'name', 'endonym', 'wiki'], Object.values(languages).map(({ code, name, endonym, wiki }) => [code, name, endonym, wiki])),
  datasets: () => table(['dataset', 'stages', 'description'], Object.values(datasets).map(({ name, kinds, description }) => [name, kinds.map((kind) => kind.name).join(' → '), description])),
  stages: () => Object.values(datasets).flatMap(({ kinds }) => kinds).map(stageText).join('\n\n'),
  models: () => table(['model', 'role', 'size', 'licence', 'languages', 'description'], registry().map((entry) => [
    entry.name, entry.role, sizeOf(entry.file), entry.licence, entry.languages?.join(' ') ?? 'any', entry.description,
  ])),
}

/** What `list` takes. */
export const listable = Object.keys(lists)

/** Prints what there is of one kind. */
export function listCommand(what: string, { out }: Streams): void {
  out.write(`${lists[what]!()}\n`)
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

function sizeOf(file: string): string {
  try {
    const bytes = statSync(weightsOf(isAbsolute(file) ? file : join(packageRoot, 'models', file))).size
    return `${(bytes / 1e6).toFixed(1)} MB`
  } catch {
    return 'missing'
  }
}
