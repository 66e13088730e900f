/** A table of text, columns padded to their width (wide characters count as two); numbers stand on the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => width(row[column] ?? ''))))
  const line = (row: readonly string[]) => row.map((cell, column) => pad(cell, widths[column]!, column > 0 && /^[\d.,%–-]+$/.test(cell))).join('  ').trimEnd()
  return [line(head), widths.map((size) => '─'.repeat(size)).join('  '), ...rows.map(line)].join('\n')
}

/** Text cut into lines of at most `columns`, at spaces or between wide characters; a line keeps the spaces it begins with, as code needs them. */
export function wrap(text: string, columns: number, indent = ''): string {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line: string | undefined
    for (const piece of paragraph.match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+|\s+/gu) ?? []) {
      if (line && width(line + piece.trimEnd()) > columns - width(indent)) {
        if (line.trim() !== '') lines.push(line.trimEnd())
        line = ''
      }
      line = line === '' ? piece.trimStart() : (line ?? '') + piece
    }
    lines.push(line?.trimEnd() ?? '')
  }
  return lines.map((line) => indent + line).join('\n')
}

function pad(cell: string, size: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, size - width(cell)))
  return right ? space + cell : cell + space
}

/** Columns a text takes on a terminal. */
export function width(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u.test(character) ? 2 : /\p{M}/u.test(character) ? 0 : 1), 0)
}
