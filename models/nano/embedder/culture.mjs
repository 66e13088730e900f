import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { dot, ranks, rocAuc } from './measures.mjs'

const table = (path) => {
  const [head, ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n').map((line) => line.split('\t').map((field) => field.replace(/^"|"$/g, '')))
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])))
}

/** Share of the words that begin with a capital, the first one aside; nothing in scripts without capitals. */
const capitals = (text) => {
  const words = text.split(/\s+/).slice(1)
  return words.filter((word) => /^\p{Lu}/u.test(word)).length / (words.length + 1)
}

/** Near the largest cosine, but heeding the others, as src/stages/culture.ts scores. */
const near = (vector, to) => 0.1 * Math.log(to.reduce((sum, other) => sum + Math.exp(dot(vector, other) / 0.1), 0) / to.length)

/**
 * ROC-AUC of telling culture-specific texts from others by the product's prototype texts, by capitals and by the sum of both ranks: Wikidata items
 * (name and kind, in English, against the prototypes of all languages) and the questions of CaLMQA in four languages (against the language's own).
 */
export async function cultureAucs({ embed }, add, { data, project }) {
  const compiled = join(project, 'dist/src/languages/index.js')
  if (!existsSync(compiled)) throw new Error(`${compiled} is not there: run \`npm run build\` first, the prototype texts are in it`)
  const { languages } = await import(pathToFileURL(compiled).href)
  const prototypes = async (codes) => ({
    own: await embed(codes.flatMap((code) => languages[code].culture.own)),
    universal: await embed(codes.flatMap((code) => languages[code].culture.universal)),
  })
  const figures = async (label, rows, codes) => {
    const { own, universal } = await prototypes(codes)
    const vectors = await embed(rows.map(({ text }) => text))
    const margin = vectors.map((vector) => near(vector, own) - near(vector, universal))
    const capital = rows.map(({ text }) => capitals(text))
    const [a, b] = [ranks(margin), ranks(capital)]
    const auc = (scores) => 100 * rocAuc(scores.filter((_, i) => rows[i].specific), scores.filter((_, i) => !rows[i].specific))
    add(`culture, ${label}: prototypes, ROC-AUC`, auc(margin))
    add(`culture, ${label}: capitals alone, ROC-AUC`, auc(capital))
    add(`culture, ${label}: both ranks, ROC-AUC`, auc(a.map((rank, i) => rank + b[i])))
  }
  const items = table(join(data, 'cultural-labels/pizzi-andrea__MNLP-HW1/train.tsv'))
  await figures('Wikidata items', items.map((row) => ({ text: `${row.name}: ${row.subcategory}, ${row.category}`, specific: row.label !== '0' })), Object.keys(languages))
  const questions = table(join(data, 'cultural-labels/2015aroras__CaLMQA/calmqa-questions-labelled.tsv'))
  for (const [code, name] of [['en', 'english'], ['zh', 'chinese'], ['ru', 'russian'], ['es', 'spanish']]) {
    const rows = questions.filter((row) => row.language === name).map((row) => ({ text: row.question, specific: row.label === 'specific' }))
    await figures(`CaLMQA ${code}`, rows, [code])
  }
}
