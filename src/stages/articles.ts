import { basename } from 'node:path'
import { z } from 'zod'
import coreCount from '../core-count.cjs'
import { UserError } from '../errors.js'
import { openDump, type Dump, type Page, type PageBatch, type Siteinfo } from '../io/dump.js'
import { path } from '../path-option.js'
import { stream } from '../stage.js'
import { languageInput } from '../text/article.js'
import { inOrder } from '../text/in-order.js'
import type { Article, Context, Row } from '../types.js'

const options = z.object({
  wiki: path().describe('MediaWiki dump: .xml, .xml.gz or .xml.bz2'),
  order: z.enum(['dump', 'shuffled']).default('dump').describe('shuffled: streams of a multistream dump in an order drawn by the seed'),
  limit: z.number().int().positive().optional().describe('stop after so many articles'),
  anyWiki: z.boolean().default(false).describe('read a dump whose siteinfo names another language'),
  licence: z.string().default('CC-BY-SA-4.0').describe('SPDX identifier of the texts'),
})

/** Articles read for each dialogue asked for, since culture ranking and checks drop some. */
const articlesPerDialogue = 4

/** A batch of pages of the dump; its id follows from its place in the file. */
interface Batch extends Row {
  readonly batch: PageBatch
}

/** Reads the articles of a dump as clean prose; pages of other namespaces and redirects are told apart before their text is read. */
export const articles = stream<Row, Article, typeof options>({
  name: 'articles',
  description: 'the articles of a MediaWiki dump as clean prose',
  options,
  volatile: ['limit'],
  flags: { wiki: (wiki) => ({ wiki }), limit: (rows) => ({ limit: rows * articlesPerDialogue }) },
  uses: ({ wiki, order }) => ({ files: [wiki], seed: order === 'shuffled' }),
  async *run(_, context, { wiki, order, limit = Infinity, anyWiki, licence }) {
    const dump = await openDump(wiki, { work: context.work, signal: context.signal })
    if (!anyWiki) checkLanguage(dump, context)
    const reading = { context, licence, dump }
    const clean = ({ id, batch }: Batch) => context.once<Article>({ id }, (own) => articlesOf(batch, { ...reading, context: own }))
    let left = limit
    for await (const article of inOrder(batchesOf(dump, context, order), clean, { width: coreCount() + 1, ahead: 16, signal: context.signal })) {
      yield article
      if (--left <= 0) return
    }
  },
})

/** What a dump cannot do is better said than left out in silence. */
function refuse(note: string, about: 'index' | 'order'): void {
  if (about === 'order') throw new UserError(`${note}: give a multistream dump or --set articles.order=dump`)
}

interface Reading {
  readonly context: Context
  readonly licence: string
  readonly dump: Dump
}

function checkLanguage({ siteinfo, path }: Dump, { language }: Context): void {
  if (!siteinfo || siteinfo.language.split('-')[0] === language.code.split('-')[0]) return
  throw new UserError(
    `${path} is ${siteinfo.wiki} (${siteinfo.language}), but ${language.code} is being built: give the dump of ${language.wiki}, or --set articles.anyWiki=true`,
  )
}

async function* batchesOf(dump: Dump, context: Context, order: 'dump' | 'shuffled'): AsyncIterable<Batch> {
  for await (const batch of dump.batches({ order, seed: context.seed, onNote: refuse })) {
    await context.progress(batch.position, dump.bytes)
    yield { id: batch.id, batch }
  }
}

async function articlesOf(batch: PageBatch, reading: Reading): Promise<Article[]> {
  const { context, dump } = reading
  context.count('redirects', batch.skipped.redirects)
  context.count('other-namespaces', batch.skipped.otherNamespaces)
  context.count('other-models', batch.skipped.otherModels)
  for (const { reason, ...detail } of batch.damage) context.reject({ id: `${basename(dump.path)}:${detail.offset}` }, reason, { ...detail })
  const found = await Promise.all(batch.pages.map((page) => articleOf(page, reading)))
  return found.filter((article) => article !== undefined)
}

async function articleOf(page: Page, { context, dump, licence }: Reading): Promise<Article | undefined> {
  const { code } = context.language
  const wiki = dump.siteinfo?.wiki ?? context.language.wiki
  const id = `${wiki}-${page.id}`
  const { kind, title, paragraphs, categories, coordinates, lost } = await context.work('article', { title: page.title, wikitext: page.text, language: languageInput(context.language) })
  context.count('sentences-lost', lost.length)
  for (const { template } of lost) context.count(`lost-to: ${template}`)
  const drop = (reason: string) => context.reject({ id, ...{ title: page.title, revision: page.revision } }, reason)
  if (kind !== 'article') return void drop(kind)
  if (paragraphs.length === 0) return void drop('no-prose')
  const source = { wiki, title: page.title, page: page.id, revision: page.revision, url: urlOf(page, dump.siteinfo, context), licence }
  return { id, language: code, title, paragraphs, categories, ...(coordinates ? { coordinates } : {}), source }
}

/** The page at this revision, on the wiki that the dump names. */
function urlOf(page: Page, siteinfo: Siteinfo | undefined, { language }: Context): string {
  const address = siteinfo?.base.replace(/^(?=\/\/)/, 'https:') ?? ''
  const base = URL.canParse(address) ? new URL(address).origin : `https://${language.wiki.replace(/wiki$/, '')}.wikipedia.org`
  return `${base}/w/index.php?title=${encodeURIComponent(page.title.replace(/ /g, '_'))}&oldid=${page.revision}`
}
