import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hashed, indexOf, overlapOf } from '../../src/decontamination/grams.js'
import { packHashes, unpackHashes } from '../../src/decontamination/hash-file.js'
import { gramsOf, wordsOf } from '../../src/decontamination/words.js'

const problem = 'A baker fills 12 trays with 24 rolls each and sells 5 rolls for 2 coins. How many coins does the baker have when all are sold?'
const item = (text: string, number = 1) => ({ benchmark: 'b', item: number, text })
const index = (n = 8, ...texts: readonly string[]) => indexOf(texts.map((text, i) => hashed(item(text, i + 1), n)), n, 0.5)
const shared = (text: string, ...items: readonly string[]) => overlapOf(text, index(8, ...items))?.shared

test('words are lower case, without punctuation, numbers without their groups; letters without spaces are words each', () => {
  assert.deepEqual(wordsOf('The “Old” HOUSE costs $80,000 — or 80 000?'), ['the', 'old', 'house', 'costs', '80000', 'or', '80000'])
  assert.deepEqual(wordsOf('每天下 16 颗蛋。'), ['每', '天', '下', '16', '颗', '蛋'])
  assert.deepEqual(wordsOf('ＡＢＣ１２ Élève'), ['abc12', 'élève'])
  assert.deepEqual(wordsOf('… — !'), [])
})

test('n-grams are as many as there are places for them, one of a short text, none of no text', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 }), fc.integer({ min: 1, max: 13 }), (words, n) => {
      const grams = gramsOf(words, n)
      assert.equal(grams.length, words.length === 0 ? 0 : Math.max(1, words.length - n + 1))
      assert.ok(grams.every((gram) => Number.isSafeInteger(gram) && gram >= 0 && gram < 2 ** 48))
      assert.equal(new Set(grams).size, new Set(Array.from({ length: grams.length }, (_, i) => words.slice(i, i + n).join(' '))).size)
    }),
  )
})

test('an item is found whole in a longer text, whatever its case and punctuation', () => {
  assert.equal(shared(problem, problem), 1)
  assert.equal(shared(`Here is a riddle for you: ${problem.toUpperCase().replace(/[.,?]/g, ' !')} Think step by step.`, problem), 1)
})

test('half of an item is enough, a phrase of it is not', () => {
  const words = problem.split(' ')
  assert.ok(shared(words.slice(0, 15).join(' '), problem)! >= 0.5)
  assert.equal(shared(words.slice(0, 9).join(' '), problem), undefined)
  assert.equal(shared('A baker buys flour. How many coins does the baker have when all are sold?', problem), undefined)
})

test('the item that is held most of is named', () => {
  const other = problem.replace('12 trays with 24 rolls', '15 trays with 20 rolls')
  assert.equal(overlapOf(other, index(8, problem, other))?.item.item, 2)
})

test('an item shorter than an n-gram is found only as a whole text, and one of three words nowhere', () => {
  assert.equal(shared('Name the largest sea mammal.', 'Name the largest sea mammal'), 1)
  assert.equal(shared('Please name the largest sea mammal of all that you know of today.', 'Name the largest sea mammal'), undefined)
  assert.equal(shared('Who are you?', 'Who are you?'), undefined)
})

test('a frame of a whole benchmark brings up none of its items, and each is found all the same; where the frame is half of an item it does', () => {
  const frame = 'Is the following sentence about a player and his sport plausible or not'
  const framed = Array.from({ length: 300 }, (_, i) => `${frame}: number ${i} of team ${7 * i} took ${3 * i} shots, lost ${5 * i}, won ${11 * i}, and then left for city ${13 * i} in year ${17 * i}`)
  const looked = (items: readonly string[], text: string) => {
    const { holders } = index(8, ...items)
    return new Set([...gramsOf(wordsOf(text), 8)].flatMap((gram) => [...holders(gram)])).size
  }
  for (const text of [`${frame}: a text of another kind`, framed[120]!]) assert.ok(looked(framed, text) < 50, `${looked(framed, text)} of ${framed.length}`)
  for (const [i, text] of framed.entries()) if (i % 29 === 0) assert.equal(overlapOf(`So: ${text}. Answer!`, index(8, ...framed))?.item.item, i + 1)
  const short = Array.from({ length: 300 }, (_, i) => `${frame}: number ${i} of team ${7 * i}`)
  assert.ok(shared(`${frame}: what?`, ...short)! >= 0.5)
})

test('of items that are the same the first is named', () => {
  assert.equal(overlapOf(problem, index(8, ...Array.from({ length: 100 }, () => problem)))?.item.item, 1)
})

test('Chinese is found by its characters', () => {
  const chinese = '面包师把 12 个托盘每个装上 24 个面包，每 5 个卖 2 枚硬币。全部卖完后他有多少硬币？'
  assert.equal(shared(`请回答：${chinese}`, chinese), 1)
  assert.equal(shared('全部卖完后他有多少硬币？', chinese), undefined)
})

test('what is kept as hashes is what was hashed', () => {
  const items = [hashed(item(problem), 8), hashed(item('Name the largest sea mammal', 2), 8)]
  const plain = items.map(({ text: _, ...rest }) => rest)
  assert.deepEqual(unpackHashes(packHashes([items])), plain)
  assert.ok(!packHashes([items]).includes('baker'))
})
