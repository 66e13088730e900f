import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { UserError } from '../../src/errors.js'
import { readGenerator } from '../../src/models/gguf.js'
import { packageRoot } from '../../src/package.js'
import { makeGguf } from './make-gguf.js'

describe('a generator file', () => {
  const nano = join(packageRoot, 'models', 'nano-generator.gguf')
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ultralink-gguf-'))
  })
  after(() => rm(folder, { recursive: true }))
  const write = async (name: string, bytes: Buffer): Promise<string> => {
    await writeFile(join(folder, name), bytes)
    return join(folder, name)
  }
  const refuses = (path: string, message: RegExp) =>
    assert.rejects(readGenerator(path), (thrown: unknown) => thrown instanceof UserError && message.test(thrown.message) && thrown.message.includes(path))

  it('tells its architecture, context size and length', async () => {
    assert.deepEqual(await readGenerator(nano), { architecture: 'qwen2', contextSize: 2048, bytes: (await readFile(nano)).length })
  })
  it('has to be there', () => refuses(join(folder, 'none.gguf'), /is not there/))
  it('has to be a file', () => refuses(folder, /is no file/))
  it('has to begin as a GGUF', async () => refuses(await write('text.gguf', Buffer.from('PK\u0003\u0004zip')), /is no GGUF: it begins with "PK/))
  it('may not be empty', async () => refuses(await write('empty.gguf', Buffer.alloc(0)), /is no GGUF: it begins with ""/))
  it('has to be as long as its tensors', async () => {
    const whole = await readFile(nano)
    await refuses(await write('short.gguf', whole.subarray(0, whole.length - 1000)), /is cut short: it has \d+ bytes and its tensors need \d+/)
  })
  it('has to have its header whole', async () => {
    await refuses(await write('magic.gguf', Buffer.from('GGUF')), /damaged or incomplete header/)
    const bytes = await readFile(nano)
    bytes.fill(0xaa, 1000, 20_000)
    await refuses(await write('header.gguf', bytes), /damaged or incomplete header/)
  })
  it('has to have a chat template', async () => refuses(await write('base.gguf', makeGguf({ architecture: 'llama' })), /has no chat template/))
  it('may not be an encoder', async () => refuses(await write('bert.gguf', makeGguf({ architecture: 'bert', template: 'x' })), /is an embedding model \(bert\)/))
  it('may not be a decoder made for embeddings', async () => {
    await refuses(await write('pooled.gguf', makeGguf({ architecture: 'qwen3', template: 'x', pooling: 3 })), /is an embedding model \(qwen3\)/)
  })
})
