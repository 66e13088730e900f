import type { FileHandle } from 'node:fs/promises'
import { Interrupted } from '../errors.js'
import type { Context } from '../types.js'
import { segments, chunks } from './bzip2-segments.js'
import { unpacked } from './bzip2-pieces.js'
import { isDump, noDump, openPacked, type Packing } from './dump-format.js'
import * as streams from './dump-streams.js'
import { gunzipped } from './gunzip.js'
import { pageBatches, type PageBatch } from './pages.js'
import { toUtf8, type Piece, type Range } from './pieces.js'
import { namespaceLookup, readSiteinfo, type Siteinfo } from './siteinfo.js'

export type { Page } from './page.js'
export type { PageBatch } from './pages.js'
export type { Damage } from './pieces.js'
export type { Siteinfo } from './siteinfo.js'

/** A MediaWiki XML dump that has been looked into. */
export interface Dump {
  readonly path: string
  /** Size of the file as it lies on disk. */
  readonly bytes: number
  /** Absent in fragments and in parts without header. */
  readonly siteinfo: Siteinfo | undefined
  /** All pages of the main namespace, from the beginning; every call reads the file again. */
  batches(options?: BatchOptions): AsyncIterable<PageBatch>
}

export interface BatchOptions {
  /** `shuffled`: the streams of a multistream file in a random order; other files have one order only. */
  readonly order?: 'dump' | 'shuffled'
  /** Decides the order. */
  readonly seed?: number
  /** Longest `<page>` element, in bytes of UTF-8; default 4 MiB. */
  readonly maxPageBytes?: number
  /** Is told when the file cannot be shuffled, and why. */
  readonly onNote?: (text: string, about: 'index' | 'order') => void
}

export interface DumpOptions {
  /** Runs `bunzip2` (src/io/bzip2.ts), best in workers. */
  readonly work: Context['work']
  readonly signal?: AbortSignal
}

/** How much of a dump is unpacked to find its header. */
const headBytes = 1 << 20

/**
 * Looks into a dump: .xml (UTF-8, or UTF-16 with byte order mark), gzip or bzip2 of it, told apart by content.
 * Throws `UserError` when it is none. Memory does not grow with the file.
 */
export async function openDump(path: string, options: DumpOptions): Promise<Dump> {
  const { file, size: bytes, packing } = await openPacked(path)
  const whole = { from: 0, to: bytes }
  const head = await readHead(pieces({ file, packing, ranges: [whole], ahead: 1, ...options })).finally(() => file.close())
  if (!isDump(head)) throw noDump(path, head)
  const siteinfo = readSiteinfo(head)
  const namespaceOf = namespaceLookup(siteinfo)
  async function* batches({ order = 'dump', seed = 0, maxPageBytes, onNote }: BatchOptions = {}): AsyncGenerator<PageBatch> {
    const { file } = await openPacked(path)
    try {
      const shuffled = order === 'shuffled' ? await shuffledRanges({ path, file, bytes, packing, seed, onNote }, options) : undefined
      const text = pieces({ file, packing, ranges: shuffled ?? [whole], ...options })
      for await (const batch of pageBatches(text, { namespaceOf, maxPageBytes })) {
        if (options.signal?.aborted) throw new Interrupted()
        yield batch
      }
    } finally {
      await file.close()
    }
  }
  return { path, bytes, siteinfo, batches }
}

interface Reading extends DumpOptions {
  readonly file: FileHandle
  readonly packing: Packing
  readonly ranges: readonly Range[]
  readonly ahead?: number
}

function pieces({ file, packing, ranges, signal, work, ahead }: Reading): AsyncIterable<Piece> {
  const readers = {
    bzip2: () => unpacked(segments(file, ranges, signal), { work, ahead }),
    gzip: () => gunzipped(file, ranges[0]!, signal),
    xml: () => plain(file, ranges[0]!, signal),
  }
  return toUtf8(readers[packing]())
}

async function* plain(file: FileHandle, range: Range, signal?: AbortSignal): AsyncGenerator<Piece> {
  for await (const { at, bytes } of chunks(file, range, signal)) {
    yield { unit: 0, offset: at, exact: true, position: at + bytes.length, bytes }
  }
}

async function readHead(pieces: AsyncIterable<Piece>): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  let holes = 0
  for await (const { bytes } of pieces) {
    parts.push(bytes)
    size += bytes.length
    holes += bytes.length === 0 ? 1 : 0
    if (size >= headBytes || holes > 16 || Buffer.from(bytes).includes('<page>')) break
  }
  return Buffer.concat(parts).toString('utf8', 0, headBytes)
}

interface Shuffling {
  readonly path: string
  readonly file: FileHandle
  readonly bytes: number
  readonly packing: Packing
  readonly seed: number
  readonly onNote?: (text: string, about: 'index' | 'order') => void
}

/** The streams in the order of the seed, or undefined when there are none to shuffle. */
async function shuffledRanges({ path, file, bytes, packing, seed, onNote }: Shuffling, { work, signal }: DumpOptions): Promise<Range[] | undefined> {
  const index = packing === 'bzip2' ? streams.indexPath(path) : undefined
  const indexed = index ? await streams.indexedStreams(index, { work }, signal) : []
  const fits = await streams.areStreams(file, bytes, indexed)
  if (index && !fits) onNote?.(`the index ${index} does not fit ${path}; its streams are looked for in the file itself`, 'index')
  const offsets = fits ? indexed : packing === 'bzip2' ? await streams.scannedStreams(file, bytes, signal) : []
  const ranges = streams.rangesOf(offsets, bytes)
  if (ranges.length > 1 && (fits || (await streams.holdWholePages(file, ranges, { work })))) return streams.shuffle(ranges, seed)
  onNote?.(`${path} is no multistream file, so its pages are read in the order of the file`, 'order')
  return undefined
}
