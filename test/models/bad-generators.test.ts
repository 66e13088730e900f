import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { UserError } from '../../src/errors.js'
import { openGenerator, type GeneratorOptions } from '../../src/models/generator.js'
import { readGenerator } from '../../src/models/gguf.js'
import { openModels } from '../../src/models/open-models.js'
import { packageRoot } from '../../src/package.js'
import type { ModelEntry } from '../../src/types.js'
import { makeGguf, withTemplate } from './make-gguf.js'

const nano = join(packageRoot, 'models', 'nano-generator.gguf')
const entryOf = (path: string): ModelEntry => ({ name: 'test', role: 'generator', path, sha256: 'test' })
const settings: GeneratorOptions = { gpu: false, threads: 1, sequences: 2, contextSize: 512 }

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ultralink-bad-'))
})
after(() => rm(folder, { recursive: true }))

async function write(name: string, bytes: Buffer): Promise<string> {
  await writeFile(join(folder, name), bytes)
  return join(folder, name)
}

const oneSentence = (pattern: RegExp) => (thrown: unknown) => {
  assert.ok(thrown instanceof UserError, String(thrown))
  assert.match(thrown.message, pattern)
  assert.doesNotMatch(thrown.message, /\n/)
  return true
}

describe('a generator that will not do is said so in one sentence', () => {
  it('when the engine cannot render its chat template', async () => {
    const path = await write('template.gguf', withTemplate(await readFile(nano), '{% for m in messages %}{{ m.content | nosuch }}'))
    await assert.rejects(readGenerator(path), oneSentence(/template\.gguf has a chat template that cannot be rendered \(.+\); use a build of the model with another template/))
  })
  it('when its chat template leaves messages out', async () => {
    await assert.rejects(readGenerator(await write('deaf.gguf', withTemplate(await readFile(nano), 'Say something.'))), oneSentence(/cannot be rendered/))
  })
  it('when it is larger than the memory', async () => {
    const tensorBytes = totalmem() + 1e9
    const path = await write('huge.gguf', makeGguf({ architecture: 'llama', template: '{% for m in messages %}{{ m.content }}{% endfor %}', tensorBytes }))
    const file = await open(path, 'r+')
    await file.truncate(tensorBytes + 4096) // a hole: it takes no room on the disk
    await file.close()
    await assert.rejects(openGenerator(entryOf(path), settings), oneSentence(/huge\.gguf does not fit: it takes [\d.]+ GB and this machine has [\d.]+ GB of memory; use a smaller model or quantization/))
  })
  it('when there are more sequences than llama.cpp takes', () =>
    assert.rejects(openGenerator(entryOf(nano), { ...settings, sequences: 300 }), oneSentence(/^300 sequences are more than llama\.cpp runs in one context, 256; use fewer/)))
  it('when the memory does not hold its context', { skip: process.platform === 'linux' ? false : 'memory is limited with ulimit -v of Linux' }, async () => {
    const script = `
      import { openGenerator } from ${JSON.stringify(new URL('../../src/models/generator.js', import.meta.url).href)}
      await openGenerator(${JSON.stringify(entryOf(nano))}, ${JSON.stringify({ ...settings, sequences: 256, contextSize: 2048 })}).then(() => 'it opened', (error) => error.name + ': ' + error.message).then((said) => process.stdout.write(said))`
    const path = await write('limited.mjs', Buffer.from(script))
    // Node itself takes 0.7 GB of addresses, from 24 on 1.3 GB.
    const itself = await promisify(execFile)(process.execPath, ['-p', "/VmPeak:\\s*(\\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]"])
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', 'ulimit -v "$2" && exec "$0" "$1"', process.execPath, path, String(Number(itself.stdout) + 1_700_000)])
    assert.match(stdout, /^UserError: generator .* (has no room for 256 sequences \(.+\); use fewer sequences, a smaller context or a smaller model|could not be loaded .*memory for it\?)$/)
  })
  it('when it is a folder, or an embedder, and the embedder a generator', async () => {
    const embedder = join(packageRoot, 'models', 'nano-embedder')
    await assert.rejects(openModels({ generator: embedder, embedder }), oneSentence(/nano-embedder is a folder; a \.gguf file is wanted/))
    await assert.rejects(openModels({ generator: nano, embedder: nano }), oneSentence(/nano-generator\.gguf is a model that writes text/))
    const encoder = await write('bge.gguf', makeGguf({ architecture: 'bert', pooling: 2 }))
    await assert.rejects(openModels({ generator: encoder, embedder }), oneSentence(/bge\.gguf is an embedding model \(bert\) and writes no text/))
  })
})

describe('a thinking model', () => {
  const thinking = "{% for m in messages %}{{ m.role }}: {{ m.content }}<|im_end|>{% endfor %}{% if add_generation_prompt %}assistant: <think>{% endif %}"
  const ask = async (sampling: { maxTokens: number; grammar?: string }) => {
    const path = await write('thinking.gguf', withTemplate(await readFile(nano), thinking))
    const generator = await openGenerator(entryOf(path), settings)
    try {
      return await generator.sequence((call) => call([{ role: 'user', content: 'Where is Bordeaux?' }], { seed: 1, temperature: 5, topK: 0, topP: 1, ...sampling }))
    } finally {
      await generator[Symbol.asyncDispose]()
    }
  }
  it('whose thought does not end says nothing, and has room beyond the most tokens of a reply', async () => {
    const { text, finish, generatedTokens } = await ask({ maxTokens: 4 })
    assert.equal(text, '')
    assert.ok(generatedTokens > 4, `${generatedTokens}`)
    assert.equal(finish, 'length')
  })
  it('cannot think under a grammar', async () => {
    const { text, finish } = await ask({ maxTokens: 64, grammar: 'root ::= "In France."' })
    assert.deepEqual({ text, finish }, { text: 'In France.', finish: 'stop' })
  })
})
