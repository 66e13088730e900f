import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../src/package.js'
import type { Criterion } from '../../src/screening/criteria.js'
import type { Message } from '../../src/types.js'

/** A text with the criteria it meets. */
export interface Labelled {
  readonly id: string
  readonly text: string
  readonly criteria: readonly Criterion[]
  /** Written by others, not for this test. */
  readonly real: boolean
}

const fixtures = join(packageRoot, 'test', 'fixtures', 'screen')
const linesOf = (path: string) => readFileSync(path, 'utf8').split('\n').filter((line) => line !== '')
const joined = (contents: readonly string[]) => contents.join('\n\n')

/** The dialogues written for this test. */
export function ownTexts(): Labelled[] {
  return linesOf(join(fixtures, 'own.jsonl')).map((line) => {
    const { id, criteria, messages } = JSON.parse(line) as { id: string; criteria: Criterion[]; messages: Message[] }
    return { id, criteria, text: joined(messages.map(({ content }) => content)), real: false }
  })
}

/** The labels of real texts. */
export function realLabels(): { readonly file: string; readonly row: number; readonly hash: string; readonly criteria: readonly Criterion[] }[] {
  return linesOf(join(fixtures, 'real.jsonl')).map((line) => JSON.parse(line) as ReturnType<typeof realLabels>[number])
}

/** Own texts, and the real ones when the data is there. @throws when a real text is not the one that was labelled */
export function labelledTexts(data: string): Labelled[] {
  const folder = join(data, 'sft-english')
  if (!existsSync(folder)) return ownTexts()
  const files = new Map<string, string[]>()
  const real = realLabels().map(({ file, row, hash, criteria }): Labelled => {
    if (!files.has(file)) files.set(file, textsOf(readFileSync(join(folder, file), 'utf8'), file))
    const text = files.get(file)![row - 1] ?? ''
    const found = createHash('sha256').update(text).digest('hex').slice(0, 12)
    if (found !== hash) throw new Error(`${file}, row ${row}: the text has changed since it was labelled (${found} is not ${hash})`)
    return { id: `${file}:${row}`, text, criteria, real: true }
  })
  return [...ownTexts(), ...real]
}

type Record =
  | string
  | { readonly instruction: string; readonly input: string; readonly output: string }
  | { readonly turns: readonly string[] }
  | { readonly conversations: readonly { readonly value: string }[] }
  | { readonly messages: readonly { readonly content: readonly { readonly value: string }[] }[] }

/** The texts of a file of real data, in the order of its rows. */
function textsOf(content: string, file: string): string[] {
  const records = (file.endsWith('.jsonl') ? content.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record) : JSON.parse(content)) as Record[]
  return records.map((record) => {
    if (typeof record === 'string') return record
    if ('instruction' in record) return joined([record.instruction + (record.input ? `\n${record.input}` : ''), record.output])
    if ('turns' in record) return joined(record.turns)
    if ('conversations' in record) return joined(record.conversations.map(({ value }) => value))
    return joined(record.messages.map(({ content: parts }) => parts.map(({ value }) => value).join('')))
  })
}
