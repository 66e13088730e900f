import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hubReference, hubText, isQuantization, ollamaReference } from '../../src/models/reference.js'

test('a reference to the Hub is read in each of its forms', () => {
  const file = { owner: 'Qwen', repo: 'Qwen3-8B-GGUF', path: 'Qwen3-8B-Q4_K_M.gguf' }
  for (const [text, wanted] of [
    ['hf:Qwen/Qwen3-8B-GGUF/Qwen3-8B-Q4_K_M.gguf', file],
    ['Qwen/Qwen3-8B-GGUF/Qwen3-8B-Q4_K_M.gguf', file],
    ['https://huggingface.co/Qwen/Qwen3-8B-GGUF/resolve/main/Qwen3-8B-Q4_K_M.gguf?download=true', { ...file, revision: 'main' }],
    ['https://huggingface.co/Qwen/Qwen3-8B-GGUF/blob/abc123/sub/a%20b.gguf', { ...file, revision: 'abc123', path: 'sub/a b.gguf' }],
    ['hf:Qwen/Qwen3-8B-GGUF:Q4_K_M', { owner: 'Qwen', repo: 'Qwen3-8B-GGUF', quantization: 'Q4_K_M' }],
    ['hf:Xenova/multilingual-e5-small', { owner: 'Xenova', repo: 'multilingual-e5-small' }],
    ['hf:Xenova/LaBSE@v1/onnx/model.onnx', { owner: 'Xenova', repo: 'LaBSE', revision: 'v1', path: 'onnx/model.onnx' }],
  ] as const) {
    assert.deepEqual(hubReference(text), wanted, text)
  }
  assert.equal(hubText(file), 'hf:Qwen/Qwen3-8B-GGUF/Qwen3-8B-Q4_K_M.gguf')
})

test('what leaves its folder or names no repository is no reference to the Hub', () => {
  for (const text of ['qwen3:8b', 'model.gguf', 'hf:a/b/../../x.gguf', 'hf:a/b/', '../a/b', './a/b.gguf', '/a/b/c.gguf', 'hf:', '']) assert.equal(hubReference(text), undefined, text)
})

test('names of Ollama are read with its defaults', () => {
  const library = { host: 'registry.ollama.ai', owner: 'library' }
  assert.deepEqual(ollamaReference('qwen3:8b'), { ...library, model: 'qwen3', tag: '8b' })
  assert.deepEqual(ollamaReference('qwen3'), { ...library, model: 'qwen3', tag: 'latest' })
  assert.deepEqual(ollamaReference('someone/tuned:v2'), { ...library, owner: 'someone', model: 'tuned', tag: 'v2' })
  assert.deepEqual(ollamaReference('hf.co/Qwen/Qwen3-8B-GGUF:Q4_K_M'), { host: 'hf.co', owner: 'Qwen', model: 'Qwen3-8B-GGUF', tag: 'Q4_K_M' })
  for (const text of ['../x:1', 'a/b/c/d:1', '', 'a:b/c']) assert.equal(ollamaReference(text), undefined, text)
})

test('a quantization is found in a file name as a whole word, in the first part of a split model, and not in a projector', () => {
  assert.ok(isQuantization('Qwen3-8B-Q4_K_M.gguf', 'q4_k_m'))
  assert.ok(isQuantization('gpt-oss-20b.MXFP4.gguf', 'MXFP4'))
  assert.ok(isQuantization('big-Q4_K_M-00001-of-00003.gguf', 'Q4_K_M'))
  for (const file of ['big-Q4_K_M-00002-of-00003.gguf', 'Qwen3-8B-Q4_K_M.gguf.part', 'a-IQ4_K_M.gguf', 'a-Q4_K_M_L.gguf', 'mmproj-Q4_K_M.gguf']) assert.ok(!isQuantization(file, 'Q4_K_M'), file)
  assert.ok(!isQuantization('Qwen3-8B-Q4_K_M.gguf', 'Q4_K'))
})
