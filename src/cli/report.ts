import { readParts } from '../io/jsonl.js'
import type { Built } from '../release.js'
import type { Dialogue } from '../types.js'
import { table, wrap } from './table.js'

/** The closing table: what came in, what was kept, what was rejected and why. */
export function summary(built: readonly Built[]): string {
  const head = ['language', 'articles', 'passages', 'culture-specific', 'dialogues', 'kept', 'turns', 'tokens/s']
  const counts = table(head, built.map(({ language, stages }) => {
    const rows = (name: string) => stages.find(({ manifest }) => manifest.name === name)?.manifest
    const generated = rows('dialogues')
    const cultural = rows('culture')
    return [
      language,
      ...[rows('articles')?.rowsOut, rows('passages')?.rowsOut].map(number),
      cultural ? `${share(cultural.counts['specific-before'], cultural.rowsIn)} → ${share(cultural.counts['specific-after'], cultural.rowsOut)}` : '–',
      number(generated?.rowsOut),
      number(stages.at(-1)?.manifest.rowsOut),
      number(stages.at(-1)?.manifest.counts['turns']),
      number(generated?.tokens && Math.round(generated.tokens.perSecond)),
    ]
  }))
  return `${counts}\n\n${rejects(built)}`
}

/** The first dialogue of a finished stage, whole. */
export async function example({ stages }: Built, columns = 100): Promise<string | undefined> {
  const last = stages.at(-1)
  if (!last) return undefined
  for await (const row of readParts<Dialogue>(last.folder)) return dialogueText(row, columns)
  return undefined
}

/** A dialogue for people to read. */
export function dialogueText(row: Dialogue, columns = 100): string {
  const turns = row.messages.map(({ role, content }) => `${role === 'user' ? '▸' : ' '} ${wrap(content, columns, '  ').slice(2)}`)
  return [`${row.language} · ${row.source.title} · ${row.id}`, ...turns].join('\n')
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

const number = (value: number | undefined) => (value === undefined ? '–' : value.toLocaleString('en'))
const share = (part: number | undefined, whole: number) => (whole === 0 ? '–' : `${Math.round((100 * (part ?? 0)) / whole)}%`)
