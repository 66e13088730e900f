import assert from 'node:assert/strict'
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { holdsWorkingFolder, replaceFolder, restoreFolder, strangerIn } from '../../src/io/replace-folder.js'
import { mounted, noMounts } from '../mounted.js'

/** A folder with others in it, and files in these: `{ release: ['a'] }`. */
function folderOf(t: TestContext, folders: Readonly<Record<string, readonly string[]>> = {}): string {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'replace-')))
  t.after(() => rmSync(top, { recursive: true, force: true }))
  for (const [name, files] of Object.entries(folders)) {
    mkdirSync(join(top, name), { recursive: true })
    for (const file of files) writeFileSync(join(top, name, file), name)
  }
  return top
}

const all = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/')).sort()
const write = (...names: readonly string[]) => async (whole: string) => names.forEach((name) => writeFileSync(join(whole, name), 'new'))

test('a folder takes the place of an earlier one, or of none, and nothing else is left', async (t) => {
  const top = folderOf(t, { release: ['old', 'both'] })
  await replaceFolder(join(top, 'release'), write('both', 'new'))
  await replaceFolder(join(top, 'below', 'other'), write('new'))
  assert.deepEqual(all(top), ['below', 'below/other', 'below/other/new', 'release', 'release/both', 'release/new'])
  assert.equal(readFileSync(join(top, 'release', 'both'), 'utf8'), 'new')
})

test('while a folder is written, and where that fails, the earlier one is there as it was', async (t) => {
  const top = folderOf(t, { release: ['old'] })
  for (const name of ['release', 'none']) {
    const failing = replaceFolder(join(top, name), async (whole) => {
      await write('new')(whole)
      assert.deepEqual(all(join(top, 'release')), ['old'])
      throw new Error('no more')
    })
    await assert.rejects(failing, /no more/)
  }
  assert.deepEqual(all(top), ['release', 'release/old'])
})

test('a link stays, and the folder it leads to is replaced, also one that is not there', { skip: process.platform === 'win32' ? 'needs links' : false }, async (t) => {
  const top = folderOf(t, { 'disk/release': ['old'] })
  for (const name of ['release', 'none']) {
    symlinkSync(join('disk', name), join(top, name))
    await replaceFolder(join(top, name), write('new'))
    assert.ok(lstatSync(join(top, name)).isSymbolicLink())
  }
  assert.deepEqual(all(join(top, 'disk')), ['none', 'none/new', 'release', 'release/new'])
})

test('what a kill left is put back where no folder is, and removed where one is', async (t) => {
  const top = folderOf(t, { 'first.old.tmp': ['old'], 'first.tmp': ['new'], 'second.old.tmp': ['old'], second: ['new'], third: ['old'], 'third.tmp': ['n'] })
  for (const name of ['first', 'second', 'third']) await restoreFolder(join(top, name))
  assert.deepEqual(all(top).filter((name) => !name.includes('.tmp')), ['first', 'first/old', 'second', 'second/new', 'third', 'third/old'])
  for (const name of ['first', 'second', 'third']) await replaceFolder(join(top, name), write('newer'))
  assert.deepEqual(all(top), ['first', 'first/newer', 'second', 'second/newer', 'third', 'third/newer'])
})

test('a folder that gave way entry by entry goes on doing so after a kill, whatever was moved by then', async (t) => {
  const states: Readonly<Record<string, readonly string[]>>[] = [
    { release: ['old', 'both'], 'release/.ultralink-whole.tmp': ['both', 'new'] },
    { release: ['both'], 'release/.ultralink-whole.tmp': ['both', 'new'] },
    { release: [], 'release/.ultralink-only.tmp': ['both', 'new'] },
    { release: ['new'], 'release/.ultralink-only.tmp': ['both'] },
    { release: ['both', 'new'], 'release/.ultralink-only.tmp': [] },
  ]
  for (const state of states) {
    const release = join(folderOf(t, state), 'release')
    assert.equal(await strangerIn(release, ({ name }) => ['old', 'both', 'new'].includes(name)), undefined)
    await restoreFolder(release)
    assert.deepEqual(all(release), ['both', 'new'])
  }
})

test('a folder that holds the working folder is known by a link too', async (t) => {
  const top = folderOf(t)
  symlinkSync(process.cwd(), join(top, 'here'), 'junction')
  assert.equal(await holdsWorkingFolder(join(top, 'here')), true)
  assert.equal(await holdsWorkingFolder(top), false)
})

const script = `import { writeFileSync } from 'node:fs'
  import { replaceFolder } from ${JSON.stringify(new URL('../../src/io/replace-folder.js', import.meta.url).href)}
  await replaceFolder(process.argv[1], async (whole) => { for (const name of ['both', 'new']) writeFileSync(whole + '/' + name, 'new') })`
const replaced = '"$node" --input-type=module -e "$1"'

test('a mounted disk is written into, and what its system keeps there stays', { skip: noMounts }, (t) => {
  const top = folderOf(t, { disk: [] })
  const said = mounted(`cd "$2"; mount -t tmpfs none disk; mkdir -p disk/old disk/lost+found; touch disk/both disk/old/file; ${replaced} disk; find . | sort; cat disk/both`, script, top)
  assert.equal(said, ['.', './disk', './disk/both', './disk/lost+found', './disk/new', 'new'].join('\n'))
})

test('a folder of the same disk that is mounted elsewhere is written into, also below a read-only one', { skip: noMounts }, (t) => {
  for (const [place, more] of [['there', ''], ['top/there', 'mount -o remount,ro top;']] as const) {
    const top = folderOf(t, { disk: ['both', 'old'], top: [], there: [] })
    const said = mounted(`cd "$2"; mount -t tmpfs none top; mkdir top/there; mount --bind disk ${place}; ${more} ${replaced} ${place}; find ${place} | sort; cat ${place}/both`, script, top)
    assert.equal(said, [place, `${place}/both`, `${place}/new`, 'new'].join('\n'))
    assert.deepEqual(all(join(top, 'disk')), ['both', 'new'])
  }
})
