/**
 * How the search for nearest neighbours grows: each row dropped by `prune` looks for the kept row nearest to it.
 *
 *   node dist/bench/neighbours.js [sizes, default 20000,100000,1000000] [dimensions, default 384] [rows asked exactly, default 200]
 *
 * Synthetic rows around directions of unequal size, one half kept. By clusters (k-means, then only rows of the same cluster are
 * compared) against brute force over all kept rows, measured on some rows in the same run: seconds of the processor of one thread, and
 * of brute force for all rows; how often the neighbour found is the nearest, and how much nearer the nearest is. Peak memory holds
 * the vectors themselves, a byte a dimension.
 */
import { kmeans } from '../src/text/kmeans.js'
import { randomOf } from '../src/text/random.js'
import { nearestKept, select } from '../src/text/selection.js'
import { syntheticVectors } from './synthetic-vectors.js'

const [sizes = '20000,100000,1000000', dimensions = '384', asked = '200'] = process.argv.slice(2)
const print = (...cells: (string | number)[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`)

/** What work gives, and the seconds of the processor it takes. */
function timed<T>(work: () => T): { result: T; seconds: number } {
  const start = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(start)
  return { result, seconds: (user + system) / 1e6 }
}

print('rows', 'clusters', 'k-means s', 'search s', 'time a row', 'brute force s', '÷ clusters', 'nearest found', 'cosine missed', 'peak')
print(...Array.from({ length: 10 }, () => '---'))
let base: number | undefined
for (const rows of sizes.split(',').map(Number)) {
  const vectors = syntheticVectors(rows, Number(dimensions))
  const grouped = timed(() => kmeans(vectors, Math.ceil(Math.sqrt(rows)), randomOf('bench', rows)))
  const choosing = { vectors, clusters: grouped.result, quality: new Float32Array(rows).fill(1), keep: rows / 2, threshold: 0.9, random: randomOf('bench', 'neighbours') }
  const order = select('random', choosing)
  const search = timed(() => nearestKept(choosing, order))
  const kept = new Set(order)
  const step = Math.max(1, Math.floor(rows / 2 / Number(asked)))
  const sample = Array.from({ length: rows }, (_, row) => row).filter((row) => !kept.has(row)).filter((_, i) => i % step === 0)
  const exact = timed(() => sample.map((row) => order.reduce((best, keeper) => Math.max(best, vectors.cosine(row, keeper)), -1)))
  const missed = sample.map((row, i) => exact.result[i]! - search.result.similarity[row]!)
  const total = grouped.seconds + search.seconds
  const brute = (exact.seconds / sample.length) * (rows - order.length)
  base ??= total / rows
  print(rows, grouped.result.members.length, grouped.seconds.toFixed(1), search.seconds.toFixed(1), `× ${(total / rows / base).toFixed(2)}`, brute.toFixed(0), (brute / total).toFixed(1),
    `${((100 * missed.filter((gap) => gap < 1e-6).length) / sample.length).toFixed(0)} %`, (missed.reduce((sum, gap) => sum + gap, 0) / sample.length).toFixed(4), `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
}
