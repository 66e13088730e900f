import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { BuiltStage } from '../build.js'
import { collections } from '../datasets/index.js'
import { messagesOf } from '../dialogue/writer.js'
import { UserError } from '../errors.js'
import { readParts } from '../io/jsonl.js'
import { languageOf } from '../languages/index.js'
import { registry } from '../models/registry.js'
import { builtFor } from '../release.js'
import { promptsIn } from '../prompt.js'
import { answerSpans, passageSentences } from '../text/spans.js'
import type { Dialogue, Passage, Row } from '../types.js'
import { datasetsOf } from './built-datasets.js'
import { languageIn } from './plan.js'
import { dialogueText } from './report.js'
import type { Streams } from './streams.js'
import { table, wrap } from './table.js'
import { timeline } from './timeline.js'

export interface ShowOptions {
  /** A prompt to render with the first passage. */
  readonly prompt?: string

  readonly languages: readonly string[]
  readonly out: string
  readonly stage?: string
  /** `true`: all reasons. */
  readonly rejected?: string | true
  readonly rows: number
  readonly json?: boolean
  /** When each stage was at work, instead of rows. */
  readonly timeline?: boolean
}

type Place = ReturnType<typeof datasetsOf>[number]

interface Rejected {
  readonly id: string
  readonly reason: string
  readonly detail?: Readonly<Record<string, unknown>>
  readonly row: Row
}

/** Prints rows of a finished stage, or what was rejected and why; of a collection, for each of its datasets in turn. */
export async function showCommand(dataset: string, options: ShowOptions, streams: Streams): Promise<void> {
  if (options.timeline) return showTimeline(dataset, options, streams)
  const chosen = withStage(dataset, options)
  for (const language of options.languages) {
    for (const { kind } of chosen) languageIn(kind, language)
    // A collection of few rows has none of some dataset.
    const ofLanguage = chosen.length === 1 ? chosen : chosen.filter(({ folder }) => existsSync(join(folder, language)))
    const built = await Promise.all(ofLanguage.map(async ({ kind, folder }) => ({ name: `${dataset}/${kind.name}`, stages: (await builtFor(folder, kind, language)).stages })))
    const there = built.filter(({ stages }) => stages.length > 0)
    if (there.length === 0) throw nothingBuilt(dataset, chosen, { language, out: options.out })
    for (const { name, stages } of there) {
      if (chosen.length > 1 && !options.json) streams.out.write(`${name}, ${language}\n\n`)
      await showStages(stages, { ...options, language }, streams)
    }
  }
}

async function showStages(stages: readonly BuiltStage[], options: ShowOptions & { language: string }, streams: Streams): Promise<void> {
  const { prompt, rejected, language } = options
  if (prompt) return showPrompt(stages, { prompt, language }, streams)
  return rejected ? showRejected(stages, options, streams) : showRows(stages, options, streams)
}

/** The dataset, or those of a collection that have the stage asked for. A prompt is rendered with a passage. @throws UserError where none has it */
function withStage(dataset: string, { stage, prompt, out }: ShowOptions): Place[] {
  const all = datasetsOf(dataset, out)
  const wanted = prompt ? 'passages' : stage
  if (all.length === 1 || wanted === undefined) return all
  const found = all.filter(({ kind }) => kind.kinds.some(({ name }) => name === wanted))
  if (found.length === 0) throw new UserError(`no dataset of ${dataset} has a stage "${wanted}"; there is ${[...new Set(all.flatMap(({ kind }) => kind.kinds.map(({ name }) => name)))].join(', ')}`)
  return found
}

/** Says how to build it, and where else such rows lie: who ran `npm start` has no build of math alone, but one in ultralink. */
function nothingBuilt(dataset: string, chosen: readonly Place[], { language, out }: { language: string; out: string }): UserError {
  const where = chosen.length > 1 ? `of ${dataset} for ${language} in ${out}` : `in ${join(chosen[0]!.folder, language)}`
  const inside = Object.keys(collections).filter((name) => existsSync(join(out, name, dataset, language))).map((name) => `${name}/${dataset}`)
  return new UserError(`nothing is built ${where}: ultralink build ${dataset.split('/')[0]} -l ${language} builds it${inside.length > 0 ? `, and ${inside.join(', ')} is built already` : ''}`)
}

async function showTimeline(dataset: string, { languages, out }: ShowOptions, streams: Streams): Promise<void> {
  const built = await Promise.all(datasetsOf(dataset, out).flatMap(({ kind, folder }) => languages.map((language) => builtFor(folder, kind, language))))
  if (built.every(({ stages }) => stages.length === 0)) throw new UserError(`nothing is built of ${dataset} for ${languages.join(', ')} in ${out}: ultralink build ${dataset} -l ${languages.join(',')} builds it`)
  streams.out.write(`${timeline(built)}\n`)
}

/** A prompt as the generator of the build gets it, with the first passage, its first answer span and the first dialogue's turn. */
async function showPrompt(stages: readonly BuiltStage[], { prompt, language }: { prompt: string; language: string }, { out }: Streams): Promise<void> {
  const passage = await firstOf<Passage>(stageOf(stages, 'passages').folder)
  if (!passage) throw new UserError(`no passage was kept for ${language}, so there is nothing to render a prompt with`)
  const facts = languageOf(language)
  const generator = stageOf(stages, 'passages').manifest.generator?.split('@')[0]
  const set = registry().find((entry) => entry.name === generator)?.prompts
  const prompts = promptsIn({ language, ...(set ? { set } : {}) })
  const answer = answerSpans(passageSentences(passage.text, facts), facts, passage)[0]?.text ?? '…'
  const turns = [{ question: '…?', answer: '…' }]
  const messages = messagesOf({ context: { prompts, language: facts }, passage }, { kind: 'question', prompt, turns, values: { answer, question: '…?' }, document: prompt !== 'answer-without-document' })
  out.write(`${prompts.get(prompt).file}, about "${passage.title}"\n${messages.map(({ role, content }) => `[${role}]\n${content}`).join('\n')}\n`)
}

async function firstOf<T>(folder: string): Promise<T | undefined> {
  for await (const row of readParts<T>(folder)) return row
  return undefined
}

async function showRows(stages: readonly BuiltStage[], { stage, rows, json }: ShowOptions, { out }: Streams): Promise<void> {
  const { folder } = stageOf(stages, stage)
  let left = rows
  for await (const row of readParts<Row>(folder)) {
    if (left-- <= 0) break
    out.write(json ? `${JSON.stringify(row)}\n` : `${rowText(row)}\n\n`)
  }
}

async function showRejected(stages: readonly BuiltStage[], { stage, rejected, rows, json }: ShowOptions, { out, err }: Streams): Promise<void> {
  const chosen = stage ? [stageOf(stages, stage)] : stages
  if (typeof rejected === 'string' && !chosen.some(({ manifest }) => manifest.rejected[rejected])) err.write(`nothing was rejected as "${rejected}"\n`)
  if (!json) {
    const counts = chosen.flatMap(({ manifest }) => Object.entries(manifest.rejected).map(([reason, n]) => [manifest.name, reason, String(n)]))
    out.write(`${table(['stage', 'reason', 'rows'], counts)}\n\n`)
  }
  for (const { folder, manifest } of chosen) {
    const shown: Record<string, number> = {}
    for await (const reject of readParts<Rejected>(folder, 'rejected-')) {
      if (rejected !== true && reject.reason !== rejected) continue
      shown[reject.reason] = (shown[reject.reason] ?? 0) + 1
      if (shown[reject.reason]! > rows) continue
      out.write(json ? `${JSON.stringify({ stage: manifest.name, ...reject })}\n` : `${rejectText(manifest.name, reject)}\n\n`)
    }
  }
}

function stageOf(stages: readonly BuiltStage[], name: string | undefined): BuiltStage {
  const found = name ? stages.find(({ manifest }) => manifest.name === name) : stages.at(-1)
  if (!found) throw new UserError(`no finished stage "${name}" here; there is ${stages.map(({ manifest }) => manifest.name).join(', ')}`)
  return found
}

function rejectText(stage: string, { id, reason, detail, row }: Rejected): string {
  return `${stage} · ${reason} · ${id}${detail ? ` · ${JSON.stringify(detail)}` : ''}\n${rowText(row)}`
}

function rowText(row: Row): string {
  if ('messages' in row && 'source' in row) return dialogueText(row as Dialogue)
  const { id, title, text, paragraphs, question, answer } = row as Row & { title?: string; text?: string; paragraphs?: { heading: string; text: string }[]; question?: string; answer?: string }
  const body = text ?? paragraphs?.map((paragraph) => (paragraph.heading ? `[${paragraph.heading}] ` : '') + paragraph.text).join('\n')
  const turn = question === undefined ? undefined : `▸ ${question}\n  ${answer ?? ''}`
  return [`${title ?? ''} · ${id}`, ...[body, turn].filter((part) => part !== undefined).map((part) => wrap(part, 100, '  '))].join('\n')
}
