import { join } from 'node:path'
import { builtStages } from '../build.js'
import { datasets } from '../datasets/index.js'
import { UserError } from '../errors.js'
import { formats, type Format } from '../io/formats.js'
import { languageOf, languages } from '../languages/index.js'
import { exportParquet, exportRows, type Built } from '../release.js'
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
  const stages = datasets[dataset]?.kinds.length
  if (!stages) throw new UserError(`dataset "${dataset}" is not known; known are ${Object.keys(datasets).join(', ')}`)
  const built: Built[] = []
  if (withDocument && format !== 'ultralink') throw new UserError(`--with-document is for --format ultralink, not ${format}: only the original's shape has a place for the passage`)
  codes?.forEach(languageOf)
  for (const language of codes ?? Object.keys(languages)) {
    const done = await builtStages(join(out, dataset, language))
    if (done.length === stages) built.push({ language, stages: done })
    else if (codes) throw new UserError(`${join(out, dataset, language)} is not finished: ultralink build ${dataset} -l ${language} finishes it`)
  }
  if (built.length === 0) throw new UserError(`no finished build of ${dataset} in ${out}`)
  const folder = to ?? join(out, dataset, 'export', format)
  const files = format === 'parquet' ? await exportParquet(folder, built) : await exportRows(folder, format as Format, built, { withDocument: withDocument ?? false })
  streams.out.write(files.map((file) => `${file}\n`).join(''))
}
