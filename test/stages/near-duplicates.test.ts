import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearDuplicates } from '../../src/stages/near-duplicates.js'
import { fakeEmbedder } from '../../src/models/fake-embedder.js'
import type { Original } from '../../src/types.js'
import { originalOf, originals } from '../originals.js'
import { everything, stageLaws } from '../stage-laws.js'
import { worldOf } from '../world.js'

const [bees, tides] = ['Why do honey bees dance when they come back to the hive from a meadow?', 'How does the moon make the sea rise and fall twice a day along the coast?']
const dance = 'They tell the others where they found nectar: the angle of the dance is the angle to the sun, and its length says how far it is.'
const pull = 'The moon pulls the water on the near side more than the earth, and the earth more than the water on the far side, so two bulges form.'

const rows = [...originals(44), originalOf('twice', ['why does a KETTLE in the kitchen gather dust', originals(1)[0]!.messages[1]!.content])]

stageLaws(nearDuplicates, { rows, context: (signal) => worldOf({ signal }), options: { question: 0.99, whole: 0.99 }, filter: true })

const drop = async (given: readonly Original[], options = {}, world = worldOf()) => everything(nearDuplicates.make(options), given, world)
const idsOf = ({ out }: { out: readonly Original[] }) => out.map(({ id }) => id)

test('near-duplicates: texts that differ in case, spaces and punctuation are duplicates; the first keeps', async () => {
  const run = await drop([originalOf('a', [bees, dance]), originalOf('b', [` ${bees.toUpperCase()}!`, dance.replaceAll(',', ' ,')])])
  assert.deepEqual(idsOf(run), ['a'])
  assert.deepEqual(run.world.rejected.map(({ row, reason, detail }) => [row.id, reason, detail]), [['b', 'duplicate', { keeper: 'a', similarity: 1, by: 'same' }]])
})

test('near-duplicates: the same question with another answer goes, and the better row stays, wherever it stands', async () => {
  const run = await drop([originalOf('poor', [bees, 'No idea.']), originalOf('other', [tides, pull]), originalOf('good', [bees.replace('a meadow', 'the meadow'), dance])])
  assert.deepEqual(idsOf(run), ['other', 'good'])
  const [{ row, reason, detail }] = run.world.rejected as [(typeof run.world.rejected)[number]]
  assert.deepEqual([row.id, reason, detail?.['keeper'], detail?.['by']], ['poor', 'near-duplicate-question', 'good', 'question'])
  assert.ok((detail?.['similarity'] as number) >= 0.75 && (detail?.['similarity'] as number) < 1)
})

test('near-duplicates: whole texts can be alike where questions are not', async () => {
  const long = Array.from({ length: 12 }, () => '').map((_, i) => originals(12)[i]!.messages[1]!.content).join(' ')
  const run = await drop([originalOf('a', ['Tell me about the things here.', long]), originalOf('b', ['What can you say of all that?', long])])
  assert.deepEqual(run.world.rejected.map(({ reason, detail }) => [reason, detail?.['by']]), [['near-duplicate', 'whole']])
})

test('near-duplicates: short openings such as "go on" do not count by themselves', async () => {
  const given = [originalOf('a', ['Go on.', dance]), originalOf('b', ['go on', pull])]
  assert.deepEqual(idsOf(await drop(given)), ['a', 'b'])
  assert.deepEqual(idsOf(await drop(given, { shortest: 0 })), ['a'])
})

const problem = (apples: number, pears: number) =>
  originalOf(`${apples}+${pears}`, [`Lena picks ${apples} apples and ${pears} pears in her uncle's orchard before breakfast. How many pieces of fruit does she carry home?`, `She picks ${apples} + ${pears} = ${apples + pears} pieces of fruit.\nThe answer is ${apples + pears}.`], { kind: 'math' })

test('near-duplicates: word problems that differ in their numbers are two, unless the option says otherwise', async () => {
  const given = [problem(5, 7), problem(6, 9), problem(5, 7), problem(4, 8)]
  assert.deepEqual(idsOf(await drop(given)), ['5+7', '6+9', '4+8'])
  assert.deepEqual(idsOf(await drop(given, { numbers: 0.3, whole: 0.5 })), ['5+7', '6+9'])
  assert.deepEqual(idsOf(await drop(given, { numbers: 0.4, whole: 0.5 })), ['5+7', '6+9', '4+8'])
})

test('near-duplicates: one number or sign makes another problem of a long text too', async () => {
  const story = Array.from({ length: 12 }, (_, i) => `On the ${['first', 'second', 'third', 'fourth'][i % 4]} day of week ${i + 1} the crew of the ferry painted the railings and counted the gulls.`).join(' ')
  const texts = ['x < 7', 'x > 7', 'x < 8'].map((wanted) => `${story} How many whole numbers are there with 0 < ${wanted}?`)
  assert.ok(texts[0]!.length > 1_000)
  for (const exactUpTo of [0, 1_000]) assert.equal((await drop(texts.map((text, i) => originalOf(`${i}`, [text, dance])), { exactUpTo })).out.length, 3)
})

test('near-duplicates: word problems with other results are two, even where the numbers are words', async () => {
  const words = (number: string, result: number) => originalOf(number, [`Lena picks ${number} apples and four pears in her uncle's orchard before breakfast. How many pieces of fruit does she carry home?`, `Added up, these are ${result}.`], { kind: 'math' })
  assert.equal((await drop([words('five', 9), words('nine', 13)])).out.length, 2)
  assert.equal((await drop([words('five', 9), words('some five', 9)])).out.length, 1)
})

test('near-duplicates: a row is never dropped for one that is dropped itself', async () => {
  const chain = Array.from({ length: 9 }, (_, i) => originalOf(`${i}`, [`${'one two three four five six seven eight nine ten eleven twelve'.split(' ').slice(i).join(' ')} ${'alpha beta gamma delta epsilon zeta eta theta'.split(' ').slice(0, i).join(' ')}`, originals(9)[i]!.messages[1]!.content.repeat(i % 2 === 0 ? 1 : 2)]))
  const { out, world } = await drop(chain, { question: 0.5 })
  const kept = new Set(out.map(({ id }) => id))
  assert.ok(world.rejected.length > 1 && out.length > 1)
  for (const { detail } of world.rejected) assert.ok(kept.has(detail?.['keeper'] as string))
})

test('near-duplicates: MinHash finds what comparing all pairs finds', async () => {
  const given = Array.from({ length: 150 }, (_, i) => originals(150)[i]!).flatMap((row, i) => [row, ...(i % 3 === 0 ? [{ ...row, id: `again-${i}`, messages: row.messages.map((message) => ({ ...message, content: message.content.replace('says little', 'says very little') })) }] : [])])
  const [exact, hashed] = [await drop(given, { exactUpTo: 1e6 }), await drop(given, { exactUpTo: 0 })]
  assert.ok(exact.world.rejected.length >= 50)
  assert.deepEqual(hashed.world.rejected, exact.world.rejected)
})

test('near-duplicates: Chinese texts are compared by their characters', async () => {
  const run = await drop([originalOf('a', ['蜜蜂从草地回到蜂巢的时候为什么要跳舞给同伴们看呢？', '它们用舞蹈告诉同伴花蜜在哪里：舞蹈的角度就是花蜜与太阳的角度，舞蹈的长短就是路程。']), originalOf('b', ['蜜蜂从草地回到蜂巢的时候，为什么要跳舞给同伴们看?', '舞蹈的角度就是花蜜与太阳的角度。'])], {}, worldOf({ language: 'zh' }))
  assert.deepEqual(idsOf(run), ['a'])
})

const same = { ...fakeEmbedder(), embed: async (texts: readonly string[]) => texts.map(() => Float32Array.of(1, 0)), dimensions: 2 }
const across = [problem(15, 27), originalOf('fr', ['Lena cueille 15 pommes et 27 poires. Combien de fruits porte-t-elle ?', '15 + 27 = 42'], { kind: 'math', language: 'fr' }), originalOf('es', ['Lena recoge 15 manzanas y 28 peras. ¿Cuántas frutas lleva?', '15 + 28 = 43'], { kind: 'math', language: 'es' })]

test('near-duplicates: rows in two languages are two rows unless that is asked for; then numbers must confirm the embedder', async () => {
  assert.equal((await drop(across, {}, worldOf({ embedder: same }))).out.length, 3)
  const run = await drop(across, { crossLingual: true }, worldOf({ embedder: same }))
  assert.deepEqual(run.world.rejected.map(({ row, reason, detail }) => [row.id, reason, detail?.['keeper'], detail?.['by']]), [['fr', 'duplicate-across-languages', '15+27', 'numbers']])
})

test('near-duplicates: across languages, numbers alone decide nothing either', async () => {
  const apart = { ...same, embed: async (texts: readonly string[]) => texts.map((_, i) => (i % 2 === 0 ? Float32Array.of(1, 0) : Float32Array.of(0, 1))) }
  assert.equal((await drop(across, { crossLingual: true }, worldOf({ embedder: apart }))).out.length, 3)
})

test('near-duplicates: within a language no embedder is loaded', async () => {
  const world = worldOf()
  const models = { ...world.context.models, embedder: () => assert.fail('the embedder was loaded') }
  const { out } = await drop(rows, { crossLingual: true }, { ...world, context: { ...world.context, models } })
  assert.ok(out.length > 0)
})

test('near-duplicates: without rows nothing comes out', async () => {
  assert.deepEqual((await drop([])).out, [])
})

const signed: readonly (readonly [string, string])[] = [
  ['Solve 3x + 5 = 11 for x, and show each of your steps.', 'Solve 3x - 5 = 11 for x, and show each of your steps.'],
  ['Which whole numbers are < 7, and how do you know that?', 'Which whole numbers are > 7, and how do you know that?'],
  ['How is memory freed in C, and what does that cost a program?', 'How is memory freed in C++, and what does that cost a program?'],
  ['What does `a & b` give for two flags of which one is set?', 'What does `a | b` give for two flags of which one is set?'],
]

test('near-duplicates: questions that differ in a sign are two, the same but for typing are one', async () => {
  for (const questions of signed) assert.equal((await drop(questions.map((question, i) => originalOf(`${i}`, [question, dance])))).out.length, 2, questions[1])
  assert.deepEqual(idsOf(await drop([originalOf('a', [signed[0]![0], dance]), originalOf('b', ['solve $3x+5 = 11$ for x – and show each of your steps!', pull])])), ['a'])
})

test('near-duplicates: signs in another order are another task, an answer typed otherwise is the same', async () => {
  const filter = (x: string, y: string) => `Write a function that takes a list of numbers and two limits, low and high, and keeps of the list every number x with x ${x} low and x ${y} high, in their order.`
  assert.equal((await drop([originalOf('a', [filter('>', '<'), dance], { kind: 'code' }), originalOf('b', [filter('<', '>'), dance], { kind: 'code' })])).out.length, 2)
  const answered = (answer: string) => originalOf(answer, ['Lena has a bag of marbles, red and blue. Does a third marble always match one of the first two that she drew?', `A third must match. The answer is ${answer}.`], { kind: 'math' })
  assert.equal((await drop([answered('Yes'), answered('yes'), answered('(yes)')])).out.length, 1)
})

test('near-duplicates: rows with other numbers are two even if their letters are the same', async () => {
  const given = ['1 12', '11 2'].map((numbers) => originalOf(numbers, [`Add up the numbers ${numbers} and say what you see.`, 'Done.']))
  for (const exactUpTo of [0, 1_000]) for (const numbers of [0.98, 1]) assert.equal((await drop(given, { numbers, exactUpTo })).out.length, 2)
})
