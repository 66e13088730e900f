import type { Terminal } from './progress.js'

/** What a command may talk to. */
export interface Streams {
  /** Data. */
  readonly out: Terminal
  /** Talk. */
  readonly err: Terminal
  /** Aborted when the user asks to stop. */
  readonly signal: AbortSignal
  /** Seconds that the process took until it could begin; 0 where it was under way. */
  readonly start?: number
}
