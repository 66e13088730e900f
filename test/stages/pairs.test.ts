import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { packageRoot } from '../../src/package.js'
import { pairs } from '../../src/stages/pairs.js'
import type { Parallel } from '../../src/types.js'
import { worldIn } from '../cross-lingual/world.js'
import { everything, stageLaws } from '../stage-laws.js'

const folder = mkdtempSync(join(tmpdir(), 'pairs-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function fileOf(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const rowsOf = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row) + '\n').join('')
const many = fileOf('many.jsonl', rowsOf(Array.from({ length: 12 }, (_, i) => ({ en: `Ship ${i} is old.`, fr: `Le navire ${i} est vieux.`, zh: `第${i}艘船很旧。` }))))
const bad = fileOf('bad.tsv', 'en\tfr\nSea\tMer\nalone\nSea\tMer\nSun\tSoleil\n')

stageLaws(pairs, { rows: [], context: (signal) => worldIn('fr', signal ? { signal } : {}), options: { files: [many, bad] }, source: true })

const read = (language: string, options: Record<string, unknown>) => everything(pairs.make(options), [], worldIn(language))
const sides = ({ pivot, messages }: Parallel) => [pivot, messages.pivot.map(({ content }) => content).join('|'), messages.own.map(({ content }) => content).join('|')]

test('pairs: a row is a text in a pivot and in the language, with a source that leads back to its line', async () => {
  const { out } = await read('fr', { files: [bad], licence: 'CC0-1.0' })
  assert.deepEqual(out[0], {
    ...{ id: out[0]!.id, language: 'fr', pivot: 'en', shape: 'text' },
    messages: { pivot: [{ role: 'user', content: 'Sea' }], own: [{ role: 'user', content: 'Mer' }] },
    source: { dataset: 'bad.tsv', row: 2, format: 'tsv', licence: 'CC0-1.0' },
  })
  assert.match(out[0]!.id, /^[0-9a-f]{16}$/)
})

test('pairs: bad lines are rejected with their line and reason, a pair read before with its keeper', async () => {
  const { world } = await read('fr', { files: [bad, bad] })
  const own = world.rejected.map(({ reason, detail }) => [reason, detail!['file'], detail!['row'], detail!['keeper']])
  assert.deepEqual(own.slice(0, 2), [['too-few-columns', 'bad.tsv', 3, undefined], ['same-content', 'bad.tsv', 4, 'bad.tsv:2']])
  assert.equal(own.length, 2 + 4)
})

test('pairs: a file of several languages gives the pairs with every pivot; those of two pivots belong to the later one', async () => {
  const pivotsIn = async (language: string, options = {}) => [...new Set((await read(language, { files: [many], ...options })).out.map(({ pivot }) => pivot))]
  assert.deepEqual(await pivotsIn('fr'), ['en', 'zh'])
  assert.deepEqual(await pivotsIn('zh'), ['en'])
  assert.deepEqual(await pivotsIn('en'), [])
  assert.deepEqual(await pivotsIn('en', { pivots: ['zh', 'en'] }), ['zh'])
  const { out, world } = await read('sw', { files: [many] })
  assert.deepEqual([out.length, world.counts['other-languages']], [0, 12])
})

test('pairs: a file that says it has other languages is not read; one whose first line names the language is', async () => {
  const other = `en-de=${fileOf('other.tsv', 'Sea\tMeer\nonly one\n')}`
  const { out, world } = await read('fr', { files: [bad, other] })
  assert.deepEqual([out.length, world.counts, world.rejected.filter(({ detail }) => detail?.['file'] === 'other.tsv')], [2, { 'files-in-other-languages': 1 }, []])
  assert.equal((await read('fr', { files: [`en-de=${fileOf('three.tsv', 'en\tde\tfr\nSea\tMeer\tMer\n')}`] })).out.length, 1)
})

test('pairs: dialogues of a release are paired with their English originals, and by their id with those in another pivot', async () => {
  const messages = (...texts: string[]) => texts.map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content }))
  const original = messages('Why?', 'Because.')
  const fr = fileOf('fr.jsonl', rowsOf([{ id: 'a', language: 'fr', messages: messages('Pourquoi ?', 'Parce que.'), original }, { id: 'b', language: 'fr', messages: messages('Où ?', 'Ici.'), original: messages('Where?', 'Here.') }]))
  const zh = fileOf('zh.jsonl', rowsOf([{ id: 'a', language: 'zh', messages: messages('为什么？', '因为。'), original }, { id: 'b', language: 'zh', messages: messages('哪里？'), original: messages('Where?') }]))
  const { out } = await read('fr', { files: [fr, zh] })
  assert.deepEqual(out.map(sides), [['en', 'Why?|Because.', 'Pourquoi ?|Parce que.'], ['zh', '为什么？|因为。', 'Pourquoi ?|Parce que.'], ['en', 'Where?|Here.', 'Où ?|Ici.']])
  assert.ok(out.every(({ shape }) => shape === 'dialogue'))
  assert.deepEqual((await read('zh', { files: [fr, zh] })).out.map(sides), [['en', 'Why?|Because.', '为什么？|因为。'], ['en', 'Where?', '哪里？']])
})

test('pairs: dialogues whose roles differ are rejected with the roles of both; a language that is not there is no fault of theirs', async () => {
  const messages = (...texts: string[]) => texts.map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content }))
  const fr = fileOf('roles-fr.jsonl', rowsOf([{ id: 'a', language: 'fr', messages: messages('Où ?', 'Ici.') }, { id: 'b', language: 'fr', messages: messages('Qui ?') }]))
  const zh = fileOf('roles-zh.jsonl', rowsOf([{ id: 'a', language: 'zh', messages: messages('哪里？') }]))
  const { out, world } = await read('fr', { files: [fr, zh] })
  assert.deepEqual([out, world.counts['other-languages'], world.rejected.length], [[], 2, 1])
  const { row, reason, detail } = world.rejected[0]!
  assert.deepEqual([reason, detail], ['roles-differ', { file: 'roles-fr.jsonl', row: 1, roles: { zh: ['user'], fr: ['user', 'assistant'] } }])
  assert.match(row.id, /^[0-9a-f]{16}$/)
})

test('pairs: without files, or with a pivot that is no language, it is an error that says what to give', () => {
  const check = (options: Record<string, unknown>) => () => pairs.make(options).check!({} as never)
  assert.throws(check({}), { name: 'UserError', message: /--parallel/ })
  assert.throws(check({ files: [many], pivots: ['en', 'xx'] }), { name: 'UserError', message: /'xx'/ })
})

const ntrex = join(packageRoot, '..', 'shared', 'data', 'multilingual-benchmarks', 'MicrosoftTranslator__NTREX')

test('pairs: an evaluation set is refused by its content, and forced is read', { skip: existsSync(ntrex) ? false : 'the benchmarks are not here' }, async () => {
  const { readFileSync } = await import('node:fs')
  const lines = (name: string) => readFileSync(join(ntrex, name), 'utf8').split('\n').slice(0, 400)
  const french = lines('newstest2019-ref.fra.txt')
  const renamed = fileOf('training.tsv', lines('newstest2019-src.eng.txt').map((line, i) => `${line.toUpperCase()}\t${french[i]}`).join('\n'))
  await assert.rejects(read('fr', { files: [`en-fr=${renamed}`] }), { name: 'UserError', message: /training\.tsv.*NTREX-128.*\d+ of its lines.*pairs\.force/ })
  assert.ok((await read('fr', { files: [`en-fr=${renamed}`], force: true })).out.length > 390)
  const one = fileOf('leak.tsv', Array.from({ length: 200 }, (_, i) => (i === 7 ? `${lines('newstest2019-src.eng.txt')[3]}\t${french[3]}` : `Somebody counted ${i} geese that morning.\tQuelqu’un a compté ${i} oies ce matin-là.`)).join('\n'))
  const { out, world } = await read('fr', { files: [`en-fr=${one}`] })
  assert.deepEqual([out.length, world.rejected.map(({ reason, detail }) => [reason, detail!['row']])], [199, [['evaluation-set', 8]]])
})
