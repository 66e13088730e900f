import { segmentsOf, type Cutting } from '../text/segments.js'

/** A piece of a masked text, with marks of its own: ⟦1⟧ … ⟦n⟧ for its spans. */
export interface Piece {
  /** Without white space at either end. */
  readonly text: string
  readonly spans: readonly string[]
  /** What it stands for. */
  readonly source: string
  /** White space before it, and after it up to the next piece. */
  readonly before: string
  readonly after: string
}

/** Text with marks in it, and what they stand for. */
export type Marked = Pick<Piece, 'text' | 'spans'>

/** Matches a mark as `unmask` takes it; group 1 is its number, from 1. */
const marks = /⟦\s*([\d０-９]+)\s*⟧/g

/** A text with something else for each mark. */
export const replaceMarks = (text: string, by: (number: number) => string): string => text.replace(marks, (_, number: string) => by(Number(number.normalize('NFKC'))))

/** A text with its spans put back. */
const filled = ({ text, spans }: Marked): string => replaceMarks(text, (number) => spans[number - 1] ?? '')

/** A text without its marks. */
export const withoutMarks = (text: string): string => replaceMarks(text, () => ' ')

/** Whether there is anything to translate. */
export const hasLetters = (text: string): boolean => /\p{L}/u.test(withoutMarks(text))

/** Cuts a text into pieces of so many tokens at most, where paragraphs or sentences end. */
export function piecesOf({ text, spans }: Marked, cutting: Cutting): Piece[] {
  return segmentsOf(text, cutting).map(({ text: piece, gap }) => {
    const [before = ''] = /^\s*/.exec(piece) ?? []
    const inner = piece.trim()
    const [after = ''] = /\s*$/.exec(piece.slice(before.length)) ?? []
    const own = numbered(inner, spans)
    return { ...own, source: filled(own), before, after: after + gap }
  })
}

/** Numbers the marks of a piece from 1, in their order. */
function numbered(text: string, spans: readonly string[]): Marked {
  const own: string[] = []
  return { text: replaceMarks(text, (number) => `⟦${own.push(spans[number - 1] ?? '')}⟧`), spans: own }
}
