import { licenceName, publicDomain } from './licence-names.js'

/** Fields of a card's metadata for licences: one the Hub knows or a list of them; `other` with the names of those it does not know. */
export function licenceFields(licences: readonly string[]): Readonly<Record<string, unknown>> {
  const names = licences.map(licenceName)
  const found = [...new Set(names.map(({ hub }) => hub))].sort()
  const unknown = [...new Set(names.filter(({ hub }) => hub === 'other').map(({ id }) => id))]
  if (found.length === 0) return {}
  return {
    license: found.length === 1 ? found[0] : found,
    ...(unknown.length > 0 ? { license_name: unknown.join(' AND ').toLowerCase().replace(/[^a-z0-9.+-]+/g, '-'), license_link: 'LICENSE.md' } : {}),
  }
}

/** Where the text of a licence can be read; undefined where its name does not tell. */
export function licenceText(licence: string): string | undefined {
  const { id, spdx } = licenceName(licence)
  if (!spdx) return undefined
  const [, parts = '', version = ''] = /^CC-(BY.*)-(\d\.\d)$/.exec(id) ?? []
  if (parts) return `https://creativecommons.org/licenses/${id === 'CC-BY-NC-ND-1.0' ? 'by-nd-nc' : parts.toLowerCase()}/${version}/`
  const dedication = { 'CC0-1.0': 'zero', 'CC-PDM-1.0': 'mark' }[id]
  return dedication ? `https://creativecommons.org/publicdomain/${dedication}/1.0/` : `https://spdx.org/licenses/${id}.html`
}

/** What a licence asks of those who pass a text on, by the parts of its name where it is of Creative Commons. */
export function licenceAsks(licence: string): string {
  const { id } = licenceName(licence)
  const parts = id.startsWith('CC-BY') ? id.split('-') : /^GFDL/i.test(id) ? ['BY', 'SA'] : []
  const asks = [
    parts.includes('BY') ? 'name the authors and say what was changed' : '',
    parts.includes('SA') ? 'pass it on under the same licence' : '',
    parts.includes('NC') ? 'no commercial use' : '',
    parts.includes('ND') ? 'no changed versions: translations may not be passed on' : '',
  ].filter((each) => each !== '')
  return asks.length > 0 ? asks.join('; ') : (duties.get(id) ?? 'see its text')
}

/** Of those whose names do not tell. */
const duties: ReadonlyMap<string, string> = new Map([
  ['ODC-By-1.0', 'name the database and its licence'],
  ['ODbL-1.0', 'name the database and its licence; pass a changed one on under the same licence'],
  [publicDomain, 'nothing'],
  ['CC-PDM-1.0', 'nothing'],
  ['unknown', 'nobody knows: find out before passing it on'],
])

/** LICENSE.md of a release: no licence of its own, but those of its sources. */
export function licenceNote(licences: ReadonlyMap<string, number>): string {
  const rows = [...licences].map(([id, n]) => `| ${id.replaceAll('|', '\\|')} | ${n} | ${licenceAsks(id)} | ${licenceText(id) ?? '–'} |`)
  return [
    '# Licences',
    'The rows are made from texts of others, whose licences go with them. Each row names its own in the column `licence`.',
    ['| licence | rows | asks to | text |', '|---|---|---|---|', ...rows].join('\n'),
    '`attribution/` lists the pages and files used, to name them by. The models that wrote or translated rows have licences of their own, which may say what their output can be used for; the card names these models.',
  ].join('\n\n') + '\n'
}
