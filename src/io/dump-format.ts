import { open, type FileHandle } from 'node:fs/promises'
import { UserError } from '../errors.js'
import { readProblem } from '../read-problem.js'

export type Packing = 'xml' | 'gzip' | 'bzip2'

/** First bytes of what is no dump as it lies there, and how to make one of it. */
const unreadable: readonly { readonly name: string; readonly bytes: readonly number[]; readonly advice: string }[] = [
  { name: 'xz', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], advice: 'convert it first: xz -dc FILE | bzip2 > NAME.bz2' },
  { name: '7z', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], advice: 'convert it first: 7z x -so FILE | bzip2 > NAME.bz2' },
  { name: 'zstd', bytes: [0x28, 0xb5, 0x2f, 0xfd], advice: 'convert it first: zstd -dc FILE | bzip2 > NAME.bz2' },
  { name: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04], advice: 'unpack it first and give the .xml file' },
]

/** Opens a file and tells by its first bytes how it is packed. Throws `UserError` for what cannot be read. */
export async function openPacked(path: string): Promise<{ file: FileHandle; size: number; packing: Packing }> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`cannot read the dump ${path}: ${readProblem(error, path)}; check the path`)
  })
  try {
    const stat = await file.stat()
    if (stat.isDirectory()) throw new UserError(`${path} is a folder; give the dump file in it (…-pages-articles-multistream.xml.bz2)`)
    if (stat.size === 0) throw new UserError(`${path} is empty; download the dump again`)
    const head = Buffer.alloc(8)
    await file.read(head, 0, 8, 0)
    const found = unreadable.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte))
    if (found) throw new UserError(`${path} is packed with ${found.name}, which is not read; ${found.advice.replace('FILE', path).replace('NAME', `${path.replace(/\.\w+$/, '')}-converted`)}`)
    return { file, size: stat.size, packing: packingOf(head) }
  } catch (error) {
    await file.close()
    throw error
  }
}

function packingOf(head: Buffer): Packing {
  if (/^BZh[1-9]/.test(head.toString('latin1'))) return 'bzip2'
  return head[0] === 0x1f && head[1] === 0x8b ? 'gzip' : 'xml'
}

/** Whether text is from a dump: it has the root element, or a page (of a fragment, or behind a lost header). */
export function isDump(head: string): boolean {
  return /<mediawiki[\s>]|<page[\s>]/.test(head)
}

/** What a text that is no dump seems to be: its beginning tells. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/^\s*<(?:!doctype\s+html|html)/i, 'a web page'],
  [/^\s*[{[]/, 'JSON'],
  [/^\d+:\d+:/, "a multistream dump's index"],
  [/^(?:--|\/\*).*(?:SQL|MariaDB)/i, 'an SQL table'],
  [/^\s*<\?xml|^\s*<[a-z]/i, 'some other XML'],
  [/^[\t\n\r\u0020-\u007e\u00a0-\ufffc]*$/, 'other text'],
]

/** The error for a file whose unpacked beginning is `head`. */
export function noDump(path: string, head: string): UserError {
  const what = head === '' ? 'nothing that can be unpacked' : (kinds.find(([pattern]) => pattern.test(head.slice(0, 512)))?.[1] ?? 'no text')
  return new UserError(`${path} is no MediaWiki XML dump: neither <mediawiki> nor <page> is at its beginning, it holds ${what}; give a …-pages-articles.xml, .xml.gz or .xml.bz2 file`)
}
