import { run } from '../../src/cli/program.js'

/** What a run of the command line said, and how it ended. */
export interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

interface Watching {
  readonly signal?: AbortSignal
  /** Sees what goes to stderr as it comes. */
  onErr?(text: string): void
}

/** Runs the command line in this process, away from a terminal. */
export async function ultralink(argv: readonly string[], { signal = new AbortController().signal, onErr }: Watching = {}): Promise<Said> {
  let out = ''
  let err = ''
  const code = await run(argv, {
    out: { write: (text) => void (out += text), isTTY: false },
    err: {
      write(text) {
        err += text
        onErr?.(text)
      },
      isTTY: false,
    },
    signal,
  })
  return { code, out, err }
}
