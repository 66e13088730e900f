import { stringify } from 'yaml'
import type { BuiltStage } from './build.js'
import type { Facts } from './card/facts.js'
import { licenceAsks, licenceText } from './card/licences.js'
import { metadataOf } from './card/metadata.js'
import { withoutFolders } from './card/options.js'
import { sampleText } from './card/samples.js'
import { nameOf } from './languages/any.js'
import { version } from './package.js'
import type { StageKind } from './stage.js'

/** A dataset or a collection of them. */
export interface Named {
  readonly name: string
  readonly description: string
}

/** What a card is about. */
export interface Described extends Named {
  readonly facts: Facts
  /** What was built of what, where stages tell; the kinds of stages say which options are paths. */
  readonly built?: readonly { readonly dataset: Named & { readonly kinds?: readonly StageKind[] }; readonly language: string; readonly stages: readonly BuiltStage[] }[]
  /** Paragraphs beside these, each with its heading. */
  readonly more?: readonly string[]
}

/** The Parquet of one language, which is a configuration of its own. */
export interface CardLanguage {
  readonly language: string
  /** Bytes on disk and, as `data`, of the values before they are packed. */
  readonly splits: readonly { readonly name: string; readonly rows: number; readonly bytes: number; readonly data: number }[]
  /** Its columns, as io/parquet-tables.ts gives them. */
  readonly features: readonly Readonly<Record<string, unknown>>[]
  /** File → hex. */
  readonly sha256: Readonly<Record<string, string>>
}

/** The dataset card: the YAML that hubs read (as 1.1, in which a bare `no` is no language), and for people what it is, how it was made, and what it is not. */
export function cardOf(described: Described, languages: readonly CardLanguage[]): string {
  const kept = languages.filter(({ splits }) => splits.length > 0)
  const metadata = stringify(metadataOf(described, kept), { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false })
  return [`---\n${metadata}---`, ...body(described, languages)].join('\n\n') + '\n'
}

function body(described: Described, languages: readonly CardLanguage[]): string[] {
  const { name, description, facts, built = [], more = [] } = described
  const empty = languages.filter(({ splits }) => splits.length === 0).map(({ language }) => `No row was kept for ${language}.`)
  return [
    `# ${name}`,
    `${description}. Built with ultralink ${version}: offline, with local models.`,
    ...section('What is in it', rowsByKind(facts), filesTable(languages), directionMatrix(facts), ...empty),
    ...section('Samples, unedited', ...facts.groups.map(({ language, kind, sample }) => `### ${named(language)}: the first row of ${kind}\n\n${sampleText(sample)}`)),
    ...section('Sources and licences', ...sources(facts)),
    ...more,
    ...section('Models and prompts', ...modelsAndPrompts(facts, built)),
    ...section('How it was made', stagesTable(built), ...recipes(built)),
    ...section('What was rejected', rejects(built)),
    ...section('Files', table(['file', 'sha256'], languages.flatMap(({ language, sha256 }) => Object.entries(sha256).map(([file, digest]) => [`${language}/${file}`, `\`${digest}\``])))),
    ...section('Limits', limits(facts)),
  ]
}

/** A heading and its paragraphs; nothing where all of these are empty. */
function section(title: string, ...parts: readonly string[]): string[] {
  const said = parts.filter((part) => part !== '')
  return said.length === 0 ? [] : [`## ${title}`, ...said]
}

const rowsByKind = ({ groups }: Facts) => table(['language', 'kind', 'rows', 'turns'], groups.map(({ language, kind, rows, turns }) => [named(language), kind, rows, turns]))

const filesTable = (languages: readonly CardLanguage[]) => table(['configuration', 'split', 'rows', 'bytes of Parquet'], languages.flatMap(({ language, splits }) => splits.map(({ name, rows, bytes }) => [language, name, rows, bytes])))

/** A Markdown table; nothing where it has no rows. */
function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`
  return rows.length === 0 ? '' : [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

const named = (language: string) => `${nameOf(language, 'en')} (${language})`

function directionMatrix({ directions }: Facts): string {
  if (directions.size === 0) return ''
  const targets = [...new Set([...directions.values()].flatMap((to) => [...to.keys()]))].sort()
  const lines = [...directions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([from, to]) => [from, ...targets.map((target) => to.get(target) ?? '–')])
  return `Rows by direction, from the language on the left:\n\n${table(['from \\ to', ...targets], lines)}`
}

function sources({ sources: all, licences }: Facts): string[] {
  if (all.length === 0) return []
  return [
    table(['source', 'licence', 'different pages or originals', 'rows'], all.map(({ name, licence, items, rows }) => [name, licence, items, rows])),
    table(['licence', 'rows', 'asks to', 'text'], [...licences].map(([licence, rows]) => [licence, rows, licenceAsks(licence), licenceText(licence) ?? '–'])),
    'Passages, and answers taken from them, are under the licence of their page; translated and cross-lingual rows under that of the text they are made from. Each row names its source and licence, and `attribution/` lists every page and file used. See LICENSE.md.',
  ]
}

/** By hash: as the rows name them, and what earlier stages used beside. */
function modelsAndPrompts({ models, prompts }: Facts, built: NonNullable<Described['built']>): string[] {
  const used = new Map([...models].map(([model, as]) => [model, new Set(as)]))
  const words = new Map([...prompts].map(([prompt, hashes]) => [prompt, new Set(hashes)]))
  for (const { manifest } of built.flatMap(({ stages }) => stages)) {
    for (const role of ['generator', 'embedder'] as const) if (manifest[role]) used.set(manifest[role], (used.get(manifest[role]) ?? new Set()).add(role))
    for (const [prompt, hash] of Object.entries(manifest.prompts ?? {})) words.set(prompt, (words.get(prompt) ?? new Set()).add(hash))
  }
  return [
    table(['model', 'as'], [...used].map(([model, as]) => [`\`${model}\``, [...as].join(', ')])),
    table(['prompt', 'sha256, of each language it is written in'], [...words].map(([prompt, hashes]) => [prompt, [...hashes].map((hash) => `\`${hash}\``).join(' ')])),
  ]
}

/** What became of the rows, stage by stage. */
function stagesTable(built: NonNullable<Described['built']>): string {
  return table(['language', 'dataset', 'rows after each stage', 'culture-specific before → after'], built.map(({ language, dataset, stages }) => {
    const culture = stages.find(({ manifest }) => manifest.name === 'culture')?.manifest
    const cultural = culture ? `${share(culture.counts['specific-before'], culture.rowsIn)} → ${share(culture.counts['specific-after'], culture.rowsOut)}` : '–'
    return [named(language), dataset.name, stages.map(({ manifest }) => `${manifest.name} ${manifest.rowsOut}`).join(', '), cultural]
  }))
}

const share = (part: number | undefined, whole: number) => (whole ? `${Math.round((100 * (part ?? 0)) / whole)} %` : '–')

function recipes(built: NonNullable<Described['built']>): string[] {
  return built.map(({ language, dataset, stages }) => {
    const lines = stages.map(({ manifest: { name, options, fingerprint } }) => `- **${name}** (${fingerprint}): ${JSON.stringify(withoutFolders(options, dataset.kinds?.find((kind) => kind.name === name)))}`)
    const seed = stages.find(({ manifest }) => manifest.seed !== undefined)?.manifest.seed ?? 'not used'
    return `${named(language)}, ${dataset.name}, seed ${seed}:\n\n${lines.join('\n')}`
  })
}

function rejects(built: NonNullable<Described['built']>): string {
  const rows = built.flatMap(({ language, dataset, stages }) => stages.flatMap(({ manifest }) => Object.entries(manifest.rejected).map(([reason, n]) => [language, dataset.name, manifest.name, reason, n])))
  return table(['language', 'dataset', 'stage', 'reason', 'rows or turns'], rows)
}

/** What a reader should know before training on it, by the kinds there are. */
function limits({ groups, translated, directions, models }: Facts): string {
  const isGrounded = groups.some(({ kind }) => kind === 'chat_specific')
  return [
    isGrounded
      ? 'Questions, and answers unless `made.answers` says `extractive`, were written by a language model and checked by rules and by an embedder, not by people. Extractive answers are sentences of the page as it stood at the named revision; they are as right as the page was. Culture scores are ranks within this build and mean nothing across builds.'
      : '',
    translated ? 'Translations were made by a language model and checked by rules, an embedder and where `checks` says so a judge, not by people. What the checks see least are wrong names and flipped negations. What the English original says wrongly its translations say too.' : '',
    [...models.values()].some((as) => as.has('generator') && as.has('judge')) ? 'The judge was the translator itself.' : '',
    directions.size > 0 ? 'Cross-lingual rows are as right as the parallel texts they are made from, which are matched by scores, not by people.' : '',
    groups.length === 0 ? '' : 'Nothing here was compared with evaluation sets unless `decontaminate` was run on it.',
  ].filter((each) => each !== '').join(' ')
}
