// Packs the sample pages into dumps as Wikimedia exports them: schema 0.11, multistream bz2, with index.
// usage: node data/samples/pack.mjs [folder of pages] [folder for the dumps]      (needs the bzip2 program)
//
// pages/<language>/*.wiki: lines `title: id: revision: ns: timestamp: redirect:`, an empty line, wikitext.
// The same pages give the same bytes. A language needs its line in `namespaces`.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const [pagesFolder = join(here, 'pages'), outFolder = here] = process.argv.slice(2)
const pagesPerStream = 10

/** Names as each Wikipedia's own siteinfo gives them: project, file, template, category. */
const namespaces = {
  en: { 4: 'Wikipedia', 6: 'File', 10: 'Template', 14: 'Category' },
  zh: { 4: 'Wikipedia', 6: 'File', 10: 'Template', 14: 'Category' },
  ru: { 4: 'Википедия', 6: 'Файл', 10: 'Шаблон', 14: 'Категория' },
  fr: { 4: 'Wikipédia', 6: 'Fichier', 10: 'Modèle', 14: 'Catégorie' },
  es: { 4: 'Wikipedia', 6: 'Archivo', 10: 'Plantilla', 14: 'Categoría' },
}

for (const language of readdirSync(pagesFolder).sort()) {
  const pages = readPages(join(pagesFolder, language))
  if (pages.length === 0) continue
  const { dump, index } = pack(language, pages)
  const name = join(outFolder, `${language}sample-pages-articles-multistream`)
  writeFileSync(`${name}.xml.bz2`, dump)
  writeFileSync(`${name}-index.txt.bz2`, bzip2(index))
  console.log(`${language}: ${pages.length} pages, ${dump.length} bytes`)
}

function pack(language, pages) {
  if (!namespaces[language]) throw new Error(`no namespace names for ${language}: add its line to pack.mjs`)
  const streams = [bzip2(header(language))]
  let offset = streams[0].length
  let index = ''
  for (let i = 0; i < pages.length; i += pagesPerStream) {
    const group = pages.slice(i, i + pagesPerStream)
    for (const page of group) index += `${offset}:${page.id}:${escape(page.title)}\n`
    streams.push(bzip2(group.map(pageXml).join('')))
    offset += streams.at(-1).length
  }
  streams.push(bzip2('</mediawiki>\n'))
  return { dump: Buffer.concat(streams), index }
}

/** The pages of a folder by id, as dumps have them. */
function readPages(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.wiki'))
  const pages = files.map((name) => readPage(join(folder, name))).sort((a, b) => a.id - b.id)
  pages.forEach((page, i) => {
    if (page.id === pages[i - 1]?.id) throw new Error(`${page.path}: id ${page.id} is that of ${pages[i - 1].path}`)
  })
  return pages
}

function readPage(path) {
  const content = readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
  const end = content.indexOf('\n\n')
  const fields = Object.fromEntries(content.slice(0, end).split('\n').map((line) => line.match(/^(\w+):\s*(.*?)\s*$/)?.slice(1) ?? fail(path, `header line "${line}"`)))
  const { title, timestamp, redirect } = fields
  const [id, revision, ns] = ['id', 'revision', 'ns'].map((key) => (/^\d+$/.test(fields[key] ?? '') ? Number(fields[key]) : fail(path, `${key} "${fields[key]}"`)))
  if (end < 0 || !title) fail(path, 'no title')
  if (revision <= id) fail(path, 'a revision that is not above the id')
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(timestamp)) fail(path, `timestamp "${timestamp}"`)
  return { path, id, revision, ns, title, timestamp, redirect, text: content.slice(end + 2).trimEnd() }
}

function fail(path, what) {
  throw new Error(`${path}: ${what}`)
}

function header(language) {
  const schema = 'http://www.mediawiki.org/xml/export-0.11'
  const names = Object.entries({ 0: '', ...namespaces[language] })
  const rows = names.map(([key, name]) => `      <namespace key="${key}" case="first-letter"${name === '' ? ' />' : `>${escape(name)}</namespace>`}\n`)
  return `<mediawiki xmlns="${schema}/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${schema}/ ${schema}.xsd" version="0.11" xml:lang="${language}">
  <siteinfo>
    <sitename>ultralink samples</sitename>
    <dbname>${language}sample</dbname>
    <base>https://${language}.samples.invalid/wiki/Main</base>
    <generator>ultralink</generator>
    <case>first-letter</case>
    <namespaces>
${rows.join('')}    </namespaces>
  </siteinfo>
`
}

function pageXml({ id, revision, ns, title, timestamp, redirect, text }) {
  const sha1 = BigInt(`0x${createHash('sha1').update(text).digest('hex')}`).toString(36).padStart(31, '0')
  return `  <page>
    <title>${escape(title)}</title>
    <ns>${ns}</ns>
    <id>${id}</id>
${redirect ? `    <redirect title="${escape(redirect)}" />\n` : ''}    <revision>
      <id>${revision}</id>
      <timestamp>${timestamp}</timestamp>
      <contributor>
        <username>ultralink</username>
        <id>1</id>
      </contributor>
      <origin>${revision}</origin>
      <model>wikitext</model>
      <format>text/x-wiki</format>
      <text bytes="${Buffer.byteLength(text)}" sha1="${sha1}" xml:space="preserve">${escape(text)}</text>
      <sha1>${sha1}</sha1>
    </revision>
  </page>
`
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function bzip2(text) {
  const { status, stdout, error } = spawnSync('bzip2', ['-c', '-9'], { input: text, maxBuffer: 1 << 28 })
  if (error || status !== 0) throw error ?? new Error(`bzip2 ended with ${status}`)
  return stdout
}
