import assert from 'node:assert/strict'
import { cp, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { UserError } from '../../src/errors.js'
import { embedderAt } from '../../src/models/embedder-at.js'
import { openEmbedder } from '../../src/models/embedder.js'
import { checkModel } from '../../src/models/open-models.js'
import { packageRoot } from '../../src/package.js'
import { makeGguf } from './make-gguf.js'

const nano = join(packageRoot, 'models', 'nano-embedder')
const generator = join(packageRoot, 'models', 'nano-generator.gguf')

let folder: string
let copies = 0
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ultralink-embedder-'))
})
after(() => rm(folder, { recursive: true }))

/** A copy of the small embedder with some files replaced; `null` leaves a file out. */
async function copy(files: Readonly<Record<string, unknown>>, name = 'model'): Promise<string> {
  const path = join(folder, `${copies++}`, name)
  await cp(nano, path, { recursive: true })
  for (const [file, content] of Object.entries(files)) {
    await mkdir(join(path, file, '..'), { recursive: true })
    if (content === null) await rm(join(path, file))
    else await writeFile(join(path, file), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return path
}

async function gguf(name: string, shape: Parameters<typeof makeGguf>[0]): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, makeGguf(shape))
  return path
}

const oneSentence = (path: string, pattern: RegExp) => (thrown: unknown) => {
  assert.ok(thrown instanceof UserError, String(thrown))
  assert.match(thrown.message, pattern)
  assert.ok(thrown.message.includes(path), thrown.message)
  assert.doesNotMatch(thrown.message, /\n/)
  return true
}
const refuses = (path: string, pattern: RegExp) => assert.rejects(embedderAt(path), oneSentence(path, pattern))

describe('the folder of an embedder', () => {
  it('is taken for what its name says', async () => {
    const { name, pooling, prefix, sha256 } = await embedderAt(await copy({}, 'multilingual-e5-small'))
    assert.deepEqual({ name, pooling, prefix }, { name: 'multilingual-e5-small', pooling: 'mean', prefix: { query: 'query: ', passage: 'passage: ' } })
    assert.match(sha256, /^[0-9a-f]{64}$/)
  })
  it('is taken for what it was made from when its name says nothing', async () => {
    const config = JSON.parse(await readFile(join(nano, 'config.json'), 'utf8')) as object
    assert.equal((await embedderAt(await copy({ 'config.json': { ...config, _name_or_path: 'BAAI/bge-m3' } }))).pooling, 'cls')
  })
  it('is pooled as it says itself, whatever its name', async () => {
    const cls = { '1_Pooling/config.json': { pooling_mode_cls_token: true, pooling_mode_mean_tokens: false } }
    assert.equal((await embedderAt(await copy(cls, 'all-MiniLM-L6-v2'))).pooling, 'cls')
    assert.equal((await embedderAt(await copy({ '1_Pooling/config.json': { pooling_mode_lasttoken: true } }))).pooling, 'last')
    assert.equal((await embedderAt(await copy({ ...cls, '2_Dense/config.json': {} }))).pooling, 'pooler')
    assert.equal((await embedderAt(await copy({}))).pooling, 'mean')
  })
  it('gives its own prompts the first word', async () => {
    const prompts = { query: 'Q: ', document: 'D: ' }
    assert.deepEqual((await embedderAt(await copy({ 'config_sentence_transformers.json': { prompts } }, 'multilingual-e5-small'))).prefix, { query: 'Q: ', passage: 'D: ' })
    const empty = { query: '', document: '' }
    assert.equal((await embedderAt(await copy({ 'config_sentence_transformers.json': { prompts: empty } }, 'multilingual-e5-small'))).prefix?.query, 'query: ')
  })
  it('has to pool in a way that is known', async () => {
    const path = await copy({ '1_Pooling/config.json': { pooling_mode_weightedmean_tokens: true } })
    await refuses(path, /pools its tokens in a way that is not known here \(1_Pooling\/config\.json: pooling_mode_weightedmean_tokens\)/)
  })
  for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json']) {
    it(`has to have ${file}`, async () => refuses(await copy({ [file]: null }), new RegExp(`has no ${file.replace('.', '\\.')}; is it a folder for transformers\\.js\\?`)))
    it(`has to have a ${file} that is JSON`, async () => refuses(await copy({ [file]: '{"version": ' }), new RegExp(`${file.replace('.', '\\.')} is no JSON \\(.+\\); get the file again`)))
  }
  it('has to have an ONNX file', async () => refuses(await copy({ 'onnx/model_quantized.onnx': null }), /has no onnx\/model_quantized\.onnx and no onnx\/model\.onnx; export it/))
  it('has to have its ONNX file whole, which is seen before it is loaded', async () => {
    const path = await copy({})
    await truncate(join(path, 'onnx', 'model_quantized.onnx'), 100_000)
    const looks = async (model: string, pattern: RegExp) => assert.rejects(checkModel(await embedderAt(model)), oneSentence(model, pattern))
    await looks(path, /model_quantized\.onnx is cut short: it has 100000 bytes and its graph needs \d{6,}; get the file again/)
    await looks(await copy({ 'onnx/model_quantized.onnx': '<html>not found</html>' }), /is no ONNX file, or a damaged one; get the file again/)
    await looks(await copy({ 'onnx/model_quantized.onnx': '' }), /without a graph/)
    await checkModel(await embedderAt(nano))
  })
  it('may not be a generator', async () => refuses(await copy({ 'config.json': { architectures: ['LlamaForCausalLM'] } }), /writes text \(LlamaForCausalLM\) and gives no vectors/))
  it('may be made of a generator', async () => {
    const config = { 'config.json': { architectures: ['Qwen3ForCausalLM'] } }
    assert.equal((await embedderAt(await copy(config, 'Qwen3-Embedding-0.6B'))).pooling, 'last')
  })
  it('may not be a reranker', async () => refuses(await copy({ 'config.json': { architectures: ['XLMRobertaForSequenceClassification'] } }, 'bge-reranker-base'), /scores pairs of texts/))
})

describe('an embedder that is broken inside', () => {
  const fails = async (path: string, pattern: RegExp) =>
    assert.rejects(openEmbedder({ name: 'broken', role: 'embedder', path, sha256: '' }), oneSentence(path, pattern))

  it('says that its ONNX file is damaged when it is cut short', async () => {
    const path = await copy({})
    await truncate(join(path, 'onnx', 'model_quantized.onnx'), 100_000)
    await fails(path, /does not load: onnx\/model_quantized\.onnx is damaged or needs a newer onnxruntime \(.+\); get or export the file again$/)
  })
  it('says so when it is no ONNX file at all, and the next one loads', async () => {
    await fails(await copy({ 'onnx/model_quantized.onnx': '<html>not found</html>' }), /is damaged or needs a newer onnxruntime/)
    const embedder = await openEmbedder(await embedderAt(nano))
    assert.equal((await embedder.embed(['a']))[0]?.length, embedder.dimensions)
    await embedder[Symbol.asyncDispose]()
  })
  it('names the file when its tokenizer is none', async () => {
    await fails(await copy({ 'tokenizer.json': 'oops' }), /tokenizer\.json is no JSON/)
    await fails(await copy({ 'tokenizer.json': { version: '1.0' } }), /does not load \(.+\)/)
  })
})

describe('the GGUF of an embedder', () => {
  it('is pooled as it says, and prefixed as its name says', async () => {
    const { pooling, prefix } = await embedderAt(await gguf('nomic-embed-text-v1.5.Q8_0.gguf', { architecture: 'nomic-bert', pooling: 1 }))
    assert.deepEqual({ pooling, prefix }, { pooling: 'mean', prefix: { query: 'search_query: ', passage: 'search_document: ' } })
    assert.equal((await embedderAt(await gguf('bge-m3.gguf', { architecture: 'bert', pooling: 2 }))).pooling, 'cls')
    assert.equal((await embedderAt(await gguf('own.gguf', { architecture: 'qwen3', pooling: 3 }))).pooling, 'last')
  })
  it('is known by name when it does not say how it is pooled', async () => {
    assert.equal((await embedderAt(await gguf('Qwen3-Embedding-0.6B-Q8_0.gguf', { architecture: 'qwen3', template: 'x' }))).pooling, 'last')
  })
  it('may not be a generator', () => refuses(generator, /is a model that writes text \(qwen2\) and gives no vectors; give an embedding model/))
  it('may not be a reranker', async () => refuses(await gguf('reranker.gguf', { architecture: 'bert', pooling: 4 }), /scores pairs of texts/))
  it('may not be something else', async () => refuses(await gguf('clip.gguf', { architecture: 'clip' }), /gives no vectors of texts \(clip\)/))
  it('has to be one', async () => {
    const path = join(folder, 'text.gguf')
    await writeFile(path, 'hello')
    await refuses(path, /is no GGUF: it begins with "hell"/)
  })
  it('that llama.cpp does not know is refused in one sentence', async () => {
    const path = await gguf('odd.gguf', { architecture: 'bert', pooling: 1 })
    await assert.rejects(openEmbedder(await embedderAt(path), { gpu: false }), oneSentence(path, /could not be loaded/))
  })
})
