import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../package.js'

/** Folder of the hashes; bench/evaluation-sets.ts writes it. */
export const setsFolder = join(packageRoot, 'data', 'benchmarks')

/** Files of the hashes. */
export const setsFiles: readonly string[] = ['lines.json', 'lines.bin'].map((name) => join(setsFolder, name))

/** One evaluation set as it is kept: no text, the first four bytes of a hash of its lines. */
export interface KnownSet {
  readonly name: string
  /** Lines that were hashed, of those that were read. */
  readonly hashes: number
  readonly lines: number
  /** Drawn from a larger corpus that is no evaluation set, which shares many of its lines. */
  readonly drawn?: boolean
}

export interface EvaluationSets {
  readonly sets: readonly KnownSet[]
  /** Position of the set that a line is of; undefined when it is of none. */
  find(text: string): number | undefined
}

/** A text as it is compared: letters, marks and digits alone, in small letters; undefined for one too short to be a sign of anything. */
export function normalised(text: string): string | undefined {
  const plain = text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
  const weight = plain.length + 2 * (plain.match(/\p{Lo}/gu) ?? []).length
  return weight >= leastWeight ? plain : undefined
}

/** Letters, those of scripts without capitals counted three times. */
const leastWeight = 20

/** The first four bytes of the sha256 of a normalised line, and the next two, which sampling goes by. */
export function hashOf(plain: string): readonly [hash: number, draw: number] {
  const bytes = createHash('sha256').update(plain).digest()
  return [bytes.readUInt32BE(0), bytes.readUInt16BE(4)]
}

let opened: EvaluationSets | undefined

/** The evaluation sets that come along; read once. */
export function evaluationSets(): EvaluationSets {
  return (opened ??= read(setsFolder))
}

function read(folder: string): EvaluationSets {
  const { sets } = JSON.parse(readFileSync(join(folder, 'lines.json'), 'utf8')) as { sets: KnownSet[] }
  const bytes = readFileSync(join(folder, 'lines.bin'))
  const found = new Map<number, number>()
  let at = 0
  sets.forEach(({ hashes }, set) => {
    for (let i = 0; i < hashes; i++, at += 4) found.set(bytes.readUInt32BE(at), set)
  })
  return {
    sets,
    find(text) {
      const plain = normalised(text)
      return plain === undefined ? undefined : found.get(hashOf(plain)[0])
    },
  }
}

/** Least different lines of a set that say something, the share of the set's hashes, and the share of the file's pairs, from which it is that set. Of most sets one line in some is kept. */
const least = { lines: 5, ofSet: 0.1, ofFile: 0.05 }

/** Counts the lines of a file that are of evaluation sets. */
export interface Watch {
  /** Name of the set that a pair is of, told by either side; undefined when it is of none. */
  look(texts: readonly string[]): string | undefined
  /** What the file is, as far as it was looked at: `ended` when that is all of it. */
  verdict(ended?: boolean): { readonly set: string; readonly lines: number; readonly of: number } | undefined
}

/** A watch over one file: tells the set of which a tenth is in it, or that a twentieth of it is of. */
export function watch({ sets, find }: EvaluationSets = evaluationSets()): Watch {
  const seen = sets.map(() => new Set<string>())
  let pairs = 0
  return {
    look(texts) {
      pairs++
      const hits = texts.flatMap((text) => {
        const set = find(text)
        if (set === undefined) return []
        seen[set]!.add(normalised(text)!)
        return [set]
      })
      return hits[0] === undefined ? undefined : sets[hits[0]]!.name
    },
    verdict(ended = false) {
      const isSet = (size: number, { hashes, drawn = false }: KnownSet) => size >= least.lines && ((!drawn && size >= least.ofSet * hashes) || (ended && size >= least.ofFile * pairs))
      const at = seen.findIndex(({ size }, i) => isSet(size, sets[i]!))
      return at < 0 ? undefined : { set: sets[at]!.name, lines: seen[at]!.size, of: pairs }
    },
  }
}
