import type { Cell } from './runs.js'

/** The cells of any language (`*`) as those of languages that have rows; what they lack together stays a cell of any. */
export function filledIn(cells: readonly Cell[], found: (task: string) => readonly { readonly language: string; readonly rows: number }[]): Cell[] {
  return cells.flatMap((cell) => {
    if (cell.language !== '*') return [cell]
    const named = cells.filter(({ task, language }) => task === cell.task && language !== '*').map(({ language }) => language)
    const open = found(cell.task).filter(({ language, rows }) => rows > 0 && !named.includes(language))
    const filled = evenly(open.map(({ rows }) => rows), cell.rows)
    const all = open.map(({ language }, i) => ({ task: cell.task, language, rows: filled[i]! })).filter(({ rows }) => rows > 0)
    const lacking = cell.rows - all.reduce((sum, { rows }) => sum + rows, 0)
    return lacking > 0 ? [...all, { ...cell, rows: lacking }] : all
  })
}

/** Shares a number out over stocks as evenly as they allow; what does not divide goes to the first. */
export function evenly(stocks: readonly number[], total: number): number[] {
  const given = stocks.map(() => 0)
  for (let left = total; ; ) {
    const open = stocks.map((_, i) => i).filter((i) => given[i]! < stocks[i]!)
    if (left === 0 || open.length === 0) return given
    const step = Math.max(1, Math.floor(left / open.length))
    for (const i of open) {
      const more = Math.min(step, stocks[i]! - given[i]!, left)
      given[i]! += more
      left -= more
    }
  }
}
