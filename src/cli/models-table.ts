import { statSync } from 'node:fs'
import { totalmem } from 'node:os'
import { languages as own } from '../languages/index.js'
import { size } from '../models/bytes.js'
import { catalogue, memoryFor, type CatalogueEntry } from '../models/catalogue.js'
import { readChoice } from '../models/choice.js'
import { filesOf } from '../models/model-files.js'
import { ollamaModels } from '../models/ollama.js'
import { hubModels } from '../models/places.js'
import { installed, locateModel } from '../models/registry.js'
import { table, wrap } from './table.js'

export interface ListedModel {
  readonly name: string
  readonly role: string
  readonly bytes?: number
  /** Gigabytes it is comfortable with. */
  readonly memory?: number
  readonly fits?: boolean
  readonly maxContext?: number
  readonly licence?: string
  readonly languages?: readonly string[]
  readonly description?: string
  /** Whose folder it is in; absent when it is not on this machine. */
  readonly here?: string
  readonly path?: string
  readonly source: string
  /** Chosen with `models use`. */
  readonly chosen?: boolean
}

/** Gigabytes of memory of this machine, or of the part that this process may use. */
function machineMemory(): number {
  const limit = process.constrainedMemory?.() ?? 0
  return (limit > 0 && limit < totalmem() ? limit : totalmem()) / 1e9
}

/** The models of the catalogue, and those found in other programs' folders. */
export async function listedModels(role?: string): Promise<ListedModel[]> {
  const choice = readChoice()
  const known = await Promise.all(catalogue().map(fromCatalogue))
  const paths = new Set(known.map(({ path }) => path))
  const sources = new Set(known.map(({ source }) => source))
  const pulled = (await installed()).filter(({ name }) => !known.some((each) => each.name === name))
  const got = await Promise.all(pulled.map(async ({ name, role: kind, bytes, licence, source }) => listed({ name, role: kind, bytes, source, ...(licence && { licence }) }, (await locateModel(name)).found)))
  const pulledPaths = new Set(got.map(({ path }) => path))
  const others = [...hubModels().map(({ name, path, place }) => ({ name, path, place, source: name })), ...ollamaModels().map(({ name, path }) => ({ name, path, place: 'Ollama', source: `ollama:${name}` }))]
  const found = others.filter(({ path, source }) => !paths.has(path) && !pulledPaths.has(path) && !sources.has(source))
    .map(({ name, path, place, source }) => listed({ name, role: '–', bytes: bytesOf(path), source }, { path, place }))
  return [...known.sort(inOrder), ...got, ...found].filter((each) => !role || each.role === role || each.role === '–').map((each) => ({ ...each, ...([each.name, each.path, each.source].some((name) => name && Object.values(choice).includes(name)) && { chosen: true }) }))
}

/** What there is, for people. */
export async function modelsTable({ role, long = false, here = false }: { readonly role?: string; readonly long?: boolean; readonly here?: boolean } = {}): Promise<string> {
  const models = (await listedModels(role)).filter((model) => !here || model.here)
  const rows = models.map((model) => [
    `${model.name}${model.chosen ? ' *' : ''}`, model.role, model.bytes === undefined ? '–' : size(model.bytes), model.memory === undefined ? '–' : `${model.memory} GB${model.fits ? '' : ' !'}`,
    model.maxContext === undefined ? '–' : String(model.maxContext), model.licence ?? '–', languagesOf(model), model.here ?? '',
  ])
  const head = ['model', 'role', 'size', 'memory', 'context', 'licence', 'languages', 'here']
  const texts = long ? models.filter(({ description }) => description).map(({ name, description, source }) => `${name} (${source})\n${wrap(description!, 100, '  ')}`) : []
  return [table(head, rows), ...texts, footer(models)].join('\n\n')
}

async function fromCatalogue(entry: CatalogueEntry): Promise<ListedModel> {
  const { name, role, licence, maxContext, contextSize, languages, description, source, gigabytes } = entry
  const { found } = await locateModel(name)
  const bytes = gigabytes === undefined ? found && bytesOf(found.path) : gigabytes * 1e9
  const context = maxContext ?? contextSize
  return listed({ name, role, licence, description, source, ...(bytes !== undefined && { bytes }), ...(context && { maxContext: context }), ...(languages && { languages }) }, found)
}

function listed(model: ListedModel, found: { path: string; place: string } | undefined): ListedModel {
  const memory = model.bytes === undefined ? undefined : memoryFor(model.bytes / 1e9)
  return { ...model, ...(memory !== undefined && { memory, fits: memory <= machineMemory() }), ...(found && { here: found.place, path: found.path }) }
}

/** By role, bundled first, then by size. */
function inOrder(a: ListedModel, b: ListedModel): number {
  const roles = ['generator', 'translator', 'embedder']
  return roles.indexOf(a.role) - roles.indexOf(b.role) || Number(b.source === 'bundled') - Number(a.source === 'bundled') || (a.bytes ?? 0) - (b.bytes ?? 0) || (a.name < b.name ? -1 : 1)
}

function footer(models: readonly ListedModel[]): string {
  const memory = machineMemory()
  const best = ['generator', 'translator', 'embedder'].flatMap((role) => {
    const fitting = models.filter((model) => model.role === role && model.source !== 'bundled' && !/-NC\b/.test(model.licence ?? '') && (model.memory ?? Infinity) <= memory * 0.75)
    const largest = fitting.at(-1)
    return largest ? [`${largest.name} (${role})`] : []
  })
  const advice = best.length > 0 ? `; largest that fit (NC licences left out): ${best.join(', ')}` : ''
  const chosen = Object.entries(readChoice())
  const signs = [models.some(({ fits }) => fits === false) && '! needs more memory than that', chosen.length > 0 && `* taken where none is named: ${chosen.map(([role, name]) => `${role} ${name}`).join(', ')}`].filter(Boolean)
  return `This machine has ${Math.round(memory)} GB of memory${advice}.${signs.map((sign) => `\n${sign}`).join('')}`
}

function languagesOf({ languages, role }: ListedModel): string {
  if (!languages) return role === '–' ? '–' : 'many'
  // Those that datasets are built in come first.
  const all = [...Object.keys(own).filter((code) => languages.includes(code)), ...languages.filter((code) => !Object.hasOwn(own, code))]
  return all.length > 6 ? `${all.slice(0, 5).join(' ')} +${all.length - 5}` : all.join(' ')
}

function bytesOf(path: string): number {
  try {
    return filesOf(path).reduce((sum, file) => sum + statSync(file.path).size, 0)
  } catch {
    return 0 // a broken model is still one to be told of
  }
}
