import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import coreCount from '../../src/core-count.cjs'
import { packageRoot } from '../../src/package.js'

const text = (...path: string[]) => readFileSync(join(packageRoot, ...path), 'utf8')
const bin = join(packageRoot, 'dist', 'src', 'cli', 'bin.cjs')

test('the flag for expressions is given where the process begins, and no source sets one later', () => {
  const { bin: bins, scripts } = JSON.parse(text('package.json')) as { bin: Record<string, string>; scripts: Record<string, string> }
  const [, flags] = /^#!\/usr\/bin\/env -S node (.+)\n/.exec(text(bins['ultralink']!))!
  assert.match(flags!, /^--no-regexp-tier-up$/)
  assert.ok(scripts['start']!.startsWith(`node ${flags} ${bins['ultralink']} build `), scripts['start'])
  const sources = readdirSync(join(packageRoot, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.c?ts$/.test(file))
  assert.deepEqual(sources.filter((file) => text('src', file).includes('setFlagsFromString')), [])
})

test('drawing threads are as many as the cores, unless the environment says how many', async () => {
  const say = 'data:text/javascript,process.on("exit", () => console.error(process.env.UV_THREADPOOL_SIZE))'
  const size = async (env: Record<string, string>) => (await promisify(execFile)(process.execPath, ['--import', say, bin, 'list', 'languages'], { env: { PATH: process.env['PATH'], ...env } })).stderr.trim()
  assert.equal(await size({}), String(coreCount()))
  assert.equal(await size({ UV_THREADPOOL_SIZE: '3' }), '3')
})

test('a user whom the machine has no home for has the root, and an empty home is none', async () => {
  const unknown = "data:text/javascript,import os from 'node:os'; import { syncBuiltinESMExports } from 'node:module'; os.homedir = () => { if (process.env.HOME === undefined) throw new Error('uv_os_homedir'); return process.env.HOME }; syncBuiltinESMExports(); process.on('exit', () => console.error(process.env.HOME))"
  const home = async (env: Record<string, string>) => (await promisify(execFile)(process.execPath, ['--import', unknown, bin, 'models', 'list'], { env: { PATH: process.env['PATH'], ...env } })).stderr.trim()
  assert.deepEqual([await home({}), await home({ HOME: '' }), await home({ HOME: packageRoot })], ['/', '/', packageRoot])
})

test('in a folder that was deleted a command says so, and help is given', { skip: process.platform === 'win32' && 'a folder in use stays' }, async () => {
  const gone = "data:text/javascript,import fs from 'node:fs'; import os from 'node:os'; const folder = fs.mkdtempSync(os.tmpdir() + '/gone-'); process.chdir(folder); fs.rmdirSync(folder)"
  const said = (...argv: string[]) => promisify(execFile)(process.execPath, ['--import', gone, bin, ...argv]).then(() => undefined, ({ code, stderr }: { code: number; stderr: string }) => [code, stderr])
  assert.deepEqual(await said('models', 'list'), [1, 'the folder that this was started in is gone; change to one that is there\n'])
  assert.equal(await said('build', '--help'), undefined)
})

test('a command whose work is not done, though nothing is left to wait for, does not end with 0', async () => {
  const hang = "data:text/javascript,import fs from 'node:fs/promises'; import { syncBuiltinESMExports } from 'node:module'; fs.mkdtemp = () => new Promise(() => {}); syncBuiltinESMExports()"
  const ended = await promisify(execFile)(process.execPath, ['--import', hang, bin, 'plan', 'math', '-l', 'fr', '--sft', join(packageRoot, 'data', 'samples', 'math.jsonl')]).then(() => undefined, (error: { code: number; stderr: string }) => error)
  assert.equal(ended?.code, 2)
  assert.match(ended.stderr, /the work is not done/)
})

test('a reader that goes away, as head does, ends nothing and is no error', async () => {
  const child = spawn(process.execPath, [bin, 'list', 'stages'], { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  let said = ''
  child.stderr.on('data', (data: Buffer) => (said += data.toString()))
  const [code] = (await once(child, 'exit')) as [number]
  assert.deepEqual([code, said], [0, ''])
})

test('what cannot be written to stdout is no success', { skip: existsSync('/dev/full') ? false : 'no /dev/full here' }, async () => {
  const full = openSync('/dev/full', 'w')
  const child = spawn(process.execPath, [bin, 'list', 'languages'], { stdio: ['ignore', full, 'pipe'] })
  let said = ''
  child.stderr!.on('data', (data: Buffer) => (said += data.toString()))
  const [code] = (await once(child, 'close')) as [number]
  closeSync(full)
  assert.equal(code, 1)
  assert.match(said, /^cannot write to stdout: ENOSPC.*\n$/)
})
