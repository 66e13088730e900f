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

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
})
process.stderr.on('error', () => {}) // talk that nobody hears is no reason to stop
process.on('uncaughtException', (error) => {
  process.stderr.write(bugReport(error))
  process.exit(2)
})

let done = false
process.on('exit', (code) => {
  if (done || code !== 0) return
  process.stderr.write(bugReport(new Error('nothing was left to wait for, but the work is not done')))
  process.exitCode = 2
})

process.exitCode = await run(process.argv.slice(2), {
  out: { write: (text) => void process.stdout.write(text), isTTY: process.stdout.isTTY === true },
  err: { write: (text) => void process.stderr.write(text), isTTY: process.stderr.isTTY === true, get columns() { return process.stderr.columns } },
  signal: stop.signal,
  start: performance.now() / 1000,
})
done = true
