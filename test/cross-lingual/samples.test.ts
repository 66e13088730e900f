import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { taskNames } from '../../src/cross-lingual/tasks.js'
import { packageRoot } from '../../src/package.js'
import { instructions } from '../../src/stages/instructions.js'
import { pairChecks } from '../../src/stages/pair-checks.js'
import { pairs } from '../../src/stages/pairs.js'
import { everything } from '../stage-laws.js'
import { matrixOf, worldIn } from './world.js'

const samples = join(packageRoot, 'data', 'samples')
const files = ['parallel.tmx', 'parallel-de.tsv', 'parallel-ar.tsv', 'parallel-hi.tsv', 'parallel-sw.tsv', 'parallel-dialogues.jsonl'].map((name) => join(samples, name))

/** What is made of the samples for a language, without a model; and what is rejected on the way. */
async function made(language: string, options: Record<string, unknown> = {}) {
  const read = await everything(pairs.make({ files }), [], worldIn(language))
  const checked = await everything(pairChecks.make({ similarity: false }), read.out, worldIn(language))
  const { out, world } = await everything(instructions.make({ terms: [join(samples, 'parallel-terms.tsv')], ...options }), checked.out, worldIn(language))
  return { out, counts: world.counts, rejected: [...read.world.rejected, ...checked.world.rejected, ...world.rejected] }
}

test('the samples give every language both directions to and from each pivot, and nothing of them is rejected', async () => {
  for (const [language, wanted] of [
    ['zh', { 'en-zh': 30, 'zh-en': 30 }],
    ['fr', { 'en-fr': 30, 'fr-en': 30, 'zh-fr': 30, 'fr-zh': 30 }],
    ['de', { 'en-de': 10, 'de-en': 10 }],
    ['ar', { 'en-ar': 10, 'ar-en': 10 }],
    ['hi', { 'en-hi': 10, 'hi-en': 10 }],
    ['sw', { 'en-sw': 10, 'sw-en': 10 }],
  ] as const) {
    const { out, rejected } = await made(language)
    assert.deepEqual(rejected.map(({ reason, detail }) => [reason, detail]), [], language)
    assert.deepEqual(matrixOf(out), wanted)
  }
})

test('with other pivots the same samples give other directions', async () => {
  const read = await everything(pairs.make({ files, pivots: ['fr'] }), [], worldIn('es'))
  const { out } = await everything(instructions.make({ pivots: ['fr'] }), read.out, worldIn('es'))
  assert.deepEqual(matrixOf(out), { 'fr-es': 30, 'es-fr': 30 })
})

test('gold rows: one of each task comes out as it was when it was last read by a person', async () => {
  const gold = readFileSync(join(packageRoot, 'test', 'cross-lingual', 'gold.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as unknown)
  const rows = [...(await made('fr')).out, ...(await made('ru')).out, ...(await made('sw')).out]
  const first = taskNames.flatMap((task) => ['fr', 'ru', 'sw'].flatMap((language) => rows.find((row) => row.task === task && row.language === language) ?? []))
  assert.deepEqual(first.map(({ direction, task, template, messages }) => ({ direction, task, template, messages })), gold)
})
