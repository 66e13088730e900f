// Answers the prompts of evaluate.py with a GGUF, as the pipeline samples.   node generate.mjs ASKED.jsonl REPLIES.jsonl MODEL.gguf [--free]
// --free: questions are written, not chosen from models/nano-generator.questions
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { languageOf } from '../../../dist/src/languages/index.js'
import { openGenerator } from '../../../dist/src/models/generator.js'
import { packageRoot } from '../../../dist/src/package.js'
import { choiceGrammar } from '../../../dist/src/text/grammar.js'
import { withSubject } from '../../../dist/src/text/naming.js'
import { questionsFor } from '../../../dist/src/text/question-frames.js'

const [asked, replies, model, free] = process.argv.slice(2)
const rows = readFileSync(asked, 'utf8').trim().split('\n').map((line) => JSON.parse(line))
const entry = { name: 'measured', role: 'generator', path: resolve(model), sha256: '', contextSize: 2048 }
const generator = await openGenerator(entry, { threads: 1, sequences: 16, batchSize: 512, replicas: 1, gpu: false })
const sheets = {}
const texts = await Promise.all(rows.map((row) => generator.sequence(async (ask) => {
  const reply = await ask([{ role: 'user', content: row.prompt }], { seed: row.id, maxTokens: 200, ...samplingOf(row) })
  return { id: row.id, text: reply.text }
})))
writeFileSync(replies, texts.map((text) => JSON.stringify(text)).join('\n'))
await generator[Symbol.asyncDispose]()

function samplingOf({ task, lang, title, used, sentences }) {
  if (task === 'translate') return { temperature: 0 }
  if (free) return { temperature: 0.7, topP: 0.95 }
  const sheet = (sheets[lang] ??= JSON.parse(readFileSync(`${packageRoot}/models/nano-generator.questions/${lang}.json`, 'utf8')))
  const put = (question) => withSubject(question, { subject: title, name: undefined, quoted: sheet.quoted, language: languageOf(lang) })
  const choices = questionsFor({ subject: title, sentences, put }, sheet).questions.filter((question) => !used.includes(question))
  return { temperature: 2, topP: 1, grammar: choiceGrammar(choices) }
}
