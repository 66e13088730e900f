/** A mark in a translated text: the number of its span from 0, and where it stands. */
export interface Mark {
  readonly span: number
  readonly from: number
  readonly to: number
}

/**
 * Says which mark stands where it cannot, if one does. Marks may change places within a line, as languages need, not between
 * lines. What makes structure (bars of tables, code around comments, anything of several lines) keeps its place; a block
 * keeps its line; the end of a link or of an element stays behind its beginning.
 */
export const misplaced = (text: string, marks: readonly Mark[], spans: readonly string[], source?: string): string | undefined =>
  betweenLines(text, marks) ?? outOfPlace(marks, spans) ?? offItsLine(text, marks, spans) ?? brokenComment(text, marks, spans) ?? unpaired(marks, spans) ?? (source === undefined ? undefined : otherLine(text, source, marks))

const sign = (span: number): string => `⟦${span + 1}⟧`

/** A mark that comes after one with a higher number that stands on an earlier line. */
const betweenLines = (text: string, marks: readonly Mark[]): string | undefined => {
  let highest = -1
  let earlier = -1
  let end = 0
  for (const { span, from, to } of marks) {
    if (text.slice(end, from).includes('\n')) earlier = highest
    if (span < earlier) return `${sign(span)} stands on a line after ${sign(earlier)}`
    highest = Math.max(highest, span)
    end = to
  }
  return undefined
}

/** Fences, rule lines, results and formulas of several lines. */
const block = /^(?:`{3,}|~{3,})[^`\n]*(?:\n|$)|^[ \t]*####|^\|?[ \t]*:?-{2,}[-:| \t]*$/
const endsFence = /(?:^|\n)[ \t>]*(?:`{3,}|~{3,})[ \t]*$/
const structure = /\n|^\||\|$|^[ \t]*####/

/** Which spans are pieces of code around its comments. */
const codePieces = (spans: readonly string[]): readonly boolean[] => {
  let open = false
  return spans.map((span) => {
    const begins = /^(?:`{3,}|~{3,})[^`\n]*(?:\n|$)/.test(span) && !open
    const part = open || begins
    open = part && !(endsFence.test(span) && (!begins || span.includes('\n')))
    return part
  })
}

const outOfPlace = (marks: readonly Mark[], spans: readonly string[]): string | undefined => {
  const pieces = codePieces(spans)
  let highest = -1
  for (const [place, { span }] of marks.entries()) {
    if ((structure.test(spans[span]!) || pieces[span]) && (span !== place || highest > span)) return `${sign(span)} is structure and stands in place ${place + 1}`
    highest = Math.max(highest, span)
  }
  return undefined
}

/** A block that shares its line with words. */
const offItsLine = (text: string, marks: readonly Mark[], spans: readonly string[]): string | undefined => {
  for (const { span, from, to } of marks) {
    const body = spans[span]!
    const before = text.slice(text.lastIndexOf('\n', from - 1) + 1, from)
    const after = /^[^\n]*/.exec(text.slice(to))![0]
    if (block.test(body) && !/^(?:\s|>|[-*+]\s|\d+[.)]\s)*$/.test(before)) return `${sign(span)} begins a line, but follows '${before.slice(-30)}'`
    if (endsFence.test(body) && body.includes('\n') && after.trim() !== '') return `${sign(span)} ends a line, but is followed by '${after.slice(0, 30)}'`
  }
  return undefined
}

const opensLineComment = /(?:\/\/+|#+|(?<![!<-])--+)!?[ \t]*$/
const opensComment = /(?:\/\/+|#+|(?<![!<-])--+)!?[ \t]*$|(?:\*|<!--|\{-|--\[\[)$/

/** A comment up to the end of its line that was put on several lines, or with the code behind it on one. */
const brokenComment = (text: string, marks: readonly Mark[], spans: readonly string[]): string | undefined => {
  const pieces = codePieces(spans)
  for (const [place, { span, to }] of marks.entries()) {
    if (!pieces[span] || !opensLineComment.test(spans[span]!)) continue
    const end = text.indexOf('\n', to)
    const onLine = marks.slice(place + 1).filter(({ from }) => end < 0 || from < end)
    const goesOn = end >= 0 && !marks.some(({ from }) => from === end + 1)
    if (goesOn || onLine.some((mark) => opensComment.test(spans[mark.span]!) || endsFence.test(spans[mark.span]!))) return `the comment behind ${sign(span)} has to have a line of its own`
  }
  return undefined
}

const opens = /\[$|<([A-Za-z][\w-]*)(?:\s[^<>]*[^/<>]|\s*)>$/
const closes = /^\](?=[([])|^<\/([A-Za-z][\w-]*)\s*>/

/** A link or an element whose end was put before its beginning, or between the ends of another. */
const unpaired = (marks: readonly Mark[], spans: readonly string[]): string | undefined => {
  const partner = new Map<number, number>()
  const open: { span: number; name: string }[] = []
  for (const [span, body] of spans.entries()) {
    const closing = closes.exec(body)
    const at = closing ? open.findLastIndex(({ name }) => name === (closing[1] ?? '[')) : -1
    if (at >= 0) partner.set(span, open.splice(at)[0]!.span)
    const opening = opens.exec(body)
    if (opening) open.push({ span, name: opening[1] ?? '[' })
  }
  const openers = new Set(partner.values())
  const standing: number[] = []
  for (const { span } of marks) {
    if (partner.has(span) && standing.pop() !== partner.get(span)) return `${sign(span)} closes ${sign(partner.get(span)!)}, which does not stand before it`
    if (openers.has(span)) standing.push(span)
  }
  return undefined
}

/** A mark on another line than in the masked source, lines without text aside. */
const otherLine = (text: string, source: string, marks: readonly Mark[]): string | undefined => {
  const there = lineOf(source, [...source.matchAll(/⟦\d+⟧/g)].map(({ index }) => index))
  const here = lineOf(text, marks.map(({ from }) => from))
  const same = there.total === here.total
  const home = new Map<number, number>()
  for (const [place, { span }] of marks.entries()) {
    const line = here.lines[place]!
    const origin = there.lines[span]!
    if (same ? line !== origin : (home.get(line) ?? origin) !== origin) return `${sign(span)} stands on line ${line + 1}; it belongs to line ${origin + 1}`
    home.set(line, origin)
  }
  return undefined
}

const lineOf = (text: string, places: readonly number[]): { lines: number[]; total: number } => {
  const starts: number[] = []
  let at = 0
  for (const line of text.split('\n')) {
    if (line.trim() !== '') starts.push(at)
    at += line.length + 1
  }
  return { lines: places.map((place) => starts.findLastIndex((start) => start <= place)), total: starts.length }
}
