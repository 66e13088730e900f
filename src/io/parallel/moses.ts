import { existsSync } from 'node:fs'
import { UserError } from '../../errors.js'
import { brokenLink } from '../../read-problem.js'
import { lineCutter, type Cut } from '../sft/cutters.js'
import { openRows, stretchesOf } from '../sft/text.js'
import type { Unit } from './unit.js'

/** The file of one side of a Moses corpus: `corpus.en`, or `corpus.en.gz`. @throws UserError when there is none */
export function sideFile(corpus: string, code: string): string {
  const file = [`${corpus}.${code}`, `${corpus}.${code}.gz`].find((name) => existsSync(name) || brokenLink(name))
  if (file) return file
  throw new UserError(`there is no file ${corpus}, and no ${corpus}.${code} or ${corpus}.${code}.gz of a Moses corpus, which is two files, line by line the same text, such as corpus.en and corpus.fr for en-fr=corpus; check the path`)
}

/** Rows of a Moses corpus: two files, line by line the same text. */
export async function* mosesPairs(corpus: string, [one, other]: readonly [string, string], signal?: AbortSignal): AsyncGenerator<Unit> {
  const left = allLines(sideFile(corpus, one), signal)
  const right = allLines(sideFile(corpus, other), signal)
  try {
    for (let row = 1; ; row++) {
      const [a, b] = [await left.next(), await right.next()]
      if (a.done && b.done) return
      const position = Math.max(a.value?.position ?? 0, b.value?.position ?? 0)
      const found = a.value?.damage ?? b.value?.damage
      if (found) return yield { row, position, problem: { reason: 'damaged-file', detail: { language: a.value?.damage ? one : other, found } } }
      if (a.done || b.done) yield { row, position, problem: { reason: 'no-counterpart', detail: { language: a.done ? one : other } } }
      else if (a.value.text === undefined || b.value.text === undefined) yield { row, position, problem: { reason: 'row-too-long', detail: { language: a.value.text === undefined ? one : other } } }
      else if (a.value.text === '' && b.value.text === '') continue
      else if (a.value.text === '' || b.value.text === '') yield { row, position, problem: { reason: 'empty-side', detail: { languages: [a.value.text === '' ? one : other] } } }
      else yield { row, position, texts: { [one]: a.value.text, [other]: b.value.text } }
    }
  } finally {
    await left.return(undefined)
    await right.return(undefined)
  }
}

interface Line {
  /** Undefined where it is too long to be held. */
  readonly text: string | undefined
  readonly position: number
  /** Why the file cannot be read from here on. */
  readonly damage?: string
}

/** Every line, blank ones too: a line's number is what pairs it. One that damage tore is none. */
async function* allLines(path: string, signal?: AbortSignal): AsyncGenerator<Line, undefined> {
  const { file, size, packing } = await openRows(path)
  try {
    const cutter = lineCutter(undefined, true)
    const lines = (cuts: readonly Cut[], position: number): Line[] => cuts.map(({ text }) => ({ text: text?.trim(), position }))
    for await (const { text, position, damage } of stretchesOf(file, size, { packing, ...(signal ? { signal } : {}) })) {
      if (damage) return yield { text: '', position, damage }
      yield* lines(cutter.push(text), position)
    }
    yield* lines(cutter.end(), size)
  } finally {
    await file.close()
  }
}
