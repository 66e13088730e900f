import { westernDigits } from '../text/western-digits.js'

/**
 * The numbers in digits of two texts, where they have none in common and each text has one of two digits or more; undefined
 * otherwise. For languages of which no numerals are known, so that it must allow for words (`3.5 million` and 350万), for other
 * clocks and other calendars. In news it finds three pairs in a thousand, those with other units, and two in three of pairs with
 * such numbers that do not belong together.
 */
export function digitDifference(source: string, target: string): { readonly missing: readonly string[]; readonly extra: readonly string[] } | undefined {
  const [missing, extra] = [runsOf(source), runsOf(target)]
  if (![missing, extra].every((runs) => runs.some((run) => run.length > 1))) return undefined
  if (isIn(missing, extra) || isIn(extra, missing)) return undefined
  const values = new Set(extra.map(Number))
  const isShifted = missing.some((run) => shifts.some((shift) => values.has(Number(run) + shift) || values.has(Number(run) - shift)))
  return isShifted ? undefined : { missing, extra }
}

/** Whether one of the longer runs stands in the others, noughts at its ends aside; words may part digits (`1万2400`). */
const isIn = (runs: readonly string[], others: readonly string[]): boolean => {
  const all = others.map(plain).join('')
  return runs.some((run) => run.length > 1 && plain(run) !== '' && all.includes(plain(run)))
}

/** None, hours between clocks, and years between calendars: Swahili, Ethiopic, Bikram, Buddhist, Persian, of the Republic of China, and of Japanese eras. */
const shifts: readonly number[] = [0, 6, 7, 8, 12, 56, 57, 543, 621, 622, 1911, 1925, 1988, 2018]

/** Runs of digits, of any script, without what groups them. */
const runsOf = (text: string): string[] => westernDigits(text).replace(/(?<=\d)[.,'’\s](?=\d{3}(?!\d))/g, '').match(/\d+/g) ?? []

/** A number without the noughts that a word may stand for. */
const plain = (run: string): string => run.replace(/^0+|0+$/g, '')
