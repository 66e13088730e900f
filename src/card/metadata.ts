import type { Kind } from '../types.js'
import { licenceFields } from './licences.js'
import type { CardLanguage, Described } from '../card.js'

/** Tags of a kind of dialogue. */
const tags: Readonly<Record<Kind, readonly string[]>> = {
  chat_specific: ['wikipedia', 'multi-turn'],
  chat_agnostic: ['chat'],
  math: ['math'],
  code: ['code'],
  cross_lingual: ['cross-lingual'],
}

/** `ultralink math`; a collection that is named as this program is has its name once. */
const titleOf = (name: string): string => (name === 'ultralink' ? name : `ultralink ${name}`)

/** Whether a card is one of ours, of this version or of an earlier one, by its title. */
export const isOwnCard = (card: string): boolean => /^pretty_name: ultralink(?: |$)/m.test(card)

/** The fields that hubs read, as datasetcard.md of the Hub's documentation names them. */
export function metadataOf({ name, facts }: Described, languages: readonly CardLanguage[]): Readonly<Record<string, unknown>> {
  const kinds = [...new Set(facts.groups.map(({ kind }) => kind))]
  const codes = [...new Set([...languages.map(({ language }) => language), ...[...facts.directions].flatMap(([from, to]) => [from, ...to.keys()])])]
  const isTranslation = facts.translated || facts.directions.size > 0
  const sources = [kinds.includes('chat_specific') ? 'original' : '', kinds.some((kind) => kind !== 'chat_specific') ? 'extended' : '']
  return {
    pretty_name: titleOf(name),
    language: [...new Set(codes.map((code) => code.split('-')[0]!))],
    ...(codes.some((code) => code.includes('-')) ? { language_details: codes } : {}),
    ...licenceFields([...facts.licences.keys()]),
    task_categories: ['text-generation'],
    size_categories: [sizeOf(facts.rows)],
    multilinguality: [codes.length > 1 ? 'multilingual' : 'monolingual', ...(isTranslation ? ['translation'] : [])],
    language_creators: ['machine-generated'],
    annotations_creators: ['machine-generated'],
    source_datasets: sources.filter((each) => each !== ''),
    tags: ['synthetic', 'ultralink', ...kinds.flatMap((kind) => tags[kind])],
    configs: languages.map(({ language, splits }) => ({ config_name: language, data_files: splits.map(({ name: split }) => ({ split, path: `${language}/${split}-*.parquet` })) })),
    dataset_info: languages.map(({ language, splits, features }) => ({
      config_name: language,
      features,
      splits: splits.map(({ name: split, rows, data }) => ({ name: split, num_bytes: data, num_examples: rows })),
      download_size: splits.reduce((sum, { bytes }) => sum + bytes, 0),
      dataset_size: splits.reduce((sum, { data }) => sum + data, 0),
    })),
  }
}

/** As the hubs spell it. */
export function sizeOf(rows: number): string {
  const steps = ['n<1K', '1K<n<10K', '10K<n<100K', '100K<n<1M', '1M<n<10M', '10M<n<100M', '100M<n<1B']
  const step = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8].findIndex((most) => rows < most)
  return steps[step < 0 ? steps.length - 1 : step]!
}
