import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { openBenchmarks } from '../../src/decontamination/index.js'
import { originsFrom, originText, saidHash } from '../../src/mix/hashes.js'
import { survey, writeMixture } from '../../src/mix/mix.js'
import { mixtureOf } from '../../src/mix/runs.js'
import type { MixtureInput } from '../../src/mix/spec.js'
import { Versions } from '../../src/mix/versions.js'
import { originalId } from '../../src/stages/originals.js'
import type { Message } from '../../src/types.js'
import { folderFor, upTo, writeRows } from './synthetic.js'

const tokenizer = { id: 'words@0', count: (text: string) => text.split(' ').length }
const given: MixtureInput = { name: 'trial', tasks: ['math'], languages: ['fr', 'zh'], english: 30, k: [30], validation: 10 }

interface MixedRow {
  readonly id: string
  readonly language: string
  readonly origin: string
  readonly messages: readonly Message[]
}

/** What a mixture trains and validates on. */
async function mixed(from: readonly string[], out: string, { input = given, against = [] }: { readonly input?: MixtureInput; readonly against?: readonly string[] } = {}) {
  const mixture = mixtureOf(input)
  await writeMixture(mixture, await survey(mixture, from), { out, tokenizer, model: 'owner/model', benchmarks: await openBenchmarks(against) })
  const read = (name: string) => readFileSync(join(out, mixture.name, mixture.runs[0]!.name, 'data', `${name}.jsonl`), 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as MixedRow)
  return { train: read('train'), validation: input.validation === 0 ? [] : read('validation'), folder: join(out, mixture.name, mixture.runs[0]!.name) }
}

/** The number of the original, which each text says. */
const numberOf = ({ messages }: Pick<MixedRow, 'messages'>) => /\d+/.exec(messages.find(({ role }) => role === 'user')!.content)![0]
const numbersOf = (rows: readonly MixedRow[], code: string) => rows.filter(({ language }) => language === code).map(numberOf).sort()

function assertApart({ train, validation }: { readonly train: readonly MixedRow[]; readonly validation: readonly MixedRow[] }): void {
  const held = new Set(validation.map(numberOf))
  assert.ok(train.length > 0 && held.size > 0)
  assert.deepEqual(train.filter((row) => held.has(numberOf(row))).map((row) => `${row.language} ${numberOf(row)}`), [])
}

const dialogue = (question: string, answer: string): Message[] => [{ role: 'user', content: question }, { role: 'assistant', content: answer }]
const english = (i: number) => dialogue(`How many apples are ${i} apples?`, `They are\n${i}.`)
const translated = (code: string, i: number) => dialogue(`${code} ${i} ?`, `${code} : ${i}.`)

/** Rows of a release that leaves no English. */
const release = (code: string, numbers: readonly number[] = upTo(60)) => numbers.map((i) => ({ id: originalId('math', english(i)), language: code, kind: 'math', messages: translated(code, i), original: english(i), source: { dataset: 'apples.json', row: i }, licence: 'MIT' }))
const withoutOriginal = (rows: readonly { readonly original: unknown }[]) => rows.map(({ original: _, ...row }) => row)
const raw = (numbers: readonly number[] = upTo(60)) => numbers.map((i) => ({ query: english(i)[0]!.content, response: english(i)[1]!.content }))

test('no translation of English from a file of its own is trained on where its original is set aside, with the ids of that file or none', async (t) => {
  const folder = folderFor(t)
  const chat = upTo(60).map((i) => ({ id: `Xy${i}z_0`, conversations: [{ from: 'system', value: 'Be brief.' }, { from: 'human', value: ` ${english(i)[0]!.content}\r\n` }, { from: 'gpt', value: english(i)[1]!.content }] }))
  const files = [writeRows(join(folder, 'apples.json'), raw()), writeRows(join(folder, 'chat.jsonl'), chat)]
  const others = [writeRows(join(folder, 'fr.jsonl'), release('fr')), writeRows(join(folder, 'zh.jsonl'), release('zh').map(({ id: _, ...row }) => row))]
  for (const [i, file] of files.entries()) assertApart(await mixed([`math:en=${file}`, ...others], join(folder, `out${i}`)))
})

test('rows of a release that lost their originals are known by the id that a build gives these', async (t) => {
  const folder = folderFor(t)
  const from = [`math:en=${writeRows(join(folder, 'apples.json'), raw())}`, ...['fr', 'zh'].map((code) => writeRows(join(folder, `${code}.jsonl`), withoutOriginal(release(code))))]
  assertApart(await mixed(from, join(folder, 'out')))
})

test('a mixture that is mixed again still knows the versions of an original', async (t) => {
  const folder = folderFor(t)
  const rows = (code: string) => release(code).map(({ id: _, ...row }, i) => ({ ...row, ...(code === 'fr' ? { id: `f${i}` } : {}) }))
  const from = [`math:en=${writeRows(join(folder, 'apples.json'), raw())}`, ...['fr', 'zh'].map((code) => writeRows(join(folder, `${code}.jsonl`), rows(code)))]
  const first = await mixed(from, join(folder, 'out'), { input: { ...given, english: 50, k: [50] } })
  assertApart(first)
  assertApart(await mixed([first.folder], join(folder, 'out'), { input: { ...given, name: 'again', english: 25, k: [25] } }))
})

test('ids that are row numbers link nothing where they stand for several originals', async (t) => {
  const folder = folderFor(t)
  const numbered = raw().map((row, i) => ({ id: i, ...row }))
  const other = release('fr').map((row, i) => ({ ...release('fr')[(7 * i + 3) % 60]!, id: `${i}`, source: row.source }))
  const copy = upTo(60).map((i) => ({ ...numbered[(11 * i + 5) % 60]!, id: i }))
  const from = [`math:en=${writeRows(join(folder, 'en.jsonl'), numbered)}`, `math:en=${writeRows(join(folder, 'copy.jsonl'), copy)}`, writeRows(join(folder, 'fr.jsonl'), other)]
  const input: MixtureInput = { ...given, languages: ['fr'], english: 40, k: [40] }
  const { train, validation } = await mixed(from, join(folder, 'out'), { input })
  assert.deepEqual([train.length, validation.length], [80, 20])
  assertApart({ train, validation })
})

test('versions that an id alone tells are known in a mixture of a mixture that leaves out what joins them', async (t) => {
  const folder = folderFor(t)
  const named = (code: string) => upTo(60).map((i) => ({ id: `${i}`, language: code, kind: 'math', messages: code === 'en' ? english(i) : translated(code, i), source: 's' }))
  const from = [...['en', 'fr'].map((code) => writeRows(join(folder, `${code}.jsonl`), named(code))), writeRows(join(folder, 'zh.jsonl'), release('zh'))]
  const first = await mixed(from, join(folder, 'out'), { input: { ...given, english: 0, k: [60], validation: 0 } })
  assertApart(await mixed([first.folder], join(folder, 'out'), { input: { ...given, name: 'again', english: 0 } }))
})

test('no version of a row that holds an item of a benchmark is drawn', async (t) => {
  const folder = folderFor(t)
  const item = 'A farmer named Obadiah keeps 77 striped goats and gives each of them three buckets of oats every second morning; how many buckets does he need?'
  const rows = ['en', 'fr'].flatMap((code) => upTo(6).map((i) => ({ id: `o${i}`, language: code, kind: 'math', source: 's', messages: dialogue(i > 1 ? `${code} ${i} ?` : code === 'en' ? item : 'Obadiah et ses 77 chèvres ?', `${code} ${i}`) })))
  const from = [writeRows(join(folder, 'all.jsonl'), rows)]
  const against = [join(folder, 'bench.txt')]
  writeFileSync(against[0]!, `${item}\n`)
  const input: MixtureInput = { name: 'trial', tasks: ['math'], languages: ['fr'], english: 5, k: [5], validation: 0 }
  const { train } = await mixed(from, join(folder, 'out'), { input, against })
  assert.deepEqual(['en', 'fr'].map((code) => numbersOf(train, code)), [['2', '3', '4', '5', '6'], ['2', '3', '4', '5', '6']])
  await assert.rejects(mixed(from, join(folder, 'out'), { input: { ...input, k: [6] }, against }), /math fr 5 of 6/)
})

test('aligned rows are the same originals where languages have other ids or none', async (t) => {
  const folder = folderFor(t)
  const from = [writeRows(join(folder, 'en.jsonl'), release('en')), writeRows(join(folder, 'fr.jsonl'), release('fr', upTo(40)).map((row, i) => ({ ...row, id: `f${i}` }))), writeRows(join(folder, 'zh.jsonl'), release('zh', upTo(60).slice(20)).map(({ id: _, ...row }) => row))]
  const { train } = await mixed(from, join(folder, 'out'), { input: { ...given, align: true, k: [20], validation: 0 } })
  assert.deepEqual([numbersOf(train, 'fr').length, numbersOf(train, 'fr')], [20, numbersOf(train, 'zh')])
})

test('a field named original that holds no dialogue says nothing of the original', async (t) => {
  const folder = folderFor(t)
  const rows = ['en', 'fr', 'zh'].flatMap((code) => upTo(60).map((i) => ({ language: code, kind: 'math', original: code === 'fr' ? 'alpaca' : [], messages: translated(code, i) })))
  const { train } = await mixed([writeRows(join(folder, 'all.jsonl'), rows)], join(folder, 'out'))
  assert.equal(train.length, 90)
})

test('numbers that are linked stand for the same, in whatever order that is said', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 4 }), { maxLength: 60 }), (links) => {
      const [one, two] = [new Versions(), new Versions()]
      for (const link of links) one.link(link)
      for (const link of links.toReversed()) two.link(link.toReversed())
      const groups = new Map<number, Set<number>>()
      for (const link of links) {
        const whole = new Set(link.flatMap((number) => [...(groups.get(number) ?? [number])]))
        for (const number of whole) groups.set(number, whole)
      }
      for (let number = -40; number <= 40; number++) {
        const greatest = Math.max(...(groups.get(number) ?? [number]))
        assert.deepEqual([one.of(number), two.of(number)], [greatest, greatest])
      }
    }),
  )
})

test('as many numbers as there are rows are linked', () => {
  const versions = new Versions()
  const count = 200_000
  const numberFor = (i: number) => i * 2_654_435_761
  for (let i = 1; i <= count; i++) versions.link([-numberFor(i), numberFor(i)])
  for (let i = 1; i <= count; i++) assert.equal(versions.of(-numberFor(i)), numberFor(i))
})

test('an origin is read as it was written, and other words are none', () => {
  fc.assert(fc.property(fc.integer({ min: -(2 ** 52), max: 2 ** 52 }), (origin) => assert.deepEqual([originsFrom(originText(origin)), originsFrom(originText(origin, origin)), originsFrom(originText(origin, 7))], [[origin], [origin], origin === 7 ? [7] : [origin, 7]])))
  for (const text of ['reddit', 'said:', 'name:12', 7, undefined]) assert.deepEqual(originsFrom(text), [])
  assert.ok(saidHash(english(1)) < 0 && saidHash(english(1)) !== saidHash(english(2)))
})

test('an original may have any number of versions', () => {
  const versions = new Versions()
  const numbers = Array.from({ length: 300_000 }, (_, i) => i + 1)
  versions.link(numbers)
  assert.equal(versions.of(7), numbers.length)
})
