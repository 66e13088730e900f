import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { lock, locks } from '../../src/cli/lock.js'

const skip = !existsSync('/proc/self/stat') && 'no /proc here'

/** A folder, with a lock in it where one is given. */
function folderOf(t: TestContext, content?: unknown): { folder: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, '.lock')
  if (content !== undefined) writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return { folder, file }
}

/** What a lock of a process holds. */
function lockOf(t: TestContext, change: object): unknown {
  const { folder, file } = folderOf(t)
  using _ = lock(folder)
  return { ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...change }
}

const gone = 999_999_999
const taken = (folder: string) => lock(folder)[Symbol.dispose]()

test('a lock goes with the build that made it', (t) => {
  const { folder, file } = folderOf(t)
  const own = lock(folder)
  assert.equal(existsSync(file), true)
  own[Symbol.dispose]()
  assert.equal(existsSync(file), false)
})

test('of several folders all are locked or none', { skip }, (t) => {
  const { folder, file } = folderOf(t)
  const [one, other] = ['math', 'code'].map((name) => join(folder, name)) as [string, string]
  {
    using _ = lock(other)
    mkdirSync(one)
    writeFileSync(join(one, '.lock'), JSON.stringify({ pid: 7, host: 'another-container' }))
    assert.throws(() => locks([folder, one, other]), { name: 'UserError', message: /math is being built by process 7 of another-container.*\n.*code is being built/ })
    rmSync(join(one, '.lock'))
    assert.deepEqual([file, join(one, '.lock')].map((path) => existsSync(path)), [false, false])
  }
  {
    using _ = locks([folder, one, other])
    for (const each of [folder, one, other]) assert.throws(() => lock(each), { name: 'UserError', message: /is being built/ })
  }
  for (const each of [folder, one, other]) taken(each)
})

test('a process does not take its own lock', { skip }, (t) => {
  const { folder } = folderOf(t)
  using _ = lock(folder)
  assert.throws(() => lock(folder), { name: 'UserError', message: new RegExp(`is being built by process ${process.pid}; wait`) })
})

test('a lock whose process is gone is taken over, and one whose number another process has', { skip }, (t) => {
  for (const change of [{ pid: gone }, { started: '1' }, { pid: process.ppid, started: '1' }]) taken(folderOf(t, lockOf(t, change)).folder)
})

test('a lock of another process of this machine is left alone', (t) => {
  const { folder } = folderOf(t, { pid: process.ppid, host: hostname() })
  assert.throws(() => lock(folder), { name: 'UserError', message: new RegExp(`is being built by process ${process.ppid}; wait for it`) })
})

test('a lock of another machine or container is left alone, whatever its process, and the file to delete is named', (t) => {
  for (const pid of [gone, process.pid, 1]) {
    const { folder, file } = folderOf(t, lockOf(t, { pid, host: 'elsewhere' }))
    assert.throws(() => lock(folder), { name: 'UserError', message: `${folder} is being built by process ${pid} of elsewhere; wait for it or choose another --out (if that build is gone, delete ${file})` })
  }
})

test('a lock that is a bare number is understood, and one that names no process is taken over', (t) => {
  assert.throws(() => lock(folderOf(t, String(process.ppid)).folder), { name: 'UserError', message: /is being built by process \d+; wait/ })
  for (const content of [String(gone), String(process.pid), '', 'x', '{}']) taken(folderOf(t, content).folder)
})

test('a lock that cannot be read is an error of the user that names it', (t) => {
  const { folder, file } = folderOf(t)
  mkdirSync(file)
  assert.throws(() => lock(folder), { name: 'UserError', message: `the lock ${file} cannot be read (it is a folder); wait for it or choose another --out (if there is no build, delete it)` })
})
