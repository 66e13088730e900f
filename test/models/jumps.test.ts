import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Token } from 'node-llama-cpp'
import { makeJumps } from '../../src/models/jumps.js'
import { followersOf } from '../../src/text/forced.js'
import { choiceGrammar } from '../../src/text/grammar.js'

/** One token a byte. */
const model = {
  tokenize: ((text: string) => [...Buffer.from(text)]) as unknown as (text: string) => Token[],
  detokenize: (tokens: readonly Token[]) => Buffer.from(tokens as readonly number[] as number[]).toString(),
}
const bytes = (text: string): Token[] => model.tokenize(text)
const jumps = (...choices: string[]) => makeJumps(model, followersOf(choiceGrammar(choices))())

test('a reply without a choice left is given to its end', () => {
  const all = jumps('Yes.', 'No, it is not.')
  assert.equal(all.after([]), undefined)
  assert.deepEqual(all.after(bytes('Y')), { tokens: bytes('es.'), over: true })
})

test('a long piece is given but for its last token, which what follows may change', () => {
  assert.deepEqual(jumps('When was it built?', 'When was it burnt?').after([]), { tokens: bytes('When was it b'), over: false })
})

test('a short piece is worth no pass of its own, but goes with a prompt', () => {
  assert.equal(jumps('One a', 'One b').after(bytes('O')), undefined)
  assert.deepEqual(jumps('One a', 'One b').after([]), { tokens: bytes('One'), over: false })
})

test('half a character is waited for', () => {
  const all = jumps('中 and so on and on 1', '中 and so on and on 2', 'é')
  assert.equal(all.after(bytes('中').slice(0, 2)), undefined)
  assert.deepEqual(all.after(bytes('中')), { tokens: bytes(' and so on and on'), over: false })
})

test('the end is told when all is said', () => {
  const all = jumps('ab', 'ac')
  assert.deepEqual(all.after(bytes('ab')), { tokens: [], over: true })
})

test('tokens that do not give the text again are not taken', () => {
  const lossy = { ...model, tokenize: () => bytes('another') }
  assert.equal(makeJumps(lossy, followersOf('root ::= "the one text there is"')()).after([]), undefined)
})
