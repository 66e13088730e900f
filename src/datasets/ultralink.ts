import type { Collection } from '../dataset.js'
import { chatAgnostic } from './chat-agnostic.js'
import { chatSpecific } from './chat-specific.js'
import { code } from './code.js'
import { math } from './math.js'

/** Thousands of specific dialogues by language; other languages get their mean. */
const specific: Readonly<Record<string, number>> = { en: 10, zh: 36.2, ru: 36.9, fr: 29.8, es: 34.1 }

/** English has what the others were chosen from. */
const english: Readonly<Record<string, number>> = { 'chat-agnostic': 66.6, math: 395, code: 186 }

const share = (name: string, other: number) => (language: string) => (language === 'en' ? english[name]! : other)

/**
 * The four kinds in the proportions of UltraLink's release. The numbers are thousands of dialogues, read off the chart and
 * the totals that its authors published (arXiv 2402.04588 and its repository).
 */
export const ultralink: Collection = {
  name: 'ultralink',
  description: "all four kinds in the proportions of UltraLink's release",
  parts: [
    { dataset: chatSpecific, parts: (language) => specific[language] ?? 34.25 },
    { dataset: chatAgnostic, parts: share('chat-agnostic', 11.3) },
    { dataset: math, parts: share('math', 31.9) },
    { dataset: code, parts: share('code', 15.9) },
  ],
}
