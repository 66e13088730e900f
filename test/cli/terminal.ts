import { run } from '../../src/cli/program.js'

/** What a run of the command line said, and how it ended. */
export interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the command line in this process, away from a terminal. `onErr` sees what goes to stderr as it comes. */
export async function ultralink(argv: readonly string[], { signal = new AbortController().signal, onErr = (_: string) => {} } = {}): Promise<Said> {
  let out = ''
  let err = ''
  const code = await run(argv, {
    out: { write: (text) => void (out += text), isTTY: false },
    err: {
      write(text) {
        err += text
        onErr(text)
      },
      isTTY: false,
    },
    signal,
  })
  return { code, out, err }
}
