import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { cardOf } from '../../src/card.js'
import { countingFacts } from '../../src/card/facts.js'
import { withoutFolders } from '../../src/card/options.js'
import { crossLingual, datasets } from '../../src/datasets/index.js'
import { path, withPaths } from '../../src/path-option.js'

const kinds = Object.values(datasets).flatMap(({ kinds }) => kinds)
const kindOf = (name: string) => kinds.find((kind) => kind.name === name)

test('every path option of every stage loses its folders, absolute or relative', () => {
  const found: string[] = []
  for (const { kind, option, wrap } of kinds.flatMap((kind) => Object.keys(kind.schema.shape).flatMap((option) => [(file: string) => file, (file: string) => [file]].map((wrap) => ({ kind, option, wrap }))))) {
    const seen: string[] = []
    withPaths(wrap('a'), kind.schema.shape[option], (file) => (seen.push(file), file))
    if (seen.length === 0) continue
    found.push(`${kind.name}.${option}`)
    for (const folder of ['/home/somebody/', 'C:\\Users\\somebody\\', '../somebody/', 'somebody/']) assert.deepEqual(withoutFolders({ [option]: wrap(`${folder}a.tsv`) }, kind), { [option]: wrap('a.tsv') })
  }
  assert.deepEqual([...new Set(found)].sort(), ['articles.wiki', 'instructions.terms', 'originals.files', 'pair-checks.thresholds', 'pairs.files', 'verify.thresholds'])
})

test('a path keeps its label, and what is no path stays as it is', () => {
  assert.deepEqual(withoutFolders({ files: ['en-fr=/home/somebody/pairs.tsv', 'memory.tmx'], licence: 'CC BY-SA 4.0', limit: 3 }, kindOf('pairs')), { files: ['en-fr=pairs.tsv', 'memory.tmx'], licence: 'CC BY-SA 4.0', limit: 3 })
  const kind = { schema: z.object({ list: path().optional(), share: z.string() }) }
  assert.deepEqual(withoutFolders({ list: 'lists/a.txt', share: 'n/a' }, kind), { list: 'a.txt', share: 'n/a' })
})

test('of a stage that is not known any more whatever looks like an absolute path loses its folders, however deep it is', () => {
  const paths = ['/home/somebody/a.tsv', 'file:///home/somebody/a.tsv', '~/somebody/a.tsv', '~somebody/a.tsv', 'C:\\somebody\\a.tsv', 'D:/somebody/a.tsv', '\\\\somebody\\share\\a.tsv']
  assert.deepEqual(withoutFolders({ lists: { all: paths }, one: 'en-fr=/somebody/a.tsv', ratio: 'a/b', none: null }, undefined), { lists: { all: paths.map(() => 'a.tsv') }, one: 'en-fr=a.tsv', ratio: 'a/b', none: null })
})

test('the card tells no folder of lists of terms and thresholds', () => {
  const stage = (name: string, options: object) => ({ folder: '', manifest: { name, fingerprint: 'f', options, rejected: {}, rowsOut: 1 } })
  const stages = [stage('pair-checks', { thresholds: '/home/somebody/t.json' }), stage('instructions', { terms: ['/home/somebody/terms.tsv', 'private/more.tsv'] }), stage('renamed', { list: '/home/somebody/l.txt' })]
  const built = [{ dataset: crossLingual, language: 'sw', stages }] as unknown as NonNullable<Parameters<typeof cardOf>[0]['built']>
  const card = cardOf({ name: 'x', description: 'X', facts: countingFacts().facts(), built }, [])
  for (const said of ['"thresholds":"t.json"', '"terms":["terms.tsv","more.tsv"]', '"list":"l.txt"']) assert.ok(card.includes(said), said)
  assert.doesNotMatch(card, /somebody|private/)
})
