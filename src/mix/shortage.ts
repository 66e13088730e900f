import { UserError } from '../errors.js'
import type { Draw } from './draw.js'
import { sharedOut, type Cell, type Mixture, type Run } from './runs.js'

/** What a run asks of a task and language, and what there is. */
export interface Line extends Cell {
  readonly available: number
}

/** The cells of a run with what there is. */
export function linesOf(run: Run, draw: Draw): Line[] {
  return draw.cellsOf(run).map((cell) => ({ ...cell, available: cell.language === '*' ? 0 : draw.available(cell.task, cell.language) }))
}

/** Nothing is repeated to fill a number up. `leaks`: rows that are left out for what they hold of benchmarks. @throws UserError that says what is short, and what could be filled */
export function checkShortage(mixture: Mixture, draw: Draw, leaks = 0): void {
  const lines = mixture.runs.flatMap((run) => linesOf(run, draw))
  const short = mostAsked(lines.filter(({ rows, available }) => available < rows))
  const lacking = shortOfValidation(mixture, lines, draw)
  if (short.length === 0 && lacking.length === 0) return
  const list = short.map(({ task, language, rows, available }) => `${task} ${language === '*' ? 'of all languages together ' : `${language} `}${number(available)} of ${number(rows)}`)
  const aside = mixture.validation > 0 && short.length > 0 ? `; ${mixture.validation < 1 ? `${100 * mixture.validation} %` : `${mixture.validation} rows`} of each, and other versions of them, are set aside for validation` : ''
  const advice = [...(short.length > 0 ? [largest(mixture, draw, lines)] : []), ...(lacking.length > 0 ? [`for validation there are ${lacking.join(', ')}: ask for less with --validation`] : [])]
  const what = [`too few rows for ${mixture.name}${list.length > 0 ? `: ${list.join(', ')}` : ''}${aside}`, ...(leaks > 0 ? [`${number(leaks)} rows that hold items of benchmarks are left out with all versions of them`] : [])]
  throw new UserError([...what, ...advice, 'or give more with --from', 'nothing is repeated, and nothing was written'].join('; '))
}

/** Of each task and language what the largest run asks. */
function mostAsked(lines: readonly Line[]): Line[] {
  const most = new Map<string, Line>()
  for (const line of lines) {
    const key = `${line.task} ${line.language}`
    if ((most.get(key)?.rows ?? 0) < line.rows) most.set(key, line)
  }
  return [...most.values()]
}

function shortOfValidation({ validation }: Mixture, lines: readonly Line[], draw: Draw): string[] {
  if (validation < 1) return []
  const cells = mostAsked(lines).filter(({ language }) => language !== '*')
  return cells.map(({ task, language }) => ({ task, language, rows: draw.heldOut(task, language).length })).filter(({ rows }) => rows < validation).map(({ task, language, rows }) => `${task} ${language} ${rows} of ${validation}`)
}

const number = (n: number) => n.toLocaleString('en')

/** The numbers that could be filled with what is there. */
function largest(mixture: Mixture, draw: Draw, lines: readonly Line[]): string {
  if (mixture.runs.some(({ k }) => k === undefined)) {
    const none = lines.filter(({ available }) => available === 0).map(({ task, language }) => `${task}${language === '*' ? '' : ` ${language}`}`)
    return none.length > 0 ? `no --total can be filled without ${[...new Set(none)].join(', ')}` : `the largest --total that can be filled is ${number(largestTotal(mixture, draw))}`
  }
  const [english, others] = [true, false].map((wanted) => fillable(mixture, lines.filter(({ language }) => (language === 'en') === wanted)))
  return [...(others ? [`the largest k that can be filled is ${others}`] : []), ...(english ? [`English ${english}`] : [])].join(', ')
}

/** The least that a language has, of each task; one number where tasks share their runs. */
function fillable({ tasks, multi }: Mixture, lines: readonly Line[]): string | undefined {
  const least = Object.keys(tasks).flatMap((task) => {
    const own = lines.filter((line) => line.task === task).map(({ available }) => available)
    return own.length > 0 ? [{ task, rows: Math.min(...own) }] : []
  })
  if (least.length < 2) return least[0] && number(least[0].rows)
  const told = least.map(({ task, rows }) => `${task} ${number(rows)}`).join(', ')
  return multi ? `${number(Math.min(...least.map(({ rows }) => rows)))} (${told})` : told
}

/** By halving: the shares of a larger total are hardly ever smaller, by one row where they are. */
function largestTotal(mixture: Mixture, draw: Draw): number {
  const run = mixture.runs[0]!
  const total = run.cells.reduce((sum, { rows }) => sum + rows, 0)
  const { shares = [] } = run
  const fits = (rows: number) => linesOf({ ...run, cells: sharedOut(shares, rows) }, draw).every((line) => line.available >= line.rows)
  let [low, high] = [0, total]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(middle)) low = middle
    else high = middle - 1
  }
  return low
}
