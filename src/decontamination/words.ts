/** Scripts that put no spaces between words; each of their letters counts as a word. */
const unspaced = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan'].map((script) => String.raw`\p{Script=${script}}`).join('')
const word = new RegExp(String.raw`[${unspaced}]\p{M}*|(?:(?![${unspaced}])[\p{L}\p{M}\p{N}])+`, 'gu')

/**
 * The words of a text for comparison: lower case, without punctuation, accents kept, digits in groups joined (`80,000` and
 * `80 000` are `80000`). Letters of scripts without spaces are words each, so that no dictionary decides what is the same.
 */
export function wordsOf(text: string): string[] {
  const joined = text.normalize('NFKC').toLowerCase().replace(/(?<=\p{N})[,'’\u00a0\u202f ](?=\p{N}{3}(?!\p{N}))/gu, '')
  return joined.match(word) ?? []
}

/**
 * The n-grams of words in order, each as a whole number of 48 bits; one of all words where there are fewer than n, none of an
 * empty text. Of a million n-grams, one in 300 million others shares its bits with one of them by chance.
 */
export function gramsOf(words: readonly string[], n: number): Float64Array {
  if (words.length === 0) return new Float64Array(0)
  const [low, high] = [new Int32Array(words.length), new Int32Array(words.length)]
  words.forEach((text, i) => {
    let [a, b] = [0x811c9dc5 | 0, 0x9dc5811c | 0]
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      a = Math.imul(a ^ code, 0x01000193)
      b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 15)
    }
    low[i] = a
    high[i] = b
  })
  const size = Math.min(n, words.length)
  return Float64Array.from({ length: words.length - size + 1 }, (_, start) => {
    let [a, b] = [size, ~size]
    for (let i = start; i < start + size; i++) {
      a = mixed(a ^ low[i]!)
      b = mixed((b ^ high[i]!) + a)
    }
    return (a >>> 0) * 0x10000 + (b >>> 16)
  })
}

function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return value ^ (value >>> 16)
}
