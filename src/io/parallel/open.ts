import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { UserError } from '../../errors.js'
import { brokenLink } from '../../read-problem.js'
import { columnsOf, headerOf } from './columns.js'
import { jsonUnits } from './json.js'
import { linesOf } from './lines.js'
import { mosesPairs, sideFile } from './moses.js'
import { tmxUnits } from './tmx.js'
import type { ParallelFile } from './unit.js'

/** What may stand before a file of parallel text: its languages, as in `en-fr=FILE`. */
export const languagesLabel = /^([A-Za-z]{2,3}(?:_[A-Za-z\d]{2,4})*)-([A-Za-z]{2,3}(?:_[A-Za-z\d]{2,4})*)=(?=.)/s

/**
 * Opens parallel text: TMX, JSONL, a JSON array, Parquet or TSV with a first line of codes by their file alone; TSV as
 * `en-fr=FILE`, and so JSON of `source` and `target`; a Moses corpus as `en-fr=corpus`, for corpus.en and corpus.fr; each as .gz too. Codes with a script or region
 * are written `zh_Hant-en=FILE`. A file of that very name is read as it is.
 * @throws UserError when it cannot be read, or its languages are not known
 */
export async function openParallel(given: string): Promise<ParallelFile> {
  const { path, codes } = readSpec(given)
  const name = basename(path)
  const paths = pathsOf(given)
  if (codes && paths.length === 2) return { name, format: 'moses', codes, paths, units: (signal) => mosesPairs(path, codes, signal) }
  const bare = name.replace(/\.gz$/i, '').toLowerCase()
  const file = { name, paths }
  if (bare.endsWith('.tmx')) return { ...file, format: 'tmx', units: (signal) => tmxUnits(path, signal) }
  if (/\.(?:jsonl|json|ndjson|parquet)$/.test(bare)) return { ...file, format: 'json', units: (signal) => jsonUnits(path, codes, signal) }
  if (bare.endsWith('.csv')) throw new UserError(`${path}: commas may stand in any text; save it with tabs between its columns (.tsv), or as JSONL`)
  const named = (await headerIn(path, codes)) ?? codes
  if (!named) throw new UserError(`${path}: which languages? give them as en-fr=${path}, or in a first line of codes with a tab between them`)
  return { ...file, format: 'tsv', codes: named.filter((code) => code !== undefined), units: (signal) => columnsOf(path, codes, signal) }
}

/** The files of parallel text that is given as a file, as `en-fr=FILE` or as `en-fr=corpus`. @throws UserError when a side of a corpus is missing */
export function pathsOf(given: string): string[] {
  const { path, codes } = readSpec(given)
  return codes && !existsSync(path) && !brokenLink(path) ? codes.map((code) => sideFile(path, code)) : [path]
}

function readSpec(given: string): { path: string; codes?: [string, string] } {
  const [label = '', one, other] = (existsSync(given) ? undefined : languagesLabel.exec(given)) ?? []
  const path = given.slice(label.length)
  return one && other ? { path, codes: [one.replaceAll('_', '-'), other.replaceAll('_', '-')] } : { path }
}

async function headerIn(path: string, codes: readonly string[] | undefined): Promise<readonly (string | undefined)[] | undefined> {
  for await (const { text } of linesOf(path)) return headerOf(text ?? '', codes)?.columns
  return undefined
}
