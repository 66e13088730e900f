import { readParts } from '../io/jsonl.js'
import type { Built } from '../release.js'
import type { Dialogue } from '../types.js'
import { table, wrap } from './table.js'

/** The closing tables: what came in, what was kept, what was rejected and why; one for each dataset. */
export function summary(built: readonly Built[]): string {
  const datasets = [...new Set(built.map(({ dataset }) => dataset))]
  return datasets.map((dataset) => {
    const own = built.filter((each) => each.dataset === dataset)
    return `${datasets.length > 1 ? `${dataset.name}\n` : ''}${counts(own)}\n\n${rejects(own)}`
  }).join('\n\n')
}

/** A column for each stage, with the rows that came out of it; then what is known of any language: turns of grounded dialogues, the generator's speed. */
function counts(built: readonly Built[]): string {
  const names = built[0]?.dataset.kinds.map(({ name }) => name) ?? []
  const head = ['language', ...names, ...(names.includes('culture') ? ['culture-specific'] : []), 'turns', 'tokens/s']
  const lines = built.map(({ language, stages }) => {
    const of = (name: string) => stages.find(({ manifest }) => manifest.name === name)?.manifest
    const cultural = of('culture')
    const rate = stages.findLast(({ manifest }) => manifest.tokens?.perSecond)?.manifest.tokens?.perSecond
    return [
      language,
      ...names.map((name) => number(of(name)?.rowsOut)),
      ...(names.includes('culture') ? [cultural ? `${share(cultural.counts['specific-before'], cultural.rowsIn)} → ${share(cultural.counts['specific-after'], cultural.rowsOut)}` : '–'] : []),
      number(stages.at(-1)?.manifest.counts['turns']),
      number(rate && Math.round(rate)),
    ]
  })
  const shown = (cells: readonly string[]) => cells.filter((_, i) => i <= names.length || lines.some((line) => line[i] !== unknown))
  return table(shown(head), lines.map(shown))
}

/** The first dialogue of a finished stage, whole. */
export async function example({ stages }: Built): Promise<string | undefined> {
  const last = stages.at(-1)
  if (!last) return undefined
  for await (const row of readParts<Dialogue>(last.folder)) return dialogueText(row)
  return undefined
}

/** A dialogue for people to read. */
export function dialogueText(row: Dialogue): string {
  const turns = row.messages.map(({ role, content }) => `${role === 'user' ? '▸' : ' '} ${wrap(content, 100, '  ').slice(2)}`)
  return [`${row.language} · ${'wiki' in row.source ? row.source.title : `${row.source.dataset}, row ${row.source.row}`} · ${row.id}`, ...turns].join('\n')
}

/** A line for each stage and reason, a column for each language: it stays narrow however many reasons there are. */
function rejects(built: readonly Built[]): string {
  const lines = new Map<string, string[]>()
  const manifests = built.flatMap(({ stages }, column) => stages.map(({ manifest }, index) => ({ manifest, column, index })))
  for (const { manifest, column } of manifests.sort((a, b) => a.index - b.index)) {
    for (const [reason, n] of Object.entries(manifest.rejected)) {
      const line = lines.get(`${manifest.name} ${reason}`) ?? [manifest.name, reason, ...built.map(() => '–')]
      lines.set(`${manifest.name} ${reason}`, line.with(column + 2, number(n)))
    }
  }
  return lines.size === 0 ? 'nothing was rejected' : table(['rejected in', 'reason', ...built.map(({ language }) => language)], [...lines.values()])
}

const unknown = '–'
const number = (value: number | undefined) => (value === undefined ? unknown : value.toLocaleString('en'))
const share = (part: number | undefined, whole: number) => (whole === 0 ? '–' : `${Math.round((100 * (part ?? 0)) / whole)}%`)
