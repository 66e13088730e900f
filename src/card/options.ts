import { withPaths } from '../path-option.js'
import type { StageKind } from '../stage.js'

type Options = Readonly<Record<string, unknown>>

/**
 * The options of a stage without the folders of its files, which tell of the machine, and nobody else has them. Its schema says which options
 * are paths; of all others, and of a stage that is not known any more, what looks like an absolute path loses its folders too.
 */
export function withoutFolders(options: Options, kind: Pick<StageKind, 'schema'> | undefined): Options {
  return Object.fromEntries(Object.entries(options).map(([option, value]) => [option, withPaths(withoutAbsolute(value), kind?.schema.shape[option], bare)]))
}

function withoutAbsolute(value: unknown): unknown {
  if (typeof value === 'string') return absolute.test(value) ? bare(value) : value
  if (Array.isArray(value)) return value.map(withoutAbsolute)
  return value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutAbsolute(each)])) : value
}

/** Of this system or another one, behind a label (`en-fr=FILE`) or not. */
const absolute = /^(?:[\w:-]+=)?(?:[\\/]|~[^\\/]*[\\/]|[A-Za-z]:[\\/]|file:)/

/** The label and the name of a file. */
const bare = (path: string) => path.replace(/^([\w:-]+=)?(?:.*[\\/])?(?=[^\\/])/s, '$1')
