/** Identifiers that the Hub knows, of those that texts and data sets are under; docs/hub/repositories-licenses of its documentation. */
const hubs = new Set(
  ('apache-2.0 mit openrail afl-3.0 artistic-2.0 bsl-1.0 bsd-2-clause bsd-3-clause c-uda cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 ' +
    'cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cdla-sharing-1.0 cdla-permissive-1.0 cdla-permissive-2.0 wtfpl ecl-2.0 epl-1.0 etalab-2.0 eupl-1.1 ' +
    'agpl-3.0 gfdl gpl-2.0 gpl-3.0 lgpl-2.1 lgpl-3.0 isc lppl-1.3c ms-pl mpl-2.0 odc-by odbl osl-3.0 postgresql ofl-1.1 ncsa unlicense zlib pddl lgpl-lr llama2 gemma unknown').split(' '),
)

/** SPDX identifiers that the Hub spells otherwise. */
const otherwise: Readonly<Record<string, string>> = { 'odc-by-1.0': 'odc-by', 'odbl-1.0': 'odbl', 'pddl-1.0': 'pddl' }

/** Fields of a card's metadata for licences, given as SPDX identifiers: one the Hub knows or a list of them; `other` with the names of those it does not know. */
export function licenceFields(spdx: readonly string[]): Readonly<Record<string, unknown>> {
  const names = spdx.map((id) => ({ id, hub: hubName(id) }))
  const found = [...new Set(names.map(({ hub }) => hub))].sort()
  const unknown = names.filter(({ hub }) => hub === 'other').map(({ id }) => id)
  if (found.length === 0) return {}
  return {
    license: found.length === 1 ? found[0] : found,
    ...(unknown.length > 0 ? { license_name: unknown.join(' AND ').toLowerCase().replace(/[^a-z0-9.+-]+/g, '-'), license_link: 'LICENSE.md' } : {}),
  }
}

function hubName(spdx: string): string {
  const name = spdx.toLowerCase().replace(/-(?:only|or-later)$/, '')
  const known = otherwise[name] ?? (name.startsWith('gfdl') ? 'gfdl' : name)
  return hubs.has(known) ? known : 'other'
}

/** Where the text of a licence can be read; undefined where its name does not tell. */
export function licenceText(spdx: string): string | undefined {
  const [, parts = '', version = ''] = /^CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)$/i.exec(spdx) ?? []
  if (parts) return `https://creativecommons.org/licenses/${parts.toLowerCase()}/${version}/`
  if (spdx.toUpperCase() === 'CC0-1.0') return 'https://creativecommons.org/publicdomain/zero/1.0/'
  return hubs.has(spdx.toLowerCase()) && spdx !== 'unknown' ? `https://spdx.org/licenses/${spdx}.html` : undefined
}

/** What a licence asks of those who pass a text on, by the parts of its name. */
export function licenceAsks(spdx: string): string {
  const parts = spdx.toUpperCase().split('-')
  const asks = [
    parts.includes('BY') || parts.includes('GFDL') ? 'name the authors and say what was changed' : '',
    parts.includes('SA') || parts.includes('GFDL') ? 'pass it on under the same licence' : '',
    parts.includes('NC') ? 'no commercial use' : '',
    parts.includes('ND') ? 'no changed versions: translations may not be passed on' : '',
  ].filter((each) => each !== '')
  if (spdx === 'unknown') return 'nobody knows: find out before passing it on'
  return asks.length > 0 ? asks.join('; ') : 'see its text'
}

/** LICENSE.md of a release: no licence of its own, but those of its sources. */
export function licenceNote(licences: ReadonlyMap<string, number>): string {
  const rows = [...licences].map(([id, n]) => `| ${id} | ${n} | ${licenceAsks(id)} | ${licenceText(id) ?? '–'} |`)
  return [
    '# Licences',
    'The rows are made from texts of others, whose licences go with them. Each row names its own in the column `licence`.',
    ['| licence | rows | asks to | text |', '|---|---|---|---|', ...rows].join('\n'),
    '`attribution/` lists the pages and files used, to name them by. The models that wrote or translated rows have licences of their own, which may say what their output can be used for; the card names these models.',
  ].join('\n\n') + '\n'
}
