import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../src/package.js'

/** The same text in English and in other languages. */
export interface Parallel {
  readonly name: string
  /** By language code, `en` among them. */
  readonly texts: Readonly<Record<string, string>>
}

const folder = join(packageRoot, '../shared/data/multilingual-benchmarks')
const codes = { en: 'src.eng', zh: 'ref.zho-CN', ru: 'ref.rus', fr: 'ref.fra', es: 'ref.spa' }
const threeLetters = { zh: 'cmn', ru: 'rus', fr: 'fra', es: 'spa' }

/** Languages that there are parallel texts in, beside English. */
export const targets = ['zh', 'ru', 'fr', 'es'] as const

/** Whether the parallel texts are on this machine. */
export const available = existsSync(folder)

const lines = (file: string) => readFileSync(join(folder, file), 'utf8').replace(/\n$/, '').split(/\r?\n/)

/** NTREX-128 (news, translated by people from English): documents, each a list of lines. */
export function ntrexDocuments(): Parallel[][] {
  const ids = lines('MicrosoftTranslator__NTREX/DOCUMENT_IDS.tsv')
  const texts = Object.entries(codes).map(([code, name]) => [code, lines(`MicrosoftTranslator__NTREX/newstest2019-${name}.txt`)] as const)
  const documents = new Map<string, Parallel[]>()
  ids.forEach((id, row) => {
    const line = { name: `ntrex ${row + 1}`, texts: Object.fromEntries(texts.map(([code, all]) => [code, all[row]!.trim()])) }
    documents.set(id, [...(documents.get(id) ?? []), line])
  })
  return [...documents.values()]
}

/** MGSM (word problems, translated by people from English). */
export function mgsm(): Parallel[] {
  const texts = Object.keys(codes).map((code) => [code, lines(`google-research__url-nlp/mgsm_${code}.tsv`).map((line) => line.split('\t')[0]!)] as const)
  return texts[0]![1].map((_, row) => ({ name: `mgsm ${row + 1}`, texts: Object.fromEntries(texts.map(([code, all]) => [code, all[row]!])) }))
}

/** Tatoeba (short sentences): pairs of one language with English. */
export function tatoeba(target: (typeof targets)[number]): Parallel[] {
  const code = threeLetters[target]
  const [own, english] = [lines(`facebookresearch__LASER/tatoeba.${code}-eng.${code}`), lines(`facebookresearch__LASER/tatoeba.${code}-eng.eng`)]
  return own.map((text, row) => ({ name: `tatoeba ${row + 1}`, texts: { en: english[row]!, [target]: text } }))
}

/** Lines of a document joined, every run of so many that begins at a multiple of the step. */
export function blocks(document: readonly Parallel[], size: number, step = size): Parallel[] {
  const found: Parallel[] = []
  for (let from = 0; from + size <= document.length; from += step) {
    const run = document.slice(from, from + size)
    const names = Object.keys(run[0]!.texts)
    found.push({ name: `${run[0]!.name}+${size - 1}`, texts: Object.fromEntries(names.map((code) => [code, run.map((line) => line.texts[code]!).join(code === 'zh' ? '' : ' ')])) })
  }
  return found
}

/** Every other one, and the rest: the first half is for calibration, the second for measuring. */
export function halves<T>(all: readonly T[]): [T[], T[]] {
  return [all.filter((_, i) => i % 2 === 0), all.filter((_, i) => i % 2 === 1)]
}
