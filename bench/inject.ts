import { languageOf } from '../src/languages/index.js'
import { mask } from '../src/text/masks.js'
import { randomOf } from '../src/text/random.js'
import { letters, sentencesOf } from '../src/translation/verify/prose.js'
import type { Parallel, targets } from './parallel-texts.js'

type Target = (typeof targets)[number]

export interface Case {
  readonly item: Parallel
  readonly target: Target
  /** Other texts of the same kind, to take names and sentences from. */
  readonly others: readonly Parallel[]
  /** Which of the ways to spoil it, from 0. */
  readonly draw: number
}

/** Ways to spoil a good translation; each gives undefined where the text has nothing to spoil. */
export const errors: Readonly<Record<string, (given: Case) => string | undefined>> = {
  'number changed': changeNumber,
  'name changed': changeName,
  'sentence dropped': dropSentence,
  'sentence added': addSentence,
  'sentence untranslated': leaveSentence,
  'negation flipped': flipNegation,
  'wrong language': ({ item, target }) => item.texts[next(target)],
  'untranslated': ({ item }) => item.texts['en'],
  'another text': (given) => otherOf(given).texts[given.target],
  'code edited': (given) => editSpan(given, (span) => /^(?:`|~~~)/.test(span)),
  'LaTeX edited': (given) => editSpan(given, (span) => /^(?:\$|\\[([b])/.test(span)),
}

/** Spanish for French, and so on round the circle. */
const next = (target: Target): string => ({ zh: 'ru', ru: 'zh', fr: 'es', es: 'fr' })[target]

const random = ({ item, target, draw }: Case, what: string) => randomOf(item.name, target, what, ...(draw > 0 ? [draw] : []))
const pick = <T>(all: readonly T[], draw: () => number): T | undefined => all[Math.floor(draw() * all.length)]
const replaceAt = (text: string, at: number, length: number, by: string) => text.slice(0, at) + by + text.slice(at + length)
const otherOf = ({ item, others }: Case) => others[(others.indexOf(item) + 7) % others.length]!

function changeNumber(given: Case): string | undefined {
  const text = given.item.texts[given.target]!
  const { spans } = mask(text)
  const draw = random(given, 'number')
  const found = pick([...text.matchAll(/\d+/g)].filter(({ 0: digits }) => !spans.some((span) => span.includes(digits))), draw)
  return found && replaceAt(text, found.index, found[0].length, String(Number(found[0]) + 1 + Math.floor(draw() * 8)))
}

/** One name everywhere in the text becomes another one of the same language: a capitalised word within a sentence, in Chinese a foreign name with its dot. */
function changeName(given: Case): string | undefined {
  const names = (text: string) => (given.target === 'zh' ? text.match(/\p{Script=Han}{2,5}·\p{Script=Han}{2,5}(?=[，。（、])/gu) : text.match(/(?<=\p{Ll},? )\p{Lu}\p{Ll}{3,}(?![\p{L}-])/gu)) ?? []
  const text = given.item.texts[given.target]!
  const name = pick([...names(text)], random(given, 'name'))
  const other = given.others.slice(given.others.indexOf(given.item) + 1).flatMap((each) => [...names(each.texts[given.target]!)]).find((candidate) => !text.includes(candidate))
  return name && other && text.replaceAll(name, other)
}

function sentenceList({ item, target }: Case): string[] {
  return sentencesOf(item.texts[target]!, languageOf(target)).filter((sentence) => letters(sentence) * (languageOf(target).gap === '' ? 3 : 1) >= 15)
}

function dropSentence(given: Case): string | undefined {
  const all = sentenceList(given)
  const text = given.item.texts[given.target]!
  const dropped = all.length > 1 ? pick(all, random(given, 'drop')) : undefined
  return dropped && tidy(text.replace(dropped, ''))
}

function addSentence(given: Case): string | undefined {
  const [added, before] = [pick(sentenceList({ ...given, item: otherOf(given) }), random(given, 'add')), pick(sentenceList(given), random(given, 'where'))]
  if (!added || !before) return undefined
  return given.item.texts[given.target]!.replace(before, `${before}${languageOf(given.target).gap}${added}`)
}

function leaveSentence(given: Case): string | undefined {
  const all = sentenceList(given)
  const english = sentencesOf(given.item.texts['en']!, languageOf('en'))
  if (all.length < 2 || all.length !== english.length) return undefined
  const at = Math.floor(random(given, 'leave')() * all.length)
  return given.item.texts[given.target]!.replace(all[at]!, english[at]!)
}

const negations: Readonly<Record<Target, readonly [RegExp, string][]>> = {
  zh: [[/没有/g, '有'], [/(?:不能|不会|不是|不要)/g, '$'], [/不(?=\p{Script=Han})/gu, '']],
  ru: [[/(?<![\p{L}])[Нн]е (?=\p{L})/gu, '']],
  fr: [[/(?<![\p{L}])n(?:e |['’])(\p{L}+) (?:pas|plus|jamais)(?!\p{L})/gu, '$1']],
  es: [[/(?<![\p{L}])no (?=\p{Ll})/gu, '']],
}

/** A negation is taken away, once. */
function flipNegation(given: Case): string | undefined {
  const text = given.item.texts[given.target]!
  for (const [pattern, by] of negations[given.target]) {
    const found = pick([...text.matchAll(pattern)], random(given, 'negation'))
    if (found) return replaceAt(text, found.index, found[0].length, by === '$' ? found[0].slice(1) : by.replace('$1', found[1] ?? ''))
  }
  return undefined
}

/** One character of what must not change becomes another: a digit, a letter or a sign. */
function editSpan(given: Case, wanted: (span: string) => boolean): string | undefined {
  const text = given.item.texts[given.target]!
  const draw = random(given, 'span')
  const span = pick(mask(text).spans.filter((each) => wanted(each.trim())), draw)
  const found = span && pick([...span.matchAll(/[\p{L}\d+=<>*]/gu)].filter(({ index }) => index > 1), draw)
  if (!span || !found) return undefined
  const by = /\d/.test(found[0]) ? String((Number(found[0]) + 1) % 10) : /\p{L}/u.test(found[0]) ? (found[0] === 'x' ? 'y' : 'x') : found[0] === '+' ? '-' : '+'
  const at = text.indexOf(span)
  return replaceAt(text, at + found.index, 1, by)
}

const tidy = (text: string) => text.replace(/ {2,}/g, ' ').replace(/ +\n/g, '\n').trim()
