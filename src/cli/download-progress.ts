import { size } from '../models/bytes.js'
import { duration, type Terminal } from './progress.js'

/** Seconds between two lines where there is no terminal, and between two redraws where there is. */
const every = { line: 10, redraw: 0.1 }

/** Shows how downloads go: bytes, rate and time left, on one line of a terminal, or a line now and then elsewhere. */
export function downloadProgress(terminal: Terminal) {
  let current = ''
  let from = { at: 0, bytes: 0 }
  let shown = 0
  const clear = () => terminal.isTTY && terminal.write('\r\u001b[K')
  return {
    /** Bytes of a file that are here, of all. */
    show(file: string, done: number, total: number): void {
      const now = performance.now() / 1000
      if (file !== current || done < from.bytes) [current, from, shown] = [file, { at: now, bytes: done }, now]
      if (now - shown < (terminal.isTTY ? every.redraw : every.line)) return
      shown = now
      clear()
      const text = describe(file, { done, total, rate: (done - from.bytes) / Math.max(0.001, now - from.at) })
      terminal.write(terminal.isTTY ? text.slice(0, (terminal.columns ?? 80) - 1) : `${text}\n`)
    },
    /** A line of its own. */
    note(text: string): void {
      clear()
      terminal.write(`${text}\n`)
    },
  }
}

/** `model.gguf 43% (2.10 GB of 4.90 GB, 31.2 MB/s, 90 s to go)` */
export function describe(file: string, { done, total, rate }: { readonly done: number; readonly total: number; readonly rate: number }): string {
  const eta = rate > 0 && done < total ? `, ${duration((total - done) / rate)} to go` : ''
  return `${file} ${Math.floor((100 * done) / Math.max(1, total))}% (${size(done)} of ${size(total)}${rate > 0 ? `, ${size(Math.round(rate))}/s` : ''}${eta})`
}
