import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { brokenLink, readProblem } from '../src/read-problem.js'

const folder = mkdtempSync(join(tmpdir(), 'read-problem-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)

/** What is said of a path that is read. */
function said(name: string): string | undefined {
  try {
    readFileSync(at(name))
    return undefined
  } catch (error) {
    return readProblem(error, at(name))
  }
}

test('what keeps a path from being read is said in words', () => {
  writeFileSync(at('file'), '')
  mkdirSync(at('folder'))
  assert.deepEqual(['file', 'none', 'folder', 'file/below'].map(said), [undefined, 'there is no such file', 'it is a folder', 'a file stands where its path has a folder'])
  assert.equal(said('folder/*.jsonl'), 'there is no such file, and patterns are read by the shell alone, where no quotes are around them')
})

test('a link that leads nowhere is told from a file that is not there, with what it leads to', { skip: process.platform === 'win32' ? 'needs links' : false }, () => {
  symlinkSync('/nowhere/x', at('dangling'))
  symlinkSync('loop', at('loop'))
  symlinkSync(at('folder'), at('good'))
  assert.deepEqual(['dangling', 'loop'].map(said), ['it is a link to /nowhere/x, which is not there', 'it is a link that leads back to itself'])
  assert.deepEqual(['dangling', 'good', 'folder', 'none'].map((name) => brokenLink(at(name))), ['a link to /nowhere/x, which is not there', undefined, undefined, undefined])
})

test('a link to what may not be looked at is not said to lead nowhere', { skip: process.platform === 'win32' ? 'needs links' : false }, () => {
  mkdirSync(at('locked'))
  writeFileSync(at('locked/file'), '')
  symlinkSync(at('locked/file'), at('barred'))
  chmodSync(folder, 0o755)
  chmodSync(at('locked'), 0)
  const isRoot = process.getuid?.() === 0
  if (isRoot) process.seteuid!(65534)
  try {
    assert.deepEqual([said('barred'), brokenLink(at('barred'))], ['it may not be read', undefined])
  } finally {
    if (isRoot) process.seteuid!(0)
    chmodSync(at('locked'), 0o755)
  }
})
