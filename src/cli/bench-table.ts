import { verdict, type Comparison } from '../bench/compare.js'
import type { BenchResult } from '../bench/result.js'
import { deviationOf, meanOf } from '../bench/statistics.js'
import { size } from '../models/bytes.js'
import { table } from './table.js'

/** The machine and the program, in one line. */
export function machineLine({ machine: { cpu, cores, memory, gpus, node, system }, version, commit }: BenchResult): string {
  return [`${cores} cores of ${cpu}`, `${size(memory)} of memory`, gpus.join(', ') || 'no GPU', system, `Node ${node}`, `ultralink ${version}${commit ? ` (${commit})` : ''}`].join(', ')
}

/** Results as llama-bench lays them out, with what the scheduler tells beside them. */
export function resultTable(results: readonly BenchResult[]): string {
  const rates = aligned(results.map(({ values }) => [fixed(meanOf(values)), values.length < 2 ? '' : fixed(deviationOf(values))]))
  const share = (part: number | undefined) => (part === undefined ? '–' : part.toFixed(2))
  const head = ['model', 'size', 'params', 'backend', 'threads', 'test', 't/s', 'full', 'evaluated']
  return table(head, results.map(({ model, machine, settings, test, unit, full, evaluated }, i) => [
    model ? [model.architecture, model.name, model.quantization].filter((part) => part !== undefined).join(' ') : '–',
    ...[model ? size(model.bytes) : '–', model?.parameters === undefined ? '–' : parameters(model.parameters)],
    ...[unit === 'tokens' ? machine.backend : 'cpu', threadsOf(settings), test],
    rates[i]! + (unit === 'tokens' ? '' : ` ${unit}/s`),
    ...[share(full), share(evaluated)],
  ]))
}

/** A line for each test: what it is now, what it was, and whether that is more than noise. */
export function comparisonLines(comparisons: readonly Comparison[]): string {
  return table(['model', 'test', 'before', 'now', 'change'], comparisons.map((comparison) => {
    const { before, after } = comparison
    return [after.model?.name ?? '–', after.test, before ? fixed(meanOf(before.values)) : '–', fixed(meanOf(after.values)), verdict(comparison)]
  }))
}

function threadsOf({ threads, replicas = 1 }: BenchResult['settings']): string {
  if (threads === undefined) return '–'
  return replicas === 1 ? String(threads) : `${replicas} × ${threads}`
}

/** `mean ± sd`, the means below one another. */
function aligned(pairs: readonly (readonly [string, string])[]): string[] {
  const [left, right] = [0, 1].map((side) => Math.max(0, ...pairs.map((pair) => pair[side]!.length))) as [number, number]
  return pairs.map(([mean, sd]) => mean.padStart(left) + (sd === '' ? '' : ` ± ${sd.padStart(right)}`))
}

function parameters(count: number): string {
  return count >= 1e9 ? `${(count / 1e9).toFixed(2)} B` : `${(count / 1e6).toFixed(1)} M`
}

const fixed = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(1))
