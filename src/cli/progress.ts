import type { BuildEvent } from '../build.js'

export interface Terminal {
  write(text: string): void
  readonly isTTY: boolean
  /** Characters in a line, now. */
  readonly columns?: number
}

/** Seconds between two lines where there is no terminal, and between two redraws where there is. */
const every = { line: 10, redraw: 0.1 }

/**
 * Shows how builds go that run side by side, each by a name: one line that is drawn over on a terminal, a line now and
 * then elsewhere. What generates comes first, since it takes longest.
 */
export function progressOf(terminal: Terminal): (name: string, event: BuildEvent) => void {
  let shown = performance.now()
  const running = new Map<string, { readonly text: string; readonly generates: boolean }>()
  const clear = () => terminal.isTTY && terminal.write('\r\u001b[K')
  return (name, event) => {
    const key = `${name} ${event.stage}`
    if (event.type === 'progress') {
      running.set(key, { text: `${name} ${describe(event)}`, generates: event.tokens > 0 })
      const due = (performance.now() - shown) / 1000 >= (terminal.isTTY ? every.redraw : every.line)
      if (!due) return
      shown = performance.now()
      clear()
      const all = [...running.values()]
      const line = [...all.filter(({ generates }) => generates), ...all.filter(({ generates }) => !generates)].map(({ text }) => text).join(' · ')
      terminal.write(terminal.isTTY ? line.slice(0, (terminal.columns ?? 80) - 1) : `${line}\n`)
      return
    }
    clear()
    running.delete(key)
    if (event.type === 'start') shown = Math.max(shown, performance.now() - every.line / 2)
    else terminal.write(`${name} ${finished(event)}\n`)
  }
}

function describe({ stage, done, total, tokens, seconds }: Extract<BuildEvent, { type: 'progress' }>): string {
  const share = total ? ` ${Math.floor((100 * done) / total)}%` : ''
  const rate = tokens > 0 ? `, ${Math.round(tokens / seconds)} tokens/s` : ''
  const eta = total && done > 0 && done < total ? `, ${duration(((total - done) * seconds) / done)} to go` : ''
  return `${stage}${share} (${count(done)}${total ? ` of ${count(total)}` : ''}${rate}${eta})`
}

function finished({ type, stage, manifest }: Extract<BuildEvent, { type: 'start' | 'kept' | 'end' }>): string {
  if (!manifest) return stage
  const rejects = Object.values(manifest.rejected).reduce((sum, n) => sum + n, 0)
  const rate = manifest.tokens?.perSecond ? `, ${Math.round(manifest.tokens.perSecond)} tokens/s` : ''
  const resumed = manifest.resumed > 0 ? `, ${count(manifest.resumed)} from an earlier run` : ''
  const how = type === 'kept' ? 'done before' : `${duration(manifest.seconds)}${rate}${resumed}`
  return `${stage}: ${count(manifest.rowsOut)} rows, ${count(rejects)} rejected (${how})`
}

/** 3725 seconds are `1 h 02 min`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 100) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

const count = (n: number) => n.toLocaleString('en')
