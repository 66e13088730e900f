import { join } from 'node:path'
import { UserError } from '../errors.js'
import { formats, type Format } from '../io/formats.js'
import { languageOf, languages } from '../languages/index.js'
import { builtFor, exportParquet, exportRows, type Built } from '../release.js'
import { datasetsOf } from './built-datasets.js'
import type { Streams } from './streams.js'

export const exportable = [...Object.keys(formats), 'parquet']

export interface ExportOptions {
  readonly format: string
  /** Every language that is built where not given. */
  readonly languages?: readonly string[]
  /** Where runs are. */
  readonly out: string
  readonly to?: string
  readonly withDocument?: boolean
}

/** Writes a finished build in another format; prints the files it wrote. */
export async function exportCommand(dataset: string, { format, languages: codes, out, to, withDocument }: ExportOptions, streams: Streams): Promise<void> {
  if (withDocument && format !== 'ultralink') throw new UserError(`--with-document is for --format ultralink, not ${format}: only the original's shape has a place for the passage`)
  codes?.forEach(languageOf)
  const built: Built[] = []
  for (const { kind, folder } of datasetsOf(dataset, out)) {
    for (const language of codes ?? Object.keys(languages)) {
      const done = await builtFor(folder, kind, language)
      if (done.stages.length === kind.kinds.length) built.push(done)
      else if (codes) throw new UserError(`${join(folder, language)} is not finished: ultralink build ${dataset} -l ${language} finishes it`)
    }
  }
  if (built.length === 0) throw new UserError(`no finished build of ${dataset} in ${out}`)
  const folder = to ?? join(out, dataset, 'export', format)
  const files = format === 'parquet' ? await exportParquet(folder, built) : await exportRows(folder, format as Format, built, { withDocument: withDocument ?? false })
  streams.out.write(files.map((file) => `${file}\n`).join(''))
}
