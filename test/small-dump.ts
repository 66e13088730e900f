/** A page of a dump; `inside` is more XML between `<id>` and `<revision>`. */
export interface SmallPage {
  readonly title: string
  readonly text: string
  readonly ns?: number
  readonly inside?: string
}

/** A MediaWiki dump in the export format, uncompressed: pages are numbered from 1, revisions from 1001. */
export function smallDump(pages: readonly SmallPage[], { language = 'en' } = {}): string {
  const xml = pages.map(({ title, text, ns = 0, inside = '' }, i) => `  <page>
    <title>${escape(title)}</title>
    <ns>${ns}</ns>
    <id>${i + 1}</id>${inside}
    <revision>
      <id>${1001 + i}</id>
      <timestamp>2024-01-01T00:00:00Z</timestamp>
      <model>wikitext</model>
      <format>text/x-wiki</format>
      <text xml:space="preserve">${escape(text)}</text>
    </revision>
  </page>
`)
  return `<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="${language}">
  <siteinfo>
    <sitename>Wikipedia</sitename>
    <dbname>${language}wiki</dbname>
    <base>https://${language}.wikipedia.org/wiki/Main_Page</base>
    <namespaces>
      <namespace key="0" case="first-letter" />
      <namespace key="10" case="first-letter">Template</namespace>
    </namespaces>
  </siteinfo>
${xml.join('')}</mediawiki>
`
}

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
