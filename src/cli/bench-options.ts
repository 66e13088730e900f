import { InvalidArgumentError } from 'commander'

/** A whole number from 1. */
export function whole(text: string): number {
  return wholeOr('', text)
}

/** Whole numbers from 1 and `auto`, separated by commas; each once. */
export function numbersOrAuto(text: string): (number | 'auto')[] {
  return [...new Set(text.split(',').map((piece) => (piece.trim() === 'auto' ? 'auto' : wholeOr('auto, or ', piece.trim()))))]
}

function wholeOr(others: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError(`${others}a whole number from 1 is wanted.`)
  return value
}

/** Some of the names that are known, separated by commas, in their own order. */
export function names<Name extends string>(text: string, known: readonly Name[]): Name[] {
  const given = text.split(',').map((piece) => piece.trim())
  const strange = given.find((name) => !known.some((each) => each === name))
  if (strange !== undefined) throw new InvalidArgumentError(`"${strange}" is none of ${known.join(', ')}.`)
  return known.filter((name) => given.includes(name))
}
