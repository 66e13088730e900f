import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { packageRoot } from '../../src/package.js'
import { ultralink } from './terminal.js'

const folder = mkdtempSync(join(tmpdir(), 'collection-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const samples = join(packageRoot, 'data', 'samples')
const models = ['--threads', '1', '--sequences', '4', '--replicas', '1', '--batch-size', '512']
const collection = (limit: number, out: string, math: string, watching = {}) => ultralink([
  ...['build', 'ultralink', '-l', 'en,fr', '--limit', `${limit}`, '--out', out, '--set', 'culture.keep=1', ...models],
  ...['en', 'fr'].flatMap((code) => ['--wiki', join(samples, `${code}sample-pages-articles-multistream.xml.bz2`)]),
  ...[`math=${math}`, `code=${join(samples, 'code.jsonl')}`, `chat-agnostic=${join(samples, 'chat.jsonl')}`].flatMap((file) => ['--sft', file]),
], watching)

test('a file that cannot be read ends the build of all datasets, and lets go of its folder', async () => {
  const [out, broken] = [join(folder, 'broken'), join(folder, 'broken.jsonl')]
  writeFileSync(broken, 'not json\n')
  const { code, err } = await collection(4, out, broken)
  assert.equal(code, 1)
  assert.match(err, /broken\.jsonl has no rows with fields/)
  assert.equal(existsSync(join(out, 'ultralink', '.lock')), false)
})

test('a dataset that is being built by itself in the folder of a collection keeps build and clean of that out', async () => {
  const out = join(folder, 'both')
  mkdirSync(join(out, 'ultralink', 'math'), { recursive: true })
  writeFileSync(join(out, 'ultralink', 'math', '.lock'), String(process.ppid))
  for (const { code, err } of [await collection(30, out, join(samples, 'math.jsonl')), await ultralink(['clean', 'ultralink', '--out', out])]) {
    assert.equal(code, 1)
    assert.match(err, /ultralink.math is being built by process \d+; wait for it/)
    assert.equal(existsSync(join(out, 'ultralink', '.lock')), false)
  }
})

test('a build of all datasets that is stopped while the first is made says how to go on', async () => {
  const [out, stop] = [join(folder, 'stopped'), new AbortController()]
  const onErr = (text: string) => void (text.includes(' articles: ') && stop.abort())
  const { code, err } = await collection(4, out, join(samples, 'math.jsonl'), { signal: stop.signal, onErr })
  assert.equal(code, 130)
  assert.match(err, /run the same command again to go on/)
  assert.equal(existsSync(join(out, 'ultralink', '.lock')), false)
})

test('a limit that leaves a dataset without a dialogue builds the others, and says so', async () => {
  const out = join(folder, 'few')
  // An earlier build, of more rows: its dialogue about an English article is none of the four.
  await collection(33, out, join(samples, 'math.jsonl'))
  const { code, err } = await collection(4, out, join(samples, 'math.jsonl'))
  assert.equal(code, 0, err)
  assert.match(err, /^note: --limit 4 has no dialogue for en chat-specific$/m)
  const kinds = (language: string) => readFileSync(join(out, 'ultralink', 'release', 'jsonl', `${language}.jsonl`), 'utf8').trim().split('\n').map((line) => (JSON.parse(line) as { kind: string }).kind).sort()
  assert.deepEqual(kinds('en'), ['chat_agnostic', 'code', 'math', 'math'])
  assert.deepEqual(kinds('fr'), ['chat_agnostic', 'chat_specific', 'code', 'math'])
})

test('show prints rows and rejects of each dataset of a collection, and of those that have a stage', async () => {
  const out = join(folder, 'few')
  const kinds = async (...argv: string[]) => (await ultralink(['show', 'ultralink', '--json', '--out', out, ...argv])).out.trim().split('\n').map((line) => (JSON.parse(line) as { kind: string }).kind)
  assert.deepEqual(await kinds('-l', 'fr', '-n', '1'), ['chat_specific', 'chat_agnostic', 'math', 'code'])
  assert.deepEqual(await kinds('-l', 'fr', '-n', '1', '--stage', 'verify'), ['chat_agnostic', 'math', 'code'])
  const { code, out: rejected } = await ultralink(['show', 'ultralink', '-l', 'fr', '--rejected', '-n', '1', '--out', out])
  assert.equal(code, 0)
  assert.match(rejected, /^ultralink\/chat-specific, fr\n[^]*^ultralink\/code, fr$/m)
  const { err } = await ultralink(['show', 'math', '-l', 'fr', '--out', out])
  assert.match(err, /ultralink build math -l fr builds it, and ultralink\/math is built already/)
})
