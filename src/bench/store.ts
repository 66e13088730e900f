import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UserError } from '../errors.js'
import { cacheFolder } from '../models/cache-folder.js'
import { readProblem } from '../read-problem.js'
import { createFolder, diskProblem } from '../writable.js'
import { differences } from './compare.js'
import { readResults, type BenchResult } from './result.js'

/** Where results go: the file that is given, `bench/results.jsonl` where the working folder has a folder `bench`, else the cache folder. */
export function resultsFile(given?: string, folder = process.cwd()): string {
  if (given !== undefined) return given
  const bench = join(folder, 'bench')
  return join(existsSync(bench) && statSync(bench).isDirectory() ? bench : cacheFolder(), 'results.jsonl')
}

/** @throws UserError when the file is not there or has other lines */
export function readResultsFile(file: string): BenchResult[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (thrown) {
    throw new UserError(`cannot read the results ${file}: ${readProblem(thrown, file)}; give a file that "ultralink bench --out" wrote`)
  }
  const results = readResults(text, file)
  if (results.length === 0) throw new UserError(`${file} has no results; give a file that "ultralink bench --out" wrote`)
  return results
}

/** A line for each. @throws UserError when the file cannot be written */
export function appendResults(file: string, results: readonly BenchResult[]): void {
  try {
    createFolder(dirname(file))
    appendFileSync(file, results.map((result) => `${JSON.stringify(result)}\n`).join(''))
  } catch (thrown) {
    throw new UserError(`cannot append results to ${file}: ${diskProblem(thrown) ?? (thrown as Error).message}; give another file with --out`)
  }
}

/** Of results of the same test, model, settings and machine the last. */
export function lastOfEach(results: readonly BenchResult[]): BenchResult[] {
  return results.filter((result, i) => !results.slice(i + 1).some((later) => later.test === result.test && later.unit === result.unit && differences(result, later).length === 0))
}
