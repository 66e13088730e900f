import { stringify } from 'yaml'
import type { BuiltStage } from './build.js'
import { features } from './io/parquet.js'
import { languageOf } from './languages/index.js'
import { version } from './package.js'
import type { Dialogue, Kind } from './types.js'

/** A dataset or a collection of them. */
export interface Named {
  readonly name: string
  readonly description: string
}

export interface CardLanguage {
  readonly language: string
  readonly built: readonly { readonly dataset: Named; readonly stages: readonly BuiltStage[] }[]
  readonly splits: readonly { readonly name: 'train' | 'test'; readonly rows: number; readonly bytes: number }[]
  /** The first row of each dataset that kept one. */
  readonly samples: readonly Dialogue[]
  /** Of the Parquet shards. */
  readonly bytes: number
  readonly sha256: Readonly<Record<string, string>>
}

/** The dataset card: the YAML that hubs read, and for people what it is, how it was made, and what it is not. */
export function cardOf(dataset: Named, languages: readonly CardLanguage[]): string {
  const kept = languages.filter((each) => rowsOf(each) > 0)
  return [`---\n${stringify(metadata(dataset, kept), { lineWidth: 0 })}---`, ...body(dataset, languages)].join('\n\n') + '\n'
}

function metadata(dataset: Named, languages: readonly CardLanguage[]) {
  const total = languages.reduce((sum, each) => sum + rowsOf(each), 0)
  const licences = [...new Set(languages.flatMap(({ samples }) => samples.map(({ source }) => source.licence?.toLowerCase() ?? 'unknown')))]
  const kinds = new Set(languages.flatMap(({ samples }) => samples.map(({ kind }) => kind)))
  return {
    pretty_name: `ultralink ${dataset.name}`,
    language: languages.map(({ language }) => language),
    license: licences.length === 1 ? licences[0] : licences,
    task_categories: ['text-generation', 'question-answering'],
    size_categories: [sizeOf(total)],
    multilinguality: [kinds.size > 0 && !kinds.has('chat_specific') ? 'translation' : languages.length > 1 ? 'multilingual' : 'monolingual'],
    language_creators: ['machine-generated'],
    annotations_creators: ['machine-generated'],
    source_datasets: ['original'],
    tags: ['synthetic', 'ultralink', ...[...kinds].flatMap((kind) => tags[kind])],
    configs: languages.map(({ language, splits }) => ({ config_name: language, data_files: splits.map(({ name }) => ({ split: name, path: `${language}/${name}-*.parquet` })) })),
    dataset_info: languages.map((each) => ({
      config_name: each.language,
      features: features.map(({ name, dtype }) => (name === 'messages' ? { name, list: [{ name: 'role', dtype: 'string' }, { name: 'content', dtype: 'string' }] } : { name, dtype })),
      splits: each.splits.map(({ name, rows, bytes }) => ({ name, num_bytes: bytes, num_examples: rows })),
      download_size: each.bytes,
      dataset_size: each.bytes,
    })),
  }
}

function body(dataset: Named, languages: readonly CardLanguage[]): string[] {
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
    ...languages.flatMap(({ language, samples }) => (samples.length === 0 ? [`No row was kept for ${language}.`] : samples.map((sample) => `The first ${sample.kind} row of ${language}:\n\n${fence(JSON.stringify(sample, null, 2))}`))),
    '## Licence and attribution',
    attribution(languages),
    '## Limits',
    'Questions, and answers unless `made.answers` says `extractive`, were written by a language model and checked by rules and by an embedder, not by people. ' +
      'Extractive answers are sentences of the page as it stood at the named revision; they are as right as the page was. Culture scores are ranks within this build and mean nothing across builds.',
  ]
}

/** What became of the rows, stage by stage. */
function countsTable(languages: readonly CardLanguage[]): string {
  const head = '| language | dataset | rows after each stage | turns | culture-specific before → after |\n|---|---|---|---|---|'
  const lines = languages.flatMap(({ language, built }) =>
    built.map(({ dataset, stages }) => {
      const culture = stages.find(({ manifest }) => manifest.name === 'culture')?.manifest
      const cultural = culture ? `${share(culture.counts['specific-before'], culture.rowsIn)} → ${share(culture.counts['specific-after'], culture.rowsOut)}` : '–'
      const rows = stages.map(({ manifest }) => `${manifest.name} ${manifest.rowsOut}`).join(', ')
      return `| ${languageOf(language).name} (${language}) | ${dataset.name} | ${rows} | ${stages.at(-1)?.manifest.counts['turns'] ?? '–'} | ${cultural} |`
    }),
  )
  const bytes = languages.map((each) => `${each.language} ${rowsOf(each)} rows, ${each.bytes} bytes`).join('; ')
  return `${[head, ...lines].join('\n')}\n\nParquet: ${bytes}.`
}

const share = (part: number | undefined, whole: number) => (whole ? `${Math.round((100 * (part ?? 0)) / whole)} %` : '–')

function made(languages: readonly CardLanguage[]): string {
  return languages
    .map(({ language, built, sha256 }) => {
      const files = Object.entries(sha256).map(([file, digest]) => `- \`${language}/${file}\` sha256 \`${digest}\``)
      return [`### ${languageOf(language).name}`, ...built.map(recipe), files.join('\n')].join('\n\n')
    })
    .join('\n\n')
}

function recipe({ dataset, stages }: CardLanguage['built'][number]): string {
  const lines = stages.map(({ manifest: { name, options, generator, embedder, prompts, fingerprint } }) => {
    const with_ = [generator, embedder].filter(Boolean).map((id) => `\`${id}\``).join(', ')
    const words = prompts ? `; prompts ${Object.entries(prompts).map(([prompt, hash]) => `${prompt} \`${hash}\``).join(', ')}` : ''
    return `- **${name}** (${fingerprint}): ${JSON.stringify(options, withoutFolders)}${with_ ? `; ${with_}` : ''}${words}`
  })
  return `${dataset.name}, seed ${stages.find(({ manifest }) => manifest.seed !== undefined)?.manifest.seed ?? 'not used'}:\n\n${lines.join('\n')}`
}

/** Paths of input files tell of the machine, and nobody else has them. */
const withoutFolders = (key: string, value: unknown) => {
  const bare = (path: unknown) => String(path).split(/[\\/]/).at(-1)
  if (key === 'wiki') return bare(value)
  return key === 'files' && Array.isArray(value) ? value.map(bare) : value
}

function rejects(languages: readonly CardLanguage[]): string {
  const lines = languages.flatMap(({ language, built }) =>
    built.flatMap(({ dataset, stages }) =>
      stages.flatMap(({ manifest }) => Object.entries(manifest.rejected).map(([reason, n]) => `| ${language} | ${dataset.name} | ${manifest.name} | ${reason} | ${n} |`)),
    ),
  )
  return ['| language | dataset | stage | reason | rows or turns |\n|---|---|---|---|---|', ...lines].join('\n')
}

function attribution(languages: readonly CardLanguage[]): string {
  const samples = languages.flatMap((each) => each.samples)
  const licencesOf = (own: readonly Dialogue[]) => [...new Set(own.map(({ source }) => source.licence ?? 'an unknown licence'))].join(', ')
  const pages = samples.filter(({ source }) => 'wiki' in source)
  const originals = samples.filter(({ source }) => !('wiki' in source))
  if (samples.length === 0) return 'No row was kept.'
  return [
    pages.length > 0
      ? `The passages, and the answers taken from them, are under ${licencesOf(pages)}. Each row names its page, revision and address. Whoever passes the data on has to name the pages and, where the licence asks for it, share alike.`
      : '',
    originals.length > 0 ? `Translated rows are made from English originals under ${licencesOf(originals)}; each row names the file and line it comes from and holds the original.` : '',
    '`attribution/` lists every page and file used.',
  ].filter((line) => line !== '').join(' ')
}

/** Rows of a language over all its datasets. */
const rowsOf = ({ built }: CardLanguage) => built.reduce((sum, { stages }) => sum + (stages.at(-1)?.manifest.rowsOut ?? 0), 0)

/** What a kind of dialogue is tagged with. */
const tags: Readonly<Record<Kind, readonly string[]>> = { chat_specific: ['wikipedia', 'multi-turn'], chat_agnostic: ['chat'], math: ['math'], code: ['code'] }

const fence = (text: string) => `\`\`\`\`json\n${text}\n\`\`\`\``

/** As the hubs spell it. */
function sizeOf(rows: number): string {
  const steps = ['n<1K', '1K<n<10K', '10K<n<100K', '100K<n<1M', '1M<n<10M', '10M<n<100M']
  return steps[Math.max(0, Math.min(steps.length - 1, Math.floor(Math.log10(Math.max(1, rows))) - 2))]!
}
