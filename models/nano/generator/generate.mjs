// Answers the prompts of evaluate.py with a GGUF, as the pipeline samples.   node generate.mjs ASKED.jsonl REPLIES.jsonl MODEL.gguf
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { openGenerator } from '../../../dist/src/models/generator.js'

const [asked, replies, model] = process.argv.slice(2)
const rows = readFileSync(asked, 'utf8').trim().split('\n').map((line) => JSON.parse(line))
const entry = { name: 'measured', role: 'generator', path: resolve(model), sha256: '', contextSize: 2048 }
const generator = await openGenerator(entry, { threads: 1, sequences: 16, batchSize: 512, replicas: 1, gpu: false })
const sampling = (row) => (row.task === 'translate' ? { temperature: 0 } : { temperature: 0.7, topP: 0.95 })
const texts = await Promise.all(rows.map((row) => generator.sequence(async (ask) => {
  const reply = await ask([{ role: 'user', content: row.prompt }], { seed: row.id, maxTokens: 200, ...sampling(row) })
  return { id: row.id, text: reply.text }
})))
writeFileSync(replies, texts.map((text) => JSON.stringify(text)).join('\n'))
await generator[Symbol.asyncDispose]()
