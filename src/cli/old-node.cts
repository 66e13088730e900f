/*
 * CommonJS in the syntax of years ago, since src/cli/bin.cts asks before anything else is loaded.
 */

/** What is said of a Node that this does not run on, as `engines` in package.json has it; undefined for one that it runs on. */
function oldNode(version: string): string | undefined {
  const numbers = version.split('.').map(Number)
  const major = numbers[0] || 0
  const minor = numbers[1] || 0
  if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) return undefined
  return 'ultralink needs Node 20.19, 22.12 or newer, and this is Node ' + version + ' (' + process.execPath + '); install a newer one, or put it first in PATH'
}

export = oldNode
