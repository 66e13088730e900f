import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { version } from '../package.js'
import type { Counted } from './census.js'
import type { Drawn } from './draw.js'
import type { Cell, Mixture, Run } from './runs.js'
import type { Caution } from './spec.js'

/** Rows with their length. */
export interface Amount {
  readonly rows: number
  readonly tokens: number
  /** Of these, in answers: what is learned where the loss is on answers alone. */
  readonly answerTokens: number
}

/** What `manifest.json` in a run's folder says. */
export interface Manifest {
  readonly run: string
  readonly mixture: string
  readonly preset?: string
  readonly fingerprint: string
  readonly ultralink: string
  readonly seed: number
  readonly k?: Run['k']
  readonly align: boolean
  readonly seen: readonly string[]
  readonly unseen: readonly string[]
  /** Task → language → rows. */
  readonly asked: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly got: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** name@sha256; tokens of contents, without what a chat template adds. */
  readonly tokenizer: string
  readonly total: Amount
  readonly languages: Readonly<Record<string, Amount>>
  readonly tasks: Readonly<Record<string, Amount>>
  readonly validation: Amount
  readonly licences: Readonly<Record<string, number>>
  readonly files: Readonly<Record<string, { readonly rows: number; readonly bytes: number; readonly sha256: string }>>
  readonly sources: readonly { readonly name: string; readonly task?: string; readonly language?: string; readonly bytes: number; readonly sha256: string; readonly rows: number; readonly leftOut: Readonly<Record<string, number>> }[]
  /** Whose items no row holds. */
  readonly benchmarks: readonly { readonly benchmark: string; readonly items: number }[]
  readonly cautions: readonly Caution[]
}

/** What a run's folder tells beside its rows. */
export interface Deciding {
  readonly tokenizer: string
  readonly model: string
  readonly sources: readonly Counted[]
  readonly benchmarks: Manifest['benchmarks']
}

/** Of everything that decides what is in a run's folder: the rows by content, in their order, and what stands beside them. */
export function fingerprintOf(run: Run, mixture: Mixture, { train, validation, tokenizer, model, sources, benchmarks }: Deciding & { readonly train: readonly Drawn[]; readonly validation: readonly Drawn[] }): string {
  const digest = createHash('sha256').update(JSON.stringify([version, run, { ...mixture, runs: undefined }, tokenizer, model, sourcesOf(sources), benchmarks]))
  for (const rows of [train, validation]) {
    digest.update('\n')
    for (const { task, language, content } of rows) digest.update(`${task} ${language} ${content}\n`)
  }
  return digest.digest('hex').slice(0, 16)
}

/** The manifest in a folder; undefined when there is none that can be read. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest
  } catch {
    return undefined
  }
}

/** Sources as a manifest tells them: by name and hash, not by path. */
export function sourcesOf(sources: readonly Counted[]): Manifest['sources'] {
  return sources.map(({ source: { name, task, language, bytes, sha256 }, rows, leftOut }) => ({ name, ...(task ? { task } : {}), ...(language ? { language } : {}), bytes, sha256, rows, leftOut }))
}

/** Task → language → rows. */
export function byTask(cells: readonly Cell[]): Record<string, Record<string, number>> {
  const found: Record<string, Record<string, number>> = {}
  for (const { task, language, rows } of cells) (found[task] ??= {})[language] = (found[task]?.[language] ?? 0) + rows
  return found
}

/** Rows and tokens by a word that each has, words in their order. */
export function amountsBy(rows: readonly Drawn[], wordOf: (row: Drawn) => string, tokens: (row: Drawn) => { readonly all: number; readonly answers: number }): Record<string, Amount> {
  const found = new Map<string, { rows: number; tokens: number; answerTokens: number }>()
  for (const row of rows) {
    const amount = found.get(wordOf(row)) ?? { rows: 0, tokens: 0, answerTokens: 0 }
    const { all, answers } = tokens(row)
    amount.rows++
    amount.tokens += all
    amount.answerTokens += answers
    found.set(wordOf(row), amount)
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The sum of amounts. */
export function sumOf(amounts: Iterable<Amount>): Amount {
  const sum = { rows: 0, tokens: 0, answerTokens: 0 }
  for (const { rows, tokens, answerTokens } of amounts) {
    sum.rows += rows
    sum.tokens += tokens
    sum.answerTokens += answerTokens
  }
  return sum
}
