import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createFolder, writable } from '../src/writable.js'
import { mounted, noMounts } from './mounted.js'

const folder = mkdtempSync(join(tmpdir(), 'writable-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const make = (path: string) => writable(path, 'mend that', async () => createFolder(path))

test('a folder is made with those it is in, also a second time, by a link, and where it is relative', async () => {
  await make(join(folder, 'a', 'b', 'c'))
  await make(join(folder, 'a', 'b', 'c'))
  symlinkSync(join(folder, 'a'), join(folder, 'link'), 'junction')
  await make(join(folder, 'link', 'd'))
  await make('.')
  assert.deepEqual(readdirSync(join(folder, 'a')).sort(), ['b', 'd'])
})

test('a file in the way of a folder is named, at its end and on the way', async () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  for (const path of [file, join(file, 'below', 'it')]) await assert.rejects(make(path), { name: 'UserError', message: `cannot write ${file}: a file is in its way; mend that` })
})

test('a link to what is not there, or to itself, is no file in the way', { skip: process.platform === 'win32' && 'needs links' }, async () => {
  const [dangling, loop] = [join(folder, 'dangling'), join(folder, 'loop')]
  symlinkSync('/nowhere/x', dangling)
  symlinkSync('loop', loop)
  for (const path of [dangling, join(dangling, 'below')]) await assert.rejects(make(path), { name: 'UserError', message: `cannot write ${dangling}: it is a link to /nowhere/x, which is not there; mend that` })
  await assert.rejects(make(loop), { name: 'UserError', message: `cannot write ${loop}: it is a link that leads back to itself; mend that` })
})

test('a place that takes no folders is an error of the user’s', { skip: !existsSync('/proc/self') && 'no /proc here' }, async () => {
  await assert.rejects(make('/proc/none/below'), { name: 'UserError', message: 'cannot write /proc/none: no folder can be made there; mend that' })
})

test('a read-only disk is said to be one, and the first folder that cannot be made there is named', { skip: noMounts }, () => {
  const script = `import { createFolder, diskProblem } from ${JSON.stringify(new URL('../src/writable.js', import.meta.url).href)}
    try { createFolder('/mnt/a/b/c') } catch (error) { console.log(diskProblem(error), error.path) }`
  assert.equal(mounted('mount -t tmpfs -o ro none /mnt; "$node" --input-type=module -e "$1"', script), 'the disk is read-only /mnt/a\n')
})
