import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { verdictGrammar } from '../../src/screening/generator-judge.js'
import { followersOf } from '../../src/text/forced.js'
import { choiceGrammar, sentencesGrammar } from '../../src/text/grammar.js'
import { judgeGrammar } from '../../src/translation/verify/judge-grammar.js'

const characters = fc.constantFrom('a', 'b', 'é', '中', '😀', '😁', '"', '\\', '\n', ' ')
const texts = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8, unit: characters }), { minLength: 1, maxLength: 6 })

/** What all texts that begin so go on with. */
function expected(all: readonly string[], begun: string): { text: string; over: boolean } {
  const rests = all.filter((text) => text.startsWith(begun)).map((text) => [...text.slice(begun.length)])
  const [first = []] = rests
  let n = 0
  while (n < first.length && rests.every((rest) => rest[n] === first[n])) n++
  return { text: first.slice(0, n).join(''), over: rests.length > 0 && rests.every(({ length }) => length === n) }
}

/** Follows each text of a grammar to every place in it. */
function check(grammar: string, all: readonly string[], step: number): void {
  const followers = followersOf(grammar)
  for (const text of all) {
    const follower = followers()
    const whole = [...text]
    for (let at = 0; at <= whole.length; at += step) {
      assert.deepEqual(follower.forced(), expected(all, whole.slice(0, at).join('')), `${JSON.stringify(text)} at ${at}`)
      follower.follow(whole.slice(at, at + step).join(''))
    }
  }
}

test('of a choice, what all that are left go on with is forced, and one that is left is forced to its end', () => {
  fc.assert(fc.property(texts, fc.integer({ min: 1, max: 3 }), (all, step) => check(choiceGrammar(all), all, step)))
})

test('of sentences, what must follow is forced, and the end where none can', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom('', ' '), fc.integer({ min: 1, max: 3 }), (all, gap, step) => {
      const pairs = all.flatMap((text, i) => [text, ...all.slice(i + 1).map((later) => text + gap + later)])
      check(sentencesGrammar(all, { most: 2, gap }), [...new Set(pairs)], step)
    }),
  )
})

const walks: [name: string, grammar: string, steps: readonly (readonly [more: string, forced: string, over?: boolean])[]][] = [
  ['the labels of the verdicts', verdictGrammar, [['', 'name: '], ['name: n', 'o\ncode: '], ['o\ncode: y', 'es\nplace: ']]],
  ['the keys of marked errors', judgeGrammar, [['[{"', 'severity": "m'], ['severity": "minor"', ', "kind": "'], [', "kind": "na', 'me", "span": "'], ['me", "span": "x', ''], ['"', '}'], ['}]', '', true]]],
  ['up to a class of characters', 'root ::= "a" [0-9] "b"+ "c"?', [['', 'a'], ['a', ''], ['7', 'b'], ['b', ''], ['c', '', true]]],
  ['a count', 'root ::= ("ab"){2,3} [^\\n]{0,1}', [['', 'abab'], ['aba', 'b'], ['b', '']]],
  ['rules over several lines, with remarks', '# all\nroot ::= x |\n  "ay" # that\nx ::= (\n  "a" "x"\n)', [['', 'a'], ['ax', '', true]]],
  ['nothing once the text has left the grammar', 'root ::= "one"', [['o', 'ne', true], ['x', '']]],
  ['no more than can be read of a loop without an end', 'root ::= "ab" root', [['', 'ab'.repeat(8192)]]],
]
for (const [name, grammar, steps] of walks)
  test(`forced: ${name}`, () => {
    const follower = followersOf(grammar)()
    for (const [more, text, over = false] of steps) {
      follower.follow(more)
      assert.deepEqual(follower.forced(), { text, over })
    }
  })

test('characters by their numbers are read as llama.cpp reads them', () => {
  for (const [grammar, text] of [['root ::= "\\U0001F600!"', '😀!'], ['root ::= "\\u00e9\\x41"', 'éA']] as const) assert.deepEqual(followersOf(grammar)().forced(), { text, over: true })
})

test('what cannot be read or followed forces nothing', () => {
  for (const grammar of ['root ::= (', 'root = "a"', 'other ::= "a"', 'root ::= missing', 'root ::= root "a"', '', 'root ::= "a" {', 'root ::= "\\q"'])
    assert.deepEqual(followersOf(grammar)().forced(), { text: '', over: false }, grammar)
})
