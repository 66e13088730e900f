import type { Numeral } from './numeral-values.js'

/**
 * Gives each numeral of one side at most one partner of the other that may stand for the same, the likeliest readings first;
 * returns those that need a partner and have none. The work grows with the length of the texts, whatever they repeat.
 */
export function pairOff(source: readonly Numeral[], target: readonly Numeral[]): { readonly missing: string[]; readonly extra: string[] } {
  const [left, right] = [open(source), open(target)]
  const digitsOnly = (keys: (numeral: Numeral) => readonly string[]) => (numeral: Numeral) => (numeral.digits ? keys(numeral) : [])
  pair(left, right, digitsOnly(({ readings }) => readings.slice(0, 1)))
  pair(left, right, digitsOnly(({ readings }) => readings))
  pair(left, right, ({ digits, readings }) => [`${digits} ${readings[0]!}`], ({ digits, readings }) => [`${!digits} ${readings[0]!}`])
  const sides = [[left, right], [right, left]] as const
  for (const [one, other] of sides) takeApart(one, other, ({ digits }) => !digits)
  pair(left, right, ({ digits, readings }) => readings.map((reading) => `${digits} ${reading}`), ({ digits, readings }) => readings.map((reading) => `${!digits} ${reading}`))
  for (const [one, other] of sides) {
    takeApart(one, other, ({ digits }) => digits)
    halves(one, other)
  }
  pair(left, right, ({ readings }) => readings)
  const spelt = [left, right].map((all) => all.filter(isSpelt))
  const odd = spelt.every((all) => all.length > 0) ? spelt : [[], []]
  return { missing: remaining(left, odd[0]!), extra: remaining(right, odd[1]!) }
}

/** A numeral, its place among those of its text, and whether it has found its partner. */
interface Open {
  readonly numeral: Numeral
  readonly place: number
  done: boolean
}

const open = (numerals: readonly Numeral[]): readonly Open[] => numerals.map((numeral, place) => ({ numeral, place, done: false }))

/** Finds the first open one with a key; those that are done are dropped when they are come upon, and come back only by `undo`. */
const indexOf = (all: readonly Open[], keysOf: (numeral: Numeral) => readonly string[]) => {
  const lists = new Map<string, Open[]>()
  for (const each of all.toReversed()) {
    for (const key of new Set(keysOf(each.numeral))) {
      const list = lists.get(key)
      if (list) list.push(each)
      else lists.set(key, [each])
    }
  }
  let dropped: (readonly [Open[], Open])[] = []
  return {
    first: (key: string): Open | undefined => {
      const list = lists.get(key)
      while (list?.at(-1)?.done) dropped.push([list, list.pop()!])
      return list?.at(-1)
    },
    /** What was dropped up to now stays so. */
    keep: (): void => {
      dropped = []
    },
    /** Puts back what was dropped and is open again. */
    undo: (): void => {
      for (const [list, each] of dropped.reverse()) if (!each.done) list.push(each)
      dropped = []
    },
  }
}

const pair = (left: readonly Open[], right: readonly Open[], keysOf: (numeral: Numeral) => readonly string[], keysOfRight = keysOf): void => {
  const index = indexOf(right.filter(({ done }) => !done), keysOfRight)
  for (const a of left) {
    if (a.done) continue
    const found = keysOf(a.numeral).flatMap((key) => index.first(key) ?? [])
    index.keep()
    if (found.length > 0) a.done = found.reduce((first, each) => (each.place < first.place ? each : first)).done = true
  }
}

/** Partners for the parts of numbers that have none as a whole; one in words may have it among words later. */
const takeApart = (one: readonly Open[], other: readonly Open[], which: (numeral: Numeral) => boolean): void => {
  const index = indexOf(other, ({ digits, readings }) => (digits ? readings : []))
  const spelt = new Set(other.flatMap(({ done, numeral }) => (done || numeral.digits ? [] : numeral.readings)))
  for (const each of one) {
    if (each.done || !each.numeral.parts || !which(each.numeral) || (!each.numeral.digits && spelt.has(each.numeral.readings[0]!))) continue
    const taken: Open[] = []
    index.keep()
    for (const part of each.numeral.parts) {
      const partner = index.first(part)
      if (!partner) break
      taken.push(partner)
      partner.done = true
    }
    if (taken.length === each.numeral.parts.length) each.done = true
    else {
      for (const partner of taken) partner.done = false
      index.undo()
    }
  }
}

/** `3.5` is also written as 3 and a half. */
const halves = (one: readonly Open[], other: readonly Open[]): void => {
  const index = indexOf(other, ({ readings }) => readings)
  for (const each of one) {
    const value = each.numeral.readings.find((reading) => /^\d+\.5$/.test(reading))
    if (each.done || !each.numeral.digits || value === undefined) continue
    const [half, whole] = [index.first('1/2'), index.first(value.slice(0, -2))]
    index.keep()
    if (half && whole) each.done = half.done = whole.done = true
  }
}

/** A number in words that is no article, no pair and no half, and has no partner. */
const isSpelt = ({ done, numeral }: Open): boolean => !done && !numeral.digits && !numeral.hint && Math.abs(Number(numeral.readings[0])) >= 3

const remaining = (all: readonly Open[], spelt: readonly Open[]): string[] => {
  const wanted = new Set(spelt)
  return all.filter((each) => !each.done && !each.numeral.idle && (each.numeral.digits || wanted.has(each))).map(({ numeral }) => numeral.readings[0]!).sort()
}
