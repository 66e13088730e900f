/**
 * Private-use characters that stand for something while an article is read. They never leave `readArticle`;
 * the same characters in a dump are unreadable anyway and are treated as holes.
 */
const holeOpen = '\uE000'
const firstName = 0xe100
const lastName = 0xf8fe

/** Where a literal character hides from the steps that read markup. */
const literals = '。[]{}<>&$~\'=|*#:;'
const firstLiteral = 0xe010

/** Two characters that mark a hole: something the sentence cannot do without is missing here. */
export const hole = (name: number): string => holeOpen + String.fromCharCode(Math.min(firstName + name, lastName))

/** Something spoken or a place on the map: no loss in a parenthesis or after the title, a hole anywhere else. */
export const aside = '\uE005'

/** The number of the hole that an aside becomes. */
export const asideName = 1

/** Matches one hole; group 1 is the character that numbers its name. */
export const holes = /\uE000([\uE100-\uF8FE])/g

/** True when the text has a hole. */
export const hasHole = (text: string): boolean => text.includes(holeOpen)

/** Where a block quotation begins and ends that has a template at either end. */
export const quotationStart = '\uE006'
export const quotationEnd = '\uE007'

/** The number that `hole` was given, from the character that a match of `holes` captured. */
export const holeName = (character: string): number => character.charCodeAt(0) - firstName

/** Hides every character of the text that is in `among`, so that no later step takes it for markup. */
export const hide = (text: string, among: RegExp): string =>
  text.replace(among, (c) => {
    const at = literals.indexOf(c)
    return at < 0 ? c : String.fromCharCode(firstLiteral + at)
  })

/** Every character that wikitext could read as markup. */
export const anyMarkup = /[。[\]{}<>&$~'=|*#:;]/g

/** Brings hidden characters back. */
export const reveal = (text: string): string =>
  text.replace(/[\uE010-\uE02F]/g, (c) => literals[c.charCodeAt(0) - firstLiteral] ?? '')

/** Replaces private-use characters that the source itself contains by the given hole. */
export const withoutPrivate = (text: string, replacement: string): string => text.replace(/[\uE000-\uF8FF]/g, replacement)
