// Makes gsm8k-mgsm.hashes: the 8-grams of GSM8K's test split and of MGSM as hashes, without a word of them.
// usage: npm run build && node data/benchmarks/make.mjs <GSM8K test.jsonl> <folder with mgsm_<language>.tsv>
//
// The same files give the same bytes. README.md says where to get them.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readBenchmark } from '../../dist/src/decontamination/benchmark-file.js'
import { hashed } from '../../dist/src/decontamination/grams.js'
import { keptFile, keptNgram, packHashes } from '../../dist/src/decontamination/hash-file.js'

const [gsm8k, mgsm] = process.argv.slice(2)
// MGSM in English is 250 problems of GSM8K's test split.
const translations = readdirSync(mgsm).filter((name) => /^mgsm_\w+\.tsv$/.test(name) && name !== 'mgsm_en.tsv').sort()
const files = [['GSM8K test', gsm8k], ...translations.map((name) => [`MGSM ${name.slice(5, -4)}`, join(mgsm, name)])]
const benchmarks = await Promise.all(files.map(async ([benchmark, file]) => (await readBenchmark(file)).map((item) => hashed({ ...item, benchmark }, keptNgram))))
const bytes = packHashes(benchmarks)
writeFileSync(keptFile, bytes)
process.stdout.write(`${benchmarks.map((items) => `${items[0].benchmark} ${items.length}`).join(', ')}: ${bytes.length} bytes\n`)
