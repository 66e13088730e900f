import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { test } from 'node:test'
import { packageRoot } from '../src/package.js'

/**
 * Who may import whom: a file imports from its own line and from lines above. As in the design, save that what only knows
 * texts and rows (dialogue, screening, translation, fingerprint) stands before the stages, and what runs a build after the datasets.
 */
const order: readonly (readonly string[])[] = [
  ['types'],
  ['checked', 'core-count', 'errors', 'lock-file', 'package', 'path-option', 'read-problem', 'together', 'wanted', 'writable'],
  ['languages'],
  ['text'],
  ['stage', 'dataset'],
  ['io', 'models', 'prompt'],
  ['pool', 'worker', 'dialogue', 'screening', 'translation', 'cross-lingual', 'fingerprint'],
  ['stages'],
  ['datasets'],
  ['stage-run', 'build'],
  ['card', 'release', 'collection', 'decontamination'],
  ['mix', 'bench'],
  ['cli', 'index'],
]

interface Module {
  /** Path in src, with slashes: `text/split.ts`. */
  readonly file: string
  readonly code: string
  /** Modules it imports: paths in src, or names of packages. */
  readonly imports: readonly string[]
}

const root = join(packageRoot, 'src')
const isOwn = (name: string) => /\.c?ts$/.test(name)
const sourceOf = (name: string) => name.replace(/\.(c?)js$/, '.$1ts')
const modules = existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/')).filter((name) => isOwn(name)).map(read) : []
const options = { skip: modules.length === 0 ? 'the sources are not here' : false }

function read(file: string): Module {
  const code = readFileSync(join(root, file), 'utf8')
  const named = [...code.matchAll(/^(?:import|export)\b[^'"`;]*?from\s+'([^']+)'/gm), ...code.matchAll(/\bimport\s*\(\s*'([^']+)'/g), ...code.matchAll(/^import\s+'([^']+)'/gm), ...code.matchAll(/\brequire\('([^']+)'\)/g)].map((match) => match[1]!)
  return { file, code, imports: named.map((name) => (name.startsWith('.') ? sourceOf(posix.join(posix.dirname(file), name)) : name)) }
}

const groupOf = (file: string) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : file.replace(/\.c?ts$/, ''))
const levelOf = (file: string) => order.findIndex((line) => line.includes(groupOf(file)))

/** Files in which something stands that may stand elsewhere only. */
const filesWith = (pattern: RegExp, except: (file: string) => boolean) => modules.filter(({ file, code }) => !except(file) && pattern.test(withoutComments(code))).map(({ file }) => file)

const withoutComments = (code: string) => code.replace(/\/\*[^]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')

test('every module has its place in the order', options, () => {
  assert.ok(modules.length > 40)
  assert.deepEqual(modules.filter(({ file }) => levelOf(file) < 0).map(({ file }) => file), [])
  assert.deepEqual(modules.flatMap(({ file, imports }) => imports.filter((name) => isOwn(name) && !existsSync(join(root, name))).map((name) => `${file} imports ${name}`)), [])
})

test('a module imports only from its own line of the order and from lines above', options, () => {
  const wrong = modules.flatMap(({ file, imports }) => imports.filter((name) => isOwn(name) && levelOf(name) > levelOf(file)).map((name) => `${file} imports ${name}`))
  assert.deepEqual(wrong, [])
})

test('stages do not import stages, and io and models do not import each other', options, () => {
  const between = (from: string, to: string) => modules.filter(({ file }) => groupOf(file) === from && !file.endsWith('/index.ts')).flatMap(({ file, imports }) => imports.filter((name) => isOwn(name) && groupOf(name) === to && name !== file).map((name) => `${file} imports ${name}`))
  assert.deepEqual([...between('stages', 'stages'), ...between('io', 'models'), ...between('models', 'io')], [])
})

test('types.ts imports nothing, and text touches neither files nor processes', options, () => {
  assert.deepEqual(modules.find(({ file }) => file === 'types.ts')?.imports, [])
  const allowed = new Set(['node:crypto'])
  assert.deepEqual(modules.filter(({ file }) => groupOf(file) === 'text').flatMap(({ file, imports }) => imports.filter((name) => name.startsWith('node:') && !allowed.has(name)).map((name) => `${file} imports ${name}`)), [])
})

test('only src/models imports an inference library, and only src/cli the command line’s', options, () => {
  const users = (...packages: string[]) => [...new Set(modules.filter(({ imports }) => imports.some((name) => packages.some((each) => name === each || name.startsWith(`${each}/`)))).map(({ file }) => groupOf(file)))]
  assert.deepEqual(users('node-llama-cpp', '@xenova/transformers'), ['models'])
  assert.deepEqual(users('commander', 'picocolors'), ['cli'])
})

test('the command line is there before any inference library is loaded', options, () => {
  const byFile = new Map(modules.map((module) => [module.file, module]))
  const reached = new Set(['cli/main.ts'])
  for (const file of reached) {
    const { code } = byFile.get(file)!
    const names = [...code.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)'/gm)].filter(([statement]) => !/^import \{(?:\s*type [^,}]+,?)+\s*\}/.test(statement)).map(([, name]) => name!)
    assert.deepEqual(names.filter((name) => /^(?:node-llama-cpp|@xenova)/.test(name)), [], file)
    for (const name of names.filter((name) => name.startsWith('.'))) reached.add(sourceOf(join(file, '..', name)))
  }
  assert.ok(reached.size > 100)
})

test('only src/cli prints, exits or knows a terminal', options, () => {
  assert.deepEqual(filesWith(/\bconsole\.|process\.(?:stdout|stderr|stdin|exit|exitCode|argv|on)\b/, (file) => groupOf(file) === 'cli'), [])
})

test('what makes rows knows neither the time nor chance', options, () => {
  const pure = new Set(['text', 'dialogue', 'screening', 'translation', 'stages', 'languages', 'datasets'])
  assert.deepEqual(filesWith(/Math\.random|Date\.now|new Date\b|performance\.now/, (file) => !pure.has(groupOf(file))), [])
})

test('folders are made by what can say of a read-only disk that it is one', options, () => {
  assert.deepEqual(filesWith(/\bmkdir(?:Sync)?\(/, (file) => file === 'writable.ts'), [])
})

test('nothing opens a socket save what downloads models, and nothing loads that but the command which does', options, () => {
  assert.deepEqual(filesWith(/\bfetch\(|from 'node:(?:net|http|https|http2|tls|dgram|dns)'/, (file) => file === 'models/hub.ts'), [])
  const importing = (name: string) => modules.filter(({ code }) => new RegExp(`^import (?!type )[^;]*?/${name}\\.js'`, 'm').test(code.replace(/^import type .*$/gm, ''))).map(({ file }) => file)
  assert.deepEqual(['hub', 'hub-files', 'pull'].map(importing), [['models/hub-files.ts'], ['models/pull.ts'], []])
})

test('modules export by name, save what a pool of threads runs', options, () => {
  assert.deepEqual(filesWith(/^export default/m, (file) => file.endsWith('worker.ts')), [])
})

test('every package that is imported is a dependency', options, () => {
  const { dependencies } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
  const imported = modules.flatMap(({ imports }) => imports.filter((name) => !isOwn(name) && !name.startsWith('node:'))).map((name) => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/'))
  assert.deepEqual([...new Set(imported)].filter((name) => !Object.hasOwn(dependencies, name)), [])
})

test('there is no folder of leftovers', options, () => {
  const folders = modules.map(({ file }) => dirname(file).split('/')).flat()
  assert.deepEqual(folders.filter((name) => /^(utils?|helpers?|core|common|misc|lib)$/.test(name)), [])
})
