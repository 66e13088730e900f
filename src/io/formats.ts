import type { Dialogue } from '../types.js'

/** Formats that trainers read; field names as their projects document them. */
export type Format = 'messages' | 'sharegpt' | 'alpaca' | 'ultralink'

export interface FormatOptions {
  /** Position of the row in its language: the number in UltraLink's ids. */
  readonly index: number
  /** UltraLink: put the passage before the first question, as the original does. */
  readonly withDocument?: boolean
}

type Writer = (row: Dialogue, options: FormatOptions) => Readonly<Record<string, unknown>>

/** Writers by format. Each keeps where the text comes from, which its licence asks for, save UltraLink's own two fields. */
export const formats: Readonly<Record<Format, Writer>> = {
  /** OpenAI and TRL. */
  messages: (row) => ({ id: row.id, messages: row.messages, ...attribution(row) }),

  /** ShareGPT as LLaMA-Factory and axolotl read it. */
  sharegpt: (row) => ({
    id: row.id,
    conversations: row.messages.map(({ role, content }) => ({ from: { user: 'human', assistant: 'gpt', system: 'system' }[role], value: content })),
    ...attribution(row),
  }),

  /** Alpaca with history: the last turn is the instruction, earlier ones are pairs; `system` is empty where there is none. */
  alpaca(row) {
    const turns = turnsOf(row)
    const [instruction = '', output = ''] = turns.at(-1) ?? []
    const system = row.messages.find(({ role }) => role === 'system')?.content ?? ''
    return { id: row.id, instruction, input: '', output, system, history: turns.slice(0, -1), ...attribution(row) }
  },

  /** UltraLink's release: an id and the contents by turns; a system message has no place in it. */
  ultralink: (row, { index, withDocument }) => ({
    id: `${row.language}_${row.kind}_${index}`,
    data: row.messages.filter(({ role }) => role !== 'system').map(({ content }, i) =>
      withDocument && i === 0 && row.kind === 'chat_specific' ? `<document>${row.passage.title}\n${row.passage.text}</document>\n${content}` : content,
    ),
  }),
}

/** What of a row a format has no place for, in words; undefined where it holds all messages. */
export function lossOf(format: Format, { messages }: Dialogue): string | undefined {
  return format === 'ultralink' && messages.some(({ role }) => role === 'system') ? 'a system message' : undefined
}

/** The file a language's rows go to. */
export function fileOf(format: Format, language: string, kind: Dialogue['kind']): string {
  return format === 'ultralink' ? `${language}_${kind}.jsonl` : `${language}.jsonl`
}

function turnsOf({ messages }: Dialogue): [string, string][] {
  return messages.flatMap((message, i): [string, string][] => (message.role === 'user' ? [[message.content, messages[i + 1]?.content ?? '']] : []))
}

/** Of every row the same fields, all texts: loaders fix the columns of a file by its first rows. */
function attribution({ language, source }: Dialogue) {
  const from = 'wiki' in source ? { title: source.title, url: source.url, dataset: '', row: '' } : { title: '', url: '', dataset: source.dataset, row: String(source.row) }
  return { language, ...from, licence: source.licence ?? '' }
}
