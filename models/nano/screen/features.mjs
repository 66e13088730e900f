/**
 * Turns the labelled texts into what train.py learns from: a JSON line per text with its criteria, its lexical signals and
 * its vector. Beside each text as it is, texts made of two, whose criteria are those of both: dialogues are longer than one
 * remark, and what ties them to English may be one word of many.
 *
 *   node models/nano/screen/features.mjs > features.jsonl        (after npm run build; DIST is where that went)
 */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname
const dist = resolve(process.env.DIST ?? join(here, '../../../dist'))
const { signalNames, signalsIn, signalValues } = await import(join(dist, 'src/screening/signals.js'))
const { criteria } = await import(join(dist, 'src/screening/criteria.js'))
const { openEmbedder } = await import(join(dist, 'src/models/embedder.js'))
const { resolveModel } = await import(join(dist, 'src/models/registry.js'))

const rows = ['texts.txt', '../screen.txt'].flatMap((name) =>
  readFileSync(join(here, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [labels, ...messages] = line.split('\t')
      const met = labels === 'none' ? [] : labels.split('+')
      const unknown = met.find((criterion) => !criteria.includes(criterion))
      if (unknown) throw new Error(`${name}: no criterion ${unknown}: ${line}`)
      return { met, text: messages.join('\n\n').replaceAll('\\n', '\n') }
    }),
)

rows.forEach((row, i) => (row.groups = [i]))

/** Texts made of two: each row with one that meets nothing, and half of them with any other. */
let state = 7
const random = () => (state = (state * 48271) % 2147483647) / 2147483647
const plain = rows.filter(({ met }) => met.length === 0)
const pick = (list) => list[Math.floor(random() * list.length)]
const two = (a, b) => ({ met: [...new Set([...a.met, ...b.met])], text: random() < 0.5 ? `${a.text}\n\n${b.text}` : `${b.text}\n\n${a.text}`, groups: [...a.groups, ...b.groups] })
const pairs = rows.flatMap((row) => [two(row, pick(plain)), ...(random() < 0.5 ? [two(row, pick(rows))] : [])])

/** Each text a second time with a third of all listed names unknown, or the lists would seem to have every name there is. */
const unknown = (word) => [...word].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 9973, 5) % 3 === 0

const embedder = await openEmbedder(await resolveModel('nano-embedder', 'embedder'))
// A text has the group of each row that it is made of, so that cross-validation can keep them together.
const all = [...rows, ...pairs]
const own = await embedder.embed(rows.map(({ text }) => text))
// The embedder takes the mean over tokens, so that the vector of two texts is about the sum of theirs by length.
const vectors = all.map(({ groups }) => {
  const sum = own[0].map((_, i) => groups.reduce((total, group) => total + own[group][i] * rows[group].text.length, 0))
  const norm = Math.hypot(...sum)
  return sum.map((value) => value / norm)
})
console.log(JSON.stringify({ embedder: embedder.entry.sha256, signals: signalNames, criteria }))
for (const [i, { met, text, groups }] of all.entries()) {
  const [whole, part] = [signalsIn(text), signalsIn(text, (word) => !unknown(word))].map((found) => signalValues(found).map((value) => Math.round(value * 1e4) / 1e4))
  const vector = [...vectors[i]].map((value) => Math.round(value * 1e5) / 1e5)
  for (const signals of String(whole) === String(part) ? [whole] : [whole, part]) console.log(JSON.stringify({ criteria: met, groups, signals, vector }))
}
await embedder[Symbol.asyncDispose]()
process.exit(0)
