import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'yaml'
import { cardOf, type CardLanguage, type Described } from '../../src/card.js'
import { countingFacts } from '../../src/card/facts.js'
import { licenceAsks, licenceFields, licenceNote, licenceText } from '../../src/card/licences.js'
import { isOwnCard, sizeOf } from '../../src/card/metadata.js'
import { sampleText } from '../../src/card/samples.js'
import { featuresOf, parquetTables } from '../../src/io/parquet-tables.js'
import type { Dialogue } from '../../src/types.js'
import { crossLingual, grounded, rows, translated, turns } from '../rows.js'

function described(all: readonly Dialogue[]): Described {
  const counting = countingFacts()
  all.forEach(counting.add)
  return { name: 'mixture', description: 'Three rows', facts: counting.facts() }
}

const language = (code: string): CardLanguage => ({ language: code, splits: [{ name: 'train', rows: 1, bytes: 900, data: 1_200 }], features: featuresOf(parquetTables.release), sha256: { 'train-00000-of-00001.parquet': 'ab'.repeat(32) } })

const card = () => cardOf(described(rows), ['fr', 'zh', 'sw'].map(language))
const metadata = () => parse(/^---\n([^]*?)\n---\n/.exec(card())![1]!) as Record<string, unknown>

test('the metadata has the fields of the Hub’s own template, with values it knows', () => {
  const { configs: _, dataset_info: __, ...fields } = metadata()
  assert.deepEqual(fields, {
    pretty_name: 'ultralink mixture',
    language: ['fr', 'zh', 'sw', 'en'],
    license: ['cc-by-sa-4.0', 'mit', 'other'],
    license_name: 'licenseref-village-archive',
    license_link: 'LICENSE.md',
    task_categories: ['text-generation'],
    size_categories: ['n<1K'],
    multilinguality: ['multilingual', 'translation'],
    language_creators: ['machine-generated'],
    annotations_creators: ['machine-generated'],
    source_datasets: ['original', 'extended'],
    tags: ['synthetic', 'ultralink', 'wikipedia', 'multi-turn', 'math', 'cross-lingual'],
  })
})

test('a card is titled with the name of the program and its own, once where they are the same, and is known by that, as earlier ones are', () => {
  const titled = (name: string) => cardOf({ ...described(rows), name }, [language('fr')])
  const title = (card: string) => /^pretty_name: (.*)$/m.exec(card)?.[1]
  assert.deepEqual(['math', 'ultralink', 'ultralinked'].map(titled).map(title), ['ultralink math', 'ultralink', 'ultralink ultralinked'])
  for (const name of ['math', 'ultralink']) assert.equal(isOwnCard(titled(name)), true)
  assert.deepEqual(['---\npretty_name: ultralink ultralink\n', '---\npretty_name: ultralinked\n', '---\npretty_name: UltraLink\n', 'pretty ultralink\n'].map(isOwnCard), [true, false, false, false])
})

test('every language is a configuration, with its features as nested lists are written, its examples and its bytes', () => {
  const { configs, dataset_info } = metadata() as { configs: unknown[]; dataset_info: { features: { name: string }[] }[] }
  assert.deepEqual(configs[2], { config_name: 'sw', data_files: [{ split: 'train', path: 'sw/train-*.parquet' }] })
  const { features, ...figures } = dataset_info[2]!
  assert.deepEqual(figures, { config_name: 'sw', splits: [{ name: 'train', num_bytes: 1_200, num_examples: 1 }], download_size: 900, dataset_size: 1_200 })
  const feature = (name: string) => features.find((each) => each.name === name)
  assert.deepEqual(feature('messages'), { name: 'messages', list: [{ name: 'role', dtype: 'string' }, { name: 'content', dtype: 'string' }] })
  assert.deepEqual(feature('direction'), { name: 'direction', struct: [{ name: 'from', dtype: 'string' }, { name: 'to', dtype: 'string' }] })
  assert.deepEqual(feature('page'), { name: 'page', dtype: 'int64' })
  assert.deepEqual(featuresOf(parquetTables.alpaca).find(({ name }) => name === 'history'), { name: 'history', list: { list: 'string' } })
})

test('the metadata repeats itself in full: no anchors, which hubs do not read', () => {
  assert.ok(!/[&*]a\d/.test(card()))
})

test('a code with a script or region is told in full beside its language', () => {
  const fields = parse(/^---\n([^]*?)\n---\n/.exec(cardOf(described([{ ...translated, language: 'zh-Hant' }]), [language('zh-Hant')]))![1]!) as Record<string, unknown>
  assert.deepEqual([fields['language'], fields['language_details']], [['zh'], ['zh-Hant']])
})

test('the card counts languages, kinds, sources, licences and directions, and names models and prompts by hash', () => {
  const text = card()
  for (const line of [
    '| French (fr) | chat_specific | 1 | 2 |',
    '| Swahili (sw) | cross_lingual | 1 | 1 |',
    '| frwiki | CC-BY-SA-4.0 | 1 | 1 |',
    '| pairs.tsv | LicenseRef-village-archive | 1 | 1 |',
    '| from \\ to | sw |',
    '| en | 1 |',
    '| `g@0123456789ab` | generator |',
    '| answer | `abcabcabcabc` |',
    `| sw/train-00000-of-00001.parquet | \`${'ab'.repeat(32)}\` |`,
  ]) assert.ok(text.includes(line), line)
})

test('a judge is named beside the generator, and that it judged its own translations', () => {
  const judgedBy = (judge: string) => cardOf(described([{ ...translated, made: { ...translated.made, judge } }]), [language('zh')])
  assert.ok(judgedBy('j@111111111111').includes('| `j@111111111111` | judge |'))
  assert.ok(!judgedBy('j@111111111111').includes('translator itself'))
  assert.ok(judgedBy(translated.made.generator).includes('The judge was the translator itself.'))
})

test('a card without stages, as of a mixture, says nothing of stages and rejects; more paragraphs find their place', () => {
  assert.ok(!/How it was made|What was rejected/.test(card()))
  assert.ok(cardOf({ ...described(rows), more: ['## Proportions', 'Half and half.'] }, [language('fr')]).includes('\n\n## Proportions\n\nHalf and half.\n\n'))
})

test('a language without rows is named and has no configuration', () => {
  const text = cardOf(described([grounded]), [language('fr'), { ...language('es'), splits: [], sha256: {} }])
  assert.ok(text.includes('No row was kept for es.') && !text.includes('config_name: es'))
})

test('a cell with a line feed or a bar does not break its table', () => {
  assert.ok(cardOf(described([{ ...crossLingual, source: { ...crossLingual.source, dataset: 'a|b\nc' } }]), [language('sw')]).includes('| a\\|b c |'))
})

test('a sample is shown as block quotations, message by message, as it is', () => {
  assert.equal(sampleText(grounded), '`frwiki-7-abcd-fr`, from [Fest-noz](https://fr.wikipedia.org/w/index.php?title=Fest-noz&oldid=8123456789), frwiki:\n\n**user**\n\n> Q1 ?\n\n**assistant**\n\n> R1 : l’été\n>\n> - un\n> - deux\n\n**user**\n\n> Q2 ?\n\n**assistant**\n\n> R2.')
  assert.ok(sampleText(crossLingual).startsWith('`pair-33-translation`, from row 33 of pairs.tsv, en → sw, translation:'))
})

test('a long message is cut, by whole characters, and that is said', () => {
  const text = sampleText({ ...grounded, messages: turns('🙂'.repeat(1_001), 'short') })
  assert.ok(text.includes(`**user** (the first 1000 of 1001 characters)\n\n> ${'🙂'.repeat(1_000)}\n\n**assistant**\n\n> short`))
})

test('licences go by the names of the Hub where it has one; texts and duties are told by their names', () => {
  assert.deepEqual(licenceFields(['Apache-2.0']), { license: 'apache-2.0' })
  assert.deepEqual(licenceFields(['ODC-By-1.0', 'GFDL-1.3-or-later', 'unknown']), { license: ['gfdl', 'odc-by', 'unknown'] })
  assert.deepEqual(licenceFields(['LicenseRef-X']), { license: 'other', license_name: 'licenseref-x', license_link: 'LICENSE.md' })
  assert.deepEqual(['CC-BY-SA-4.0', 'MIT', 'CC0-1.0', 'LicenseRef-X', 'unknown'].map(licenceText), [
    ...['https://creativecommons.org/licenses/by-sa/4.0/', 'https://spdx.org/licenses/MIT.html', 'https://creativecommons.org/publicdomain/zero/1.0/', undefined, undefined],
  ])
  assert.equal(licenceAsks('CC-BY-NC-ND-4.0'), 'name the authors and say what was changed; no commercial use; no changed versions: translations may not be passed on')
  assert.ok(licenceNote(new Map([['CC-BY-SA-4.0', 2], ['unknown', 1]])).includes('| unknown | 1 | nobody knows: find out before passing it on | – |'))
})

test('sizes are named as the Hub names them', () => {
  assert.deepEqual([0, 999, 1_000, 99_999, 1_000_000, 5e9].map(sizeOf), ['n<1K', 'n<1K', '1K<n<10K', '10K<n<100K', '1M<n<10M', '100M<n<1B'])
})

test('a card of nothing has no headings without words, and its metadata no empty licence', () => {
  const text = cardOf(described([]), [{ ...language('fr'), splits: [], sha256: {} }])
  assert.deepEqual(text.match(/^#+ .*/gm), ['# mixture', '## What is in it'])
  assert.ok(!text.includes('license'))
})
