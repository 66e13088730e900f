import type { Collection } from './dataset.js'
import type { Built } from './release.js'

/** Of the rows of a language, those of each dataset of a collection: as parts, and how many parts there are. */
function partsOf(collection: Collection, language: string) {
  const parts = collection.parts.map(({ dataset, parts: of }) => ({ name: dataset.name, parts: of(language) }))
  return { parts, total: parts.reduce((sum, { parts: n }) => sum + n, 0) }
}

/** Rows of each dataset of a collection for one language, together `limit`, by largest remainder. */
export function quotas(collection: Collection, language: string, limit: number): Record<string, number> {
  const { parts, total } = partsOf(collection, language)
  const exact = parts.map(({ name, parts: n }) => ({ name, rows: Math.floor((limit * n) / total), rest: (limit * n) / total % 1 }))
  let left = limit - exact.reduce((sum, { rows }) => sum + rows, 0)
  const order = [...exact].sort((a, b) => b.rest - a.rest || (a.name < b.name ? -1 : 1))
  const more = new Set(order.slice(0, left).map(({ name }) => name))
  return Object.fromEntries(exact.map(({ name, rows }) => [name, rows + (more.has(name) ? 1 : 0)]))
}

/** Says which datasets of a collection have too few rows for its proportions, and what limit they could fill; undefined when none has. */
export function shortages(collection: Collection, built: readonly Built[], limit: number): string | undefined {
  const rows = (each: Built) => each.stages.at(-1)?.manifest.rowsOut ?? 0
  const lacks = (most: number) => built.filter((each) => rows(each) < quotas(collection, each.language, most)[each.dataset.name]!)
  const short = lacks(limit)
  if (short.length === 0) return undefined
  // A dataset's share of more rows than that, rounded down, is more than it has; from there on down every number is tried.
  const most = built.map((each) => {
    const { parts, total } = partsOf(collection, each.language)
    return Math.ceil(((rows(each) + 1) * total) / parts.find(({ name }) => name === each.dataset.name)!.parts)
  })
  let possible = Math.min(limit, ...most)
  while (possible > 0 && lacks(possible).length > 0) possible--
  const list = short.map((each) => `${each.language} ${each.dataset.name} ${rows(each)} of ${quotas(collection, each.language, limit)[each.dataset.name]}`).join(', ')
  const cure = possible > 0 ? `--limit ${possible} could be filled with what was kept` : 'no limit could be filled with what was kept'
  return `too few rows for ${collection.name} at --limit ${limit}: ${list}; ${cure}, or give more input; everything built is kept, and no release was written`
}
