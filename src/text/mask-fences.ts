/** A stretch of a text: from its first character to behind its last. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** A fenced code block: from its opening marks to the end of its closing ones (or of the text, when nothing closes it). */
export interface Fence extends Range {
  /** First word after the opening marks, lower case. */
  readonly info: string
  /** The lines between the fences. */
  readonly body: Range
}

const opening = /^((?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t])*)(`{3,}|~{3,})([^\n]*)$/
const closing = /^(?:[ \t]|>)*(`{3,}|~{3,})[ \t\r]*$/

/**
 * The fenced code blocks of a Markdown text (CommonMark, save that a fence may be indented by any width, as inside lists).
 * A fence is closed by at least as many marks of the same kind. In a block that is Markdown itself, a fence with an info
 * string opens one inside.
 */
export function fencesOf(text: string): Fence[] {
  const found: Fence[] = []
  for (let at = 0; at < text.length; at = lineEnd(text, at) + 1) {
    const fence = fenceAt(text, at)
    if (!fence) continue
    found.push(fence)
    at = fence.to
  }
  return found
}

const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

const fenceAt = (text: string, start: number): Fence | undefined => {
  const end = lineEnd(text, start)
  const [, prefix = '', marks = '', info = ''] = opening.exec(text.slice(start, end)) ?? []
  if (marks === '' || (marks[0] === '`' && info.includes('`'))) return undefined
  const language = /^\s*\{?\.?([^\s,{}]*)/.exec(info)?.[1]?.toLowerCase() ?? ''
  const close = closeOf(text, end + 1, marks, language === 'md' || language === 'markdown')
  const body = { from: Math.min(end + 1, text.length), to: close ? close.from : text.trimEnd().length }
  return { from: start + prefix.length, to: close ? close.to : text.trimEnd().length, info: language, body: { from: body.from, to: Math.max(body.from, body.to) } }
}

/** The closing fence: from the start of its line to the end of its marks. */
const closeOf = (text: string, from: number, marks: string, nests: boolean): Range | undefined => {
  let depth = 1
  for (let at = from; at < text.length; at = lineEnd(text, at) + 1) {
    const line = text.slice(at, lineEnd(text, at))
    const closes = closing.exec(line)?.[1]
    if (closes && closes[0] === marks[0] && closes.length >= marks.length && --depth === 0) return { from: at, to: at + line.trimEnd().length }
    const [, , inner = '', info = ''] = nests && !closes ? (opening.exec(line) ?? []) : []
    if (inner[0] === marks[0] && inner.length >= marks.length && info.trim() !== '' && !info.includes('`')) depth++
  }
  return undefined
}
