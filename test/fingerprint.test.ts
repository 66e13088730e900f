import assert from 'node:assert/strict'
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, utimesSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { recipeOf, rowFingerprint, stageFingerprint } from '../src/fingerprint.js'
import { languageOf } from '../src/languages/index.js'
import { articles } from '../src/stages/articles.js'
import { culture } from '../src/stages/culture.js'
import { dialogues } from '../src/stages/dialogues.js'
import { passages } from '../src/stages/passages.js'
import { screen } from '../src/stages/screen.js'
import type { Stage } from '../src/types.js'
import { promptsOf, shortPrompts } from './world.js'

const folder = mkdtempSync(join(tmpdir(), 'fingerprint-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const entry = { name: 'g', role: 'generator', path: '', sha256: '1', defaults: { attempts: 3 } } as const
const ingredients = { language: languageOf('en'), models: { generatorId: 'g@1', judgeId: 'j@1', embedderId: 'e@1', generatorEntry: entry, judgeEntry: { ...entry, name: 'j', contextSize: 512 } }, prompts: shortPrompts, seed: 0 }

async function fingerprints(stage: unknown, changes = {}) {
  const recipe = await recipeOf(stage as Stage, { ...ingredients, ...changes })
  return { recipe, row: rowFingerprint(stage as Stage, recipe), stage: stageFingerprint(stage as Stage, recipe, '') }
}

test('a recipe names the models, prompts and files that a stage uses, and no others', async () => {
  const dump = join(folder, 'dump.xml')
  writeFileSync(dump, '<mediawiki>')
  const { recipe: ofArticles } = await fingerprints(articles.make({ wiki: dump }))
  assert.deepEqual(Object.keys(ofArticles), ['options', 'files', 'language'])
  const { recipe: ofPassages } = await fingerprints(passages.make())
  assert.deepEqual(Object.keys(ofPassages), ['options', 'generator', 'language'])
  const { recipe: ofCulture } = await fingerprints(culture.make())
  assert.deepEqual(Object.keys(ofCulture), ['options', 'embedder', 'language'])
  const { recipe: ofDialogues } = await fingerprints(dialogues.make())
  const { recipe: ofScreen } = await fingerprints(screen.make(), { prompts: promptsOf({ screen: 'SCREEN' }) })
  assert.deepEqual([ofScreen.generator, ofScreen.judge, ofScreen.judgeSettings, Object.keys(ofScreen.prompts!)], [undefined, 'j@1', { contextSize: 512, defaults: { attempts: 3 } }, ['screen']])
  assert.deepEqual(Object.keys(ofDialogues), ['options', 'generator', 'defaults', 'embedder', 'prompts', 'language', 'seed'])
})

test('a change of what a stage uses changes its fingerprint, a change of what it does not use leaves it', async () => {
  const models = (changes: object) => ({ models: { ...ingredients.models, ...changes } })
  const of = async (stage: unknown, changes = {}) => (await fingerprints(stage, changes)).stage
  assert.notEqual(await of(dialogues.make(), models({ generatorId: 'g@2' })), await of(dialogues.make()))
  assert.equal(await of(culture.make(), models({ generatorId: 'g@2' })), await of(culture.make()))
  const prompts = promptsOf({ screen: 'SCREEN' })
  assert.equal(await of(screen.make(), { prompts, ...models({ generatorId: 'g@2' }) }), await of(screen.make(), { prompts }))
  assert.notEqual(await of(screen.make(), { prompts, ...models({ judgeId: 'j@2' }) }), await of(screen.make(), { prompts }))
  const smaller = models({ generatorEntry: { ...ingredients.models.generatorEntry, contextSize: 1024 } })
  assert.notEqual(await of(passages.make(), smaller), await of(passages.make()))
  assert.equal(await of(culture.make(), smaller), await of(culture.make()))
  assert.notEqual(await of(dialogues.make(), { seed: 1 }), await of(dialogues.make()))
  assert.equal(await of(culture.make(), { seed: 1 }), await of(culture.make()))
  assert.notEqual(await of(culture.make(), { language: { ...ingredients.language, months: [] } }), await of(culture.make()))
})

test('the same file under another name is the same input; another content is another', async () => {
  const [a, b, c] = ['a.xml', 'b.xml', 'c.xml'].map((name) => join(folder, name)) as [string, string, string]
  const text = '<mediawiki>' + 'x'.repeat(300_000)
  writeFileSync(a, text)
  writeFileSync(b, text)
  writeFileSync(c, text.slice(0, -1) + 'y')
  const rows = await Promise.all([a, b, c].map(async (wiki) => (await fingerprints(articles.make({ wiki }))).row))
  assert.equal(rows[0], rows[1])
  assert.notEqual(rows[0], rows[2])
})

test('an edit of equal length anywhere in a file makes it another input', async () => {
  const file = join(folder, 'middle.xml')
  const of = async (letter: string) => {
    writeFileSync(file, `<mediawiki>${'x'.repeat(200_000)}${letter}${'x'.repeat(200_000)}`)
    return (await fingerprints(articles.make({ wiki: file }))).row
  }
  assert.notEqual(await of('y'), await of('z'))
})

test('of a file larger than 1 GiB blocks all over it are read; when it was written changes nothing', async () => {
  const file = join(folder, 'large.xml')
  const size = 1.25 * 2 ** 30
  const handle = openSync(file, 'w')
  try {
    ftruncateSync(handle, size)
    const of = async () => (await fingerprints(articles.make({ wiki: file }))).row
    const seen = [await of()]
    utimesSync(file, 1, 1)
    assert.equal(await of(), seen[0])
    const edits = [[0, 1], [size / 2, 20_000_000], [size - 1, 1]] as const
    for (const [at, length] of edits) {
      writeSync(handle, Buffer.alloc(length, 'y'), 0, length, at)
      seen.push(await of())
    }
    assert.equal(new Set(seen).size, edits.length + 1)
  } finally {
    closeSync(handle)
    rmSync(file)
  }
})

test('a volatile option changes what comes out of a stage, but not what is made of one row', async () => {
  const [few, many] = [await fingerprints(dialogues.make({ limit: 1 })), await fingerprints(dialogues.make({ limit: 2 }))]
  assert.equal(few.row, many.row)
  assert.notEqual(few.stage, many.stage)
})

test('a stage depends on all stages before it', async () => {
  const { recipe } = await fingerprints(culture.make())
  const stage = culture.make() as unknown as Stage
  assert.notEqual(stageFingerprint(stage, recipe, 'one'), stageFingerprint(stage, recipe, 'two'))
})

test('a file that is not there is an error that names it', async () => {
  await assert.rejects(fingerprints(articles.make({ wiki: join(folder, 'absent.xml') })), { name: 'UserError', message: /absent\.xml: there is no such file; check the path/ })
  await assert.rejects(fingerprints(articles.make({ wiki: folder })), { name: 'UserError', message: /a folder; give the file in it/ })
  await assert.rejects(fingerprints(articles.make({ wiki: '/dev/null' })), { name: 'UserError', message: /is a pipe or a device.*write it to one first/ })
})
