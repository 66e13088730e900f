import type { Language } from '../types.js'

/**
 * Readings of a number in words or signs that a word for minus may stand before: the negative ones too, and these alone where the
 * text, a bracket or a mark begins with that word, so that it takes nothing away from anything.
 */
export const withMinus = (readings: readonly string[], text: string, at: number, { numerals, gap }: Language): readonly string[] => {
  const before = text.slice(Math.max(0, at - longest), at).toLowerCase().trimEnd()
  const word = numerals?.minus?.find((each) => before.endsWith(each) && (gap === '' || !/\p{L}$/u.test(before.slice(0, -each.length))))
  if (word === undefined) return readings
  const rest = before.slice(0, -word.length).trimEnd()
  const isSign = !numerals?.below?.includes(word)
  const alone = isSign && (rest === '' ? at <= longest : /[(=:：;；"“„«]$/.test(rest))
  const negative = readings.map((value) => `-${value}`)
  return alone ? negative : [...readings, ...negative]
}

/** Characters before a number in which a word for minus is looked for. */
const longest = 20
