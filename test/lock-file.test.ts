import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { Worker } from 'node:worker_threads'
import { lockFile } from '../src/lock-file.js'

const locked = { what: 'the harbour is being built', advice: 'wait for it', kind: 'build' }
const module = JSON.stringify(new URL('../src/lock-file.js', import.meta.url).href)
const gone = JSON.stringify({ pid: 999_999_999, host: hostname() })
const skip = !existsSync('/proc/self/stat') && 'no /proc here: a process takes over what is its own'

function fileIn(t: TestContext, content?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'lock-file-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'x.lock')
  if (content !== undefined) writeFileSync(file, content)
  return file
}

/** How many of some threads have a lock at once, in each of several rounds that begin with a file of this content. */
async function holders(file: string, content: string, { threads, rounds }: { readonly threads: number; readonly rounds: number }): Promise<number[]> {
  const shared = new Int32Array(new SharedArrayBuffer(4 * (1 + rounds)))
  const script = `
    const { shared, file, content, threads, first } = require('node:worker_threads').workerData
    const { writeFileSync } = require('node:fs')
    let times = 0
    const together = () => {
      times++
      Atomics.add(shared, 0, 1)
      Atomics.notify(shared, 0)
      for (let n; (n = Atomics.load(shared, 0)) < times * threads; ) Atomics.wait(shared, 0, n)
    }
    import(${module}).then(({ lockFile }) => {
      for (let round = 1; round < shared.length; round++) {
        if (first) writeFileSync(file, content)
        together()
        let own
        try { own = lockFile(file, ${JSON.stringify(locked)}); Atomics.add(shared, round, 1) } catch (error) { if (error.name !== 'UserError') throw error }
        together()
        own?.[Symbol.dispose ?? Symbol.for('Symbol.dispose')]()
        together()
      }
    })`
  const workers = Array.from({ length: threads }, (_, i) => new Worker(script, { eval: true, workerData: { shared, file, content, threads, first: i === 0 } }))
  await Promise.all(workers.map((worker) => new Promise((resolve, reject) => worker.on('exit', resolve).on('error', reject))))
  return [...shared.subarray(1)]
}

test('of several that find the lock of a process that is gone, one takes it', { skip }, async (t) => {
  const file = fileIn(t)
  const rounds = 150
  assert.deepEqual(await holders(file, gone, { threads: 3, rounds }), Array<number>(rounds).fill(1))
  assert.deepEqual(readdirSync(join(file, '..')), [])
})

test('an empty lock is waited for: its process is about to write it', async (t) => {
  const file = fileIn(t, '')
  const content = JSON.stringify({ pid: process.pid, host: 'elsewhere' })
  const writer = spawn(process.execPath, ['-e', `process.stdout.write('x'); setTimeout(() => require('node:fs').writeFileSync(${JSON.stringify(file)}, ${JSON.stringify(content)}), 200)`])
  await new Promise((resolve) => writer.stdout.once('data', resolve))
  assert.throws(() => lockFile(file, locked), { name: 'UserError', message: /is being built by process \d+ of elsewhere; wait for it/ })
  assert.equal(readFileSync(file, 'utf8'), content)
})

test('a lock that another has meanwhile is not removed with the own one', (t) => {
  const file = fileIn(t)
  const own = lockFile(file, locked)
  writeFileSync(file, gone)
  own[Symbol.dispose]()
  assert.equal(readFileSync(file, 'utf8'), gone)
})

test('a lock is taken over also where the one who was taking it over is gone', (t) => {
  const file = fileIn(t, gone)
  writeFileSync(`${file}.next`, gone)
  lockFile(file, locked)[Symbol.dispose]()
  assert.deepEqual(readdirSync(join(file, '..')), [])
})

test('a lock is left alone while another is taking it over', (t) => {
  const file = fileIn(t, gone)
  writeFileSync(`${file}.next`, JSON.stringify({ pid: 7, host: 'elsewhere' }))
  assert.throws(() => lockFile(file, locked), { name: 'UserError', message: /by process 7 of elsewhere; wait for it/ })
  assert.equal(readFileSync(file, 'utf8'), gone)
})
