import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mask, unmask } from '../../src/text/masks.js'

const marks = (text: string) => mask(text).spans
const back = (text: string, options?: { comments: boolean }) => {
  const { text: masked, spans } = mask(text, options)
  return unmask(masked, spans, masked)
}
const problemOf = (text: string, spans: readonly string[], source?: string) => {
  const found = unmask(text, spans, source)
  return 'problem' in found ? found.problem : undefined
}

test('a fenced block is one mark, from its first mark to its last', () => {
  assert.deepEqual(mask('Run:\n\n```sh\nnpm i\n```\n\nDone.'), { text: 'Run:\n\n⟦1⟧\n\nDone.', spans: ['```sh\nnpm i\n```'] })
  assert.deepEqual(marks('~~~\na\n```\nb\n~~~~\nend'), ['~~~\na\n```\nb\n~~~~'])
  assert.deepEqual(marks('- item\n\n    ```js\n    a()\n    ```\n- b'), ['```js\n    a()\n    ```'])
  assert.deepEqual(marks('> ```\n> a\n> ```\nb'), ['```\n> a\n> ```'])
  assert.deepEqual(marks('1. ```\n   a\n   ```\n2. b'), ['```\n   a\n   ```'])
})

test('a fence of more backticks holds fences, and Markdown holds Markdown', () => {
  assert.deepEqual(marks('````\n```py\nx\n```\n````\nb'), ['````\n```py\nx\n```\n````'])
  assert.deepEqual(marks('```markdown\n# T\n```py\nx\n```\nb\n```\nc'), ['```markdown\n# T\n```py\nx\n```\nb\n```'])
})

test('a fence that nothing closes goes to the end of the text', () => {
  assert.deepEqual(mask('a\n```py\nx = 1\n\ny = 2\n'), { text: 'a\n⟦1⟧\n', spans: ['```py\nx = 1\n\ny = 2'] })
  assert.deepEqual(marks('a\n```'), ['```'])
})

test('inline code is closed by as many backticks as opened it, within its paragraph', () => {
  assert.deepEqual(marks('Use `a` and ``b`c`` and ```d```.'), ['`a`', '``b`c``', '```d```'])
  assert.deepEqual(marks('It`s a lone one.\n\nAnd `another.'), [])
})

test('several lines of code without a fence are one mark', () => {
  const codes = [
    'from math import pi\n\ndef area(r):\n    # of a circle\n    return pi * r ** 2\n\nprint(area(3))',
    'total = 0\nfor x in numbers:\n total += x\n if x > 3:\n  print(total)',
    'public class Car {\n private int year;\n public int getYear() {\n return year;\n }\n}',
    'SELECT name\nFROM towns\nWHERE size > 3\nORDER BY name;',
    '$ npm ci\n$ npm test\n$ git push',
    '.box {\n  color: red;\n}\n\n.box p {\n  margin: 0;\n}',
  ]
  for (const code of codes) assert.deepEqual(mask(`Here it is:\n\n${code}\n\nThat is all.`), { text: 'Here it is:\n\n⟦1⟧\n\nThat is all.', spans: [code] }, code)
})

test('lines that only look a little like code are prose', () => {
  const texts = [
    'Total = 5 + 3\nCost = Total * 2\nAnswer = 16',
    'For example:\nWhile you wait:\nIf you have more time:\nElse:',
    'We need:\n- apples (red);\n- pears (green);\n- f(x);\n- g(x);\n- h(x);',
    'the first (a long one);\nthe second (a short one);\nthe third (the last).',
    'x = 3\ny = x + 4\nso y = 7;',
    'First import the goods.\nThen return them;\nat last break even;',
    'He said (quietly):\nfor all of us:\nwith love (and care):',
    'print(1)\nThat prints one.',
  ]
  for (const text of texts) assert.deepEqual(marks(text), [], text)
})

test('formulas are masked in all their delimiters', () => {
  const formulas = ['$x$', '$\\frac{1}{2}$', '$n+1$', '$$\na=b\n$$', '\\(a_1\\)', '\\[\na\n\\]', '\\begin{cases} a \\\\ b \\end{cases}', '\\begin{a*}\\begin{a*}\\end{a*}x\\end{a*}', '\\boxed{\\frac{1}{2}}', '\\sqrt[3]{x}', '$a \\text{ if it is so }$', '$5 \\times 3$', '$100$']
  for (const formula of formulas) assert.deepEqual(marks(`So ${formula}, then.`), [formula], formula)
})

test('prices are no formulas', () => {
  for (const text of ['It costs $5 and $10.', 'From $5-$10.', 'US$5 or A$6', '$5/$6', 'He paid $20, or 30$ with tips.', 'She has $1.50 left; he has 2$.', '$5 each: 5*4=20$', 'Pay \\$5 now and \\$6 later.', 'It is $1 a day, $2 a week.']) assert.deepEqual(marks(text), [], text)
})

test('URLs end before the punctuation around them, and keep brackets that they opened', () => {
  assert.deepEqual(marks('See https://a.org/x_(y), (http://b.org/z?q=1&r=[2]). And www.c.org!'), ['https://a.org/x_(y)', 'http://b.org/z?q=1&r=[2]', 'www.c.org'])
  assert.deepEqual(marks('请访问https://a.org/b。谢谢'), ['https://a.org/b'])
})

test('addresses and file paths are masked, fractions and alternatives are not', () => {
  assert.deepEqual(marks('Mail a.b+c@d-e.org. Open /usr/local/bin, C:\\Users\\me\\a.txt, ./a/b.txt, ../c, ~/d, src/a.ts, config.yaml.'), ['a.b+c@d-e.org', '/usr/local/bin', 'C:\\Users\\me\\a.txt', './a/b.txt', '../c', '~/d', 'src/a.ts', 'config.yaml'])
  assert.deepEqual(marks('He/she runs 5 km/h for 1/2 of 3/4, and/or 24/7, on 1/2/2020. E.g. this, i.e. that. Dr.Smith left.'), [])
})

test('JSON is masked with its keys, also as Python writes it; words in brackets are not', () => {
  assert.deepEqual(marks('Send {"a": [1, {"b": "}"}], "c": null} or [1, 2] or {\'k\': True}.'), ['{"a": [1, {"b": "}"}], "c": null}', '[1, 2]', "{'k': True}"])
  assert.deepEqual(marks('{\n  "name": "x",\n  "n": 1\n}'), ['{\n  "name": "x",\n  "n": 1\n}'])
  assert.deepEqual(marks('He [the king] said {so to speak} it [sic].'), [])
})

test('HTML tags and comments are masked, comparisons are not', () => {
  assert.deepEqual(marks('A <b class="x">bold</b> word.<br/> <!-- no\nwords --> <script>let a</script> &nbsp;'), ['<b class="x">', '</b>', '<br/>', '<!-- no\nwords -->', '<script>let a</script>', '&nbsp;'])
  assert.deepEqual(marks('If a < b and c > d, or a <b and c> d.'), [])
})

test('the text of a link is left, its target and images are masked', () => {
  assert.deepEqual(mask('See [the docs](https://a.org/b_(c) "T") and ![a cat](cat.png).'), { text: 'See ⟦1⟧the docs⟦2⟧ and ⟦3⟧.', spans: ['[', '](https://a.org/b_(c) "T")', '![a cat](cat.png)'] })
  assert.deepEqual(mask('[the `x` page][ref] and note[^1]\n\n[ref]: https://a.org'), { text: '⟦1⟧the ⟦2⟧ page⟦3⟧ and note⟦4⟧\n\n⟦5⟧', spans: ['[', '`x`', '][ref]', '[^1]', '[ref]: https://a.org'] })
})

test('the bars and rule lines of a table are masked, cells with words are not', () => {
  const table = '| Name | Age |\n|:--|--:|\n| Ann Lee | 5 |\n| `x` | 6 |'
  assert.deepEqual(mask(table), { text: '⟦1⟧ Name ⟦2⟧ Age ⟦3⟧\n⟦4⟧\n⟦5⟧ Ann Lee ⟦6⟧\n⟦7⟧', spans: ['|', '|', '|', '|:--|--:|', '|', '| 5 |', '| `x` | 6 |'] })
  assert.deepEqual(marks('Either a | b or c.\nNo table.'), [])
})

test('placeholders are masked, percentages and prices are not', () => {
  assert.deepEqual(marks('Hi {name}, {{ x }} %s %(n)d %1$s ${x} <NAME> "$1" $HOME <|end|> {0}'), ['{name}', '{{ x }}', '%s', '%(n)d', '%1$s', '${x}', '<NAME>', '$1', '$HOME', '<|end|>', '{0}'])
  assert.deepEqual(marks('50% sure, 5%d, 100 % done, $1 each, {1, then 2}'), [])
})

test('a result line is masked, a heading that begins with a number is not', () => {
  assert.deepEqual(marks('So <<4*8=32>>32.\n#### 42\n#### $1,000.50  \n#### 4 ways'), ['<<4*8=32>>', '#### 42', '#### $1,000.50'])
})

test('marks that stand in the text itself are masked, so that they come back as they were', () => {
  for (const text of ['⟦1⟧', 'a ⟦2⟧ b ⟦', '⟧⟧ ⟦x⟧', '⟦⟦1⟧⟧ `⟦1⟧`']) assert.deepEqual(back(text), { text })
})

test('with comments, their words are left and everything else of the code is masked', () => {
  const code = '```py\n# Adds one.\nx = "# no"  # to it\ny = 2 # noqa\n# x = f(1)\n```'
  assert.equal(mask(code, { comments: true }).text, '⟦1⟧ Adds one.\n⟦2⟧ to it\n⟦3⟧')
  assert.deepEqual(back(code, { comments: true }), { text: code })
  assert.equal(mask('```c\n/* Adds\n * two */ int x; // see `q` (https://a.org)\n#include <a>\n```', { comments: true }).text, '⟦1⟧ Adds\n⟦2⟧ two ⟦3⟧ see ⟦4⟧ (⟦5⟧)\n⟦6⟧')
  assert.equal(mask('```sql\nselect 1 -- the one\n```\n```html\n<!-- a note --><p>\n```\n```lua\n--[[ long\n one ]] x = 1 -- y is it\n```', { comments: true }).text, '⟦1⟧ the one\n⟦2⟧\n⟦3⟧ a note ⟦4⟧\n⟦5⟧ long\n one ⟦6⟧ y is it\n⟦7⟧')
  assert.equal(mask('```\n# who knows\n```', { comments: true }).text, '⟦1⟧')
})

test('marks may change places within a line', () => {
  const { spans } = mask('Put `a` into `b`.')
  assert.deepEqual(unmask('В ⟦2⟧ положите ⟦1⟧.', spans), { text: 'В `b` положите `a`.' })
})

test('spaces inside a mark and full-width digits are read as meant', () => {
  assert.deepEqual(unmask('把⟦ 1 ⟧放进⟦２⟧。', ['`a`', '`b`']), { text: '把`a`放进`b`。' })
})

test('a mark that is missing, doubled, unknown or damaged is named', () => {
  const spans = ['`a`', '`b`']
  assert.deepEqual(unmask('x ⟦1⟧', spans), { problem: 'mask-missing', detail: '⟦2⟧ for `b`' })
  assert.deepEqual(unmask('⟦1⟧ ⟦2⟧ ⟦1⟧', spans), { problem: 'mask-twice', detail: '⟦1⟧ for `a`' })
  for (const text of ['⟦1⟧ ⟦2⟧ ⟦3⟧', '⟦1⟧ ⟦2', '⟦1⟧ ⟦2⟧ ⟧', '⟦0⟧⟦1⟧⟦2⟧', '⟦1⟧ ⟦b⟧', '⟦1⟧ ⟦01⟧ ⟦2⟧']) assert.equal(problemOf(text, spans), 'mask-unknown', text)
  assert.equal(problemOf('[1] 【2】', spans), 'mask-missing')
})

test('a mark that moved to another line is out of order', () => {
  const { text, spans } = mask('Take `a`.\nThen `b` and `c`.')
  assert.equal(problemOf('Take ⟦2⟧.\nThen ⟦1⟧ and ⟦3⟧.', spans), 'mask-order')
  assert.equal(problemOf('Take ⟦1⟧ and ⟦2⟧.\nThen ⟦3⟧.', spans, text), 'mask-order')
  assert.equal(problemOf('Take ⟦1⟧.\n\nThen ⟦3⟧ and ⟦2⟧.', spans, text), undefined)
})

test('what makes structure keeps its place', () => {
  const table = mask('| Name | Age of |\n|---|---|\n| Ann | old |')
  assert.equal(problemOf(table.text.replace('⟦1⟧ Name ⟦2⟧', '⟦2⟧ Name ⟦1⟧'), table.spans), 'mask-order')
  assert.equal(problemOf(table.text.replace('⟦4⟧\n', '⟦4⟧ '), table.spans, table.text), 'mask-order')
  const fence = mask('Run:\n```\nx\n```\nDone.')
  assert.equal(problemOf('Run: ⟦1⟧\nDone.', fence.spans), 'mask-order')
  assert.equal(problemOf('Run:\n⟦1⟧ Done.', fence.spans), 'mask-order')
  const link = mask('A [b](c) d [e](f)')
  assert.equal(problemOf('A ⟦2⟧b⟦1⟧ d ⟦3⟧e⟦4⟧', link.spans), 'mask-order')
  assert.equal(problemOf('A ⟦3⟧e⟦4⟧ d ⟦1⟧b⟦2⟧', link.spans), undefined)
  assert.equal(problemOf('A ⟦1⟧b⟦3⟧ d ⟦2⟧e⟦4⟧', link.spans), 'mask-order')
  const html = mask('A <b>b</b> c')
  assert.equal(problemOf('A ⟦2⟧b⟦1⟧ c', html.spans), 'mask-order')
})

test('a comment that was put on two lines, or loses its own, is out of order', () => {
  const { text, spans } = mask('```py\n# one two\nx = 1  # three\ny = 2\n```', { comments: true })
  assert.equal(problemOf(text, spans, text), undefined)
  assert.equal(problemOf(text.replace('one two', 'one\ntwo'), spans), 'mask-order')
  assert.equal(problemOf(text.replace('one two\n', 'one two '), spans), 'mask-order')
  assert.equal(problemOf(text.replace('three\n', 'three '), spans), 'mask-order')
})

const words = fc.constantFrom('the', 'apples', 'cost', '$5', 'and', '$10', 'more', '3.5', 'He said:', '(so)', '“yes”', '50%', 'a|b', 'x < y', "it's", '- item', '# Title', '1.', '*', '_', '\\', '⟦', '⟧', '⟦7⟧', '`', '$', '价格', '是。', 'это')
const inlines = fc.constantFrom('`a b`', '``c`d``', '$x^2$', '\\(y\\)', '$$z$$', '\\frac{1}{2}', 'https://a.org/b?c=d', 'a@b.org', '/usr/bin/x', 'C:\\x\\y', 'src/a.ts', '{"k": [1, "v"]}', '<b>', '</b>', '<!-- c -->', '[link text](http://a.b/c)', '![i](j.png)', '{name}', '%s', '${x}', '<NAME>', '[^1]')
const blocks = fc.constantFrom('```py\nx = 1  # add one\n\ny = "`"\n```', '~~~\n```\n~~~', '````md\n```js\na\n```\n````', '  ```sh\n  ls\n  ```', '| Name | Age |\n|---|---|\n| Ann | 5 |', '$$\na\n$$', '\\begin{align}\na\n\\end{align}', '#### 42', '{\n  "a": 1\n}', '```\nunclosed', '> ```\n> q\n> ```')
const line = fc.array(fc.oneof({ weight: 3, arbitrary: words }, { weight: 2, arbitrary: inlines }), { maxLength: 8 }).map((pieces) => pieces.join(' '))
const documents = fc.array(fc.oneof({ weight: 3, arbitrary: line }, { weight: 1, arbitrary: blocks }), { maxLength: 8 }).chain((lines) => fc.constantFrom('\n', '\n\n', '\r\n').map((gap) => lines.join(gap)))
const anything = fc.oneof({ weight: 4, arbitrary: documents }, { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...'`$\\~[](){}<>|#/:.@%-⟦⟧1a \n"\''), maxLength: 60 }) })

test('any document comes back from its marks byte for byte', () => {
  fc.assert(fc.property(anything, fc.boolean(), (text, comments) => assert.deepEqual(back(text, { comments }), { text })), { numRuns: 3000 })
})

test('no mark is lost, doubled or exchanged across lines without a word', () => {
  fc.assert(
    fc.property(documents, fc.nat(), fc.nat(), (text, first, second) => {
      const { text: masked, spans } = mask(text)
      fc.pre(spans.length > 0)
      const a = `⟦${1 + (first % spans.length)}⟧`
      const b = `⟦${1 + (second % spans.length)}⟧`
      assert.equal(problemOf(masked.replace(a, ''), spans), 'mask-missing')
      assert.equal(problemOf(`${masked} ${a}`, spans), 'mask-twice')
      assert.equal(problemOf(masked.replace(a, `⟦${spans.length + 1}⟧`), spans), 'mask-unknown')
      const between = masked.slice(Math.min(masked.indexOf(a), masked.indexOf(b)), Math.max(masked.indexOf(a), masked.indexOf(b)))
      if (a !== b && between.includes('\n')) assert.equal(problemOf(masked.replace(a, '\0').replace(b, a).replace('\0', b), spans), 'mask-order')
    }),
    { numRuns: 1000 },
  )
})

test('what is masked holds every piece that must not change', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(inlines, fc.constantFrom('costs', '$5', 'and then')), { minLength: 1, maxLength: 6 }), (pieces) => {
      const { text } = mask(pieces.join(' and '))
      for (const piece of pieces) if (!/^(?:costs|\$5|and then|\[link)/.test(piece)) assert.ok(!text.includes(piece), piece)
    }),
  )
})

test('a long chain of dots is read at once, and is no address', () => {
  assert.deepEqual(marks('1.'.repeat(250_000)), [])
  assert.deepEqual(marks('see docs.python.example.co.uk/a for more'), ['docs.python.example.co.uk/a'])
})
