/** A list of words, or a part of one. */
export type Words = Pick<ReadonlySet<string>, 'has'>

/** A word of a text as a list of words may hold it. */
export interface Token {
  /** Without a full stop or `'s` at its end. */
  readonly text: string
  /** Where it ends. */
  readonly end: number
  /** Begins with a capital letter. */
  readonly capital: boolean
  /** Begins a sentence, a line or a quotation, where a capital says nothing. */
  readonly opening: boolean
  /** Only spaces stand between it and the token before. */
  readonly joined: boolean
}

const word = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}'’&.+#_-]*[\p{L}\p{N}+#])?\.?/gu

/** The words of a text. */
export function tokensOf(text: string): Token[] {
  let before = 0
  return [...text.matchAll(word)].map((match) => {
    const raw = match[0]
    const abbreviation = /^(?:\p{L}\.)+$|^(?:Mr|Mrs|Ms|Dr|Prof|St|Inc|Ltd|Co|Corp)\.$/u.test(raw)
    const trimmed = (abbreviation ? raw : raw.replace(/\.$/, '')).replace(/['’]s$/, '')
    const gap = text.slice(before, match.index)
    const opening = before === 0 || /[.!?:;\n"“(*#\-–—•]\s*$/.test(gap) || (text[before - 1] === '.' && !/^(?:\p{L}\.)+$|^(?:Mr|Mrs|Ms|Dr|Prof|St)\.$/u.test(text.slice(Math.max(0, before - 5), before).split(/\s/).at(-1)!))
    const token = { text: trimmed, end: match.index + trimmed.length, capital: /^\p{Lu}/u.test(raw), opening, joined: before > 0 && /^[ \t\u00A0]+$/.test(gap) && !/[.]$/.test(text.slice(before - 1, before).replace(/(?<=\p{L})\.$/u, opening ? '.' : '')) }
    before = match.index + raw.length
    return token
  })
}

/** Words of a phrase at most. */
const longest = 4

interface Search {
  /** The list is in small letters and has no plurals. */
  readonly small?: boolean
  /** Positions that are taken. */
  readonly skip?: ReadonlySet<number>
}

/** Phrases of a list in a text, longest first. */
export function phrasesIn(tokens: readonly Token[], list: Words, { small = false, skip = new Set<number>() }: Search = {}): { readonly text: string; readonly at: number; readonly length: number }[] {
  const found: { text: string; at: number; length: number }[] = []
  for (let at = 0; at < tokens.length; at++) {
    for (let length = Math.min(longest, tokens.length - at); length >= 1; length--) {
      const run = tokens.slice(at, at + length)
      if (run.some((token, i) => skip.has(at + i) || (i > 0 && !token.joined))) continue
      const phrase = run.map((token) => token.text).join(' ')
      if (!(small ? formsOf(phrase.toLowerCase().replace(/’/g, "'")).some((form) => list.has(form)) : list.has(phrase))) continue
      found.push({ text: phrase, at, length })
      at += length - 1
      break
    }
  }
  return found
}

/** A phrase as it stands and as a singular. */
function formsOf(phrase: string): string[] {
  return phrase.length < 5 || !phrase.endsWith('s') ? [phrase] : [phrase, phrase.slice(0, -1), phrase.replace(/es$/, ''), phrase.replace(/ies$/, 'y')]
}
