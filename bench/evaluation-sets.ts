import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashOf, normalised, setsFolder } from '../src/cross-lingual/evaluation-sets.js'

/**
 * Writes data/benchmarks/lines.*: hashes of lines by which evaluation sets are recognised; none of their text. Reads a folder
 * with one folder a set, and in it folders `1`, `8`, `64` …: of the files in these every line is taken, or one in so many,
 * drawn by its hash. Files of several columns (.tsv) count by their first one.
 *
 * What comes along was made of Helsinki-NLP/OPUS-MT-testsets (FLORES-101: English and Chinese 1, others 16; WMT news tests:
 * English 4 to 8, Chinese 2, others 32; Tatoeba tests: English 32; FLORES v1: English 8; TICO-19: English 1), wmt-conference's
 * wmt22-news-systems (English and Chinese 8, others 16) and wmt23-news-systems (4, 16), MicrosoftTranslator/NTREX (English and
 * Chinese 1; French, Russian, Spanish 4), facebookresearch/LASER (Tatoeba: English 1, others 4) and google-research/url-nlp (MGSM 1).
 *
 *   node dist/bench/evaluation-sets.js FOLDER
 */
const folder = process.argv[2]
if (!folder) throw new Error('which folder?')

const filesIn = (path: string): string[] => readdirSync(path).sort().flatMap((name) => (statSync(join(path, name)).isDirectory() ? filesIn(join(path, name)) : [join(path, name)]))

/** Drawn from corpora that are good to train on. */
const drawn = ['Tatoeba tests']

const taken = new Set<number>()
const parts: Buffer[] = []
const sets = readdirSync(folder).sort().map((name) => {
  const hashes = new Set<number>()
  let lines = 0
  for (const every of readdirSync(join(folder, name))) {
    for (const file of filesIn(join(folder, name, every))) {
      for (const line of readFileSync(file, 'utf8').split('\n')) {
        const plain = normalised(file.endsWith('.tsv') ? line.split('\t')[0]! : line)
        if (plain === undefined) continue
        lines++
        const [hash, draw] = hashOf(plain)
        if (draw % Number(every) === 0 && !taken.has(hash)) hashes.add(hash)
      }
    }
  }
  hashes.forEach((hash) => taken.add(hash))
  const bytes = Buffer.alloc(4 * hashes.size)
  ;[...hashes].sort((a, b) => a - b).forEach((hash, i) => bytes.writeUInt32BE(hash, 4 * i))
  parts.push(bytes)
  return { name, hashes: hashes.size, lines, ...(drawn.includes(name) ? { drawn: true } : {}) }
})
mkdirSync(setsFolder, { recursive: true })
writeFileSync(join(setsFolder, 'lines.bin'), Buffer.concat(parts))
writeFileSync(join(setsFolder, 'lines.json'), JSON.stringify({ note: 'Hashes of lines, no text: see src/cross-lingual/evaluation-sets.ts', sets }, null, 2) + '\n')
process.stderr.write(`${sets.map(({ name, hashes, lines }) => `${name}: ${hashes} of ${lines}`).join('\n')}\n`)
