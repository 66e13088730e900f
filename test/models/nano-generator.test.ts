import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openGenerator } from '../../src/models/generator.js'
import { resolveModel } from '../../src/models/registry.js'
import { packageRoot } from '../../src/package.js'
import { choiceGrammar } from '../../src/text/grammar.js'

test('what measures the generator answers as the pipeline does: with written questions that name the title in quotation marks, and translations', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'nano-generator-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const sentence = 'Kelso Weir was built in 1830 by the mill owners of the town.'
  const asked = [
    { id: 1, task: 'question', lang: 'en', title: 'Kelso Weir', used: [], sentences: [sentence], prompt: `Write one question in English that the answer answers.\n<answer>\n${sentence}\n</answer>\nTitle: Kelso Weir\nQuoted: "Kelso Weir"` },
    { id: 2, task: 'translate', lang: 'fr', prompt: 'Translate the text into French.\n<text>Help me write a letter to Simon.</text>' },
  ]
  const [from, to] = ['asked.jsonl', 'replies.jsonl'].map((name) => join(folder, name)) as [string, string]
  writeFileSync(from, asked.map((row) => JSON.stringify(row)).join('\n'))
  execFileSync(process.execPath, [join(packageRoot, 'models/nano/generator/generate.mjs'), from, to, join(packageRoot, 'models/nano-generator.gguf')])
  const replies = readFileSync(to, 'utf8').split('\n').map((line) => JSON.parse(line) as { id: number; text: string })
  assert.deepEqual(replies.map(({ id }) => id), [1, 2])
  assert.match(replies[0]!.text, /"?Kelso Weir"?.*\?$/)
  assert.match(replies[1]!.text, /lettre .*Simon/)
})

test('ends its threads cleanly after replies of many grammars, as often as it is opened', async () => {
  const entry = await resolveModel('nano-generator', 'generator')
  for (let round = 0; round < 6; round++) {
    const generator = await openGenerator(entry, { gpu: false, threads: 1, sequences: 8, contextSize: 512 })
    const chosen = await Promise.all(Array.from({ length: 48 }, (_, i) => generator.sequence(async (ask) => {
      const { text } = await ask([{ role: 'user', content: `Choose ${i}.` }], { seed: i, maxTokens: 16, temperature: 2, grammar: choiceGrammar([`Question ${i}?`, `What is ${i}?`, `Who was the ${i}th?`]) })
      return text
    })))
    await generator[Symbol.asyncDispose]()
    assert.ok(chosen.every((text, i) => text.includes(`${i}`)))
  }
})
