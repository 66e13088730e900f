import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { choiceGrammar, sentencesGrammar } from '../../src/text/grammar.js'

type Rule = readonly (readonly Item[])[]
type Item = { readonly literal: string } | { readonly name: string } | { readonly group: Rule }

/** Reads the part of GBNF that the grammar uses: literals, names, `( … )?` and alternatives. */
function parse(grammar: string): Map<string, Rule> {
  const rules = new Map<string, Rule>()
  for (const line of grammar.split('\n')) {
    const [, name, body] = /^(\w+) ::= (.*)$/.exec(line) ?? assert.fail(`no rule: ${line}`)
    const [alternatives, rest] = readRule(body!)
    assert.equal(rest, '', `left over: ${rest}`)
    rules.set(name!, alternatives)
  }
  return rules
}

function readRule(text: string): [Rule, string] {
  const alternatives: Item[][] = [[]]
  let rest = text.trimStart()
  while (rest !== '' && !rest.startsWith(')')) {
    const literal = /^"((?:[^"\\]|\\.)*)"/s.exec(rest)
    const name = /^\w+/.exec(rest)
    if (rest.startsWith('|')) {
      alternatives.push([])
      rest = rest.slice(1)
    } else if (rest.startsWith('(')) {
      const [group, after] = readRule(rest.slice(1))
      assert.ok(after.startsWith(')?'), 'only optional groups are known')
      alternatives.at(-1)!.push({ group: [...group, []] })
      rest = after.slice(2)
    } else if (literal) {
      alternatives.at(-1)!.push({ literal: JSON.parse(`"${literal[1]}"`) as string })
      rest = rest.slice(literal[0].length)
    } else {
      alternatives.at(-1)!.push({ name: name![0] })
      rest = rest.slice(name![0].length)
    }
    rest = rest.trimStart()
  }
  return [alternatives, rest]
}

/** Everything a grammar accepts; it has no loops. */
function language(grammar: string): string[] {
  const rules = parse(grammar)
  const ofRule = (rule: Rule): string[] => rule.flatMap((items) => items.reduce<string[]>((texts, item) => texts.flatMap((text) => ofItem(item).map((next) => text + next)), ['']))
  const ofItem = (item: Item): string[] => ('literal' in item ? [item.literal] : 'group' in item ? ofRule(item.group) : ofRule(rules.get(item.name) ?? assert.fail(`no rule ${item.name}`)))
  return ofRule(rules.get('root')!)
}

/** All choices of one to `most` sentences in their order. */
function choices(sentences: readonly string[], most: number, gap: string): string[] {
  const from = (start: number, left: number): string[][] => (left === 0 ? [] : sentences.slice(start).flatMap((text, i) => [[text], ...from(start + i + 1, left - 1).map((more) => [text, ...more])]))
  return from(0, most).map((texts) => texts.join(gap))
}

const sentences = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('a', 'é', '中', '"', '\\', '\n', '\t', '\r', ' ', '’', '(', '|', '.') }), { minLength: 1, maxLength: 6 })

test('the grammar accepts one to so many of the sentences, each once and in order, and nothing else', () => {
  fc.assert(
    fc.property(sentences, fc.integer({ min: 1, max: 3 }), fc.constantFrom('', ' '), (texts, most, gap) => {
      assert.deepEqual(language(sentencesGrammar(texts, { most, gap })).sort(), choices(texts, most, gap).sort())
    }),
  )
})

test('the grammar grows with sentences × most, not faster', () => {
  const texts = (count: number) => Array.from({ length: count }, (_, i) => `Sentence ${i}.`)
  const lines = (count: number) => sentencesGrammar(texts(count), { most: 3, gap: ' ' }).split('\n').length
  assert.equal(lines(40), 1 + 40 + 3 * 40)
  assert.equal(lines(80), 1 + 80 + 3 * 80)
})

/** All sentences of a choice grammar: literals, alternatives and groups. */
function spoken(grammar: string): string[] {
  let rest = grammar.replace(/^root ::= /, '')
  const alternatives = (): string[] => {
    const all: string[] = []
    for (;;) {
      let texts = ['']
      for (;;) {
        rest = rest.trimStart()
        const literal = /^"((?:[^"\\]|\\.)*)"/s.exec(rest)
        if (literal) {
          rest = rest.slice(literal[0].length)
          texts = texts.map((text) => text + (JSON.parse(`"${literal[1]}"`) as string))
        } else if (rest.startsWith('(')) {
          rest = rest.slice(1)
          const inner = alternatives()
          texts = texts.flatMap((text) => inner.map((each) => text + each))
        } else break
      }
      all.push(...texts)
      if (rest.startsWith('|')) rest = rest.slice(1)
      else break
    }
    if (rest.startsWith(')')) rest = rest.slice(1)
    return all
  }
  const all = alternatives()
  assert.equal(rest, '')
  return all
}

test('a grammar of choices says each of them and nothing else', () => {
  const texts = fc.array(fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('When was X born?', 'When was X built?', 'Where is X?', 'Wo', 'W', '当X', '当X建', 'a"b\\c\nd', '🙂a', '🙃a')), { minLength: 1, maxLength: 12 })
  fc.assert(fc.property(texts, (choices) => assert.deepEqual(spoken(choiceGrammar(choices)).sort(), [...new Set(choices)].sort())))
})

test('common beginnings are written once', () => {
  assert.equal(choiceGrammar(['When was X born?', 'When was X built?', 'Where is X?']), 'root ::= "Whe" ("n was X b" ("orn?" | "uilt?") | "re is X?")')
})
