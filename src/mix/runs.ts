import { UserError } from '../errors.js'
import { presetOf } from './presets.js'
import type { Caution, MixtureInput } from './spec.js'

/** So many rows of a task in a language; `*`: evenly over all languages that have some. */
export interface Cell {
  readonly task: string
  readonly language: string
  readonly rows: number
}

/** A part of a total, as it was named; all of them need not add up to anything. */
interface Share {
  readonly task: string
  readonly language: string
  readonly share: number
}

/** One training set. */
export interface Run {
  readonly name: string
  readonly seed: number
  /** Rows of each non-English language and task, where the mixture counts by them. */
  readonly k?: number | Readonly<Record<string, number>>
  readonly cells: readonly Cell[]
  /** What the cells were shared out by, where the mixture counts by shares. */
  readonly shares?: readonly Share[]
}

/** A mixture with nothing left open but its sources. */
export interface Mixture {
  readonly name: string
  readonly preset?: string
  readonly cautions: readonly Caution[]
  /** Task → kinds of rows that belong to it, where a file is not labelled. */
  readonly tasks: Readonly<Record<string, readonly string[]>>
  readonly multi: boolean
  readonly languages: readonly string[]
  readonly unseen: readonly string[]
  readonly align: boolean
  /** Rows of each task and language, or below 1 their share. */
  readonly validation: number
  readonly runs: readonly Run[]
}

/** The mixture behind what was said, presets filled in. @throws UserError when something is missing or does not go together */
export function mixtureOf(given: MixtureInput): Mixture {
  const preset = given.preset === undefined ? undefined : presetOf(given.preset)
  const base = preset?.mixture() ?? {}
  const own = preset?.mixture(given.languages) ?? {}
  // Numbers of one way of counting take the place of the other's.
  const input: MixtureInput = { ...own, ...given, ...(given.k !== undefined || given.english !== undefined ? { shares: given.shares, total: given.total } : {}) }
  const tasks = tasksOf(input)
  const { unseen = [], multi = false, align = false, validation = 0, seeds = [0] } = input
  const languages = once(input.languages)
  const name = given.name ?? preset?.name.replaceAll(':', '-') ?? 'mixture'
  checkCounting(name, given, input)
  const both = languages.find((language) => unseen.includes(language))
  if (both) throw new UserError(`${name}: ${both} is both a seen and an unseen language; take it out of one of them`)
  if (languages.includes('en') && !input.shares) throw new UserError(`${name}: en is among the languages; English has its own number, english`)
  const runs = [...new Set(seeds)].flatMap((seed) => (input.shares ? [sharesRun(name, input, seed)] : countedRuns(name, { input, tasks: Object.keys(tasks), seed, seeds: seeds.length })))
  const seen = [...new Set([...languages, ...runs.flatMap(({ cells }) => cells.map(({ language }) => language))])].filter((language) => !['en', '*'].includes(language))
  const empty = runs.find(({ cells }) => cells.length === 0)
  if (empty) throw new UserError(`${name}: run ${empty.name} has no rows; english is ${input.english}, so k has to be more than 0`)
  const cautions = preset ? [...preset.cautions, ...changed(given, base)] : []
  if (preset?.name === 'linguistic') checkScripts(seen, unseen)
  return { name, ...(preset ? { preset: preset.name } : {}), cautions, tasks, multi, languages: seen, unseen, align, validation, runs }
}

/** @throws UserError when rows are counted in two ways, of which one would go unheeded */
function checkCounting(name: string, given: MixtureInput, { total, shares }: MixtureInput): void {
  if (total !== undefined && !shares) throw new UserError(`${name}: total is ${total}, and the rows are counted by english and k; leave total out, or name shares in place of those in a YAML file`)
  if (given.shares && (given.english !== undefined || given.k !== undefined)) throw new UserError(`${name}: shares and ${given.k === undefined ? 'english' : 'k'} are two ways of counting rows; leave one of them out`)
}

/** Kinds that count as a task when it says none of its own. */
const kindsOf: Readonly<Record<string, readonly string[]>> = { if: ['chat_agnostic', 'chat_specific'] }

function tasksOf({ tasks, shares }: MixtureInput): Mixture['tasks'] {
  const given = tasks ?? [...new Set(shares?.map(({ task }) => task))]
  const named = Array.isArray(given) ? Object.fromEntries(given.map((task) => [task, kindsOf[task] ?? [task]])) : given
  if (Object.keys(named).length === 0) throw new UserError('which tasks? name a preset with --preset (ultralink mix --list shows them), or tasks in a YAML file')
  const stray = shares?.find(({ task }) => !(task in named))
  if (stray) throw new UserError(`shares name the task ${stray.task}, which is not among the tasks ${Object.keys(named).join(', ')}`)
  return named
}

/** One run a number: of each task alone, or of all together. */
function countedRuns(name: string, { input, tasks, seed, seeds }: { input: MixtureInput; tasks: readonly string[]; seed: number; seeds: number }): Run[] {
  const { english, k, multi = false } = input
  const languages = once(input.languages)
  if (english === undefined || k === undefined) throw new UserError(`${name}: how many rows? ${english === undefined ? 'english: rows of each task in English' : 'k: rows of each other language and task, one or several numbers'}`)
  const most = Array.isArray(k) ? Math.max(...k) : Math.max(...Object.values(k))
  const stray = Array.isArray(k) ? undefined : Object.keys(k).find((task) => !tasks.includes(task))
  if (stray) throw new UserError(`${name}: k names the task ${stray}, which is not among the tasks ${tasks.join(', ')}`)
  if (most > 0 && languages.length === 0) throw new UserError(`${name}: k is ${most} and no language is named; languages: [es, fr]`)
  const ending = seeds > 1 ? `-s${seed}` : ''
  const of = (own: readonly string[], level: number | Readonly<Record<string, number>>): Run => {
    const rows = (task: string) => (typeof level === 'number' ? level : (level[task] ?? 0))
    const label = typeof level === 'number' ? `k${level}` : own.map((task) => `${task}${rows(task)}`).join('-')
    const cells = own.flatMap((task) => [{ task, language: 'en', rows: english }, ...languages.map((language) => ({ task, language, rows: rows(task) }))])
    return { name: `${multi ? '' : `${own[0]}-`}${label}${ending}`, seed, k: level, cells: cells.filter((cell) => cell.rows > 0) }
  }
  const all = Array.isArray(k) ? [...new Set(k)] : [k]
  return multi ? all.map((level) => of(tasks, level)) : tasks.flatMap((task) => all.map((level) => of([task], level)))
}

/** One run, its total shared out by largest remainder. */
function sharesRun(name: string, input: MixtureInput, seed: number): Run {
  const { shares = [], total, seeds = [] } = input
  if (total === undefined) throw new UserError(`${name}: how many rows? total: their number, shared out by shares`)
  const even = summed(shares.flatMap(({ task, languages, share }) => (languages === 'all' ? [{ task, language: '*', share }] : once(languages).map((language, _, { length }) => ({ task, language, share: share / length })))))
  return { name: `${name}${seeds.length > 1 ? `-s${seed}` : ''}`, seed, cells: sharedOut(even, total), shares: even }
}

/** Languages as they are named, each once. */
const once = (languages: readonly string[] = []): string[] => [...new Set(languages)]

/** One share of each task and language, so that no row is drawn for two. */
function summed(shares: readonly Share[]): Share[] {
  const sums = new Map<string, Share>()
  for (const { task, language, share } of shares) {
    const key = `${task} ${language}`
    sums.set(key, { task, language, share: share + (sums.get(key)?.share ?? 0) })
  }
  return [...sums.values()]
}

/** Whole numbers in given proportions that add up, by largest remainder. */
export function sharedOut(shares: readonly Share[], total: number): Cell[] {
  const sum = shares.reduce((all, { share }) => all + share, 0)
  const exact = shares.map(({ share }) => (total * share) / sum)
  let left = total - exact.reduce((all, rows) => all + Math.floor(rows), 0)
  const order = exact.map((_, i) => i).sort((a, b) => (exact[b]! % 1) - (exact[a]! % 1) || a - b)
  const more = new Set(order.slice(0, left))
  return shares.map(({ task, language }, i) => ({ task, language, rows: Math.floor(exact[i]!) + (more.has(i) ? 1 : 0) })).filter(({ rows }) => rows > 0)
}

/** Says that a preset was changed: its numbers are no longer those it is named for. Fewer of its runs are no change. */
function changed(given: MixtureInput, base: MixtureInput): Caution[] {
  const same = (key: keyof MixtureInput) => JSON.stringify(given[key]) === JSON.stringify(base[key])
  const fewer = Array.isArray(given.k) && Array.isArray(base.k) && given.k.every((level) => (base.k as number[]).includes(level))
  const own = (['tasks', 'multi', 'languages', 'unseen', 'english', 'k', 'shares', 'total', 'align'] as const).filter((key) => given[key] !== undefined && !same(key) && !(key === 'k' && fewer))
  return own.length === 0 ? [] : [{ evidence: 'ours', text: `Changed here, so no longer the preset's: ${own.join(', ')}.` }]
}

/** @throws UserError when a language to be served is in a script that no seen language has */
function checkScripts(seen: readonly string[], unseen: readonly string[]): void {
  const scriptOf = (language: string) => new Intl.Locale(language).maximize().script ?? 'Latn'
  const have = new Set(['en', ...seen].map(scriptOf))
  const lacking = unseen.find((language) => !have.has(scriptOf(language)))
  const script = lacking && new Intl.DisplayNames('en', { type: 'script' }).of(scriptOf(lacking))
  if (lacking) throw new UserError(`linguistic: unseen ${lacking} is in the script ${script}, and no seen language is; add one with --languages (seen: ${seen.join(', ')})`)
}
