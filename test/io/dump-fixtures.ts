import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { bunzip2 } from '../../src/io/bzip2.js'
import { openDump, type BatchOptions, type Damage, type Page } from '../../src/io/dump.js'
import type { Context } from '../../src/types.js'

/** Real dumps, by a path relative to the repository's root; present on the project's own machines only. */
export const realDumps = join('..', 'shared', 'data', 'wiki-dumps')

/** Runs the tasks of src/io in this thread. */
export const work = ((_task: 'bunzip2', input: Parameters<typeof bunzip2>[0]) => bunzip2(input)) as Context['work']

/** Everything a dump gives. */
export interface Everything {
  readonly pages: Page[]
  readonly damage: Damage[]
  readonly skipped: { redirects: number; otherNamespaces: number; otherModels: number }
  readonly ids: string[]
  readonly positions: number[]
}

export async function readAll(path: string, options?: BatchOptions): Promise<Everything> {
  const all: Everything = { pages: [], damage: [], skipped: { redirects: 0, otherNamespaces: 0, otherModels: 0 }, ids: [], positions: [] }
  const dump = await openDump(path, { work })
  for await (const batch of dump.batches(options)) {
    all.pages.push(...batch.pages)
    all.damage.push(...batch.damage)
    for (const kind of ['redirects', 'otherNamespaces', 'otherModels'] as const) all.skipped[kind] += batch.skipped[kind]
    all.ids.push(batch.id)
    all.positions.push(batch.position)
  }
  return all
}

/** Pages without where they were found. */
export function unplaced(pages: readonly Page[]): Omit<Page, 'offset'>[] {
  return pages.map(({ offset: _, ...page }) => page)
}

/** Writes a file into a folder that goes when the test ends. */
export function writeTemp(t: TestContext, name: string, bytes: string | Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'dump-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

export const noBzip2 = spawnSync('bzip2', ['--help']).error ? 'the bzip2 program is not installed' : false

/** Compresses with the system's bzip2; level 1 makes blocks of 100,000 bytes. */
export function bzip2(text: string | Uint8Array, level = 1): Buffer {
  return spawnSync('bzip2', ['-c', `-${level}`], { input: text, maxBuffer: 1 << 28 }).stdout
}

export const header = `<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="fr">
  <siteinfo>
    <sitename>Wikipédia</sitename>
    <dbname>frwiki</dbname>
    <base>https://fr.wikipedia.org/wiki/Accueil</base>
    <namespaces>
      <namespace key="0" case="first-letter" />
      <namespace key="10" case="first-letter">Modèle</namespace>
      <namespace key="14" case="first-letter">Catégorie</namespace>
    </namespaces>
  </siteinfo>
`
export const footer = '</mediawiki>\n'

/** One page as a dump writes it; `text` is escaped already. */
export function pageXml(id: number, { title = `Page ${id}`, ns = '    <ns>0</ns>\n', extra = '', model = 'wikitext', text = `Texte de la page ${id}.` } = {}): string {
  return `  <page>
    <title>${title}</title>
${ns}    <id>${id}</id>
${extra}    <revision>
      <id>${id + 1000}</id>
      <timestamp>2026-01-15T10:00:00Z</timestamp>
      <contributor><username>U</username><id>7</id></contributor>
      <model>${model}</model>
      <format>text/x-wiki</format>
      <text bytes="20" xml:space="preserve">${text}</text>
    </revision>
  </page>
`
}

/** Text that hardly compresses, the same for the same seed. */
export function noise(length: number, seed: number): string {
  let state = seed + 1
  let text = ''
  while (text.length < length) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    text += `${state.toString(36)} `
  }
  return text.slice(0, length)
}

/** All of a stream. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
