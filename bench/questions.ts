/**
 * What a generator asks: how many different frames (questions with the subject, numbers and centuries taken out) dialogues of
 * finished chat-specific builds use, by language, how many of the questions are open ones, name their subject and end as questions do,
 * and how many dialogues use one frame twice. Whether a question fits its answer is for a reader: `--pairs` draws some to read.
 *
 *   node dist/bench/questions.js [--dialogues 50] [--pairs 0] [--seed 0] [--frames] RUN...
 *
 * A RUN is the folder of a dataset (data/runs/chat-specific); several are taken together, so that each can be of another dump.
 * `--dialogues` are drawn from all there are; `--frames` lists the frames with how often each was asked.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { framesAbout } from '../src/dialogue/chosen-questions.js'
import { isOpen } from '../src/dialogue/open-question.js'
import { readParts } from '../src/io/jsonl.js'
import { languages } from '../src/languages/index.js'
import { packageRoot } from '../src/package.js'
import { drawn, randomOf } from '../src/text/random.js'
import { subjectOf } from '../src/text/title.js'
import type { GroundedDialogue, Language } from '../src/types.js'

const { values: flags, positionals: runs } = parseArgs({
  options: { dialogues: { type: 'string', default: '50' }, pairs: { type: 'string', default: '0' }, seed: { type: 'string', default: '0' }, frames: { type: 'boolean', default: false } },
  allowPositionals: true,
})

interface Turn {
  readonly dialogue: number
  readonly title: string
  readonly frame: string
  readonly open: boolean
  readonly named: boolean
  readonly question: string
  readonly answer: string
}

/** Dialogues of all runs in a language, of the last stage that made them. */
async function dialoguesOf(code: string): Promise<GroundedDialogue[]> {
  const found: GroundedDialogue[] = []
  for (const run of runs) {
    const folder = join(run, code)
    const stage = existsSync(folder) ? readdirSync(folder).filter((name) => /^\d+-(?:dialogues|duplicates)$/.test(name)).sort().at(-1) : undefined
    if (stage) for await (const row of readParts<GroundedDialogue>(join(folder, stage))) found.push(row)
  }
  return found
}

const folder = join(packageRoot, 'models', 'nano-generator.questions')

function turnsOf({ messages, passage }: GroundedDialogue, language: Language, dialogue: number): Turn[] {
  const { title } = passage
  const subject = subjectOf(title, language)
  const frames = framesAbout(passage, language, folder)
  return messages.flatMap(({ role, content: question }, i) => {
    if (role !== 'user') return []
    const frame = (frames.get(question) ?? question.replaceAll(subject, '…')).replace(/\d+|\b[IVX]{2,}/g, '#')
    return [{ dialogue, title, frame, open: isOpen(question, language, subject), named: question.toLowerCase().includes(subject.toLowerCase()) && /[?？]$/.test(question), question, answer: messages[i + 1]?.content ?? '' }]
  })
}

const percent = (part: number, of: number) => `${((100 * part) / Math.max(1, of)).toFixed(0)} %`
const line = (...cells: readonly (string | number)[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`)

function counts(turns: readonly Turn[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const { frame } of turns) found.set(frame, (found.get(frame) ?? 0) + 1)
  return found
}

line('language', 'dialogues', 'turns', 'different frames', 'open', 'named and well-formed', 'dialogues with a frame twice')
const all = new Map<string, Turn[]>()
for (const language of Object.values(languages)) {
  const dialogues = drawn(await dialoguesOf(language.code), Number(flags.dialogues), randomOf(flags.seed, language.code))
  if (dialogues.length === 0) continue
  const turns = dialogues.flatMap((dialogue, i) => turnsOf(dialogue, language, i))
  const twice = dialogues.filter((_, i) => [...counts(turns.filter(({ dialogue }) => dialogue === i)).values()].some((count) => count > 1)).length
  const share = (has: (turn: Turn) => boolean) => percent(turns.filter(has).length, turns.length)
  line(language.code, dialogues.length, turns.length, counts(turns).size, share(({ open }) => open), share(({ named }) => named), twice)
  all.set(language.code, turns)
}
for (const [code, turns] of all) {
  if (flags.frames) for (const [frame, count] of [...counts(turns)].sort((a, b) => b[1] - a[1])) process.stdout.write(`${code} ${count} ${frame}\n`)
  for (const { title, question, answer } of drawn(turns, Number(flags.pairs), randomOf(flags.seed, code, 'pairs'))) process.stdout.write(`\n[${code}, ${title}]\n${question}\n${answer}\n`)
}
