/** What a licence is called. */
export interface LicenceName {
  /** SPDX identifier in its own case; where SPDX has none, the Hub's, else what was said. */
  readonly id: string
  /** What the Hub calls it; `other` where it does not know it. */
  readonly hub: string
  /** Whether SPDX has a page of this name. */
  readonly spdx: boolean
}

/** The licence that a data set means, whichever of the usual ways it writes its name (`CC BY-SA 4.0`, `cc-by-sa-4.0`, its address …). */
export function licenceName(said = ''): LicenceName {
  const text = said.trim().replace(/\s+/g, ' ')
  const key = keyOf(text)
  const known = names.get(key) ?? names.get(spellings.get(key) ?? versioned(key))
  return known ?? { id: otherCommons.test(key) ? key.toUpperCase() : text, hub: 'other', spdx: false }
}

/** One of Creative Commons of no version, or of a country: it is no SPDX identifier, but its parts tell what it asks. */
const otherCommons = /^cc-by(-nc)?(-nd|-sa)?(-\d\.\d)?(-[a-z]{2,3})?$/

/** What different spellings of a name have in common. */
function keyOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/^(?:https?:\/\/)?(?:www\.)?creativecommons\.org\/(?:licenses|publicdomain)\/([a-z-]+)\/(\d\.\d)(?:\/([a-z]{2,3}))?(?:\/(?:deed|legalcode).*)?\/?$/, 'cc-$1-$2-$3')
    .replace(/creative[ -]?commons/, 'cc')
    .replace(/(?<=\d) ?\+$/, '-or-later')
    .replace(/[ _,()-]+/g, '-')
    .replace(/^open-data-commons(?=-)/, 'odc')
    .replace(/-?attribution(?=-|$)/, '-by')
    .replace(/-non-?commercial(?=-|$)/, '-nc')
    .replace(/-share-?alike(?=-|$)/, '-sa')
    .replace(/-no-?deriv(?:ative)?s(?=-|$)/, '-nd')
    .replace(/(?<=^|-)(?:the|gnu|licen[cs]e|version|international|unported|universal)(?=-|$)/g, '')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '')
    .replace(/^(a?l?gpl|gfdl)-?v?(?=\d)/, '$1-')
    .replace(/-v(?=\d)/, '-')
    .replace(/^cc-by-(sa|nd)-nc(?=-|$)/, 'cc-by-nc-$1')
}

/** `gpl-3-only`, `apache-2` with the `.0` that is understood. */
const versioned = (key: string) => key.replace(/-(\d)(?=$|-only$|-or-later$)/, '-$1.0')

/** SPDX identifiers of what texts and data sets are under, none of them deprecated, as the package spdx-license-ids 3.0.23 spells them. */
const spdx =
  'AFL-3.0 Apache-2.0 Artistic-2.0 BSD-2-Clause BSD-3-Clause BSD-3-Clause-Clear BSL-1.0 C-UDA-1.0 CC0-1.0 CC-PDM-1.0 CDLA-Permissive-1.0 CDLA-Permissive-2.0 CDLA-Sharing-1.0 DL-DE-BY-2.0 DL-DE-ZERO-2.0 ECL-2.0 ' +
  'EPL-1.0 EPL-2.0 etalab-2.0 EUPL-1.1 EUPL-1.2 ISC LGPLLR LPPL-1.3c MIT MIT-0 MPL-2.0 MS-PL NCSA NLOD-2.0 ODbL-1.0 ODC-By-1.0 OFL-1.1 OGL-Canada-2.0 OGL-UK-3.0 OSL-3.0 PDDL-1.0 PostgreSQL ' +
  'Unlicense WTFPL Zlib CC-BY-2.5-AU CC-BY-3.0-AT CC-BY-3.0-AU CC-BY-3.0-DE CC-BY-3.0-IGO CC-BY-3.0-NL CC-BY-3.0-US CC-BY-NC-3.0-DE CC-BY-NC-ND-3.0-DE CC-BY-NC-ND-3.0-IGO CC-BY-NC-SA-2.0-DE CC-BY-NC-SA-2.0-FR ' +
  'CC-BY-NC-SA-2.0-UK CC-BY-NC-SA-3.0-DE CC-BY-NC-SA-3.0-IGO CC-BY-ND-3.0-DE CC-BY-SA-2.0-UK CC-BY-SA-2.1-JP CC-BY-SA-3.0-AT CC-BY-SA-3.0-DE CC-BY-SA-3.0-IGO'

/** Of Creative Commons, in every version there is of all six. */
const commons = ['BY', 'BY-SA', 'BY-ND', 'BY-NC', 'BY-NC-SA', 'BY-NC-ND'].flatMap((parts) => ['1.0', '2.0', '2.5', '3.0', '4.0'].map((version) => `CC-${parts}-${version}`))

/** Of GNU. Without `-only` or `-or-later` the first is meant: so SPDX says of its deprecated names. */
const gnu = ['AGPL-3.0', 'GFDL-1.1', 'GFDL-1.2', 'GFDL-1.3', 'GPL-2.0', 'GPL-3.0', 'LGPL-2.1', 'LGPL-3.0']

/** What the Hub knows, of these and beside them; docs/hub/repositories-licenses of its documentation. */
const hubs = new Set(
  ('apache-2.0 mit openrail bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0 bigcode-openrail-m afl-3.0 artistic-2.0 bsl-1.0 bsd bsd-2-clause bsd-3-clause bsd-3-clause-clear c-uda cc ' +
    'cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 ' +
    'cc-by-nc-sa-4.0 cdla-sharing-1.0 cdla-permissive-1.0 cdla-permissive-2.0 wtfpl ecl-2.0 epl-1.0 epl-2.0 etalab-2.0 eupl-1.1 agpl-3.0 gfdl gpl gpl-2.0 gpl-3.0 lgpl lgpl-2.1 lgpl-3.0 isc lppl-1.3c ' +
    'ms-pl mpl-2.0 odc-by odbl openrail++ osl-3.0 postgresql ofl-1.1 ncsa unlicense zlib pddl lgpl-lr llama2 llama3 llama3.1 llama3.2 llama3.3 gemma unknown').split(' '),
)

/** Where the Hub spells an SPDX identifier otherwise. */
const otherwise: Readonly<Record<string, string>> = { 'C-UDA-1.0': 'c-uda', LGPLLR: 'lgpl-lr', 'ODbL-1.0': 'odbl', 'ODC-By-1.0': 'odc-by', 'PDDL-1.0': 'pddl' }

/** No licence, and no SPDX identifier: what nobody has rights in. */
export const publicDomain = 'LicenseRef-public-domain'

/** Usual ways to write a name that are not the name itself. */
const spellings: ReadonlyMap<string, string> = new Map(Object.entries({
  ...{ '': 'unknown', 'public-domain': 'licenseref-public-domain', publicdomain: 'licenseref-public-domain' },
  ...{ cc0: 'cc0-1.0', 'cc-0': 'cc0-1.0', 'cc-cc0-1.0': 'cc0-1.0', 'cc-zero': 'cc0-1.0', 'cc-zero-1.0': 'cc0-1.0', 'cc-mark-1.0': 'cc-pdm-1.0' },
  ...{ apache2: 'apache-2.0', 'apache2.0': 'apache-2.0', 'bsd-2': 'bsd-2-clause', '2-clause-bsd': 'bsd-2-clause', 'bsd-3': 'bsd-3-clause', '3-clause-bsd': 'bsd-3-clause' },
  ...{ 'odc-odbl': 'odbl', 'odc-odbl-1.0': 'odbl', 'odc-pddl': 'pddl', 'odc-pddl-1.0': 'pddl', 'llama-2': 'llama2', 'llama-3': 'llama3', 'llama-3.1': 'llama3.1', 'llama-3.2': 'llama3.2', 'llama-3.3': 'llama3.3' },
}))

/** By what names have in common; of two that are alike the later is meant, so that an SPDX identifier comes before what the Hub calls it. */
const names: ReadonlyMap<string, LicenceName> = (() => {
  const known = (hub: string) => (hubs.has(hub) ? hub : 'other')
  const plain = [...spdx.split(' '), ...commons].map((id): LicenceName => ({ id, hub: otherwise[id] ?? known(id.toLowerCase()), spdx: true }))
  const family = gnu.flatMap((name) => ['only', 'or-later'].map((which): LicenceName => ({ id: `${name}-${which}`, hub: name.startsWith('GFDL') ? 'gfdl' : known(name.toLowerCase()), spdx: true })))
  const all = [...plain, ...family, { id: publicDomain, hub: 'other', spdx: false }]
  return new Map([
    ...[...hubs].map((id) => [id, { id, hub: id, spdx: false }] as const),
    ...plain.map((name) => [name.hub, name] as const).filter(([hub]) => hub !== 'other'),
    ...family.filter(({ id }) => id.endsWith('-only')).map((name) => [name.id.toLowerCase().slice(0, -'-only'.length), name] as const),
    ...all.map((name) => [name.id.toLowerCase(), name] as const),
  ])
})()
