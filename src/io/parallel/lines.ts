import { lineCutter } from '../sft/cutters.js'
import { openRows, stretchesOf } from '../sft/text.js'

/** A line of a text file that is not blank, or why it cannot be read. */
export interface Line {
  /** From 1. */
  readonly row: number
  readonly text?: string
  readonly reason?: 'row-too-long' | 'damaged-file'
  /** Bytes of the file read so far. */
  readonly position: number
}

/** The lines of a text file or a .gz of one, without their ends. @throws UserError when it cannot be read */
export async function* linesOf(path: string, signal?: AbortSignal): AsyncGenerator<Line> {
  const { file, size, packing } = await openRows(path)
  try {
    const cutter = lineCutter()
    let last = 0
    for await (const { text, position, damage } of stretchesOf(file, size, { packing, ...(signal ? { signal } : {}) })) {
      for (const cut of cutter.push(last === 0 ? text.replace(/^\ufeff/, '') : text)) yield lineOf((last = cut.row), cut.text, position)
      if (damage) return yield { row: last + 1, reason: 'damaged-file', position }
    }
    for (const cut of cutter.end()) yield lineOf(cut.row, cut.text, size)
  } finally {
    await file.close()
  }
}

const lineOf = (row: number, text: string | undefined, position: number): Line => (text === undefined ? { row, reason: 'row-too-long', position } : { row, text: text.replace(/\r$/, ''), position })
