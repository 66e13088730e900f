import type { ModelEntry } from '../types.js'

/** What a family of embedders wants: texts put before queries and passages, and how token vectors become one. */
export interface EmbedderRule {
  readonly family: string
  /** Found in a name, lower case, with `-` between its words. */
  readonly names: RegExp
  readonly prefix?: NonNullable<ModelEntry['prefix']>
  readonly pooling?: NonNullable<ModelEntry['pooling']>
}

/** The task that models are told which take an instruction. */
const TASK = 'Instruct: Given a web search query, retrieve relevant passages that answer the query'

const retrieval = { query: 'Represent this sentence for searching relevant passages: ', passage: '' }

/** From the model cards; the first that fits counts, so the particular stands before the general. */
const RULES: readonly EmbedderRule[] = [
  { family: 'e5-mistral', names: /\be5-mistral\b/, prefix: { query: `${TASK}\nQuery: `, passage: '' }, pooling: 'last' },
  { family: 'e5-instruct', names: /\be5-.*\binstruct\b/, prefix: { query: `${TASK}\nQuery: `, passage: '' }, pooling: 'mean' },
  { family: 'e5', names: /\be5\b/, prefix: { query: 'query: ', passage: 'passage: ' }, pooling: 'mean' },
  { family: 'bge-m3', names: /\bbge-m3\b/, pooling: 'cls' },
  { family: 'bge-zh', names: /\bbge-.*\bzh\b/, prefix: { query: '为这个句子生成表示以用于检索相关文章：', passage: '' }, pooling: 'cls' },
  { family: 'bge', names: /\bbge-.*\ben\b|\bbge-(small|base|large)\b/, prefix: retrieval, pooling: 'cls' },
  { family: 'mxbai', names: /\bmxbai-embed\b/, prefix: retrieval, pooling: 'cls' },
  { family: 'arctic-2', names: /\barctic-embed\b.*\bv2\b/, prefix: { query: 'query: ', passage: '' }, pooling: 'cls' },
  { family: 'arctic', names: /\barctic-embed\b/, prefix: retrieval, pooling: 'cls' },
  { family: 'nomic', names: /\bnomic-embed\b/, prefix: { query: 'search_query: ', passage: 'search_document: ' }, pooling: 'mean' },
  { family: 'qwen3', names: /\bqwen3-embedding\b/, prefix: { query: `${TASK}\nQuery:`, passage: '' }, pooling: 'last' },
  { family: 'gte-qwen2', names: /\bgte-qwen2\b/, prefix: { query: `${TASK}\nQuery: `, passage: '' }, pooling: 'last' },
  { family: 'gte-multilingual', names: /\bgte-multilingual\b/, pooling: 'cls' },
  { family: 'embeddinggemma', names: /\bembedding-?gemma\b/, prefix: { query: 'task: search result | query: ', passage: 'title: none | text: ' }, pooling: 'mean' },
  { family: 'labse', names: /\blabse\b/, pooling: 'pooler' },
  { family: 'granite', names: /\bgranite-embedding\b/, pooling: 'cls' },
  { family: 'jina-2', names: /\bjina-embeddings-v2\b/, pooling: 'mean' },
  { family: 'sentence-transformers', names: /\b(minilm|mpnet|distiluse|gtr-t5|sentence-t5)\b/, pooling: 'mean' },
]

/** The rule for a model by any of its names (file, folder, what its header says); undefined for one that is not known. */
export function embedderRule(...names: readonly (string | undefined)[]): EmbedderRule | undefined {
  const spoken = names.filter((name) => name !== undefined).map((name) => name.toLowerCase().replace(/[\s_./\\]+/g, '-'))
  return RULES.find((rule) => spoken.some((name) => rule.names.test(name)))
}
