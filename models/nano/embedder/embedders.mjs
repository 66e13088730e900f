import { basename, dirname } from 'node:path'
import { AutoModel, AutoTokenizer, env } from '@xenova/transformers'
import onnx from 'onnxruntime-node'

// One thread, as the product runs it by default on a small machine.
const create = onnx.InferenceSession.create.bind(onnx.InferenceSession)
Object.assign(onnx.InferenceSession, { create: (model, options) => create(model, { ...options, intraOpNumThreads: 1, interOpNumThreads: 1 }) })
Object.assign(env, { allowRemoteModels: false, allowLocalModels: true })

const memo = (embed) => {
  const known = new Map()
  return async (texts) => {
    const fresh = [...new Set(texts)].filter((text) => !known.has(text))
    const vectors = fresh.length > 0 ? await embed(fresh) : []
    fresh.forEach((text, i) => known.set(text, vectors[i]))
    return texts.map((text) => known.get(text))
  }
}

/** The embedder of a folder, read as src/models/embedder-worker.ts reads it: mean of last_hidden_state over the tokens, length 1. */
export async function folderEmbedder(path) {
  env.localModelPath = dirname(path)
  const tokenizer = await AutoTokenizer.from_pretrained(basename(path), { local_files_only: true })
  const model = await AutoModel.from_pretrained(basename(path), { local_files_only: true, quantized: true })
  tokenizer.model_max_length = 512
  const some = async (texts) => {
    const encoded = tokenizer(texts, { padding: true, truncation: true })
    const { last_hidden_state: hidden } = await model(encoded)
    return texts.map((_, row) => pool(hidden, encoded.attention_mask.data, row))
  }
  const embed = async (texts) => {
    const order = texts.map((_, i) => i).sort((a, b) => texts[a].length - texts[b].length)
    const out = new Array(texts.length)
    for (let at = 0; at < order.length; at += 16) {
      const batch = order.slice(at, at + 16)
      const vectors = await some(batch.map((i) => texts[i].trim() || ' '))
      batch.forEach((i, k) => (out[i] = vectors[k]))
    }
    return out
  }
  return { embed: memo(embed), raw: embed }
}

function pool({ data, dims }, mask, row) {
  const [, length, width] = dims
  const sum = new Float32Array(width)
  for (let token = 0; token < length; token++) {
    if (mask[row * length + token] === 0n) continue
    for (let i = 0, at = (row * length + token) * width; i < width; i++) sum[i] += data[at + i]
  }
  return unit(sum)
}

function unit(vector) {
  const norm = Math.hypot(...vector) || 1
  return vector.map((value) => value / norm)
}

const width = 2048

/** No model: signed hashes of the character 2- to 4-grams. */
export function hashEmbedder() {
  const embed = async (texts) => texts.map(hashed)
  return { embed: memo(embed), raw: embed }
}

function hashed(text) {
  const plain = ` ${text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/\s+/g, ' ').trim()} `
  const vector = new Float32Array(width)
  for (let size = 2; size <= 4; size++) {
    for (let at = 0; at + size <= plain.length; at++) {
      let hash = 2166136261
      for (let i = at; i < at + size; i++) hash = Math.imul(hash ^ plain.charCodeAt(i), 16777619)
      hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
      hash ^= hash >>> 13
      vector[(hash >>> 0) % width] += hash & 65536 ? 1 : -1
    }
  }
  return unit(vector)
}
