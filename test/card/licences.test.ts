import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countingFacts } from '../../src/card/facts.js'
import { licenceName } from '../../src/card/licence-names.js'
import { licenceAsks, licenceFields, licenceNote, licenceText } from '../../src/card/licences.js'
import { translated } from '../rows.js'

const idsOf = (...said: readonly string[]) => said.map((each) => licenceName(each).id)
const same = (id: string, said: readonly string[]) => assert.deepEqual(idsOf(...said), said.map(() => id))

test('a licence is known by one SPDX identifier, whichever of the usual ways a data set writes it', () => {
  same('MIT', ['MIT', 'mit', ' Mit ', 'MIT License', 'The MIT licence'])
  same('Apache-2.0', ['Apache-2.0', 'apache-2.0', 'apache 2.0', 'Apache License 2.0', 'Apache License, Version 2.0', 'apache2', 'apache-2'])
  same('CC-BY-SA-4.0', ['cc-by-sa-4.0', 'CC BY-SA 4.0', 'cc_by_sa_4.0', 'Creative Commons Attribution-ShareAlike 4.0 International', 'https://creativecommons.org/licenses/by-sa/4.0/', 'http://creativecommons.org/licenses/by-sa/4.0/deed.en'])
  same('CC-BY-NC-4.0', ['CC BY-NC 4.0', 'cc-by-nc-4', 'Creative Commons Attribution-NonCommercial 4.0 International'])
  same('CC0-1.0', ['cc0', 'CC0 1.0', 'CC0-1.0', 'CC0 1.0 Universal', 'https://creativecommons.org/publicdomain/zero/1.0/'])
  same('ODC-By-1.0', ['odc-by', 'ODC-BY-1.0', 'ODC-By-1.0', 'Open Data Commons Attribution License v1.0'])
  same('ODbL-1.0', ['odbl', 'ODbL v1.0'])
  same('GPL-3.0-only', ['GPL-3.0-only', 'gpl-3.0', 'GPLv3', 'GNU GPL v3'])
  same('GPL-3.0-or-later', ['gpl-3.0-or-later', 'GPL-3.0+', 'GPLv3+'])
  same('LicenseRef-public-domain', ['public domain', 'Public-Domain'])
  same('unknown', ['', ' ', 'Unknown', 'unknown license'])
})

test('a name that is of no table is kept as it is said; of one of Creative Commons the parts are kept', () => {
  assert.deepEqual(idsOf('LicenseRef-X', 'see  the site', 'constructor', 'MIT OR Apache-2.0', 'cc by-nc', 'CC BY-SA 2.5 es'), ['LicenseRef-X', 'see the site', 'constructor', 'MIT OR Apache-2.0', 'CC-BY-NC', 'CC-BY-SA-2.5-ES'])
  assert.deepEqual(['cc by-nc', 'constructor', 'used by permission'].map(licenceAsks), ['name the authors and say what was changed; no commercial use', 'see its text', 'see its text'])
})

test('an address is given only of identifiers that are sure, in the case of spdx.org', () => {
  assert.deepEqual(['mit', 'odc-by', 'GPL-3.0-only', 'gpl-3.0', 'bsd-3-clause', 'etalab-2.0', 'CC BY-SA-3.0-IGO'].map(licenceText), ['MIT', 'ODC-By-1.0', 'GPL-3.0-only', 'GPL-3.0-only', 'BSD-3-Clause', 'etalab-2.0', 'CC-BY-SA-3.0-IGO'].map((id) => `https://spdx.org/licenses/${id}.html`))
  assert.deepEqual(['CC BY-NC 4.0', 'cc-by-nc-nd-1.0', 'cc0'].map(licenceText), ['https://creativecommons.org/licenses/by-nc/4.0/', 'https://creativecommons.org/licenses/by-nd-nc/1.0/', 'https://creativecommons.org/publicdomain/zero/1.0/'])
  assert.deepEqual(['llama2', 'openrail', 'gpl', 'cc-by', 'public domain', 'unknown', 'see the site'].map(licenceText), Array.from({ length: 7 }, () => undefined))
})

test('the Hub gets its own name of a licence, and a licence of two spellings is one', () => {
  assert.deepEqual(licenceFields(['CC BY-NC 4.0']), { license: 'cc-by-nc-4.0' })
  assert.deepEqual(licenceFields(['MIT', 'mit', 'ODC-BY-1.0', 'GPL-3.0-or-later', 'llama2']), { license: ['gpl-3.0', 'llama2', 'mit', 'odc-by'] })
  assert.deepEqual(licenceFields(['CC BY-NC 2.5', 'cc-by-nc-2.5']), { license: 'other', license_name: 'cc-by-nc-2.5', license_link: 'LICENSE.md' })
})

test('what a licence asks does not hang on how it is written', () => {
  assert.deepEqual(['CC BY-NC 4.0', 'cc-by-sa-4.0', 'odc-by', 'mit'].map(licenceAsks), ['name the authors and say what was changed; no commercial use', 'name the authors and say what was changed; pass it on under the same licence', 'name the database and its licence', 'see its text'])
})

test('rows are counted under the one identifier, and keep what they say', () => {
  const counting = countingFacts()
  const rows = ['MIT', 'mit', 'CC BY-NC 4.0', ''].map((licence) => ({ ...translated, source: { ...translated.source, licence } }))
  rows.forEach(counting.add)
  const { licences, sources } = counting.facts()
  assert.deepEqual([...licences], [['MIT', 2], ['CC-BY-NC-4.0', 1], ['unknown', 1]])
  assert.deepEqual(sources.map(({ licence, rows: n }) => [licence, n]), [['CC-BY-NC-4.0', 1], ['MIT', 2], ['unknown', 1]])
  assert.equal(rows[1]!.source.licence, 'mit')
  const note = licenceNote(licences)
  assert.ok(note.includes('| MIT | 2 | see its text | https://spdx.org/licenses/MIT.html |') && note.includes('| CC-BY-NC-4.0 | 1 | name the authors and say what was changed; no commercial use |'))
  assert.ok(licenceNote(new Map([['mine|yours', 1]])).includes('| mine\\|yours | 1 |'))
})
