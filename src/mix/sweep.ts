import { join } from 'node:path'
import { writeWhole } from '../io/jsonl.js'
import { sumOf, type Amount, type Manifest } from './manifest.js'
import type { Mixture } from './runs.js'

/** One line of a sweep's index. */
export interface Listed extends Amount {
  readonly run: string
  readonly seed: number
  readonly k?: Manifest['k']
  readonly english: number
  readonly validation: number
  readonly languages: Manifest['languages']
  readonly fingerprint: string
}

/** What `index.json` says of a sweep. */
export interface Index {
  readonly mixture: string
  readonly preset?: string
  readonly tokenizer: string
  readonly runs: readonly Listed[]
  /** Of all runs, each once over: what the sweep costs for one epoch. */
  readonly total: Amount
  readonly cautions: Mixture['cautions']
}

const byName = (a: Manifest, b: Manifest) => a.run.localeCompare(b.run, 'en', { numeric: true })

/** The index of the runs of a sweep, by name. */
export function indexOf(mixture: Mixture, manifests: readonly Manifest[]): Index {
  const runs = manifests.toSorted(byName).map(({ run, seed, k, total, languages, validation, fingerprint }) => ({
    ...{ run, seed, ...(k === undefined ? {} : { k }), ...total, english: languages['en']?.rows ?? 0, validation: validation.rows, languages, fingerprint },
  }))
  return { mixture: mixture.name, ...(mixture.preset ? { preset: mixture.preset } : {}), tokenizer: manifests[0]!.tokenizer, runs, total: sumOf(runs), cautions: mixture.cautions }
}

/** Writes `index.json`, and `README.md` that says the same to a reader. */
export async function writeIndex(folder: string, index: Index): Promise<void> {
  await writeWhole(join(folder, 'index.json'), JSON.stringify(index, null, 2) + '\n')
  await writeWhole(join(folder, 'README.md'), readme(index))
}

const number = (n: number) => n.toLocaleString('en')

function readme({ mixture, preset, tokenizer, runs, total, cautions }: Index): string {
  const languages = [...new Set(runs.flatMap((run) => Object.keys(run.languages)))].sort((a, b) => (a === 'en' ? -1 : b === 'en' ? 1 : a < b ? -1 : 1))
  const cells = ({ run, rows, tokens, answerTokens, validation, languages: own }: Listed) => [run, ...languages.map((language) => number(own[language]?.rows ?? 0)), number(rows), number(tokens), number(answerTokens), number(validation)]
  const row = (texts: readonly string[]) => `| ${texts.join(' | ')} |`
  const head = ['run', ...languages, 'rows', 'tokens', 'in answers', 'validation']
  return [
    `# ${mixture}`,
    '',
    `${runs.length} training ${runs.length === 1 ? 'set' : 'sets'}${preset ? `, preset ${preset}` : ''}. Rows by language; tokens of ${tokenizer}, without what a chat template adds.`,
    `One epoch of all: ${number(total.tokens)} tokens, ${number(total.answerTokens)} of them in answers.`,
    '',
    row(head),
    row(head.map((_, i) => (i === 0 ? '---' : '---:'))),
    ...runs.map((run) => row(cells(run))),
    '',
    'Each folder holds `data/train.jsonl`, `data/validation.jsonl` where rows were set aside, `manifest.json`, and configurations that run in it:',
    '`trl sft --config trl.yaml`, `axolotl train axolotl.yaml`, `llamafactory-cli train llamafactory.yaml`.',
    'Every row says where its text comes from and under which licence; rows of one `origin` are versions of one original, or of one page.',
    ...(cautions.length > 0 ? ['', ...cautions.map(({ evidence, text }) => `- ${evidence}: ${text}`)] : []),
    '',
  ].join('\n')
}
