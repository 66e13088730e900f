import { bugReport, run } from './program.js'

const stop = new AbortController()
let asked = 0
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (++asked > 1) stopAtOnce(signal)
    process.stderr.write('\nfinishing the rows under way (once more to stop at once) …\n')
    stop.abort()
  })
}
/** By the signal itself, which shells report as 130: a plain exit would tear down llama.cpp's threads at work and abort. */
function stopAtOnce(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
}

// A reader that has gone, as `head` does, is no reason to stop; what could not be written is no success.
let [unread, unwritten] = [false, false]
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (!unread && error.code !== 'EPIPE') {
    unwritten = true
    process.stderr.write(`cannot write to stdout: ${error.message}\n`)
  }
  unread = true
})
process.stderr.on('error', () => {}) // talk that nobody hears is no reason to stop
process.on('uncaughtException', (error) => {
  process.stderr.write(bugReport(error))
  process.exit(2)
})

let done = false
process.on('exit', (code) => {
  if (code !== 0) return
  if (done) return void (process.exitCode = unwritten ? 1 : 0)
  process.stderr.write(bugReport(new Error('nothing was left to wait for, but the work is not done')))
  process.exitCode = 2
})

process.exitCode = await run(process.argv.slice(2), {
  out: { write: (text) => void (unread || process.stdout.write(text)), isTTY: process.stdout.isTTY === true },
  err: { write: (text) => void process.stderr.write(text), isTTY: process.stderr.isTTY === true, get columns() { return process.stderr.columns } },
  signal: stop.signal,
  start: performance.now() / 1000,
})
done = true
