import { join } from 'node:path'
import type { BuiltStage } from '../build.js'
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

interface Rejected {
  readonly id: string
  readonly reason: string
  readonly detail?: Readonly<Record<string, unknown>>
  readonly row: Row
}

/** Prints rows of a finished stage, or what was rejected and why. */
export async function showCommand(dataset: string, options: ShowOptions, streams: Streams): Promise<void> {
  if (options.timeline) return showTimeline(dataset, options, streams)
  const [chosen, ...others] = datasetsOf(dataset, options.out)
  if (others.length > 0) throw new UserError(`${dataset} has several datasets; show one of them: ${[chosen!, ...others].map(({ kind }) => `${dataset}/${kind.name}`).join(', ')}`)
  const { kind, folder } = chosen!
  for (const language of options.languages) {
    languageIn(kind, language)
    const { stages } = await builtFor(folder, kind, language)
    if (stages.length === 0) throw new UserError(`nothing is built in ${join(folder, language)}: ultralink build ${dataset.split('/')[0]} -l ${language} builds it`)
    if (options.prompt) await showPrompt(stages, { ...options, prompt: options.prompt, language }, streams)
    else if (options.rejected) await showRejected(stages, options, streams)
    else await showRows(stages, options, streams)
  }
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
