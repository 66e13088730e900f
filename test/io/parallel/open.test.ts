import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { writeParquet } from '../../../src/io/parquet.js'
import { openParallel, pathsOf } from '../../../src/io/parallel/open.js'
import type { Unit } from '../../../src/io/parallel/unit.js'
import { grounded, streamed, translated } from '../../rows.js'

const folder = mkdtempSync(join(tmpdir(), 'parallel-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function fileOf(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function unitsOf(given: string): Promise<Unit[]> {
  const units: Unit[] = []
  for await (const unit of (await openParallel(given)).units()) units.push(unit)
  return units
}

/** Texts, or the row and reason of those without. */
const shown = (units: readonly Unit[]) => units.map(({ row, texts, problem }) => texts ?? `${row} ${problem!.reason}`)

test('TSV: the languages come from the name given, or from a first line of codes; a bad line has its number and reason', async () => {
  const rows = 'Good night.\tBonne nuit.\r\n\nonly one\n\tVide.\nSea\tMer\tmore\n'
  const pairs = [{ en: 'Good night.', fr: 'Bonne nuit.' }, '3 too-few-columns', '4 empty-side', { en: 'Sea', fr: 'Mer' }]
  assert.deepEqual(shown(await unitsOf(`en-fr=${fileOf('plain.tsv', rows)}`)), pairs)
  assert.deepEqual(shown(await unitsOf(fileOf('head.tsv', `\ufeffen\tfr\n${rows}`))), [pairs[0], '4 too-few-columns', '5 empty-side', pairs[3]])
  assert.deepEqual(shown(await unitsOf(fileOf('three.tsv', 'en\tsw\tzh_Hant\nSea\t\t海\n'))), [{ en: 'Sea', sw: '', zh_Hant: '海' }])
})

test('TSV: where the languages are given, a first line of short words is a row and no header', async () => {
  const [word, rows] = [{ en: 'the', fr: 'le' }, [{ en: 'house', fr: 'maison' }]]
  assert.deepEqual(shown(await unitsOf(`en-fr=${fileOf('words.tsv', 'the\tle\nhouse\tmaison\n')}`)), [word, ...rows])
  assert.deepEqual(shown(await unitsOf(`en-fr=${fileOf('turned.tsv', 'fr\tde\ten-GB\nmaison\tHaus\thouse\n')}`)), [{ fr: 'maison', de: 'Haus', 'en-GB': 'house' }])
})

test('TSV: a first line may name the given languages in words or as source and target, or codes in any letters beside other columns', async () => {
  const row = [{ en: 'Sea', fr: 'Mer' }]
  for (const [i, line] of ['English\tFrench', 'source\ttarget', 'en\tfr', 'anglais\tFrançais'].entries()) {
    const found = await unitsOf(`en-fr=${fileOf(`named-${i}.tsv`, `${line}\nSea\tMer\n`)}`)
    assert.deepEqual(shown(found), i < 3 ? row : [{ en: 'anglais', fr: 'Français' }, ...row], line)
  }
  assert.deepEqual(shown(await unitsOf(fileOf('large.tsv', 'EN\tscore\tzh-Hant-TW\nSea\t0.9\t海\n'))), [{ EN: 'Sea', 'zh-Hant-TW': '海' }])
  assert.deepEqual(shown(await unitsOf(`en-es_419=${fileOf('america.tsv', 'Sea\tMar\n')}`)), [{ en: 'Sea', 'es-419': 'Mar' }])
  await assert.rejects(unitsOf(`en-fr=${fileOf('commas.csv', 'Sea,Mer\n')}`), { name: 'UserError', message: /commas\.csv.*\.tsv/ })
})

test('where fields bear the codes or the names of the given languages, source and target say where a text is from', async () => {
  const row = [{ en: 'Sea', fr: 'Mer' }]
  for (const [i, line] of ['en\tfr\tsource', 'source\tEnglish\tFrench\ttarget', 'src\ten-GB\tfrançais'].entries()) {
    const fields = line.split('\t')
    const cells = fields.map((field) => (field.startsWith('en') || field === 'English' ? 'Sea' : /^fr/i.test(field) ? 'Mer' : 'opus'))
    const files = [fileOf(`from-${i}.tsv`, `${line}\n${cells.join('\t')}\n`), fileOf(`from-${i}.jsonl`, JSON.stringify(Object.fromEntries(fields.map((field, at) => [field, cells[at]]))))]
    for (const file of files) {
      const texts = (await unitsOf(`en-fr=${file}`)).map((unit) => Object.entries(unit.texts!).filter(([, text]) => text !== 'opus').map(([code, text]) => [code.slice(0, 2), text]))
      assert.deepEqual(texts.map((each) => Object.fromEntries(each)), row, line)
    }
  }
})

test('an id beside source and target, or beside names, is no Indonesian text', async () => {
  for (const [i, fields] of [['id', 'source', 'target'], ['source', 'target', 'id'], ['id', 'English', 'Indonesian']].entries()) {
    const cells = fields.map((field) => ({ id: '7', source: 'Sea', English: 'Sea' })[field] ?? 'Laut')
    for (const file of [fileOf(`id-${i}.tsv`, `${fields.join('\t')}\n${cells.join('\t')}\n`), fileOf(`id-${i}.jsonl`, JSON.stringify(Object.fromEntries(fields.map((field, at) => [field, cells[at]]))))])
      assert.deepEqual(shown(await unitsOf(`en-id=${file}`)), [{ en: 'Sea', id: 'Laut' }], file)
  }
})

test('TSV: short words of a text are no header, and a line of a hundred thousand tabs takes no time with their square', async () => {
  for (const [i, line] of ['It\tIs', 'No\tso\tnote'].entries()) await assert.rejects(unitsOf(fileOf(`text-${i}.tsv`, `${line}\nSea\tMer\n`)), { name: 'UserError', message: /which languages/ })
  assert.deepEqual(shown(await unitsOf(`en-fr=${fileOf('tabs.tsv', `Sea\tMer${'\t'.repeat(100_000)}\n`)}`)), [{ en: 'Sea', fr: 'Mer' }])
})

test('TSV: where the header has quotation marks around all its cells, the rows are read without theirs', async () => {
  const rows = '"Yes, sir."\t"Oui, monsieur."\n"He said ""no""."\t"Il a dit « non »."\n'
  const pairs = [{ en: 'Yes, sir.', fr: 'Oui, monsieur.' }, { en: 'He said "no".', fr: 'Il a dit « non ».' }]
  for (const label of ['', 'en-fr=']) assert.deepEqual(shown(await unitsOf(`${label}${fileOf('marks.tsv', `"en"\t"fr"\n${rows}`)}`)), pairs)
})

test('JSON: Indonesian is read in a translation, where an own id is that of the row', async () => {
  assert.deepEqual(shown(await unitsOf(fileOf('indonesian.jsonl', '{"id":"7","translation":{"en":"Sea","id":"Laut"}}\n{"id":"8","en":"Sea","fr":"Mer"}\n'))), [{ en: 'Sea', id: 'Laut' }, { en: 'Sea', fr: 'Mer' }])
})

test('TSV: quotation marks that a table put around a cell are no text, those that the text has stay', async () => {
  const rows = [
    ['"He said ""no"", twice."\t"Il a dit « non », deux fois."', 'He said "no", twice.', 'Il a dit « non », deux fois.'],
    ['"Yes, sir."\tOui, monsieur.', 'Yes, sir.', 'Oui, monsieur.'],
    ['"Yes, sir."\t« Oui, monsieur. »', '"Yes, sir."', '« Oui, monsieur. »'],
    ['"Yes, sir."\t"Oui, monsieur."', '"Yes, sir."', '"Oui, monsieur."'],
    ['"Come," he said.\t« Viens », dit-il.', '"Come," he said.', '« Viens », dit-il.'],
  ] as const
  assert.deepEqual(shown(await unitsOf(`en-fr=${fileOf('quotes.tsv', rows.map(([line]) => `${line}\n`).join(''))}`)), rows.map(([, en, fr]) => ({ en, fr })))
})

test('a file whose whole name is there is read as it is, also where it looks like languages and a file', async () => {
  const file = fileOf('en-fr=own.jsonl', '{"de":"Meer","sw":"Bahari"}\n')
  const before = process.cwd()
  process.chdir(folder)
  try {
    assert.deepEqual([pathsOf('en-fr=own.jsonl'), pathsOf(file)], [['en-fr=own.jsonl'], [file]])
    assert.deepEqual(shown(await unitsOf('en-fr=own.jsonl')), [{ de: 'Meer', sw: 'Bahari' }])
  } finally {
    process.chdir(before)
  }
})

test('TSV: without languages it is an error that shows how to give them', async () => {
  await assert.rejects(unitsOf(fileOf('bare.tsv', 'Sea\tMer\n')), { name: 'UserError', message: /en-fr=.*bare\.tsv/ })
})

test('Moses: two files line by line; blank pairs are passed over, and lines without a counterpart are told', async () => {
  fileOf('corpus.en', 'One.\n\nThree.\nFour.\nFive.\n')
  fileOf('corpus.fr.gz', gzipSync('Un.\r\n\r\n\r\nQuatre.\r\n'))
  const given = `en-fr=${join(folder, 'corpus')}`
  assert.deepEqual(shown(await unitsOf(given)), [{ en: 'One.', fr: 'Un.' }, '3 empty-side', { en: 'Four.', fr: 'Quatre.' }, '5 no-counterpart'])
  assert.deepEqual(pathsOf(given), [join(folder, 'corpus.en'), join(folder, 'corpus.fr.gz')])
  await assert.rejects(unitsOf(`en-sw=${join(folder, 'corpus')}`), { name: 'UserError', message: /corpus\.sw/ })
  await assert.rejects(unitsOf(`en-sw=${join(folder, 'pairs.tsv')}`), { name: 'UserError', message: /there is no file .*pairs\.tsv, and no .*pairs\.tsv\.en / })
})

test('Moses: a line that is too long to be held is told, and those behind it are paired as before', async () => {
  fileOf('long.en', `One.\n${'x'.repeat((32 << 20) + (1 << 20))}\nThree.\n`)
  fileOf('long.fr', 'Un.\nDeux.\nTrois.\n')
  assert.deepEqual(shown(await unitsOf(`en-fr=${join(folder, 'long')}`)), [{ en: 'One.', fr: 'Un.' }, '2 row-too-long', { en: 'Three.', fr: 'Trois.' }])
})

test('Moses: a side that is cut or damaged ends both with its reason, and no torn line is paired', async () => {
  const side = (word: string) => gzipSync(Array.from({ length: 20_000 }, (_, i) => `${word} ${i} ${Math.imul(i, 2_654_435_761)}.\n`).join(''))
  const [en, fr] = [side('Line'), side('Ligne')]
  fileOf('torn.en.gz', en)
  fileOf('torn.fr.gz', fr.subarray(0, fr.length >> 1))
  const units = await unitsOf(`en-fr=${join(folder, 'torn')}`)
  const last = units.pop()!
  assert.deepEqual([last.row, last.problem!.reason, last.problem!.detail!['language']], [units.length + 1, 'damaged-file', 'fr'])
  assert.ok(units.length > 1_000 && units.every(({ texts }) => texts!['fr'] === texts!['en']!.replace('Line', 'Ligne')))
})

const tmx = (body: string) => `<?xml version="1.0"?>\n<tmx version="1.4"><header srclang="en"/><body>\n${body}\n</body></tmx>\n`

test('TMX: every language of a unit, with entities read, inline codes left out and highlighted text kept', async () => {
  const units = await unitsOf(
    fileOf(
      'memory.tmx',
      tmx(`<!-- a <tuv> in a comment --><tu tuid="a1"><tuv xml:lang="EN-US"><seg>Tea &amp; cake, <bpt i="1">&lt;b&gt;</bpt>3 &#8364;<ept i="1">&lt;/b&gt;</ept></seg></tuv>
        <tuv lang='fr'><prop type="x">no</prop><seg>Thé et gâteau, <hi>3 &#x20AC;</hi><ph x="2"/></seg></tuv><tuv xml:lang="de"><seg><![CDATA[Tee & Kuchen, 3 €]]></seg></tuv></tu>
        <tu><tuv xml:lang="en"><seg>Alone.</seg></tuv><tuv xml:lang="fr"><seg> </seg></tuv></tu>
        <tu><tuv xml:lang="en"><seg>No
        end</seg></tuv><tuv xml:lang="fr"><seg>Sans fin</seg></tuv></tu>`),
    ),
  )
  assert.deepEqual(shown(units), [{ 'EN-US': 'Tea & cake, 3 €', fr: 'Thé et gâteau, 3 €', de: 'Tee & Kuchen, 3 €' }, '2 empty-side', { en: 'No end', fr: 'Sans fin' }])
  assert.equal(units[0]!.id, 'a1')
})

test('TMX: spaces of the text stay, placeholders stay where they stand for words, and a code that ends a line leaves a space', async () => {
  const pairs = [
    ['Really?\n   Yes, 12\u202f400.', 'Vraiment\u00a0?\r\n Oui, 12\u202f400.', 'Really? Yes, 12\u202f400.', 'Vraiment\u00a0? Oui, 12\u202f400.'],
    ['Copied <ph x="1">%d</ph> files to <ph x="2">{folder}</ph>.', '<ph x="1">%d</ph> fichiers copiés vers <ph x="2">{folder}</ph>.', 'Copied %d files to {folder}.', '%d fichiers copiés vers {folder}.'],
    ['One line.<ph x="1" type="lb"/>Two lines', 'Une ligne<ph x="1">&lt;br/&gt;</ph>Deux lignes', 'One line. Two lines', 'Une ligne Deux lignes'],
    ['A <ph x="1">&lt;img src="a.png"/&gt;</ph>picture.<ph x="2"/>', 'Une i<ph x="1"/>mage.', 'A picture.', 'Une image.'],
  ] as const
  const units = await unitsOf(fileOf('codes.tmx', tmx(pairs.map(([en, fr]) => `<tu><tuv xml:lang="en"><seg>${en}</seg></tuv><tuv xml:lang="fr"><seg>${fr}</seg></tuv></tu>`).join('\n'))))
  assert.deepEqual(shown(units), pairs.map(([, , en, fr]) => ({ en, fr })))
})

test('TMX: a file that is none, or in an encoding that is not read, is an error; one without units has no rows', async () => {
  await assert.rejects(unitsOf(fileOf('page.tmx', '<html><body>Not found</body></html>')), { name: 'UserError', message: /page\.tmx is no TMX/ })
  await assert.rejects(unitsOf(fileOf('old.tmx', tmx('').replace('?>', ' encoding="ISO-8859-1"?>'))), { name: 'UserError', message: /ISO-8859-1.*iconv/ })
  assert.deepEqual(await unitsOf(fileOf('no-units.tmx', tmx(''))), [])
})

test('TMX: an entity that is not known stays as it is, whatever its name', async () => {
  const units = await unitsOf(fileOf('entities.tmx', tmx('<tu><tuv xml:lang="en"><seg>Sea &constructor; &nbsp; &lt;</seg></tuv><tuv xml:lang="fr"><seg>Mer</seg></tuv></tu>')))
  assert.deepEqual(shown(units), [{ en: 'Sea &constructor; &nbsp; <', fr: 'Mer' }])
})

test('TMX: a large file is read in stretches, gzipped too, and one that ends inside a unit says so', async () => {
  const unit = (i: number) => `<tu><tuv xml:lang="en"><seg>The ${i} ships lie in the harbour.</seg></tuv><tuv xml:lang="fr"><seg>Les ${i} navires sont au port.</seg></tuv></tu>\n`
  const text = tmx(Array.from({ length: 4_000 }, (_, i) => unit(i)).join(''))
  for (const path of [fileOf('large.tmx', text), fileOf('large.tmx.gz', gzipSync(text))]) {
    const units = await unitsOf(path)
    assert.equal(units.length, 4_000)
    assert.deepEqual(units.at(-1)!.texts, { en: 'The 3999 ships lie in the harbour.', fr: 'Les 3999 navires sont au port.' })
  }
  assert.deepEqual(shown(await unitsOf(fileOf('cut.tmx', text.slice(0, text.length - 60)))).slice(-1), ['4000 truncated-file'])
})

test('TMX: UTF-16, as many tools write it, is read by its byte order mark', async () => {
  const text = tmx('<tu><tuv xml:lang="en"><seg>Sea</seg></tuv><tuv xml:lang="zh-CN"><seg>海</seg></tuv></tu>')
  assert.deepEqual(shown(await unitsOf(fileOf('wide.tmx', Buffer.from(`\ufeff${text}`, 'utf16le')))), [{ en: 'Sea', 'zh-CN': '海' }])
})

test('JSONL: languages as fields, a translation of languages, and rows of releases; others have a reason', async () => {
  const messages = [{ role: 'user', content: 'Pourquoi ?' }, { role: 'assistant', content: 'Parce que.' }]
  const original = [{ role: 'user', content: 'Why?' }, { role: 'assistant', content: 'Because.' }]
  const rows = [
    { id: 7, en: 'Sea', fr: 'Mer', note: 'x', licence: 'CC0-1.0' },
    { translation: { en: 'Sun', zh: '太阳' } },
    { id: 'a', language: 'fr', kind: 'chat_agnostic', messages, original, source: { licence: 'MIT' } },
    { id: 'a', language: 'en', messages: original },
    { id: 'b', language: 'fr', messages, original: original.slice(0, 1) },
    { text: 'one language' },
    '{"broken',
  ]
  const units = await unitsOf(fileOf('rows.jsonl', rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row)) + '\n').join('')))
  assert.deepEqual(units.slice(0, 2).map(({ texts, id, licence }) => ({ texts, id, licence })), [{ texts: { en: 'Sea', fr: 'Mer' }, id: '7', licence: 'CC0-1.0' }, { texts: { en: 'Sun', zh: '太阳' }, id: undefined, licence: undefined }])
  assert.deepEqual(units.slice(2, 4).map(({ dialogues, id, licence }) => ({ dialogues, id, licence })), [{ dialogues: { en: original, fr: messages }, id: 'a', licence: 'MIT' }, { dialogues: { en: original }, id: 'a', licence: undefined }])
  assert.deepEqual(units.slice(4).map(({ row, problem }) => [row, problem!.reason]), [[5, 'no-parallel-text'], [6, 'no-parallel-text'], [7, 'broken-json']])
})

test('JSONL: codes in any letters, and source and target where the languages are given', async () => {
  const file = fileOf('fields.jsonl', [{ EN: 'Sea', FR: 'Mer' }, { en: 'Sea', 'es-419': 'Mar' }, { source: 'Sun', target: 'Soleil', source_lang: 'en' }, { src: 'Moon', tgt: 'Lune' }, { English: 'Star', French: 'Étoile' }].map((row) => `${JSON.stringify(row)}\n`).join(''))
  const coded = [{ EN: 'Sea', FR: 'Mer' }, { en: 'Sea', 'es-419': 'Mar' }]
  assert.deepEqual(shown(await unitsOf(file)), [...coded, '3 no-parallel-text', '4 no-parallel-text', '5 no-parallel-text'])
  assert.deepEqual(shown(await unitsOf(`en-fr=${file}`)), [...coded, { en: 'Sun', fr: 'Soleil' }, { en: 'Moon', fr: 'Lune' }, { en: 'Star', fr: 'Étoile' }])
})

test('Parquet: the rows of a release are read as its JSONL is', async () => {
  const rows = [grounded, translated, { ...translated, id: 'other', language: 'fr' }]
  const parquet = join(folder, 'release.parquet')
  await writeParquet(parquet, streamed(rows))
  const units = await unitsOf(parquet)
  assert.deepEqual(units.map(({ id, dialogues }) => ({ id, dialogues })), (await unitsOf(fileOf('release.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join('')))).map(({ id, dialogues }) => ({ id, dialogues })))
  assert.deepEqual(Object.keys(units[1]!.dialogues!), ['en', translated.language])
})

test('a link to nothing is one, and no corpus without its sides', { skip: process.platform === 'win32' && 'needs links' }, async () => {
  for (const name of ['link.tsv', 'sides.en']) symlinkSync('/nowhere/x', join(folder, name))
  writeFileSync(join(folder, 'sides.fr'), 'x\n')
  for (const [given, file] of [['link.tsv', 'link.tsv'], ['sides', 'sides.en']] as const) await assert.rejects(unitsOf(`en-fr=${join(folder, given)}`), { name: 'UserError', message: `cannot read ${join(folder, file)}: it is a link to /nowhere/x, which is not there; check the path` })
})

test('a file that is not there, empty or a folder is an error that names it', async () => {
  for (const [given, message] of [[`en-fr=${join(folder, 'none.tsv')}`, /none\.tsv\.en/], [join(folder, 'none.tmx'), /no such file/], [fileOf('empty.jsonl', ''), /empty/]] as const) {
    await assert.rejects(unitsOf(given), (error: Error) => error.name === 'UserError' && message.test(error.message))
  }
})
