/*
 * Runs one bench in the circumstances of the command line (src/cli/bin.cts): as many of libuv's threads as cores, and expressions
 * compiled at once. Without a name all that need no file beside this project, one after the other.
 *
 *   npm run bench [-- NAME [options of bench/NAME.ts]]
 */
import childProcess = require('node:child_process')
import coreCount = require('../src/core-count.cjs')

const all = [['generation', '--tuned'], ['replay'], ['contexts'], ['build'], ['tuning'], ['wikitext'], ['bzip2'], ['embeddings'], ['neighbours'], ['dump-memory'], ['prune'], ['coverage'], ['screen'], ['injected-errors']]

process.env['UV_THREADPOOL_SIZE'] ??= String(coreCount())
const name = process.argv[2]
if (name !== undefined) {
  process.argv.splice(2, 1)
  void import(`./${name}.js`)
} else {
  for (const bench of all) {
    process.stdout.write(`\n${bench.join(' ')}\n`)
    const { status } = childProcess.spawnSync(process.execPath, ['--no-regexp-tier-up', __filename, ...bench], { stdio: 'inherit' })
    if (status !== 0) process.exitCode = 1
  }
}
