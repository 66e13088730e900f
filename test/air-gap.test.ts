import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { packageRoot } from '../src/package.js'

const main = fileURLToPath(new URL('../src/cli/bin.cjs', import.meta.url))
const noSockets = new URL('./no-sockets.js', import.meta.url).href
const run = promisify(execFile)

test('a build with the default models opens no socket, in no thread', async () => {
  const out = await mkdtemp(join(tmpdir(), 'ultralink-air-gap-'))
  const wiki = join(packageRoot, 'data/samples/frsample-pages-articles-multistream.xml.bz2')
  const { stdout } = await run(process.execPath, ['--import', noSockets, main, 'build', 'chat-specific', '-l', 'fr', '--wiki', wiki, '--limit', '2', '--out', out])
  assert.match(stdout, /release: JSONL, Parquet and a dataset card/)
  await rm(out, { recursive: true })
})

test('the guard of the test above does refuse a socket', async () => {
  const code = "import net from 'node:net'; net.connect(9, '127.0.0.1')"
  await assert.rejects(run(process.execPath, ['--import', noSockets, '--input-type=module', '-e', code]), /nothing may open a socket/)
})

/** A network namespace of its own, with not even a loopback interface that is up. */
const noNetwork = ['unshare', '-rn'] as const
const allowed = spawnSync(noNetwork[0], [noNetwork[1], 'true']).status === 0
const skip = allowed ? false : 'network namespaces are not allowed here (unshare -rn)'

test('the samples build with the default models where there is no network', { skip }, async () => {
  const out = await mkdtemp(join(tmpdir(), 'ultralink-air-gap-'))
  const config = join(packageRoot, 'data/samples/chat-specific.yaml')
  const { stdout } = await run(noNetwork[0], [noNetwork[1], process.execPath, main, 'build', '--config', config, '--limit', '2', '--out', out])
  assert.match(stdout, /release: JSONL, Parquet and a dataset card/)
  for (const code of ['en', 'zh', 'ru', 'fr', 'es']) assert.match(stdout, new RegExp(`^${code} +\\d+ `, 'm'))
  await rm(out, { recursive: true })
})

test('the namespace of the test above has no interface that is up', { skip }, async () => {
  const code = "console.log(Object.keys(require('node:os').networkInterfaces()).length)"
  assert.equal((await run(noNetwork[0], [noNetwork[1], process.execPath, '-e', code])).stdout.trim(), '0')
})
