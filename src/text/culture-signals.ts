import type { Language, Passage } from '../types.js'
import { gluedEndings } from './glued.js'
import { spacesWords } from './spaced.js'

/** Signals of the dump itself that a passage belongs to its language's own culture. */
export interface CultureSignals {
  /** Names of the culture per 100 terms of text, at most 10. */
  readonly names: number
  /** Categories that name the culture. */
  readonly categories: number
  /** 1 when the page's coordinates lie where the language is at home. */
  readonly coordinates: number
  readonly evidence: readonly string[]
}

/** Names from which on a text counts as specific without other signals. */
const namesForSpecific = 3

/** Reads the signals off a passage; each name counts once per occurrence, evidence holds each once. */
export function cultureSignals(passage: Passage, language: Language): CultureSignals {
  const pattern = namePattern(language)
  const inText = matches(`${passage.title}\n${passage.text}`, pattern)
  const categories = passage.categories.filter((category) => matches(category, pattern).length > 0)
  const home = passage.coordinates !== undefined && isHome(passage.coordinates, language)
  const size = spacesWords(language) ? passage.text.split(/\s+/).length : [...passage.text].length / 2
  return {
    names: Math.min(10, (100 * inText.length) / Math.max(1, size)),
    categories: categories.length,
    coordinates: home ? 1 : 0,
    evidence: [...new Set([...inText, ...categories, ...(home ? ['coordinates'] : [])])].slice(0, 8),
  }
}

/** How many names of the culture a text has. */
export function cultureNames(text: string, language: Language): number {
  return matches(text, namePattern(language)).length
}

/** Whether the signals alone make a passage culture-specific: a category, coordinates, or several names. */
export function isSpecific({ categories, coordinates, evidence }: CultureSignals): boolean {
  return categories > 0 || coordinates > 0 || evidence.length >= namesForSpecific
}

const patterns = new WeakMap<Language, RegExp>()

function namePattern(language: Language): RegExp {
  const known = patterns.get(language)
  if (known) return known
  const spaced = spacesWords(language)
  const sources = [...language.culture.names]
    .sort((a, b) => b.length - a.length)
    .map((name) => {
      const open = name.endsWith('*')
      const source = name.replace(/\*$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      return spaced && !open ? `${source}(?=${gluedEndings(language)}(?![\\p{L}\\p{N}]))` : open && spaced ? `${source}\\p{L}*` : source
    })
  const pattern = new RegExp(`${spaced ? '(?<![\\p{L}\\p{N}])' : ''}(?:${sources.join('|')})`, 'giu')
  patterns.set(language, pattern)
  return pattern
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[0])
}

function isHome({ latitude, longitude }: NonNullable<Passage['coordinates']>, language: Language): boolean {
  return language.culture.boxes.some(
    ([south, west, north, east]) => latitude >= south && latitude <= north && longitude >= west && longitude <= east,
  )
}
