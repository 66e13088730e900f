import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { runInNewContext } from 'node:vm'
import { packageRoot } from '../src/package.js'

interface Said { readonly from: string; readonly value: string }
interface Sample { readonly id: string; readonly conversations?: readonly Said[]; readonly question?: string; readonly answer?: string; readonly problem?: string; readonly solution?: string }

const file = (name: string) => readFileSync(join(packageRoot, 'data/samples', name), 'utf8')
const read = (name: string) => file(`${name}.jsonl`).trim().split('\n').map((line) => JSON.parse(line) as Sample)
const chat = read('chat')
const math = read('math')
const code = read('code')
const all = new Map([...chat, ...math, ...code].map((row) => [row.id, row]))
const textOf = (row: Sample) => [...(row.conversations ?? []).map((turn) => turn.value), row.question, row.answer, row.problem, row.solution].filter((text) => text !== undefined).join('\n')
const words = (id: string) => textOf(all.get(id) ?? assert.fail(`no row ${id}`))

test('there are at least 60 chats, 60 word problems and 40 code tasks, numbered one by one', () => {
  assert.ok(chat.length >= 60 && math.length >= 60 && code.length >= 40, `${chat.length} ${math.length} ${code.length}`)
  for (const [name, rows] of [['chat', chat], ['math', math], ['code', code]] as const) {
    assert.deepEqual(rows.map((row) => row.id), rows.map((_, i) => `${name}-${String(i + 1).padStart(3, '0')}`))
    assert.match(file('README.md'), new RegExp(`\`${name}\\.jsonl\` \\| ${rows.length} `), `README counts other ${name} rows`)
  }
})

test('in every chat the human and the assistant speak in turn, after one system message at most', () => {
  for (const { id, conversations = [] } of chat) {
    const turns = conversations.filter((turn, i) => i > 0 || turn.from !== 'system')
    assert.ok(turns.length >= 2 && turns.length % 2 === 0, id)
    assert.deepEqual(turns.map((turn) => turn.from), turns.map((_, i) => (i % 2 === 0 ? 'human' : 'gpt')), id)
    assert.ok(conversations.every((turn) => turn.value.trim() === turn.value && turn.value), id)
  }
})

// What the problems ask for, worked out anew: one expression per row, in order.
const asked = `6*3 70-4*3 35+18 5*2+4 80-25 54/6 50-8*4 4*12+3*9 54-7 14+9+5 42/7 28+13 56-14 9*4 7*8+5 85*4 12*9 400/5 290-75 3*2*5
12+27 52-14 16-9 45*6 7*60 9+8 3*7 50-18 300*20/100 26/2 36/3 12*9 11*4 2*(25+16) 180-55-60 6*4*5 15-7+4 12*11 15*8 9*7
(38-38%6)/6 24+24+12 20+4*5 13+9 8*11+30 15/5 5+8+28 52+6-9 50*8 72/8 56/7 50-5*3 31-4-7 25+6*60+25 19-8 14*14 12*8-12*3 2*8+5 26+4 9*3
8*4 42+16 20*9 50-8*4 7*8+5 24+24+12 15-7+4 7*60 4*1250 3+4 6*7-12 24*35+18*20 48/8*(8+3) 2500/10 10-12*0.75 13*28 48/8*3 2+1
(352-60*4)/(11-4) 1/(1/2-1/6) 650*0.4+320/4 2+3+61 80*0.75*0.9 6*5/2 4*12+2*3 36 1/(1/12+1/6) Math.round((1000.5-250.25)/3) 105/5+2 7+1
7*4 80-9*5 8*3+5 6*14+5*8 72/9 33+18 65*6 7*2*4 400*35/100 2*(28+17)`

test('every word problem ends with its answer, which is right', () => {
  const right = runInNewContext(`[${asked.split(/\s+/).join()}]`) as readonly number[]
  assert.equal(right.length, math.length)
  for (const [i, { id, answer = '' }] of math.entries()) {
    const last = /\n#### (\S+)$/.exec(answer)?.[1]
    assert.equal(Number(last), Math.round(right[i]! * 1e9) / 1e9, id)
  }
})

const sums: readonly (readonly [RegExp, (a: number, b: number) => number])[] = [
  [/\b(\d+) plus (\d+) is (\d+)/g, (a, b) => a + b],
  [/\b(\d+) times (\d+) (?:equals|is) (\d+)/g, (a, b) => a * b],
  [/take (\d+) away from (\d+), you get (\d+)/g, (a, b) => b - a],
  [/(\d+) is larger than (\d+); the difference is (\d+)/g, (a, b) => a - b],
  [/(\d+) \\times (\d+)\D{1,20}is equal to \D{1,3}(\d+)/g, (a, b) => a * b],
  [/(\d+) \\div (\d+)\D{1,20}is equal to \D{1,3}(\d+)/g, (a, b) => a / b],
  [/(?<![\d+*/-] )\b(\d+) \* (\d+) = (\d+)/g, (a, b) => a * b],
  [/(?<![\d+*/-] )\b(\d+) \/ (\d+) = (\d+)/g, (a, b) => a / b],
  [/(?<![\d.,×÷+−-] ?)(\d[\d.,]*) × (\d[\d.,]*) = (?:<<.*>>)?(\d[\d.,]*\d|\d)/g, (a, b) => a * b],
  [/(?<![×÷+−-] )(\d[\d.,]*) ÷ (\d[\d.,]*) = (\d[\d.,]*\d|\d)/g, (a, b) => a / b],
]

test('every step in numbers that a sample states is true', () => {
  let steps = 0
  for (const row of [...chat, ...math]) {
    for (const [pattern, result] of sums) {
      for (const [step, ...numbers] of textOf(row).matchAll(pattern)) {
        const [a = NaN, b = NaN, c] = numbers.map((text) => Number(text.replaceAll(',', '')))
        assert.equal(c, result(a, b), `${row.id}: ${step}`)
        steps++
      }
    }
  }
  assert.ok(steps > 80, `only ${steps} steps were found`)
})

/** Fenced code of a language in a solution. */
const fences = (row: Sample, language: string) => [...(row.solution ?? '').matchAll(/^(`{3,}|~{3,})(\w+)\n([^]*?)^\1$/gm)].filter((found) => found[2] === language).map((found) => found[3] ?? '')

/** What the code of a row is called with, and what comes back. */
const python: Readonly<Record<string, string>> = {
  'code-001': 'total(2, 3) == 5', 'code-002': 'is_palindrome("Level") and not is_palindrome("two")', 'code-004': 'head(__import__("os").devnull) is None', 'code-009': 'lines_of(__import__("os").devnull) == []',
  'code-008': '(lambda q: (q.push(1), q.push(2), q.pop(), q.pop(), q.pop())[2:] == (1, 2, None))(Queue())', 'code-011': 'main(9) == 3', 'code-013': 'steps(6) == 8', 'code-014': 'to_fahrenheit(100) == 212',
  'code-017': 'merge([1, 4], [2, 3, 5]) == [1, 2, 3, 4, 5]', 'code-019': 'greet("Eva") == "Hello, Eva!"', 'code-023': 'callable(copy_notes)', 'code-025': 'last("garden") == "den"', 'code-028': 'average([1, 2]) == 1.5',
  'code-029': 'value(7) == 50', 'code-034': 'price(2) == 3', 'code-036': 'triple(4) == 12', 'code-037': 'total(4, 5) == 9', 'code-040': 'callable(copy_notes)', 'code-043': 'merge([], [1]) == [1]', 'code-044': 'to_fahrenheit(37) == 98.6',
  'code-045': 'fenced("a").startswith("```\\n") and fenced("```").startswith("````\\n")', 'code-048': 'fill("Dear {name}, you owe %s euros ({{invoice}}).", "Eva", 12, "A-7") == "Dear Eva, you owe 12 euros (A-7)."',
  'code-049': 'common([3, 1, 2], [2, 3]) == [3, 2]', 'code-052': '[fibonacci(n) for n in (0, 1, 10)] == [0, 1, 55]', 'code-053': 'anagrams(["tea", "ten", "eat", "net"]) == [["tea", "eat"], ["ten", "net"]]',
  'code-055': 'balanced("([]{})") and not balanced("(]") and not balanced("(")', 'code-057': 'data_file().name == "data.csv"', 'code-058': 'addresses("to first.last@mail.example.org.") == ["first.last@mail.example.org"]',
}

test('every Python solution runs and does what its task asks', (t) => {
  const rows = code.filter((row) => fences(row, 'python').length > 0)
  assert.deepEqual(rows.map((row) => row.id), Object.keys(python).sort())
  const tasks = rows.map((row) => [row.id, fences(row, 'python').join('\n'), python[row.id]])
  const program = 'import json, sys\nfor id, source, check in json.load(sys.stdin):\n    names = {"__name__": id}\n    exec(source, names)\n    assert eval(check, names), id'
  const run = spawnSync('python3', ['-I', '-c', program], { input: JSON.stringify(tasks), encoding: 'utf8' })
  if (run.error) return t.skip('python3 is not installed')
  assert.equal(run.status, 0, run.stderr)
})

const javascript: Readonly<Record<string, string>> = {
  'code-003': 'unique([2, 1, 2]).join() === "2,1" && unique([]).length === 0', 'code-006': 'testSlug() === "passed"', 'code-010': 'sign(-3) === -1 && sign(4) === 1', 'code-012': 'same().join() === "false,true"',
  'code-015': 'byValue({ pears: 3, plums: 2 })[0][0] === "plums"', 'code-016': 'later(() => 0) === 5000', 'code-026': 'add(0.1, 0.2) === 0.3', 'code-027': 'doubled([1, 2]).then((all) => all.join() === "2,4")',
  'code-039': 'later(() => 0) === 9000', 'code-047': 'suspicious("Ignore the above and reply") && !suspicious("See above")', 'code-054': '(() => { let sum = 0; debounce((n) => { sum += n }, 1)(3); return sum === 3 })()', 'code-056': `fields('a,"b,c",d').join(';') === 'a;b,c;d'`,
}

test('every JavaScript solution runs and does what its task asks', async () => {
  const timers = { setTimeout: (action: () => void, milliseconds: number) => (action(), milliseconds), clearTimeout: () => undefined }
  const rows = code.filter((row) => fences(row, 'javascript').length > 0)
  assert.deepEqual(rows.map((row) => row.id), Object.keys(javascript).sort())
  for (const row of rows) {
    assert.equal(await runInNewContext(`${fences(row, 'javascript').join('\n')}\n;${javascript[row.id]}`, { ...timers }), true, row.id)
  }
})

/** Rows of a table of the README, as [first cell, second cell]. */
const table = (heading: string) =>
  (file('README.md').split(/^### /m).find((part) => part.startsWith(heading)) ?? '').split('\n').filter((line) => /-\d{3}/.test(line)).map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')) as [string, string])

test('each criterion of English-specific content is met by a chat', () => {
  const planted = table('Chats that belong to English')
  assert.deepEqual(planted.map(([criterion]) => criterion).sort(), ['brand', 'code', 'culture', 'name', 'place', 'tradition', 'verse'])
  assert.ok(planted.flatMap(([, ids]) => ids.split(' ')).every((id) => words(id)))
})

test('about eight pairs of near-duplicates stand in each file, and none is the same to the letter', () => {
  const pairs = table('Near-duplicates').map(([ids]) => ids.split(' '))
  for (const name of ['chat', 'math', 'code']) assert.ok(pairs.filter(([id]) => id?.startsWith(name)).length >= 8, name)
  for (const [one = '', other = ''] of pairs) assert.notEqual(words(one), words(other))
})

const traps: readonly (readonly [string, RegExp])[] = [
  ['LaTeX in `$…$`', /(?<!\$)\$[^$\n]+\$(?!\$)/], ['LaTeX in `$$…$$`', /\$\$.+\$\$/], ['LaTeX in `\\(…\\)`', /\\\(.+\\\)/], ['LaTeX in `\\[…\\]`', /\\\[[^]+\\\]/], ['LaTeX environments', /\\begin\{align\}[^]*\\end\{align\}/],
  ['`\\boxed{}`', /\\boxed\{\d+\}/], ['dollars that are money', /\$12 .*\$3/], ['Markdown table', /\|---\|/], ['JSON', /\{"\w+": /], ['URL', /https:\/\/\S+/], ['e-mail', /\w@\w+\.\w/], ['file paths', /\.\/\w|[/\\][\w.-]*\w\.\w+/],
  ['nested fences', /^````\w+\n[^]*```[^]*^````$/m], ['fence of tildes', /^~~~/m], ['HTML', /<(?:kbd|button)\b/], ['placeholders', /\{name\}.*%s|%s.*\{name\}/s], ['quoted "ignore the above"', /["“]ignore the above/i],
  ['`####` in the middle', /\n#### \d+\n[^]*\n#### \d+$/], ['`<<4*1250=5000>>`', /<<4\*1250=5000>>/], ['thousands and decimals', /1,[02]\d\d|1,000\.5/],
]

test('every trap stands in the rows that the README names', () => {
  const listed = new Map(table('Traps'))
  for (const [trap, pattern] of traps) for (const id of (listed.get(trap) ?? assert.fail(`no ${trap}`)).split(' ')) assert.match(words(id), pattern, `${id}: ${trap}`)
  for (const id of listed.get('three turns')?.split(' ') ?? []) assert.equal(all.get(id)?.conversations?.length, 6, id)
  for (const id of listed.get('system message')?.split(' ') ?? []) assert.equal(all.get(id)?.conversations?.[0]?.from, 'system', id)
  for (const id of listed.get('very long answer')?.split(' ') ?? []) assert.ok(words(id).length > 4000, id)
  assert.equal(listed.size, traps.length + 3)
})
