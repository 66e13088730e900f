import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { packageRoot } from '../src/package.js'

const main = fileURLToPath(new URL('../src/cli/main.js', import.meta.url))
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
