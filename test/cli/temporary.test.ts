import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { inTemporaryFolder } from '../../src/cli/temporary.js'
import { UserError } from '../../src/errors.js'

/** A folder for temporary ones, for one test. */
function temporaryHere(t: TestContext): string {
  const [folder, before] = [mkdtempSync(join(tmpdir(), 'temporary-')), process.env['TMPDIR']]
  process.env['TMPDIR'] = folder
  t.after(() => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })

test('a temporary folder is there while something is done in it, and then gone', async (t) => {
  const parent = temporaryHere(t)
  assert.equal(await inTemporaryFolder('a-', async (folder) => (writeFileSync(join(folder, 'a'), ''), readdirSync(parent).length)), 1)
  assert.deepEqual(readdirSync(parent), [])
})

test('where no temporary folder can be made, TMPDIR is said to mend it', async (t) => {
  const parent = temporaryHere(t)
  process.env['TMPDIR'] = join(parent, 'none')
  await assert.rejects(inTemporaryFolder('a-', async () => {}), { name: 'UserError', message: `cannot write into ${join(parent, 'none')}: no folder can be made there; mend that, or let TMPDIR name another folder` })
})

test('what a build says of a full disk is said of the temporary folder, in which no --out helps', async (t) => {
  const parent = temporaryHere(t)
  const message = `cannot write into ${parent}: the disk is full; mend that, or let TMPDIR name another folder`
  const built = async (folder: string) => {
    throw new UserError(`cannot write ${join(folder, 'runs', 'math')}: the disk is full; choose another --out`, { cause: full() })
  }
  await assert.rejects(inTemporaryFolder('a-', built), { name: 'UserError', message })
  await assert.rejects(inTemporaryFolder('a-', () => Promise.reject(full())), { name: 'UserError', message })
  assert.deepEqual(readdirSync(parent), [])
})

test('errors about other files stay as they are', async (t) => {
  temporaryHere(t)
  const others = [new UserError('cannot write elsewhere: the disk is full', { cause: full() }), Object.assign(new Error('EACCES'), { code: 'EACCES', path: '/elsewhere' }), new Error('a bug')]
  for (const error of others) await assert.rejects(inTemporaryFolder('a-', () => Promise.reject(error)), error)
})
