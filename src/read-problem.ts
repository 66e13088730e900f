import { lstatSync, readlinkSync, statSync } from 'node:fs'

const problems: Readonly<Record<string, string>> = { EISDIR: 'it is a folder', ENOTDIR: 'a file stands where its path has a folder', EACCES: 'it may not be read', EPERM: 'it may not be read' }

/** What keeps a path from being read, in words; `what`: what was looked for there. */
export function readProblem(error: unknown, path: string, what: 'file' | 'file or folder' = 'file'): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  const link = brokenLink(path)
  if (link) return `it is ${link}`
  if (code !== 'ENOENT') return problems[code] ?? message
  return /[*?]/.test(path) ? `there is no such ${what}, and patterns are read by the shell alone, where no quotes are around them` : `there is no such ${what}`
}

/** What a link is that leads nowhere, as `a link to x, which is not there`; undefined for all other paths. */
export function brokenLink(path: string): string | undefined {
  try {
    if (!lstatSync(path).isSymbolicLink()) return undefined
  } catch {
    return undefined // there is nothing, or on the way to it is something else
  }
  try {
    statSync(path)
    return undefined
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ELOOP') return 'a link that leads back to itself'
    // What may not be looked at may be there.
    return ['ENOENT', 'ENOTDIR'].includes(code) ? `a link to ${readlinkSync(path)}, which is not there` : undefined
  }
}
