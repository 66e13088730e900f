import type { StageManifest } from '../build.js'
import type { Built } from '../release.js'
import { duration } from './progress.js'
import { table } from './table.js'

const columns = 40

/** When each stage of the last run was at work: a line a stage, from the beginning of the run to its end, and the share of its time in which it had rows. */
export function timeline(built: readonly Built[]): string {
  const all = built.flatMap(({ dataset, language, stages }) => stages.map(({ manifest }, index) => ({ name: `${index < dataset.shared ? 'shared' : language} ${manifest.name}`, dataset: dataset.name, manifest })))
  const unique = [...new Map(all.map((each) => [`${each.dataset} ${each.name}`, each])).values()]
  const run = unique.map(({ manifest }) => manifest.run).sort().at(-1)
  const shown = unique.filter(({ manifest }) => manifest.run === run).sort((a, b) => begin(a.manifest) - begin(b.manifest))
  const [first, last] = [Math.min(...shown.map(({ manifest }) => begin(manifest))), Math.max(...shown.map(({ manifest }) => end(manifest)))]
  const column = (seconds: number) => Math.min(columns - 1, Math.floor((columns * (seconds - first)) / Math.max(last - first, 0.001)))
  const bar = (manifest: StageManifest) => {
    const [from, to] = [column(begin(manifest)), column(end(manifest))]
    return ' '.repeat(from) + '█'.repeat(to - from + 1) + ' '.repeat(columns - 1 - to)
  }
  const several = new Set(shown.map(({ dataset }) => dataset)).size > 1
  const rows = shown.map(({ name, dataset, manifest }) => [several ? `${dataset} ${name}` : name, bar(manifest), duration(manifest.seconds), `${Math.round(100 * (1 - manifest.waited / Math.max(manifest.seconds, 0.001)))}%`])
  const kept = unique.length - shown.length
  return `${table(['stage', `${duration(last - first)} from the first row to the last`, 'time', 'busy'], rows)}${kept > 0 ? `\n${kept} more ${kept === 1 ? 'was' : 'were'} done in an earlier run` : ''}`
}

/** Seconds since 1970. */
const begin = ({ started }: StageManifest) => Date.parse(started) / 1000
const end = (manifest: StageManifest) => begin(manifest) + manifest.seconds
