import type { Dialogue, Message } from '../types.js'

/** Most characters shown of one message. */
const most = 1_000

/** One row to read: where it is from, then each message as a block quotation; cut only where it is said so. */
export function sampleText(row: Dialogue): string {
  const { source, messages } = row
  const from = 'wiki' in source ? `[${source.title}](${source.url}), ${source.wiki}` : `row ${source.row} of ${source.dataset}`
  const direction = row.kind === 'cross_lingual' ? `, ${row.direction.from} → ${row.direction.to}, ${row.task}` : ''
  return [`\`${row.id}\`, from ${from}${direction}:`, ...messages.map(quoted)].join('\n\n')
}

function quoted({ role, content }: Message): string {
  const characters = [...content]
  const cut = characters.length > most
  const lines = (cut ? characters.slice(0, most).join('') : content).split('\n').map((line) => `> ${line}`.trimEnd())
  return `**${role}**${cut ? ` (the first ${most} of ${characters.length} characters)` : ''}\n\n${lines.join('\n')}`
}
