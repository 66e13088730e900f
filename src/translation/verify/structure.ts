import type { Finding, Pair } from './pair.js'

/** Paragraphs, lines, items of lists, rows of tables and headings of a masked text. */
export function structureOf(masked: string): Readonly<Record<string, number>> {
  const lines = masked.split('\n').filter((line) => line.trim() !== '')
  const count = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length
  return {
    paragraphs: masked.trim() === '' ? 0 : masked.trim().split(/\n[ \t]*(?:\n[ \t]*)+/).length,
    lines: lines.length,
    items: count(/^[ \t>]*(?:[-*+•]|\d+[.)])[ \t]+/),
    rows: count(/^[ \t]*\|/),
    headings: count(/^[ \t]*#{1,6}[ \t]/),
  }
}

/** Structure that is not the same on both sides. */
export function structureFindings({ source, target }: Pair): Finding[] {
  const [before, after] = [structureOf(source.masked.text), structureOf(target.masked.text)]
  const changed = Object.keys(before).filter((name) => before[name] !== after[name])
  if (changed.length === 0) return []
  return [{ reason: 'structure-changed', detail: Object.fromEntries(changed.map((name) => [name, [before[name], after[name]]])) }]
}
