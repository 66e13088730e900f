import { decodeEntities, type NamespaceOf } from './page.js'

/** What a dump says about the wiki it is of. */
export interface Siteinfo {
  /** Database name (`frwiki`); in old dumps, which do not give it, made from the address (`fr.wikipedia.org`). */
  readonly wiki: string
  /** BCP 47, from `xml:lang`, else from the database name; empty when neither says. */
  readonly language: string
  readonly sitename: string
  /** Address of the main page. */
  readonly base: string
  /** Number → local name; the main namespace's is empty. */
  readonly namespaces: Readonly<Record<number, string>>
}

/** Endings of Wikimedia's database names, with the domains they stand for. */
const projects: Readonly<Record<string, string>> = {
  wiki: 'wikipedia',
  wiktionary: 'wiktionary',
  wikibooks: 'wikibooks',
  wikinews: 'wikinews',
  wikiquote: 'wikiquote',
  wikisource: 'wikisource',
  wikiversity: 'wikiversity',
  wikivoyage: 'wikivoyage',
}

/** Reads the header of a dump; undefined when it has none. */
export function readSiteinfo(head: string): Siteinfo | undefined {
  const info = /<siteinfo[^>]*>([^]*?)<\/siteinfo\s*>/.exec(head)?.[1]
  if (info === undefined) return undefined
  const base = element(info, 'base')
  const wiki = element(info, 'dbname') || wikiOf(base)
  const language = /<mediawiki\s[^>]*?xml:lang\s*=\s*["']([^"']*)["']/.exec(head)?.[1] || languageOf(wiki)
  return { wiki, language, sitename: element(info, 'sitename'), base, namespaces: namespacesOf(info) }
}

/** Tells the namespace by a title's prefix, as dumps older than export schema 0.6 need it. */
export function namespaceLookup(siteinfo: Siteinfo | undefined): NamespaceOf {
  const numbers = new Map<string, number>()
  for (const [number, name] of Object.entries(siteinfo?.namespaces ?? {})) if (name !== '') numbers.set(fold(name), Number(number))
  return (title) => {
    const colon = title.indexOf(':')
    return colon < 0 ? 0 : (numbers.get(fold(title.slice(0, colon))) ?? 0)
  }
}

function fold(name: string): string {
  return name.replaceAll('_', ' ').trim().toLowerCase()
}

function element(xml: string, name: string): string {
  const found = new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}\\s*>`).exec(xml)?.[1]
  return decodeEntities(found ?? '').trim()
}

function namespacesOf(info: string): Record<number, string> {
  const namespaces: Record<number, string> = {}
  for (const [, key, name] of info.matchAll(/<namespace\s[^>]*?key\s*=\s*["'](-?\d+)["'][^>]*?(?:\/>|>([^<]*)<)/g)) {
    namespaces[Number(key)] = decodeEntities(name ?? '').trim()
  }
  return namespaces
}

function wikiOf(base: string): string {
  const [, subdomain, domain] = /^(?:https?:)?\/\/([a-z-]+)\.([a-z]+)\.org(?:\/|$)/.exec(base) ?? []
  const ending = Object.keys(projects).find((key) => projects[key] === domain)
  return ending === undefined ? '' : `${subdomain!.replaceAll('-', '_')}${ending}`
}

function languageOf(wiki: string): string {
  const ending = Object.keys(projects).find((key) => wiki.endsWith(key))
  return ending === undefined ? '' : wiki.slice(0, -ending.length).replaceAll('_', '-')
}
