import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checked } from '../../checked.js'
import { UserError } from '../../errors.js'
import { packageRoot } from '../../package.js'
import { readProblem } from '../../read-problem.js'
import type { ModelEntry } from '../../types.js'
import { thresholdsSchema, type Thresholds } from './thresholds.js'

const folder = join(packageRoot, 'models', 'similarity')

/** Files of thresholds that come along, one an embedder. */
export function thresholdsFiles(): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((name) => join(folder, name)) : []
}

/** The file of an embedder's thresholds, by its name. */
export function thresholdsFile(name: string): string {
  return join(folder, `${name}.json`)
}

/**
 * The thresholds of an embedder: those of the file, where one is given, else those that come along. Undefined when there
 * are none for just this embedder: another one's say nothing about it.
 * @throws UserError when a file is wrong, or was given and is another embedder's
 */
export function readThresholds({ name, sha256 }: Pick<ModelEntry, 'name' | 'sha256'>, given?: string): Thresholds | undefined {
  const all = (given === undefined ? thresholdsFiles() : [given]).map(read)
  const own = all.find((thresholds) => thresholds.sha256 === sha256)
  if (given !== undefined && !own) throw new UserError(`${given}: thresholds of ${all[0]!.embedder} (sha256 ${all[0]!.sha256.slice(0, 12)}…); the embedder is ${name} (${sha256.slice(0, 12)}…). Calibrate it: node dist/bench/calibrate.js --embedder ${name}`)
  return own
}

function read(file: string): Thresholds {
  const wrong = (what: string) => new UserError(`${file}: ${what}; bench/calibrate.ts writes such a file`)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw wrong(readProblem(error, file))
  }
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    throw wrong((error as Error).message)
  }
  const result = checked(thresholdsSchema, content)
  if (result.problem === undefined) return result.data
  throw wrong(result.problem)
}
