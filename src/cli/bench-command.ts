import { Option, type Command } from 'commander'
import { compare, verdict } from '../bench/compare.js'
import { csvOf } from '../bench/csv.js'
import type { BenchResult } from '../bench/result.js'
import { kinds, runBench, type BenchKind, type BenchOptions } from '../bench/run.js'
import { appendResults, lastOfEach, readResultsFile, resultsFile } from '../bench/store.js'
import { quantizations } from '../models/random-gguf-header.js'
import { shapes } from '../models/random-gguf-shapes.js'
import { names, numbersOrAuto, whole } from './bench-options.js'
import { comparisonLines, machineLine, resultTable } from './bench-table.js'
import type { Streams } from './streams.js'

/** Adds `ultralink bench`. */
export function addBench(program: Command, streams: Streams): void {
  program
    .command('bench')
    .description('measure models on this machine: prompt processing, text generation, a dialogue build, embeddings, wikitext')
    .option('--generator <model>', 'name, GGUF file, or what Ollama or the Hub calls it; repeatable (default: what build takes)', append)
    .option('--shape <shape>', `a generator of random weights instead: ${Object.keys(shapes).join(', ')}, or layers=12,width=512; repeatable`, append)
    .addOption(new Option('--quantization <type>', 'of such a generator').choices(quantizations).default('Q8_0'))
    .option('--embedder <model>', 'as of build (default: what build takes)')
    .addOption(new Option('--sequences <n>', 'prompts in flight in one replica, one number or several; auto: as a build runs, with the replicas, threads and sequences that suit the machine').argParser(numbersOrAuto).default([1, 'auto'], '1,auto'))
    .option('-p, --prompt-tokens <n>', 'tokens of a prompt (pp)', whole, 512)
    .option('-n, --generate <n>', 'tokens of a reply (tg)', whole, 128)
    .option('-r, --repeats <n>', 'repetitions after a warm-up', whole, 3)
    .option('-t, --threads <n>', 'computing threads (default: measured)', whole)
    .addOption(new Option('--gpu <backend>', 'GPU backend (default: auto)').choices(['auto', 'cuda', 'vulkan', 'metal', 'false']))
    .addOption(new Option('--only <tests>', `some of ${kinds.join(', ')}, separated by commas`).argParser((text) => names(text, kinds)).default([...kinds], 'all'))
    .option('--wiki <dump>', 'dump whose wikitext is read (default: the sample)')
    .option('--compare <file>', 'say what changed since the results in this file, and whether it is more than noise')
    .option('--from <file>', 'measure nothing: take the last results of this file')
    .option('--json', 'one JSON object a line')
    .option('--csv', 'comma-separated values')
    .option('--out <file>', 'where results are appended (default: bench/results.jsonl where there is a folder bench, else results.jsonl in the cache folder)')
    .addHelpText('after', `
pp512 @ 8 is prompt processing of 512 tokens in 8 sequences, tg128 @ 8 text generation of 128 tokens in each of 8, both in
tokens/s of all sequences together, with fewer tokens in each where auto has more than 8. threads 4 × 2 are 4 replicas of 2.
build is dialogues with their checks, in tokens generated a second; embed is sentences, wikitext is prose from wikitext on
one core. "full" is the share of sequences in a batch, "evaluated" that of prompt tokens that were not in the cache.

Examples:
  $ ultralink bench
  $ ultralink bench --generator /models/Qwen3-8B-Q4_K_M.gguf --sequences 1,8,16 -p 512 -n 128 --only pp,tg
  $ ultralink bench --shape 0.5b --only tg --json
  $ ultralink bench --compare bench/results.jsonl
  $ ultralink bench --from after.jsonl --compare before.jsonl`)
    .action((flags: BenchFlags) => benchCommand(flags, streams))
}

interface BenchFlags extends Omit<BenchOptions, 'gpu' | 'signal' | 'onNote' | 'generators' | 'shapes'> {
  readonly generator?: readonly string[]
  readonly shape?: readonly string[]
  readonly gpu?: 'auto' | 'cuda' | 'vulkan' | 'metal' | 'false'
  readonly only: readonly BenchKind[]
  readonly compare?: string
  readonly from?: string
  readonly json?: boolean
  readonly csv?: boolean
  readonly out?: string
}

/** Measures, prints and appends the results; compares them where that is asked. @throws UserError when a model or a file will not do */
async function benchCommand({ generator = [], shape = [], gpu, compare: reference, from, json, csv, out: file, ...flags }: BenchFlags, { out, err, signal }: Streams): Promise<void> {
  // Read first: what is measured now may go to the same file, and a wrong file is better said at once.
  const before = reference === undefined ? undefined : readResultsFile(reference)
  const note = (text: string) => err.write(`${text}\n`)
  const results = from === undefined ? await measured() : lastOfEach(readResultsFile(from))
  const comparisons = before && compare(results, before)
  if (json) results.forEach((result, i) => out.write(`${JSON.stringify(comparisons ? { ...result, compared: said(comparisons[i]!) } : result)}\n`))
  else if (csv) out.write(csvOf(results))
  else out.write(tables(results))
  if (comparisons && !json) (csv ? err : out).write(`\ncompared with ${reference}:\n${comparisonLines(comparisons)}\n`)

  async function measured(): Promise<BenchResult[]> {
    const found: BenchResult[] = []
    const to = resultsFile(file)
    if (file !== undefined) appendResults(to, []) // one that cannot be written is said before an hour of measuring, not after
    const options = { ...flags, generators: generator, shapes: shape, gpu: gpu === 'false' ? false : gpu, signal, onNote: note } as const
    for await (const result of runBench(options)) {
      found.push(result)
      appendResults(to, [result])
    }
    note(`appended to ${to}`)
    return found
  }
}

function said(comparison: ReturnType<typeof compare>[number]): Record<string, unknown> {
  const { ratio, noise, differing, before } = comparison
  return { verdict: verdict(comparison), ...ratio, ...(noise ? { noise } : {}), differing, ...(before ? { date: before.date, commit: before.commit } : {}) }
}

/** A table for each machine: one, save where a file of several is shown. */
function tables(results: readonly BenchResult[]): string {
  const machines = [...new Set(results.map(machineLine))]
  return machines.map((machine) => `${machine}\n\n${resultTable(results.filter((result) => machineLine(result) === machine))}\n`).join('\n')
}

function append(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}
