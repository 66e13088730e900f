import { existsSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../package.js'
import { hubText, isQuantization, type HubReference } from './reference.js'
import { entriesOf, textOf } from './quiet-files.js'

/** A model that is on this machine. */
export interface Found {
  /** Of the GGUF, or of the folder of an embedder. */
  readonly path: string
  /** Whose folder it is, for people. */
  readonly place: string
  /** `hf:…` or `ollama:…`, where the place says it. */
  readonly source?: string
  /** Commit of the Hub's repository, where the place says it. */
  readonly revision?: string
}

/** What was found, and every path that was looked at, in order. */
export interface Search {
  readonly found?: Found
  readonly looked: readonly string[]
  /** What was passed over: it is not known to be of the revision that was asked for. */
  readonly others?: readonly Pick<Found, 'path' | 'revision'>[]
}

/** What a lock knows of the model at a path: the commit it is of, and what was asked for where that was not `main`. */
export type Pinned = (path: string) => { readonly revision?: string | undefined; readonly asked?: string | undefined } | undefined

const environment = (name: string) => process.env[name] || undefined

/** Where `models pull` and `models unpack` put models: `ULTRALINK_MODELS`, or in the user's folder for data. */
export function modelsFolder(): string {
  return environment('ULTRALINK_MODELS') ?? join(environment('XDG_DATA_HOME') ?? join(homedir(), '.local', 'share'), 'ultralink', 'models')
}

/** Folders that hold `owner/repository/file` as the Hub has it, with whose they are. */
function trees(): [place: string, folder: string][] {
  return [
    ['ultralink', modelsFolder()],
    ['models', join(process.cwd(), 'models')],
    ['models', join(packageRoot, 'models')],
    ['LM Studio', join(lmStudioHome(), 'models')],
    ['LM Studio', join(homedir(), '.cache', 'lm-studio', 'models')],
  ]
}

/** Looks for a file or a folder of the Hub where people keep them; of a revision, where one is asked for. */
export function findOfHub(reference: HubReference, pinned: Pinned = () => undefined): Search {
  const { owner, repo, path, revision: wanted } = reference
  const looked: string[] = []
  const others: Pick<Found, 'path' | 'revision'>[] = []
  const isWanted = (hit: string): boolean => {
    if (wanted === undefined) return true
    const { revision, asked = 'main' } = pinned(hit) ?? { asked: '' }
    if (asked === wanted || isOfCommit(revision, wanted)) return true
    others.push({ path: hit, ...(revision && { revision }) })
    return false
  }
  const source = (inRepo: string | undefined) => hubText({ owner, repo, ...(inRepo && { path: inRepo }) })
  for (const [place, folder] of trees()) {
    const hit = inRepository(join(folder, owner, repo), reference, looked) ?? (place === 'models' && path ? inRepository(folder, { ...reference, path: path.split('/').at(-1)! }, looked) : undefined)
    if (hit && isWanted(hit.path)) return { found: { path: hit.path, place, source: source(reference.path ?? hit.file) }, looked }
  }
  for (const { folder, revision } of snapshots(reference, looked)) {
    const hit = inRepository(folder, reference, looked)
    if (hit) return { found: { path: hit.path, place: 'Hugging Face cache', source: source(hit.file), revision }, looked }
  }
  const flat = path && join(llamaCache(), `${owner}_${repo}_${path.replaceAll('/', '_')}`)
  if (flat) looked.push(flat)
  if (flat && existsSync(flat) && isWanted(flat)) return { found: { path: flat, place: 'llama.cpp', source: source(path) }, looked }
  return others.length > 0 ? { looked, others } : { looked }
}

/** Whether a commit is meant by the beginning of its hash, of four letters at least as git has it. */
function isOfCommit(commit: string | undefined, wanted: string): boolean {
  return commit !== undefined && (commit === wanted || (/^[0-9a-f]{4,}$/i.test(wanted) && commit.startsWith(wanted.toLowerCase())))
}

/** Looks for a file or folder by its bare name in the folders for models. */
export function findByName(name: string): Search {
  const folders: [string, string][] = [['ultralink', modelsFolder()], ['models', join(process.cwd(), 'models')], ['models', join(packageRoot, 'models')]]
  const candidates = folders.flatMap(([place, folder]) => ['', '.gguf'].map((ending) => ({ place, path: join(folder, name + ending) })))
  const looked = candidates.map(({ path }) => path)
  const found = candidates.find(({ path }) => isModel(path))
  return found ? { found, looked } : { looked }
}

/** GGUF files of LM Studio's and the Hub's folders, with the reference that names each. */
export function hubModels(): { readonly name: string; readonly path: string; readonly place: string }[] {
  const roots: [string, string][] = trees().filter(([place]) => place !== 'models')
  const cached = entriesOf(hubCache()).flatMap((name) => {
    const [, owner, repo] = /^models--(.+?)--(.+)$/.exec(name) ?? []
    return owner && repo ? snapshots({ owner, repo }, []).map(({ folder }): Repository => ['Hugging Face cache', folder, owner, repo]) : []
  })
  const kept = roots.flatMap(([place, root]) => entriesOf(root).flatMap((owner) => entriesOf(join(root, owner)).map((repo): Repository => [place, join(root, owner, repo), owner, repo])))
  return [...kept, ...cached].flatMap(([place, folder, owner, repo]) => {
    const ggufs = entriesOf(folder).filter((file) => /\.gguf$/i.test(file) && !/mmproj/i.test(file) && !/-(?!00001)\d{5}-of-\d{5}\.gguf$/i.test(file))
    const names = existsSync(join(folder, 'onnx')) && isModel(folder) ? ['', ...ggufs] : ggufs
    return names.map((file) => ({ name: hubText({ owner, repo, path: file }), path: join(folder, file), place }))
  })
}

type Repository = [place: string, folder: string, owner: string, repo: string]

function inRepository(folder: string, { path, quantization }: HubReference, looked: string[]): { path: string; file?: string } | undefined {
  const file = path ?? (quantization ? entriesOf(folder).sort().find((name) => isQuantization(name, quantization)) : undefined)
  const whole = file ? join(folder, file) : folder
  looked.push(quantization && !file ? join(folder, `*${quantization}*.gguf`) : whole)
  if (!file && quantization) return undefined
  return (file ? existsSync(whole) : isModel(whole)) ? { path: whole, ...(file && { file }) } : undefined
}

function isModel(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat !== undefined && (stat.isFile() ? /\.gguf$/i.test(path) : existsSync(join(path, 'config.json')) && !isBegun(path))
}

/** Whether a download of a GGUF, or of a file of an embedder's folder, was begun at a path and not finished. */
export function isBegun(path: string): boolean {
  if (/\.gguf$/i.test(path)) return existsSync(`${path}.part`) && !existsSync(path)
  return [path, join(path, 'onnx')].some((folder) => entriesOf(folder).some((name) => name.endsWith('.part') && !existsSync(join(folder, name.slice(0, -'.part'.length)))))
}

/** Commits of a repository in the Hub's cache: the wanted one, or the one that `main` points at before the others. */
function snapshots({ owner, repo, revision }: HubReference, looked: string[]): { folder: string; revision: string }[] {
  const base = join(hubCache(), `models--${owner}--${repo}`)
  const snapshot = join(base, 'snapshots')
  const names = entriesOf(snapshot)
  if (names.length === 0) looked.push(snapshot)
  const head = textOf(join(base, 'refs', revision ?? 'main'))?.trim()
  const order = revision ? [head ?? names.find((name) => isOfCommit(name, revision)) ?? revision] : [...new Set([...(head ? [head] : []), ...names])]
  return order.filter((name) => names.includes(name)).map((name) => ({ folder: join(snapshot, name), revision: name }))
}

function hubCache(): string {
  const home = environment('HF_HOME') ?? join(environment('XDG_CACHE_HOME') ?? join(homedir(), '.cache'), 'huggingface')
  return environment('HF_HUB_CACHE') ?? environment('HUGGINGFACE_HUB_CACHE') ?? join(home, 'hub')
}

function llamaCache(): string {
  const caches = process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : process.platform === 'win32' ? (environment('LOCALAPPDATA') ?? homedir()) : (environment('XDG_CACHE_HOME') ?? join(homedir(), '.cache'))
  return environment('LLAMA_CACHE') ?? join(caches, 'llama.cpp')
}

/** LM Studio writes where its home is into a file of the user's folder. */
function lmStudioHome(): string {
  return textOf(join(homedir(), '.lmstudio-home-pointer'))?.trim() || join(homedir(), '.lmstudio')
}
