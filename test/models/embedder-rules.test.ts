import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { embedderRule } from '../../src/models/embedder-rules.js'

describe('what an embedder wants is known by its name', () => {
  const cases: readonly (readonly [name: string, query: string | undefined, passage: string | undefined, pooling: string | undefined])[] = [
    ['multilingual-e5-small', 'query: ', 'passage: ', 'mean'],
    ['e5-base-v2', 'query: ', 'passage: ', 'mean'],
    ['intfloat/multilingual-e5-large-instruct', 'Instruct: ', '', 'mean'],
    ['e5-mistral-7b-instruct-Q4_K_M.gguf', 'Instruct: ', '', 'last'],
    ['bge-m3', undefined, undefined, 'cls'],
    ['bge-m3-Q8_0.gguf', undefined, undefined, 'cls'],
    ['BAAI/bge-small-en-v1.5', 'Represent this sentence', '', 'cls'],
    ['bge-large-zh-v1.5', '为这个句子', '', 'cls'],
    ['nomic-embed-text-v2-moe.Q8_0.gguf', 'search_query: ', 'search_document: ', 'mean'],
    ['Qwen3-Embedding-0.6B-f16.gguf', 'Instruct: ', '', 'last'],
    ['Qwen3 Embedding 4B', 'Instruct: ', '', 'last'],
    ['embeddinggemma-300M-Q8_0.gguf', 'task: search result | query: ', 'title: none | text: ', 'mean'],
    ['Embedding Gemma 300m', 'task: search result | query: ', 'title: none | text: ', 'mean'],
    ['LaBSE', undefined, undefined, 'pooler'],
    ['paraphrase-multilingual-MiniLM-L12-v2', undefined, undefined, 'mean'],
    ['all-MiniLM-L6-v2', undefined, undefined, 'mean'],
    ['snowflake-arctic-embed-l-v2.0', 'query: ', '', 'cls'],
    ['mxbai-embed-large-v1', 'Represent this sentence', '', 'cls'],
    ['gte-multilingual-base', undefined, undefined, 'cls'],
  ]
  for (const [name, query, passage, pooling] of cases) {
    it(name, () => {
      const rule = embedderRule(name)
      assert.equal(rule?.pooling, pooling)
      assert.equal(rule?.prefix?.passage, passage)
      if (query === undefined) assert.equal(rule?.prefix, undefined)
      else assert.ok(rule?.prefix?.query.startsWith(query), rule?.prefix?.query)
    })
  }
  it('or not at all', () => {
    for (const name of ['nano-embedder', 'model', 'e50-thing', 'Qwen3-8B-Q4_K_M.gguf', 'gemma-3-4b-it', 'sha256-ab12']) assert.equal(embedderRule(name), undefined, name)
  })
  it('by the first of its names that is known', () => assert.equal(embedderRule('sha256-ab12', undefined, 'Qwen3 Embedding 0.6B')?.family, 'qwen3'))
})
