import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openSft, type SftRow } from '../../src/io/sft/read.js'
import { packageRoot } from '../../src/package.js'

const folder = join(packageRoot, '../shared/data/sft-english')
const options = { skip: existsSync(folder) ? false : 'the files of ../shared/data are not here' }

async function read(path: string): Promise<{ format: string; kept: SftRow[]; rejected: Record<string, number> }> {
  await using file = await openSft(join(folder, path))
  const kept: SftRow[] = []
  const rejected: Record<string, number> = {}
  for await (const row of file.rows) {
    if (row.messages) kept.push(row)
    else rejected[row.problem!.reason] = (rejected[row.problem!.reason] ?? 0) + 1
  }
  return { format: file.format, kept, rejected }
}

/** File, format, rows that are dialogues, and the others by reason. */
const files: readonly (readonly [path: string, format: string, kept: number, rejected: Readonly<Record<string, number>>])[] = [
  ['hiyouga__LLaMA-Factory/alpaca_en_demo.json', 'alpaca', 999, {}],
  ['hiyouga__LLaMA-Factory/identity.json', 'alpaca', 91, {}],
  ['hiyouga__LLaMA-Factory/v1_sft_demo.jsonl', 'messages', 500, {}],
  ['hiyouga__LLaMA-Factory/glaive_toolcall_en_demo.json', 'sharegpt', 109, { 'tool-use': 191 }],
  ['lm-sys__FastChat/dummy_conversation.json', 'sharegpt', 500, {}],
  ['openai__grade-school-math/train.jsonl', 'gsm8k', 7_473, {}],
  ['salesforce__DialogStudio/ShareGPT-original_example.json', 'sharegpt', 4, { 'begins-in-the-middle': 1 }],
]

for (const [path, format, kept, rejected] of files) {
  test(`sft: ${path} is ${format}, and every row is a dialogue or has its reason`, options, async () => {
    const found = await read(path)
    assert.deepEqual({ format: found.format, kept: found.kept.length, rejected: found.rejected }, { format, kept, rejected })
  })
}

test('sft: of GSM8K no sum for a calculator is left, and every answer ends with its number', options, async () => {
  const { kept } = await read('openai__grade-school-math/train.jsonl')
  for (const { row, messages } of kept) {
    const answer = messages!.at(-1)!.content
    assert.ok(!/<<|>>/.test(answer), `line ${row}: ${answer}`)
    assert.match(answer, /\n#### -?[\d,.]+$/, `line ${row}`)
  }
})

test('sft: files that hold no dialogues are errors that name their fields', options, async () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['openai__human-eval/HumanEval.jsonl.gz', /task_id, prompt, entry_point, canonical_solution, test/],
    ['lm-sys__FastChat/mt_bench-question.jsonl', /question_id, category, turns/],
    ['lm-sys__FastChat/mt_bench-reference_answer-gpt-4.jsonl', /answer_id, model_id, choices/],
    ['LAION-AI__Open-Assistant/prompt_lottery_en_250_text.jsonl', /its first row is a plain text/],
    ['salesforce__DialogStudio/ShareGPT-converted_example.json', /ShareGPT--train--1/],
  ]
  for (const [path, message] of cases) await assert.rejects(read(path), { name: 'UserError', message }, path)
})
