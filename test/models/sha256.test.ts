import assert from 'node:assert/strict'
import { readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { sha256Of } from '../../src/models/sha256.js'
import { sha256 } from './fake-hub.js'
import { emptyHome, put } from './model-homes.js'

const large = (letter: string) => letter.repeat(1 << 24)
const memoryOf = (home: string) => join(home, '.cache', 'ultralink', 'sha256.json')
const read = (home: string) => JSON.parse(readFileSync(memoryOf(home), 'utf8')) as Record<string, string>

test('the hash of a large file is remembered, whichever way its path is written, and computed when that is wanted', async (t) => {
  const home = emptyHome(t)
  const file = put(join(home, 'a.bin'), large('a'))
  const hash = await sha256Of(file)
  assert.equal(hash, sha256(large('a')))
  const [key] = Object.keys(read(home))
  writeFileSync(memoryOf(home), JSON.stringify({ [key!]: 'remembered' }))
  assert.deepEqual([await sha256Of(file), await sha256Of(relative('.', file)), await sha256Of(file, { fresh: true })], ['remembered', 'remembered', hash])
})

test('an edit that leaves size and time of change as they were is noticed, and the older hash forgotten', async (t) => {
  const home = emptyHome(t)
  const file = put(join(home, 'a.bin'), large('a'))
  utimesSync(file, 1, 1)
  await sha256Of(file)
  writeFileSync(file, large('b'))
  utimesSync(file, 1, 1)
  assert.equal(await sha256Of(file), sha256(large('b')))
  assert.equal(Object.keys(read(home)).length, 1)
})

test('files hashed at the same time are all remembered; a damaged memory is written anew', async (t) => {
  const home = emptyHome(t)
  put(memoryOf(home), '{"half')
  await Promise.all(['a', 'b', 'c'].map((name) => sha256Of(put(join(home, name), large(name)))))
  assert.deepEqual(Object.values(read(home)).sort(), ['a', 'b', 'c'].map((name) => sha256(large(name))).sort())
})

test('a small file is hashed each time, and not remembered', async (t) => {
  const home = emptyHome(t)
  assert.equal(await sha256Of(put(join(home, 'a'), 'a')), sha256('a'))
  assert.throws(() => read(home), { code: 'ENOENT' })
})
