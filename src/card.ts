import { stringify } from 'yaml'
import type { BuiltStage } from './build.js'
import type { DatasetKind } from './dataset.js'
import { features } from './io/parquet.js'
import { languageOf } from './languages/index.js'
import { version } from './package.js'
import type { Dialogue } from './types.js'

export interface CardLanguage {
  readonly language: string
  readonly stages: readonly BuiltStage[]
  readonly sample: Dialogue | undefined
  /** Of the Parquet shards. */
  readonly bytes: number
  readonly sha256: Readonly<Record<string, string>>
}

/** The dataset card: the YAML that hubs read, and for people what it is, how it was made, and what it is not. */
export function cardOf(dataset: DatasetKind, languages: readonly CardLanguage[]): string {
  const kept = languages.filter(({ stages }) => rowsOf(stages) > 0)
  return [`---\n${stringify(metadata(dataset, kept), { lineWidth: 0 })}---`, ...body(dataset, languages)].join('\n\n') + '\n'
}

function metadata(dataset: DatasetKind, languages: readonly CardLanguage[]) {
  const total = languages.reduce((sum, { stages }) => sum + rowsOf(stages), 0)
  const licences = [...new Set(languages.map(({ sample }) => sample?.source.licence.toLowerCase() ?? 'unknown'))]
  return {
    pretty_name: `ultralink ${dataset.name}`,
    language: languages.map(({ language }) => language),
    license: licences.length === 1 ? licences[0] : licences,
    task_categories: ['text-generation', 'question-answering'],
    size_categories: [sizeOf(total)],
    multilinguality: [languages.length > 1 ? 'multilingual' : 'monolingual'],
    language_creators: ['machine-generated'],
    annotations_creators: ['machine-generated'],
    source_datasets: ['original'],
    tags: ['synthetic', 'ultralink', 'wikipedia', 'multi-turn'],
    configs: languages.map(({ language }) => ({ config_name: language, data_files: [{ split: 'train', path: `${language}/train-*.parquet` }] })),
    dataset_info: languages.map(({ language, stages, bytes }) => ({
      config_name: language,
      features: features.map(({ name, dtype }) => (name === 'messages' ? { name, list: [{ name: 'role', dtype: 'string' }, { name: 'content', dtype: 'string' }] } : { name, dtype })),
      splits: [{ name: 'train', num_bytes: bytes, num_examples: rowsOf(stages) }],
      download_size: bytes,
      dataset_size: bytes,
    })),
  }
}

function body(dataset: DatasetKind, languages: readonly CardLanguage[]): string[] {
  return [
    `# ${dataset.name}`,
    `${dataset.description}. Built with ultralink ${version}: offline, with local models.`,
    '## What is in it',
    countsTable(languages),
    '## How it was made',
    made(languages),
    '## What was rejected',
    rejects(languages),
    '## Samples, unedited',
    ...languages.map(({ language, sample }) => (sample ? `The first row of ${language}:\n\n${fence(JSON.stringify(sample, null, 2))}` : `No row was kept for ${language}.`)),
    '## Licence and attribution',
    attribution(languages),
    '## Limits',
    'Questions, and answers unless `made.answers` says `extractive`, were written by a language model and checked by rules and by an embedder, not by people. ' +
      'Extractive answers are sentences of the page as it stood at the named revision; they are as right as the page was. Culture scores are ranks within this build and mean nothing across builds.',
  ]
}

function countsTable(languages: readonly CardLanguage[]): string {
  const head = '| language | articles | passages | culture-specific before → after | dialogues | turns | bytes (Parquet) |\n|---|---|---|---|---|---|---|'
  const lines = languages.map(({ language, stages, bytes }) => {
    const of = (name: string) => stages.find(({ manifest }) => manifest.name === name)?.manifest
    const culture = of('culture')
    const share = (part: number | undefined, whole: number) => (whole ? `${Math.round((100 * (part ?? 0)) / whole)} %` : '–')
    const cultural = culture ? `${share(culture.counts['specific-before'], culture.rowsIn)} → ${share(culture.counts['specific-after'], culture.rowsOut)}` : '–'
    const turns = stages.at(-1)?.manifest.counts['turns'] ?? '–'
    return `| ${languageOf(language).name} (${language}) | ${of('articles')?.rowsOut ?? '–'} | ${of('passages')?.rowsOut ?? '–'} | ${cultural} | ${rowsOf(stages)} | ${turns} | ${bytes} |`
  })
  return [head, ...lines].join('\n')
}

function made(languages: readonly CardLanguage[]): string {
  return languages
    .map(({ language, stages, sha256 }) => {
      const lines = stages.map(({ manifest: { name, options, generator, embedder, prompts, fingerprint } }) => {
        const with_ = [generator, embedder].filter(Boolean).map((id) => `\`${id}\``).join(', ')
        const words = prompts ? `; prompts ${Object.entries(prompts).map(([prompt, hash]) => `${prompt} \`${hash}\``).join(', ')}` : ''
        const chosen = Object.fromEntries(Object.entries(options).map(([key, value]) => [key, key === 'wiki' ? String(value).split(/[\\/]/).at(-1) : value]))
        return `- **${name}** (${fingerprint}): ${JSON.stringify(chosen)}${with_ ? `; ${with_}` : ''}${words}`
      })
      const files = Object.entries(sha256).map(([file, digest]) => `- \`${language}/${file}\` sha256 \`${digest}\``)
      return [`### ${languageOf(language).name}`, `Seed ${stages.find(({ manifest }) => manifest.seed !== undefined)?.manifest.seed ?? 'not used'}.`, [...lines, ...files].join('\n')].join('\n\n')
    })
    .join('\n\n')
}

function rejects(languages: readonly CardLanguage[]): string {
  const lines = languages.flatMap(({ language, stages }) =>
    stages.flatMap(({ manifest }) => Object.entries(manifest.rejected).map(([reason, n]) => `| ${language} | ${manifest.name} | ${reason} | ${n} |`)),
  )
  return ['| language | stage | reason | rows or turns |\n|---|---|---|---|', ...lines].join('\n')
}

function attribution(languages: readonly CardLanguage[]): string {
  const licences = [...new Set(languages.flatMap(({ sample }) => (sample ? [sample.source.licence] : [])))]
  return (
    `The passages, and the answers taken from them, are under ${licences.join(', ') || 'no licence, there being none'}. Each row names its page, revision and address; ` +
    '`attribution/` lists every page used. Whoever passes the data on has to name the pages and, where the licence asks for it, share alike.'
  )
}

const rowsOf = (stages: readonly BuiltStage[]) => stages.at(-1)?.manifest.rowsOut ?? 0

const fence = (text: string) => `\`\`\`\`json\n${text}\n\`\`\`\``

/** As the hubs spell it. */
function sizeOf(rows: number): string {
  const steps = ['n<1K', '1K<n<10K', '10K<n<100K', '100K<n<1M', '1M<n<10M', '10M<n<100M']
  return steps[Math.max(0, Math.min(steps.length - 1, Math.floor(Math.log10(Math.max(1, rows))) - 2))]!
}
