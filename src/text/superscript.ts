const raised: Readonly<Record<string, string>> = {
  0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹', '+': '⁺', '-': '⁻', '−': '⁻', '–': '⁻', '(': '⁽', ')': '⁾', n: 'ⁿ', i: 'ⁱ', x: 'ˣ', k: 'ᵏ', j: 'ʲ', m: 'ᵐ', p: 'ᵖ', y: 'ʸ', z: 'ᶻ',
}
const lowered: Readonly<Record<string, string>> = {
  0: '₀', 1: '₁', 2: '₂', 3: '₃', 4: '₄', 5: '₅', 6: '₆', 7: '₇', 8: '₈', 9: '₉', '+': '₊', '-': '₋', '−': '₋', '–': '₋', '(': '₍', ')': '₎',
}

const element = /<su([pb])(?:\s[^<>]*)?>([^<>{}[\]\n|&]{1,20})<\/su\1\s*>/iy

/** Figures of a text as raised characters (`2` → `²`, `-3` → `⁻³`); a text that has anything else stays as it is (`th`). */
export const raisedText = (text: string): string => moved(text, raised)

/** Figures of a text as lowered characters (`2` → `₂`); a text that has anything else stays as it is. */
export const loweredText = (text: string): string => moved(text, lowered)

const moved = (text: string, table: Readonly<Record<string, string>>): string => {
  const characters = [...text]
  const all = characters.every((c) => Object.hasOwn(table, c)) && (characters.length < 2 || /[\d+−-]/.test(text))
  return all ? characters.map((c) => table[c]!).join('') : text
}

/**
 * A short `<sup>` or `<sub>` element at that place, as it reads in plain text: figures become raised or lowered
 * characters (`m²`, `H₂O`), words stay as they are (`19th`, `XIXe`). Undefined when there is none.
 */
export const scripted = (source: string, at: number): { text: string; length: number } | undefined => {
  element.lastIndex = at
  const match = element.exec(source)
  if (!match) return undefined
  const content = match[2]!.replace(/'{2,}/g, '').trim()
  return { text: match[1]!.toLowerCase() === 'p' ? raisedText(content) : loweredText(content), length: match[0].length }
}
