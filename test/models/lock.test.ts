import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fakeEmbedder } from '../../src/models/fake-embedder.js'
import { fakeGenerator } from '../../src/models/fake-generator.js'
import { addToLock, folderOf, lockText, merged, namedApart, parseLock, readLock, recordOf, slug, writeLock, withFreeName, type LockRecord } from '../../src/models/lock.js'
import { filesOf, partsOf, sha256OfModel } from '../../src/models/model-files.js'
import { resolveFully } from '../../src/models/registry.js'
import { lockOf, locksIn } from '../../src/models/run-lock.js'
import type { ModelEntry, Models } from '../../src/types.js'
import { sha256 } from './fake-hub.js'
import { emptyHome, put } from './model-homes.js'

const record: LockRecord = { name: 'one', role: 'generator', sha256: '1'.repeat(64), bytes: 3, source: 'file:one.gguf', files: [{ file: 'one.gguf', bytes: 3, sha256: '1'.repeat(64) }] }

test('a lock is read as it was written, in the order of names, each model once', async (t) => {
  const file = join(emptyHome(t), 'deep', 'models.lock.json')
  const other = { ...record, name: 'another' }
  await writeLock(file, [record, other, record])
  assert.deepEqual(await readLock(file), [other, record])
  await addToLock(file, [{ ...record, bytes: 4 }])
  assert.deepEqual((await readLock(file)).map(({ name, bytes }) => [name, bytes]), [['another', 3], ['one', 4]])
  assert.equal(readFileSync(file, 'utf8'), lockText([{ ...record, bytes: 4 }, other]))
  assert.equal(merged([record, { ...record, sha256: '2'.repeat(64) }]).length, 2)
})

/** Models as a build has them open; these are too broken to be opened. */
async function entriesOf(generator: string, judge = generator): Promise<Pick<Models, 'generatorEntry' | 'embedderEntry' | 'judgeEntry'>> {
  const entry = async (reference: string, role: ModelEntry['role']): Promise<ModelEntry> => {
    const { model, ...from } = await resolveFully(reference, role)
    return { ...model, ...from }
  }
  return { generatorEntry: await entry(generator, 'generator'), embedderEntry: await entry('nano-embedder', 'embedder'), judgeEntry: await entry(judge, 'generator') }
}

test('the lock of a run names both models with all their files, and no path of the machine', async (t) => {
  const home = emptyHome(t)
  const generator = put(join(home, 'secret', 'mine.gguf'), 'weights')
  const records = await lockOf(await entriesOf(generator))
  const [mine, nano] = records
  assert.deepEqual(mine, { name: 'mine', role: 'generator', sha256: sha256('weights'), bytes: 7, source: 'file:mine.gguf', files: [{ file: 'mine.gguf', bytes: 7, sha256: sha256('weights') }] })
  assert.deepEqual([nano?.name, nano?.source, nano?.role], ['nano-embedder', 'bundled', 'embedder'])
  assert.ok(['config.json', 'tokenizer.json', 'onnx/model_quantized.onnx'].every((name) => nano?.files.some(({ file }) => file === name)))
  assert.ok(nano?.licence)
  assert.doesNotMatch(lockText(records), /secret/)
})

test('the lock of a run names the judge where it is another model', async (t) => {
  const home = emptyHome(t)
  const [generator, judge] = [put(join(home, 'mine.gguf'), 'weights'), put(join(home, 'other.gguf'), 'more')] as const
  const names = async (given: string) => (await lockOf(await entriesOf(generator, given))).map(({ name, role }) => `${role} ${name}`)
  assert.deepEqual(await names(judge), ['generator mine', 'embedder nano-embedder', 'generator other'])
  assert.equal((await names(generator)).length, 2)
})

test('a model that is from nowhere, as a fake is, is not locked', async () => {
  const [{ entry: generatorEntry }, { entry: embedderEntry }] = [fakeGenerator({ reply: () => '' }), fakeEmbedder()]
  assert.deepEqual(await lockOf({ generatorEntry, embedderEntry, judgeEntry: generatorEntry }), [])
})

test('the locks of several builds become one, each model once', async (t) => {
  const home = emptyHome(t)
  const other = { ...record, name: 'another', sha256: '2'.repeat(64) }
  await writeLock(join(home, 'en', 'models.lock.json'), [record])
  await writeLock(join(home, 'fr', 'models.lock.json'), [record, other])
  assert.deepEqual(await locksIn(['en', 'fr', 'zh'].map((language) => join(home, language))), [other, record])
})

test('two files of one name are two models, and each has a name of its own', () => {
  const other = { ...record, sha256: '2'.repeat(64) }
  assert.equal(withFreeName(record, [record]).name, 'one')
  assert.equal(withFreeName(other, [record]).name, 'local-one')
  assert.equal(withFreeName(other, [record, { ...other, name: 'local-one' }]).name, 'local-one')
  const third = { ...record, sha256: '3'.repeat(64) }
  const apart = namedApart([record, other, third])
  assert.deepEqual(apart.map(({ name }) => name), ['one', 'local-one', 'local-one-33333333'])
  assert.deepEqual(namedApart(apart), apart)
  const pulled = { ...record, source: 'hf:o/r/one.gguf' }
  assert.equal(withFreeName({ ...pulled, sha256: '2'.repeat(64) }, [pulled]).name, 'one')
})

test("a model in Ollama's folder is locked under a name of its own", async (t) => {
  const path = put(join(emptyHome(t), `sha256-${'a'.repeat(64)}`), 'weights')
  const made = await recordOf({ name: 'qwen3:8b', role: 'generator', path, source: 'ollama:qwen3:8b' })
  assert.deepEqual([made.name, made.files[0]?.file, folderOf(made)], ['qwen3-8b', 'qwen3-8b.gguf', 'local/qwen3-8b'])
  assert.equal(slug('../own er/a:b'), 'own-er-a-b')
})

for (const [title, change, message] of [
  ['leaves its folder', { files: [{ ...record.files[0]!, file: '../one.gguf' }] }, /models\.0\.files\.0\.file is "\.\.\/one\.gguf": leaves its folder/],
  ['is absolute', { files: [{ ...record.files[0]!, file: '/etc/passwd' }] }, /leaves its folder/],
  ['is of another drive', { files: [{ ...record.files[0]!, file: 'c:\\x' }] }, /leaves its folder/],
  ['has a name that is a path', { name: '../x' }, /models\.0\.name is "\.\.\/x": is no name/],
  ['has a wrong hash', { sha256: 'zz' }, /sha256/],
  ['has no file', { files: [] }, /files/],
] as const) {
  test(`a lock is refused when a model of it ${title}`, () => {
    assert.throws(() => parseLock(JSON.stringify({ version: 1, models: [{ ...record, ...change }] }), 'a.lock.json'), (error: Error) => error.name === 'UserError' && error.message.startsWith('a.lock.json is no lock') && message.test(error.message))
  })
}

test('a lock that is not there, no JSON or of another time is named', async (t) => {
  const home = emptyHome(t)
  await assert.rejects(readLock(join(home, 'none.json')), { name: 'UserError', message: /cannot read the lock .*none\.json: there is no such file; a build writes one into its release/ })
  assert.throws(() => parseLock('{', 'x'), { name: 'UserError', message: /^x is no JSON/ })
  assert.throws(() => parseLock('{"version":2,"models":[]}', 'x'), { name: 'UserError', message: /^x is no lock of ultralink's: version/ })
})

test('the hash of a split GGUF is of all its parts, and a part that is missing is named', async (t) => {
  const home = emptyHome(t)
  assert.deepEqual(partsOf('a-00002-of-00002.gguf'), ['a-00001-of-00002.gguf', 'a-00002-of-00002.gguf'])
  const [first, second] = partsOf(join(home, 'a-00001-of-00002.gguf')).map((path, index) => put(path, `part ${index}`))
  assert.equal(await sha256OfModel(second!), sha256([sha256('part 0'), sha256('part 1')].join('\n')))
  rmSync(second!)
  assert.throws(() => filesOf(first!), { name: 'UserError', message: /is one of 2 parts and a-00002-of-00002\.gguf is missing in / })
})
