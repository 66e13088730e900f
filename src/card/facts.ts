import { LargeSet } from '../text/large-set.js'
import type { Dialogue, Kind } from '../types.js'
import { licenceName } from './licence-names.js'

/** What rows say of themselves, counted over all of them. */
export interface Facts {
  readonly rows: number
  /** By language and kind, in the order they came. */
  readonly groups: readonly Group[]
  /** SPDX identifier, as licence-names.ts has it (`unknown` where a row has none) → rows. */
  readonly licences: ReadonlyMap<string, number>
  /** Wikis and files of originals, in the order of their names. */
  readonly sources: readonly Source[]
  /** `name@hash` → what it was used as. */
  readonly models: ReadonlyMap<string, ReadonlySet<string>>
  /** Prompt → its hash, one for each language it is written in. */
  readonly prompts: ReadonlyMap<string, ReadonlySet<string>>
  /** From → to → rows, of rows that go from one language to another. */
  readonly directions: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** Whether some rows keep the English they were translated from. */
  readonly translated: boolean
}

/** Rows of one language and kind. */
export interface Group {
  readonly language: string
  readonly kind: Kind
  readonly rows: number
  readonly turns: number
  /** The first of them. */
  readonly sample: Dialogue
}

export interface Source {
  readonly name: string
  readonly licence: string
  readonly rows: number
  /** Different pages of a wiki, or different rows of a file. */
  readonly items: number
}

/** Counts what rows say of themselves, one after another. */
export interface FactsOf {
  add(row: Dialogue): void
  facts(): Facts
}

/** Begins to count. Memory grows with the different pages and originals, by some 50 bytes each. */
export function countingFacts(): FactsOf {
  let [rows, translated] = [0, false]
  const groups = new Map<string, { language: string; kind: Kind; rows: number; turns: number; sample: Dialogue }>()
  const licences = new Map<string, number>()
  const sources = new Map<string, Omit<Source, 'rows' | 'items'> & { rows: number; items: LargeSet }>()
  const [models, prompts] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()]
  const directions = new Map<string, Map<string, number>>()
  return {
    add(row) {
      const { language, kind, source, made, messages } = row
      rows++
      translated ||= 'original' in row && row.original !== undefined
      const group = valueOf(groups, `${language} ${kind}`, () => ({ language, kind, rows: 0, turns: 0, sample: row }))
      group.rows++
      group.turns += messages.filter(({ role }) => role === 'user').length
      const licence = licenceName(source.licence).id
      licences.set(licence, (licences.get(licence) ?? 0) + 1)
      const [name, item] = 'wiki' in source ? [source.wiki, source.page] : [source.dataset, source.row]
      const known = valueOf(sources, `${name} ${licence}`, () => ({ name, licence, rows: 0, items: new LargeSet() }))
      known.rows++
      known.items.add(item)
      for (const role of ['generator', 'embedder', 'judge']) {
        const model = made[role]
        if (typeof model === 'string' && model !== '') valueOf(models, model, () => new Set<string>()).add(role)
      }
      for (const [prompt, hash] of Object.entries(made.prompts)) valueOf(prompts, prompt, () => new Set<string>()).add(hash)
      if (row.kind !== 'cross_lingual') return
      const to = valueOf(directions, row.direction.from, () => new Map<string, number>())
      to.set(row.direction.to, (to.get(row.direction.to) ?? 0) + 1)
    },
    facts: () => ({
      ...{ rows, translated, licences, models, prompts, directions, groups: [...groups.values()] },
      sources: [...sources.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, source]) => ({ ...source, items: source.items.size })),
    }),
  }
}

function valueOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make()
  map.set(key, value)
  return value
}
