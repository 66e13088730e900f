import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { parquetWriteFile } from 'hyparquet-writer'
import { readBenchmark } from '../../src/decontamination/benchmark-file.js'
import { leak, leaks, openBenchmarks } from '../../src/decontamination/benchmarks.js'
import { commonNumbers, numbersIn } from '../../src/decontamination/common-numbers.js'
import { keptFile } from '../../src/decontamination/hash-file.js'
import { fakeEmbedder } from '../../src/models/fake-embedder.js'
import { openEmbedder } from '../../src/models/embedder.js'
import { resolveModel } from '../../src/models/registry.js'
import { packageRoot } from '../../src/package.js'
import type { Embedder, Message } from '../../src/types.js'
import { streamed, turns } from '../rows.js'

const folder = mkdtempSync(join(tmpdir(), 'benchmarks-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

const problems = ['A baker fills 12 trays with 24 rolls each. How many rolls are there in all?', 'Mila walks 7 km on each of 15 days, then rests for 3. How far did she walk?']
const texts = async (path: string, field?: string) => (await readBenchmark(path, field)).map(({ item, text }) => [item, text])
const numbered = (from: number) => problems.map((text, i) => [i + from, text])

test('a benchmark is read from each kind of file, its items numbered by line or row', async () => {
  const jsonl = problems.map((question) => JSON.stringify({ question, answer: '5' })).join('\n')
  assert.deepEqual(await texts(file('a.jsonl', jsonl)), numbered(1))
  assert.deepEqual(await texts(file('a.jsonl.gz', gzipSync(jsonl))), numbered(1))
  assert.deepEqual(await texts(file('a.json', JSON.stringify(problems.map((problem) => ({ problem }))))), numbered(1))
  assert.deepEqual(await texts(file('plain.tsv', problems.map((text) => `${text}\t5`).join('\n'))), numbered(1))
  assert.deepEqual(await texts(file('headed.tsv', `id\tquestion\n${problems.map((text, i) => `${i}\t${text}`).join('\r\n')}\n`)), numbered(2))
  assert.deepEqual(await texts(file('a.txt', `${problems[0]}\n\n${problems[1]}\n`)), [[1, problems[0]], [3, problems[1]]])
  assert.deepEqual(await texts(file('a.csv', `prompt,answer\n${problems.map((text) => `"${text.replace('. ', '.\n""So"", ')}",5`).join('\n')}`)), problems.map((text, i) => [i + 2, text.replace('. ', '.\n"So", ')]))
  parquetWriteFile({ filename: join(folder, 'a.parquet'), columnData: [{ name: 'question', data: problems, type: 'STRING' }, { name: 'n', data: [1, 2], type: 'INT32' }] })
  assert.deepEqual(await texts(join(folder, 'a.parquet')), numbered(1))
})

test('what is asked may be a list of turns, messages, or an instruction with its input; any field can be named', async () => {
  const rows = [{ turns: ['One?', 'Two?'] }, { messages: turns('One?', 'Yes.', 'Two?', 'No.') }, { instruction: 'One?', input: 'Two?' }]
  assert.deepEqual(await texts(file('b.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'))), [1, 2, 3].map((item) => [item, 'One?\nTwo?']))
  assert.deepEqual(await texts(file('c.jsonl', JSON.stringify({ question: 'q', goal: 'the goal' })), 'goal'), [[1, 'the goal']])
  assert.deepEqual(await texts(file('c.tsv', 'goal\tquestion\nthe goal\tq'), 'goal'), [[2, 'the goal']])
})

test('a benchmark that is not understood is an error that says where and what to do', async () => {
  await assert.rejects(readBenchmark(file('d.jsonl', '{"question": "Is it so?"}\n{"title": "x"}')), { name: 'UserError', message: /d\.jsonl, row 2 has none of the fields question, .*; it has title; name the field with --field/ })
  await assert.rejects(readBenchmark(file('e.jsonl', '{"question": "Is it so?"}\n{"quest')), { name: 'UserError', message: /row 2: broken-json/ })
  await assert.rejects(readBenchmark(file('f.tsv', 'a\tb'), 'goal'), { name: 'UserError', message: /no column goal; its first line is a, b/ })
  await assert.rejects(readBenchmark(file('g.csv', 'question\n"never closed')), { name: 'UserError', message: /g\.csv, row 2, cell 1: its quotation mark is not closed; mend the row/ })
  await assert.rejects(readBenchmark(join(folder, 'none.jsonl')), { name: 'UserError', message: /no such file/ })
})

test('a table whose questions could be in any column is an error with its first line; one with a given or known heading, or that begins with a question, says which column is compared', async () => {
  const [head, rows] = ['ID,Problem Statement,Answer', problems.map((text, i) => `${i},"${text}",5`)]
  const notes: string[] = []
  const read = async (path: string, field?: string) => (await readBenchmark(path, field, (text) => notes.push(text))).map(({ item, text }) => [item, text])
  const csv = file('heading.csv', [head, ...rows].join('\n'))
  const tsv = file('heading.tsv', `${head.replaceAll(',', '\t')}\n${problems.map((text, i) => `${i}\t${text}\t5`).join('\n')}`)
  for (const path of [csv, tsv]) {
    await assert.rejects(readBenchmark(path), { name: 'UserError', message: /heading\.[ct]sv has 3 columns, and it is not known which one holds the questions: its first line is ID, Problem Statement, Answer; name the column with --field/ })
    assert.deepEqual(await read(path, 'Problem Statement'), numbered(2))
  }
  await assert.rejects(readBenchmark(file('numbered.csv', rows.join('\n'))), { name: 'UserError', message: /its first line is 0, A baker/ })
  assert.deepEqual(await read(file('bare.tsv', problems.map((text) => `${text}\t5`).join('\n'))), numbered(1))
  assert.deepEqual(await read(file('one.csv', `Problem Statement\n${problems.map((text) => `"${text}"`).join('\n')}`)), [[1, 'Problem Statement'], ...numbered(2)])
  assert.deepEqual(notes.map((note) => note.replace(/^.*[/\\]/, '')), ['heading.csv: compared by its column Problem Statement', 'heading.tsv: compared by its column Problem Statement', 'bare.tsv: compared by its first column, without a line of headings', 'one.csv: compared by its only column, without a line of headings'])
})

test('cells of a .csv may be parted by semicolons or tabs, and one that is cut by them is an error', async () => {
  assert.deepEqual(await texts(file('semicolons.csv', `id;question;answer\n${problems.map((text, i) => `${i};${text};5,0`).join('\r\n')}\n`)), numbered(2))
  assert.deepEqual(await texts(file('tabs.csv', `id\tquestion\n${problems.map((text, i) => `${i}\t${text}`).join('\n')}`)), numbered(2))
  assert.deepEqual(await texts(file('bare.csv', problems.map((text) => `${text};5`).join('\n'))), numbered(1))
  assert.deepEqual(await texts(file('commas.csv', `question\n${problems.join('\n')}`)), numbered(2))
  await assert.rejects(readBenchmark(file('semicolons-unknown.csv', 'id;Aufgabe;Lösung\n1;Wie viele?;5')), { name: 'UserError', message: /has 3 columns.*id, Aufgabe, Lösung/ })
  await assert.rejects(readBenchmark(file('cut.csv', 'question,answer\nMila walks 7 km, then rests, how far?,7')), { name: 'UserError', message: /cut\.csv, row 2 has 4 cells and the first line 2, so a question may be cut/ })
  await assert.rejects(readBenchmark(file('short.csv', 'id,question\n1')), { name: 'UserError', message: /short\.csv, row 2 has 1 cell and the first line 2/ })
  await assert.rejects(readBenchmark(file('both.csv', `${problems[0]}, or so; 5`)), { name: 'UserError', message: /both\.csv may be parted by "," or by ";"/ })
})

test('a cell of ten megabytes is read, and a stray quotation mark is told with its row, however large the file', async () => {
  const long = 'A long ""story"", told twice. '.repeat(400_000)
  assert.deepEqual((await texts(file('long.csv', `id,question\n1,"${long}"\n2,"Is it so?"`))).map(([item, text]) => [item, String(text).length]), [[2, long.replaceAll('""', '"').length], [3, 9]])
  const many = Array.from({ length: 200_000 }, (_, i) => `${i},"Is it so in ${i}, or is it not so at all?"`)
  await assert.rejects(readBenchmark(file('stray.csv', ['id,question', ...many.with(99, '99,"Is it so?'), ...many].join('\n'))), { name: 'UserError', message: /stray\.csv, row 101, cell 2: text stands behind its closing quotation mark/ })
  await assert.rejects(readBenchmark(file('open.csv', `id,question\n1,"Is it so?"\n2,"Is it so? ${'And so on. '.repeat(1_200_000)}`)), { name: 'UserError', message: /open\.csv, row 3, cell 2: its quotation mark is not closed/ })
})

const row = (question: string, original?: readonly Message[]) => ({ messages: turns(question, 'So it is.'), ...(original ? { original } : {}) })

test('a table too large to be one text is an error', async () => {
  await assert.rejects(texts(file('huge.txt.gz', gzipSync(Buffer.alloc(130 << 20, 'x')))), { name: 'UserError', message: /huge\.txt\.gz has more than 128 Mi characters/ })
})

test('a leak is told with both texts, the benchmark and the item, also where only the original has it', async () => {
  const benchmarks = await openBenchmarks([file('known.jsonl', problems.map((question) => JSON.stringify({ question })).join('\n'))])
  assert.deepEqual(await leak(row(`Solve: ${problems[1]}`), benchmarks), { how: 'ngram', benchmark: 'known.jsonl', item: 2, shared: 1, text: `Solve: ${problems[1]}`, against: problems[1] })
  assert.deepEqual(await leak(row('Combien de pains ?', turns(problems[0]!, '288')), benchmarks), { how: 'ngram', benchmark: 'known.jsonl', item: 1, shared: 1, text: problems[0], against: problems[0] })
  assert.equal(await leak(row('What is the capital of Mali?'), benchmarks), undefined)
})

test('an answer that repeats an item is a leak too', async () => {
  const benchmarks = await openBenchmarks([file('known2.txt', problems.join('\n'))])
  assert.equal((await leak({ messages: turns('Make a problem.', problems[0]!) }, benchmarks))?.item, 1)
})

/** Vectors by the first word of a text. */
function byFirstWord(vectors: Readonly<Record<string, readonly number[]>>): Embedder {
  return { ...fakeEmbedder({ dimensions: 4 }), dimensions: 4, embed: async (given) => given.map((text) => Float32Array.from(vectors[text.split(' ')[0]!] ?? [0, 0, 0, 1])) }
}

test('a near text is a leak when its numbers agree, and none by its cosine alone', async () => {
  const against = file('near.txt', ['Apples cost 14 a bag and 90 a box, so what is 36 more?', 'Pears are 21 a pound, 55 a crate: how much are 8?', 'Plums, 33 of them, in 17 rows?', 'Nuts, 91 of them, for 12 mice?'].join('\n'))
  const benchmarks = await openBenchmarks([against], { embedder: byFirstWord({ Apples: [1, 0, 0, 0], Pommes: [0.8, 0.6, 0, 0], Pears: [0, 1, 0, 0], Plums: [0, 0, 1, 0], Nuts: [0, 0, 0, 1] }) })
  const found = await leak(row('Pommes à 14 le sac et 90 la caisse : 36 de plus ?'), benchmarks)
  assert.deepEqual([found?.how, found?.item, found?.similarity?.toFixed(1)], ['neighbour', 1, '0.8'])
  assert.equal(await leak(row('Pommes à 15 le sac et 91 la caisse : 37 de plus ?'), benchmarks), undefined)
})

test('a benchmark of one item takes no row that is merely near', async () => {
  const benchmarks = await openBenchmarks([file('one.txt', 'Apples or pears, which of them keep?')], { embedder: byFirstWord({ Apples: [1, 0, 0, 0], Near: [0.6, 0.8, 0, 0], Same: [0.9, 0.43, 0, 0] }) })
  assert.equal(await leak(row('Near is not the same thing at all.'), benchmarks), undefined)
  assert.equal((await leak(row('Same question in other words.'), benchmarks))?.item, 1)
})

test('many rows are told of in their order', async () => {
  const benchmarks = await openBenchmarks([file('order.txt', problems.join('\n'))], { embedder: fakeEmbedder() })
  const rows = Array.from({ length: 600 }, (_, i) => row(i % 100 === 7 ? problems[0]! : `Sentence ${i} is about nothing in particular.`))
  const found: number[] = []
  let n = 0
  for await (const each of leaks(streamed(rows), benchmarks)) {
    assert.equal(each.row, rows[n++])
    if (each.leak) found.push(n - 1)
  }
  assert.deepEqual([n, found], [600, [7, 107, 207, 307, 407, 507]])
})

test('numbers are the same in the marks of any language', () => {
  assert.deepEqual(numbersIn('$2,000.00 for 1.5 kg, $.75 each, 80,000 in all, 3,333. In 2020.'), ['2000', '1.5', '0.75', '80000', '3333', '2020'])
  assert.deepEqual(numbersIn('2 000,00 $ pour 1,50 kg, 0,75 $ pièce, 80\u202f000 en tout, 3.333 ; en 2020'), ['2000', '1.5', '0.75', '80000', '3333', '2020'])
  assert.deepEqual(numbersIn('１２ 个'), ['12'])
})

test('numbers in common count by how rare they are; too few of them contradict; few and small ones say nothing', () => {
  const common = commonNumbers([['2', '80000'], ['2', '5'], ['2', '9'], ['2', '5']])
  assert.ok(common(['80000', '2'], ['2', '80000'])! > common(['5', '2'], ['2', '5'])!)
  assert.equal(common(['80000'], ['90000']), undefined)
  assert.equal(common([], []), 0)
  assert.equal(common([], ['80000', '9', '5', '7']), undefined)
})

const shared = join(packageRoot, '../shared/data')
const mgsm = (language: string) => join(shared, `multilingual-benchmarks/google-research__url-nlp/mgsm_${language}.tsv`)
const options = { skip: existsSync(mgsm('fr')) ? false : '../shared/data is not here' }

test('GSM8K and MGSM are looked for without being asked, from under a megabyte', options, async () => {
  assert.ok(statSync(keptFile).size < 1e6)
  const benchmarks = await openBenchmarks([])
  assert.deepEqual(benchmarks.benchmarks.map(({ benchmark, items }) => `${benchmark} ${items}`), ['GSM8K test 1319', 'MGSM es 250', 'MGSM fr 250', 'MGSM ru 250', 'MGSM zh 250'])
  for (const language of ['en', 'fr', 'es', 'ru', 'zh']) {
    const questions = await readBenchmark(mgsm(language))
    const found = await Promise.all(questions.map(({ text }) => leak(row(text), benchmarks)))
    assert.deepEqual(questions.filter((_, i) => found[i] === undefined).map(({ text }) => text), [], language)
    assert.ok(found.every((each) => each!.against === undefined))
  }
})

test('of 2,000 problems of GSM8K’s train split next to none is taken for one of its test split', options, async () => {
  const benchmarks = await openBenchmarks([])
  const problems = readFileSync(join(shared, 'sft-english/openai__grade-school-math/train.jsonl'), 'utf8').split('\n', 2_000).map((line) => (JSON.parse(line) as { question: string }).question)
  const found = await Promise.all(problems.map((text) => leak(row(text), benchmarks)))
  assert.ok(found.filter((each) => each).length <= 3)
})

test('problems in other languages are found by the nano embedder, and others are let through', options, async () => {
  await using embedder = await openEmbedder(await resolveModel('nano-embedder', 'embedder'))
  const english = file('english.txt', (await readBenchmark(mgsm('en'))).slice(0, 60).map(({ text }) => text.replace(/\s+/g, ' ')).join('\n'))
  const benchmarks = { ...(await openBenchmarks([english], { embedder })), indexes: [] }
  const hits = async (all: readonly string[]) => (await Promise.all(all.map((text) => leak(row(text), benchmarks)))).map((each) => each?.item)
  for (const [language, least] of [['es', 55], ['zh', 46]] as const) {
    const found = await hits((await readBenchmark(mgsm(language))).slice(0, 60).map(({ text }) => text))
    assert.ok(found.filter((item, i) => item === i + 1).length >= least, `${language}: ${found.filter((item) => item).length}`)
  }
  const others = await hits((await readBenchmark(mgsm('fr'))).slice(100, 200).map(({ text }) => text))
  assert.ok(others.filter((item) => item).length <= 3)
})
