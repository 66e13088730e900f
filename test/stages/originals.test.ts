import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { originals } from '../../src/stages/originals.js'
import { everything, stageLaws } from '../stage-laws.js'
import { worldOf } from '../world.js'

const folder = mkdtempSync(join(tmpdir(), 'originals-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function fileOf(name: string, rows: readonly unknown[]): string {
  const path = join(folder, name)
  writeFileSync(path, rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row)) + '\n').join(''))
  return path
}

const problems = Array.from({ length: 12 }, (_, i) => ({ id: i, question: `What is ${i} and ${i}?`, answer: `It is ${i}+${i}=<<${i}+${i}=${2 * i}>>${2 * i}.\n#### ${2 * i}` }))
const sums = fileOf('sums.jsonl', [...problems.slice(0, 6), '{"broken', { question: 'Why?', answer: '' }, ...problems.slice(4)])
const chats = fileOf('chats.jsonl', [{ licence: 'CC0-1.0', messages: [{ role: 'user', content: 'Why?' }, { role: 'assistant', content: 'So.' }] }])

stageLaws(originals, { rows: [], context: (signal) => worldOf({ signal }), options: { files: [sums, chats] }, source: true })

const read = async (options: Record<string, unknown>) => everything(originals.make(options), [], worldOf())

test('originals: a row is its messages, with kind, language and a source that leads back to its line', async () => {
  const { out } = await read({ files: [sums], kind: 'math', licence: 'MIT' })
  assert.deepEqual(out[1], {
    id: out[1]!.id,
    ...{ language: 'en', kind: 'math', source: { dataset: 'sums.jsonl', row: 2, format: 'gsm8k', id: '1', licence: 'MIT' } },
    messages: [{ role: 'user', content: 'What is 1 and 1?' }, { role: 'assistant', content: 'It is 1+1=2.\n#### 2' }],
  })
  assert.match(out[1]!.id, /^[0-9a-f]{16}$/)
})

test('originals: the id comes from kind and messages, whatever the file, format and place', async () => {
  const moved = fileOf('moved.jsonl', [{ id: 'x', data: ['Hm?', 'Hm.'] }, { id: 'y', data: ['Why?', 'So.'] }])
  const [first, second, other] = [await read({ files: [chats] }), await read({ files: [moved] }), await read({ files: [chats], kind: 'code' })]
  assert.equal(first.out[0]!.id, second.out[1]!.id)
  assert.notEqual(first.out[0]!.id, other.out[0]!.id)
})

test('originals: a row that is no dialogue is rejected with its line; one read before names its keeper', async () => {
  const { out, world } = await read({ files: [sums, chats, sums] })
  assert.equal(out.length, 13)
  const own = world.rejected.slice(0, 4).map(({ reason, detail }) => [reason, detail!['row'], detail!['keeper']])
  assert.deepEqual(own, [['broken-json', 7, undefined], ['empty-turn', 8, undefined], ['same-content', 9, 'sums.jsonl:5'], ['same-content', 10, 'sums.jsonl:6']])
  assert.deepEqual(world.rejected[0]!.row, { id: 'sums.jsonl:7', source: { dataset: 'sums.jsonl', row: 7, format: 'gsm8k' } })
  assert.equal(world.rejected.length, 4 + 16)
  assert.equal(world.rejected.at(-1)!.detail!['keeper'], 'sums.jsonl:16')
})

test('originals: a dialogue in another language is rejected, whatever language its code is in; anyLanguage keeps it', async () => {
  const pairs = [
    ['Bonjour, pourriez-vous m’expliquer comment fonctionne une pompe à chaleur ?', 'Elle prend la chaleur de l’air du dehors et la rend dans la maison.'],
    ['你是谁？', '我是助手。'],
    ['Translate “the sea is calm” into French, and say how each word is pronounced.', 'La mer est calme.'],
    ['What does this do?\n```py\nimprimir(suma(cuenta, la_otra_cuenta_de_la_casa))\n```', 'It prints a sum.'],
    ['2 + 2 = ?', '4'],
    ['Salvadore earned 978?', '978'],
  ]
  const mixed = fileOf('mixed.jsonl', pairs.map((data, id) => ({ id, data })))
  const { out, world } = await read({ files: [mixed] })
  assert.deepEqual(world.rejected.map(({ reason, detail }) => [reason, detail!['row'], detail!['language']]), [['other-language', 1, 'fr'], ['other-language', 2, 'zh']])
  assert.equal(out.length, 4)
  assert.equal((await read({ files: [mixed], anyLanguage: true })).out.length, 6)
})

test('originals: formats are counted by rows kept, and progress ends at the bytes of all files', async () => {
  const { world } = await read({ files: [sums, chats] })
  assert.deepEqual(world.counts, { 'format-gsm8k': 12, 'format-messages': 1 })
  assert.ok(world.positions.length >= 2)
  assert.deepEqual([...world.positions].sort((a, b) => a - b), world.positions)
})

test('originals: the licence of a row comes before the one given for the files', async () => {
  const { out } = await read({ files: [chats], licence: 'MIT' })
  assert.deepEqual((out[0]!.source as { licence?: string }).licence, 'CC0-1.0')
})

test('originals: limit stops after so many, and counts what came out', async () => {
  const { out, world } = await read({ files: [sums, chats], limit: 3 })
  assert.equal(out.length, 3)
  assert.deepEqual(world.counts, { 'format-gsm8k': 3 })
})

test('originals: with a limit the file is not read to its end', async () => {
  const long = fileOf('long.jsonl', Array.from({ length: 300 }, (_, i) => ({ query: `${i} ${'and on '.repeat(1_200)}`, response: 'Yes.' })))
  const whole = await read({ files: [long] })
  const part = await read({ files: [long], limit: 10 })
  assert.equal(part.out.length, 10)
  assert.ok((part.world.positions.at(-1) ?? 0) < whole.world.positions.at(-1)!)
})

test('originals: without files, or with one that is missing, the error says what to give; a format that is not known is named', async () => {
  await assert.rejects(read({}), { name: 'UserError', message: /--sft FILE/ })
  assert.throws(() => originals.make({}).check?.(worldOf().context.models), { name: 'UserError', message: /--sft FILE/ })
  await assert.rejects(read({ files: [sums, join(folder, 'absent.jsonl')] }), { name: 'UserError', message: /absent\.jsonl.*no such file/ })
  assert.throws(() => originals.make({ files: [sums], format: 'xml' }), { name: 'UserError', message: /originals\.format/ })
})

test('originals: its files are known before it runs', () => {
  assert.deepEqual(originals.make({ files: [sums, chats] }).uses, { files: [sums, chats] })
})
