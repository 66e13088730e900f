/** The letters and digits of a text alone, in one case and width; `withSigns` keeps what tells `C` from `C++`. */
export function normalised(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
}

/**
 * The different n-grams of the characters of a normalised text, each as 32 bits, in rising order; the text itself where it is
 * shorter. Of 1,000 n-grams, some two in ten thousand texts share their bits with another by chance.
 */
export function shingles(letters: string, n: number): Uint32Array {
  const count = Math.max(1, letters.length - n + 1)
  const grams = new Uint32Array(count)
  for (let start = 0; start < count; start++) {
    let hash = 0x811c9dc5
    const end = Math.min(start + n, letters.length)
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ letters.charCodeAt(i), 0x01000193)
    grams[start] = mixed(hash)
  }
  grams.sort()
  let size = 0
  for (let i = 0; i < count; i++) if (i === 0 || grams[i] !== grams[i - 1]) grams[size++] = grams[i]!
  return grams.slice(0, size)
}

/** Jaccard similarity of two sets in rising order. */
export function jaccardOf(a: Uint32Array, b: Uint32Array): number {
  let i = 0
  let j = 0
  let shared = 0
  while (i < a.length && j < b.length) {
    const [left, right] = [a[i]!, b[j]!]
    if (left === right) shared++
    if (left <= right) i++
    if (right <= left) j++
  }
  return shared / (a.length + b.length - shared)
}

/** Two independent 32-bit hashes of a text as one number, exact below 2^53: texts that share it are the same. */
export function identity(text: string): number {
  let [a, b] = [0x811c9dc5, 0x9dc5811c]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 15)
  }
  return mixed(a) * 0x200000 + (mixed(b) >>> 11)
}

function mixed(hash: number): number {
  let value = hash ^ (hash >>> 16)
  value = Math.imul(value, 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

/** The numbers of a text, as digits alone, in rising order: what tells two word problems apart that share their words. */
export function numbersKey(text: string): string {
  const groups = text.replace(/(?<=\p{N})[\u0020\u00a0\u202f'’](?=\p{N}{3}(?!\p{N}))/gu, '')
  return (groups.match(/\p{N}+(?:[.,]\p{N}+)*/gu) ?? []).map((number) => number.replace(/[.,]/g, '')).sort().join(' ')
}

/** The fenced code of a text without its spaces, which a translation leaves as it is; empty where there is none. */
export function codeKey(text: string): string {
  return [...text.matchAll(/^ *```[^\n]*\n([^]*?)^ *```/gm)].map((block) => block[1]!.replace(/\s+/g, '')).join('\n')
}
