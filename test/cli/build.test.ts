import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { lossOf } from '../../src/cli/build-command.js'
import type { Built } from '../../src/release.js'
import type { GroundedDialogue } from '../../src/types.js'
import { harbours } from '../harbours.js'
import { bytesOf, filesOf } from '../small-build.js'
import { smallDump } from '../small-dump.js'
import { ultralink } from './terminal.js'

// The real default models on a dump of eight pages; the tests of this file build upon each other, in their order.
const folder = mkdtempSync(join(tmpdir(), 'cli-build-'))
after(() => rmSync(folder, { recursive: true, force: true }))

process.env['XDG_CACHE_HOME'] = join(folder, 'cache')

const dump = join(folder, 'enwiki.xml')
const out = join(folder, 'runs')
const built = join(out, 'chat-specific', 'en')
writeFileSync(dump, smallDump(harbours(8).map(({ title, text }) => ({ title, text: `'''${title}''' is a [[harbour]] town.\n\n== History ==\n${text}\n\n[[Category:Harbours of England]]` }))))

const config = join(folder, 'build.yaml')
writeFileSync(config, 'dataset: chat-specific\nlanguages: en\nwiki: enwiki.xml\nout: runs\nlimit: 2\nthreads: 1\nsequences: 4\nset:\n  passages: { articleMin: 40 }\n  culture: { keep: 1 }\n')
const command = ['build', '--config', config]

const lines = (file: string) => readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
const rows = () => lines(join(built, '04-duplicates', '00000.jsonl')) as unknown as GroundedDialogue[]

test('--dry-run says what would run and shows the first prompts, and builds nothing', async () => {
  const { code, out: said } = await ultralink([...command, '--dry-run'])
  assert.equal(code, 0)
  for (const stage of ['articles', 'passages', 'culture', 'dialogues', 'duplicates']) assert.match(said, new RegExp(`^  ${stage}: would run`, 'm'))
  assert.match(said, /prompt question-for-answer, about "Velderhaven":/)
  assert.match(said, /\[user\]/)
  assert.doesNotMatch(said, /\{\{/)
  assert.throws(() => statSync(built))
})

test('--dry-run counts tokens and neither loads the weights of a model nor measures how fast it is', async () => {
  const { code, out: said } = await ultralink(['build', 'chat-specific', '-l', 'en', '--wiki', dump, '--set', 'passages.articleMin=40', '--out', out, '--dry-run'])
  assert.equal(code, 0)
  assert.match(said, /prompt question-for-answer/)
  assert.equal(existsSync(join(folder, 'cache', 'ultralink', 'tuning.json')), false)
})

test('--dry-run shows the prompts of the order and the way of answering that are asked for', async () => {
  const { out: said } = await ultralink([...command, '--dry-run', '--set', 'dialogues.order=question-first', 'dialogues.answers=extractive'])
  assert.deepEqual([...said.matchAll(/^ {2}prompt (\S+),/gm)].map((match) => match[1]), ['seed-question', 'answer-extractive'])
})

test('an interrupted build ends with 130 and says that the same command goes on', async () => {
  const stop = new AbortController()
  const { code, err } = await ultralink(command, { signal: stop.signal, onErr: (text) => void (text.includes('articles:') && stop.abort()) })
  assert.equal(code, 130)
  assert.match(err, /interrupted; run the same command again to go on/)
  assert.doesNotMatch(err, /\n\s+at /)
  assert.deepEqual(readdirSync(built).filter((name) => filesOf(join(built, name)).includes('stage.json')), ['00-articles'])
})

test('the same command goes on, keeps what was done, and ends with a table, a dialogue and a release', async () => {
  const { code, out: said, err } = await ultralink(command)
  assert.equal(code, 0, err)
  assert.match(err, /en articles: 8 rows, 0 rejected \(done before\)/)
  assert.match(err, /en passages: \d+ rows, 0 rejected \([^d]/)
  assert.match(err, /en dialogues: 2 rows, .* tokens\/s/)
  assert.match(said, /^language +articles +passages/m)
  assert.match(said, /^en +8 /m)
  assert.match(said, /▸ .*\?/)
  assert.deepEqual(filesOf(join(out, 'chat-specific', 'release')).map((name) => name.replaceAll('\\', '/')), ['LICENSE.md', 'README.md', 'attribution/en.tsv', 'en/train-00000-of-00001.parquet', 'jsonl/en.jsonl', 'models.lock.json'])
  assert.deepEqual(lines(join(out, 'chat-specific', 'release', 'jsonl', 'en.jsonl')), JSON.parse(JSON.stringify(rows())))
})

test('what the default models write is true to the passage, sourced and scored', () => {
  assert.equal(rows().length, 2)
  for (const row of rows()) {
    assert.equal(row.made['answers'], 'extractive')
    for (const { role, content } of row.messages) if (role === 'assistant') for (const sentence of content.split(/(?<=\.) /)) assert.ok(row.passage.text.includes(sentence), sentence)
    for (const { role, content } of row.messages) if (role === 'user') assert.match(content, /\?$/)
    assert.match(row.made.generator, /^nano-generator@[0-9a-f]{12}$/)
    assert.match(row.source.url, /^https:\/\/en\.wikipedia\.org\/w\/index\.php\?title=\w+&oldid=\d+$/)
    assert.equal(row.checks.length, row.messages.length / 2)
    for (const check of row.checks) assert.equal(check['answer.support'], 1)
    assert.ok(row.culture!.evidence.length > 0)
  }
})

test('a second run keeps everything, and changes no row', async () => {
  const before = bytesOf(built)
  const { code, err } = await ultralink(command)
  assert.equal(code, 0)
  const stages = err.trim().split('\n')
  assert.equal(stages.filter((line) => line.includes('(done before)')).length, 5, err)
  assert.deepEqual(bytesOf(built), before)
})

test('--dry-run afterwards says that all is done', async () => {
  const { out: said } = await ultralink([...command, '--dry-run'])
  assert.equal(said.match(/: done, \d+ rows/g)?.length, 5)
})

test('a flag wins over the file: --set runs that stage and those after it', async () => {
  const { out: said } = await ultralink([...command, '--set', 'dialogues.stop=0.9', '--dry-run'])
  assert.match(said, /culture: done/)
  assert.match(said, /dialogues: would run/)
  assert.match(said, /duplicates: would run/)
})

test('show prints rows for people, or as JSON', async () => {
  const { out: text } = await ultralink(['show', 'chat-specific', '-l', 'en', '-n', '1', '--out', out])
  assert.ok(text.includes(rows()[0]!.messages[0]!.content))
  const { out: json } = await ultralink(['show', 'chat-specific', '-l', 'en', '--stage', 'culture', '-n', '2', '--json', '--out', out])
  assert.deepEqual(json.trim().split('\n').map((line) => (JSON.parse(line) as { id: string }).id), lines(join(built, '02-culture', '00000.jsonl')).slice(0, 2).map((row) => row['id']))
})

test('show --rejected counts the reasons and prints what was rejected', async () => {
  const stricter = join(folder, 'stricter')
  const argv = [...command, '--out', stricter, '--set', 'passages.articleMin=100000']
  const { out: said } = await ultralink(argv)
  assert.match(said, /passages +article-too-short +8$/m)
  assert.match(said, /en: no dialogue was kept; ultralink show/)
  const { out: shown } = await ultralink(['show', 'chat-specific', '-l', 'en', '--rejected', '-n', '2', '--out', stricter])
  assert.match(shown, /passages +article-too-short +8/)
  assert.equal(shown.match(/passages · article-too-short · enwiki-\d/g)?.length, 2)
  const { out: json } = await ultralink(['show', 'chat-specific', '-l', 'en', '--rejected', 'article-too-short', '--json', '-n', '9', '--out', stricter])
  assert.equal(json.trim().split('\n').length, 8)
})

test('show of a stage that is not there names those that are', async () => {
  const { code, err } = await ultralink(['show', 'chat-specific', '-l', 'en', '--stage', 'feasts', '--out', out])
  assert.equal(code, 1)
  assert.match(err, /"feasts".*articles, passages, culture, dialogues, duplicates/)
})

test('export writes every format, and prints the files it wrote', async () => {
  for (const format of ['messages', 'sharegpt', 'alpaca', 'ultralink', 'parquet']) {
    const { code, out: said, err } = await ultralink(['export', 'chat-specific', '--format', format, '--out', out, '--to', join(folder, format)])
    assert.deepEqual([code, err], [0, ''])
    for (const path of said.trim().split('\n')) assert.ok(statSync(path), path)
  }
  assert.equal(lines(join(folder, 'messages', 'en.jsonl')).length, 2)
  assert.deepEqual(lines(join(folder, 'ultralink', 'en_chat_specific.jsonl')).map((row) => row['id']), ['en_chat_specific_0', 'en_chat_specific_1'])
  assert.deepEqual(filesOf(join(folder, 'parquet')).map((name) => name.replaceAll('\\', '/')), ['en/train-00000-of-00001.parquet'])
})

test('a dump without an article is an error that says where to look', async () => {
  const none = join(folder, 'none.xml')
  writeFileSync(none, '<mediawiki xml:lang="en"><siteinfo><dbname>enwiki</dbname></siteinfo><page><title>User:X</title><ns>2</ns><id>1</id><revision><id>2</id><text>a</text></revision></page></mediawiki>')
  const { code, err } = await ultralink(['build', 'chat-specific', '-l', 'en', '--wiki', none, '--out', join(folder, 'none'), '--threads', '1', '--sequences', '4'])
  assert.equal(code, 1)
  assert.match(err, /no article was read for en: ultralink show chat-specific -l en --stage articles --rejected/)
})

test('of a build that kept rows, and whose rows have gone, it is said where they were', () => {
  const stages = [4, 2].map((rowsOut, i) => ({ folder: join('runs', 'math', 'fr', `0${i}-stage`), manifest: { name: `stage-${i}`, rowsIn: 4, rowsOut, rejected: { short: 2 } } }))
  const gone = { dataset: { name: 'math' }, language: 'fr', stages } as unknown as Built
  assert.equal(lossOf(gone), `the math dialogues that were kept for fr are no longer in ${join('runs', 'math', 'fr')}`)
})
