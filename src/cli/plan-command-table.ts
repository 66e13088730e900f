import { join } from 'node:path'
import type { Range, StageEstimate } from '../bench/estimate.js'
import { size } from '../models/bytes.js'
import type { BuildPlan } from './plan-command.js'
import { vectorsFolder } from './plan.js'
import { duration } from './progress.js'
import { table } from './table.js'

/** A plan for people: a line for each stage, all languages together, then the sums and what they rest on. */
export function planTable({ dataset, languages, stages, seconds, cpu, bytes, disk, folder, tokens, made, rows, memory, measured, notes }: BuildPlan): string {
  const head = ['dataset', 'stage', 'rows in', 'rows out', 'time', 'range', 'tokens made', 'disk']
  const lines = together(stages).map((each) => [
    ...[each.chain, each.stage, count(each.rowsIn), count(each.rowsOut), duration(each.seconds.likely), spoken(each.seconds)],
    ...[each.tokens ? count(each.tokens.generated) : '–', rounded(each.bytes + each.journal)],
  ])
  return [
    `${dataset}, ${languages.join(', ')}: about ${duration(seconds.likely)} (${spoken(seconds)}) for ${count(rows)} dialogues`,
    '',
    table(head, lines),
    '',
    `time      ${duration(seconds.likely)} (${spoken(seconds)}); stages run side by side, so this is no sum`,
    `cores     ${duration(cpu.likely)} of one core (${spoken(cpu)}): what is left of the time was waiting, for a GPU or for other programs`,
    `tokens    ${count(tokens.generated)} made (${count(made.low)} to ${count(made.high)}), ${count(tokens.prompt)} of prompts, ${count(tokens.evaluated)} of them evaluated`,
    `disk      ${rounded(bytes.likely)} (${rounded(bytes.low)} to ${rounded(bytes.high)}) in ${folder}: rows of all stages ${rounded(disk.rows)}, the release ${rounded(disk.release)},`,
    `          and what is kept so that a build goes on where it was stopped: journals beside the rows ${rounded(disk.journals)}, vectors of`,
    `          texts in ${join(folder, vectorsFolder)} ${rounded(disk.vectors)}; ultralink clean ${dataset} --all removes these when all is done`,
    `memory    ${size(memory)} at the peak`,
    `measured in ${duration(measured)}`,
    '',
    'To bear in mind:',
    ...notes.map((note) => `  ${note}`),
  ].join('\n')
}

/** The same stage of all languages of a dataset as one. */
function together(stages: readonly StageEstimate[]): StageEstimate[] {
  const found = new Map<string, StageEstimate>()
  for (const each of stages) {
    const chain = each.chain.split(' ')[0]!
    const before = found.get(`${chain} ${each.stage}`)
    found.set(`${chain} ${each.stage}`, before ? sum(before, each) : { ...each, chain })
  }
  return [...found.values()]
}

function sum(a: StageEstimate, b: StageEstimate): StageEstimate {
  const seconds = { low: a.seconds.low + b.seconds.low, likely: a.seconds.likely + b.seconds.likely, high: a.seconds.high + b.seconds.high }
  // English has what others are translated from: no model makes it.
  const tokens = a.tokens && b.tokens ? { prompt: a.tokens.prompt + b.tokens.prompt, evaluated: a.tokens.evaluated + b.tokens.evaluated, generated: a.tokens.generated + b.tokens.generated } : (a.tokens ?? b.tokens)
  return { ...a, rowsIn: a.rowsIn + b.rowsIn, rowsOut: a.rowsOut + b.rowsOut, seconds, bytes: a.bytes + b.bytes, journal: a.journal + b.journal, ...(tokens ? { tokens } : {}) }
}

const spoken = ({ low, high }: Range): string => `${duration(low)} to ${duration(high)}`
const rounded = (bytes: number): string => size(Math.round(bytes))
const count = (value: number): string => Math.round(value).toLocaleString('en')
