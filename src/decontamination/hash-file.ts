import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../package.js'
import type { HashedItem } from './grams.js'

/** n of the n-grams that the kept file holds. */
export const keptNgram = 8

/** Hashes of GSM8K's test split and of MGSM; data/benchmarks/README.md says where they are from. */
export const keptFile = join(packageRoot, 'data', 'benchmarks', 'gsm8k-mgsm.hashes')

const bytesPerGram = 6

/** A line of JSON with the benchmarks' names and sizes; then per item its words (2 bytes) and its n-grams (6 bytes each) in order, big-endian. */
export function packHashes(benchmarks: readonly (readonly HashedItem[])[]): Buffer {
  const head = benchmarks.map((items) => ({ benchmark: items[0]!.benchmark, items: items.length }))
  const bodies = benchmarks.flat().map(({ words, grams }) => {
    const bytes = Buffer.alloc(2 + grams.length * bytesPerGram)
    bytes.writeUInt16BE(words)
    grams.forEach((gram, i) => bytes.writeUIntBE(gram, 2 + i * bytesPerGram, bytesPerGram))
    return bytes
  })
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...bodies])
}

/** The items of such a file. */
export function unpackHashes(bytes: Buffer): HashedItem[] {
  const lineEnd = bytes.indexOf('\n')
  const head = JSON.parse(bytes.toString('utf8', 0, lineEnd)) as readonly { benchmark: string; items: number }[]
  let at = lineEnd + 1
  return head.flatMap(({ benchmark, items }) =>
    Array.from({ length: items }, (_, i) => {
      const words = bytes.readUInt16BE(at)
      const from = at + 2
      const size = Math.max(1, words - keptNgram + 1)
      at = from + size * bytesPerGram
      return { benchmark, item: i + 1, words, grams: Float64Array.from({ length: size }, (_, gram) => bytes.readUIntBE(from + gram * bytesPerGram, bytesPerGram)) }
    }),
  )
}

/** The items of the kept file. */
export const keptItems = (): HashedItem[] => unpackHashes(readFileSync(keptFile))
