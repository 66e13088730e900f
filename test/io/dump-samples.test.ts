import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openDump } from '../../src/io/dump.js'
import { noBzip2, readAll, unplaced, work } from './dump-fixtures.js'

const samples = join('data', 'samples')
const languages = existsSync(join(samples, 'pages')) ? readdirSync(join(samples, 'pages')).sort() : []
const dumpOf = (folder: string, language: string): string => join(folder, `${language}sample-pages-articles-multistream.xml.bz2`)
const unpacked = languages.filter((language) => !existsSync(dumpOf(samples, language)))
const skip = unpacked.length > 0 ? `not packed yet: ${unpacked.join(', ')}; run node data/samples/pack.mjs` : false

test('each sample dump holds the articles of its pages folder, and its index fits', { skip }, async () => {
  for (const language of languages) {
    const folder = join(samples, 'pages', language)
    const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
    const articles = sources.filter((source) => /^ns: 0$/m.test(source) && !/^redirect:/m.test(source.split('\n\n', 1)[0]!))
    const titles = articles.map((source) => /^title:\s*(.*?)\s*$/m.exec(source)?.[1])
    const path = dumpOf(samples, language)
    const all = await readAll(path)
    assert.deepEqual(all.pages.map(({ title }) => title).toSorted(), titles.toSorted(), language)
    assert.deepEqual(all.damage, [])
    assert.equal((await openDump(path, { work })).siteinfo?.language, language)
    const shuffled = await readAll(path, { order: 'shuffled', seed: 1, onNote: assert.fail })
    assert.equal(shuffled.pages.length, all.pages.length)
  }
})

test('packing the pages again gives the dumps that are there', { skip: skip || noBzip2 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'samples-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const { status, stderr } = spawnSync(process.execPath, [join(samples, 'pack.mjs'), join(samples, 'pages'), folder], { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  for (const language of languages) {
    const again = await readAll(dumpOf(folder, language))
    assert.deepEqual(unplaced(again.pages), unplaced((await readAll(dumpOf(samples, language))).pages), `${language}: run node data/samples/pack.mjs`)
  }
})
