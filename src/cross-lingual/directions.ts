import { anyLanguageOf } from '../languages/any.js'

/** From one language to another, by code. */
export interface Direction {
  readonly from: string
  readonly to: string
}

/** The pivots that the build of a language goes to and from: all of them, or those before it where it is one itself. @throws UserError for one that is no language */
export function pivotsOf(language: string, pivots: readonly string[]): readonly string[] {
  const codes = [...new Set(pivots.map((pivot) => anyLanguageOf(pivot).code))]
  const own = codes.indexOf(language)
  return own < 0 ? codes : codes.slice(0, own)
}

/** Both directions between a language and each of its pivots; never from one language around a pivot to another. */
export function directionsOf(language: string, pivots: readonly string[]): readonly Direction[] {
  return pivotsOf(language, pivots).flatMap((pivot) => [{ from: pivot, to: language }, { from: language, to: pivot }])
}

/** `en-fr` */
export function directionName({ from, to }: Direction): string {
  return `${from}-${to}`
}
