// node evaluate.mjs [FOLDER ...]: every bar in one table, the models named beside a character n-gram hash; reads ../shared/data beside the project
// (or DATA), says what it needs where that is absent. No figure of it is used in training.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cultureAucs } from './culture.mjs'
import { folderEmbedder, hashEmbedder } from './embedders.mjs'
import { dot, mean, retrieval, rocAuc, spearman } from './measures.mjs'

const project = fileURLToPath(new URL('../../../', import.meta.url))
const data = process.env.DATA ?? join(project, '../shared/data')
const languages = ['en', 'zh', 'ru', 'fr', 'es']
const lines = (path) => readFileSync(join(data, path), 'utf8').replace(/\r/g, '').replace(/\n$/, '').split('\n')

const tatoeba = Object.fromEntries(
  [['fr', 'fra'], ['ru', 'rus'], ['es', 'spa'], ['zh', 'cmn']].map(([language, code]) => {
    const path = `multilingual-benchmarks/facebookresearch__LASER/tatoeba.${code}-eng.`
    return [language, { there: lines(path + code), english: lines(`${path}eng`) }]
  }),
)
const ntrex = Object.fromEntries(
  [['en', 'src.eng'], ['zh', 'ref.zho-CN'], ['ru', 'ref.rus'], ['fr', 'ref.fra'], ['es', 'ref.spa']].map(([language, name]) => [
    language,
    lines(`multilingual-benchmarks/MicrosoftTranslator__NTREX/newstest2019-${name}.txt`),
  ]),
)
const sts = Object.fromEntries(languages.map((language) => [language, csv(lines(`dedup-paraphrase/PhilipMay__stsb-multi-mt/stsb-${language}-test.csv`).join('\n'))]))

/** Rows of a CSV with quoted fields. */
function csv(text) {
  const rows = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '\n') rows.push([])
  }
  return rows.filter((row) => row.length >= 3)
}

async function tatoebaRows({ embed }, add) {
  const all = []
  for (const [language, { there, english }] of Object.entries(tatoeba)) {
    const [a, b] = [await embed(there), await embed(english)]
    const figures = [retrieval(a, b), retrieval(b, a)]
    all.push(...figures)
    add(`Tatoeba ${language}, both ways`, mean(figures), 75)
  }
  add('Tatoeba, mean of 8', mean(all), 80)
}

async function ntrexRows({ embed }, add, whole) {
  for (const [name, from, bars] of whole ? [['last 500', -500, true], ['all 1,997', 0, false]] : [['last 500', -500, true]]) {
    const vectors = Object.fromEntries(await Promise.all(languages.map(async (l) => [l, await embed(ntrex[l].slice(from))])))
    const pairs = languages.flatMap((a) => languages.filter((b) => b !== a).map((b) => ({ a, b, right: retrieval(vectors[a], vectors[b]) })))
    const english = pairs.filter(({ a }) => a === 'en')
    for (const { b, right } of english) add(`NTREX ${name}, en to ${b}`, right, bars ? 90 : undefined)
    const least = pairs.reduce((x, y) => (y.right < x.right ? y : x))
    add(`NTREX ${name}, mean of 20 directions`, mean(pairs.map(({ right }) => right)))
    add(`NTREX ${name}, least of 20 directions`, least.right, bars ? 80 : undefined, `${least.a} to ${least.b}`)
  }
}

async function stsRows({ embed }, add) {
  const sides = {}
  for (const l of languages) sides[l] = [await embed(sts[l].map((row) => row[0])), await embed(sts[l].map((row) => row[1]))]
  const gold = sts.en.map((row) => Number(row[2]))
  const figure = (a, b) => spearman(gold.map((_, i) => dot(sides[a][0][i], sides[b][1][i])), gold)
  for (const l of languages) add(`STS-B test ${l}`, figure(l, l), l === 'en' ? 76 : undefined)
  const others = languages.slice(1)
  add('STS-B test across with en, mean of 8', mean(others.flatMap((l) => [figure('en', l), figure(l, 'en')])), 60)
  add('STS-B test across all, mean of 20', mean(languages.flatMap((a) => languages.filter((b) => b !== a).map((b) => figure(a, b)))))
}

/** For each English sentence the other one that shares most of its words, rare ones counting more. */
function neighbours(sentences) {
  const words = sentences.map((s) => new Set(s.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []))
  const counts = new Map()
  for (const set of words) for (const word of set) counts.set(word, (counts.get(word) ?? 0) + 1)
  const weight = (word) => Math.log(sentences.length / counts.get(word))
  const alike = (a, b) => [...a].reduce((sum, word) => sum + (b.has(word) ? weight(word) : 0), 0) / ([...a].reduce((sum, word) => sum + weight(word), 0) || 1)
  return words.map((a, i) => words.reduce((best, b, j) => (j !== i && alike(a, b) > best.score ? { j, score: alike(a, b) } : best), { j: 0, score: -1 }).j)
}

async function neighbourRows({ embed }, add) {
  const english = ntrex.en.slice(-500)
  const near = neighbours(english)
  const source = await embed(english)
  const figures = []
  for (const l of languages.slice(1)) {
    const target = await embed(ntrex[l].slice(-500))
    const figure = 100 * rocAuc(source.map((v, i) => dot(v, target[i])), source.map((v, i) => dot(v, target[near[i]])))
    figures.push(figure)
    add(`translation against most similar wrong one, en-${l}, ROC-AUC`, figure)
  }
  add('translation against most similar wrong one, mean, ROC-AUC', mean(figures), 96)
}

/** Where cosines lie: what limits in the product can be read from. */
async function cosineRows({ embed }, add) {
  const at = (values, share) => 100 * [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))]
  for (const l of languages) {
    const vectors = await embed(ntrex[l].slice(-500))
    add(`cosine of unrelated sentences, ${l}, 99 of 100 are below`, at(vectors.map((v, i) => dot(v, vectors[(i + 251) % 500])), 0.99))
  }
  const english = await embed(ntrex.en.slice(-500))
  for (const l of languages.slice(1)) {
    const there = await embed(ntrex[l].slice(-500))
    add(`cosine of translations, en-${l}, 95 of 100 are above`, at(there.map((v, i) => dot(v, english[i])), 0.05))
  }
  for (const l of ['en', 'zh', 'ru']) {
    const rows = csv(lines(`dedup-paraphrase/PhilipMay__stsb-multi-mt/stsb-${l}-dev.csv`).join('\n'))
    const [a, b] = [await embed(rows.map((row) => row[0])), await embed(rows.map((row) => row[1]))]
    const share = (holds) => {
      const chosen = rows.map((_, i) => i).filter((i) => holds(Number(rows[i][2])))
      return (100 * chosen.filter((i) => dot(a[i], b[i]) >= 0.95).length) / chosen.length
    }
    add(`STS-B dev ${l}: per cent of the same (graded 4.5 to 5) at cosine 0.95 or more`, share((grade) => grade >= 4.5))
    add(`STS-B dev ${l}: per cent of the alike (graded 2.5 to 3.5) at cosine 0.95 or more`, share((grade) => grade >= 2.5 && grade <= 3.5))
  }
}

async function speedRows({ raw }, add, folder) {
  const texts = languages.flatMap((l) => ntrex[l].slice(0, 120))
  await raw(texts.slice(0, 60))
  const began = performance.now()
  await raw(texts)
  add('sentences per second, one thread', Math.round((1000 * texts.length) / (performance.now() - began)))
  if (folder) add('megabytes', bytes(folder) / 1e6)
}

function bytes(path) {
  return statSync(path).isDirectory() ? readdirSync(path).reduce((sum, name) => sum + bytes(join(path, name)), 0) : statSync(path).size
}

async function measure(name, embedder, folder) {
  const figures = new Map()
  const add = (label, value, bar, note = '') => figures.set(label, { value: Math.round(value * 10) / 10, bar, note })
  await tatoebaRows(embedder, add)
  await ntrexRows(embedder, add, folder !== undefined)
  await stsRows(embedder, add)
  await neighbourRows(embedder, add)
  await cultureAucs(embedder, add, { data, project })
  if (folder) await cosineRows(embedder, add)
  await speedRows(embedder, add, folder)
  return { name, figures }
}

async function main() {
  if (!existsSync(data)) throw new Error(`${data} is not there: the benchmarks are needed (DATA names another folder)`)
  const folders = process.argv.length > 2 ? process.argv.slice(2) : [join(project, '../shared/models/nano-embedder'), join(project, 'models/nano-embedder')].filter(existsSync)
  const columns = [await measure('character n-grams', hashEmbedder())]
  for (const folder of folders) columns.push(await measure(folder.includes('shared') ? 'prototype' : basename(folder), await folderEmbedder(resolve(folder)), folder))
  const labels = [...columns.at(-1).figures.keys()]
  const cell = (found) => (found ? `${found.value}${found.note ? ` (${found.note})` : ''}` : '')
  const rows = labels.map((label) => {
    const { bar } = columns.at(-1).figures.get(label)
    return `| ${label} | ${bar ?? ''} | ${columns.map((c) => cell(c.figures.get(label))).join(' | ')} |`
  })
  const table = [`| | bar | ${columns.map((c) => c.name).join(' | ')} |`, `|---|${'---|'.repeat(columns.length + 1)}`, ...rows].join('\n')
  process.stdout.write(`${table}\n`)
  if (process.env.OUT) writeFileSync(process.env.OUT, `${table}\n`)
}

await main()
