#!/usr/bin/env -S node --no-regexp-tier-up
import oldNode = require('./old-node.cjs')

/*
 * The flag: thousands of expressions are each run now and then; V8 would interpret them, compile those run twice, and drop them again at
 * the next collection. Compiled at once, choosing questions takes a quarter of the time. Set while the process runs, it crashes V8 now and then.
 *
 * Nothing else is loaded before the version of Node is known to do, and this file and what it asks have no syntax that an old one cannot read.
 */
const problem = oldNode(process.versions.node)
if (problem === undefined) {
  require('./start.cjs')
} else {
  process.stderr.write(problem + '\n')
  process.exitCode = 1
}
