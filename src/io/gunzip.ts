import type { FileHandle } from 'node:fs/promises'
import { createGunzip, type Gunzip } from 'node:zlib'
import { chunks } from './bzip2-segments.js'
import { hole, type Piece, type Range } from './pieces.js'

/** Compressed bytes unpacked at a time: what stands before damage is given out to this border at least. */
const stretch = 64 << 10

/**
 * The text of a .gz file, one piece per stretch. Gzip cannot be entered in the middle, so what is behind
 * damage is one hole. Each stretch is unpacked and taken before the next, so that memory stays bounded and
 * a fault loses nothing that came before it.
 */
export async function* gunzipped(file: FileHandle, range: Range, signal?: AbortSignal): AsyncGenerator<Piece> {
  const gunzip = createGunzip({ chunkSize: 256 << 10 })
  const parts: Buffer[] = []
  gunzip.on('data', (part: Buffer) => parts.push(part))
  const act = actor(gunzip)
  const taken = (offset: number, position: number): Piece => ({ unit: 0, offset, exact: false, position, bytes: Buffer.concat(parts.splice(0)) })
  try {
    for await (const { at, bytes } of stretches(file, range, signal)) {
      const fault = await act((done) => gunzip.write(bytes, done))
      yield taken(at, at + bytes.length)
      if (fault) return yield broken(at, range.to, fault)
    }
    const fault = await act((done) => void (gunzip.readableEnded ? gunzip.end(done) : gunzip.once('end', done).end()))
    yield taken(range.to, range.to)
    if (fault) yield broken(range.to, range.to, fault)
  } finally {
    gunzip.destroy()
  }
}

async function* stretches(file: FileHandle, range: Range, signal?: AbortSignal): AsyncGenerator<{ at: number; bytes: Buffer }> {
  for await (const { at, bytes } of chunks(file, range, signal)) {
    for (let i = 0; i < bytes.length; i += stretch) yield { at: at + i, bytes: bytes.subarray(i, i + stretch) }
  }
}

type Fault = NodeJS.ErrnoException
type Act = (begin: (done: (error?: Error | null) => void) => void) => Promise<Fault | undefined>

/** Waits until what was written has been unpacked and handed out; gives the fault if there is one. */
function actor(gunzip: Gunzip): Act {
  let tell: (fault?: Fault) => void = () => undefined
  gunzip.on('error', (fault) => tell(fault))
  return async (begin) => {
    const fault = await new Promise<Fault | undefined>((resolve) => {
      tell = resolve
      begin((error) => resolve(error ?? undefined))
    })
    await new Promise((resolve) => setImmediate(resolve))
    return fault
  }
}

function broken(offset: number, end: number, fault: Fault): Piece {
  const reason = fault.code === 'Z_BUF_ERROR' ? 'truncated-file' : 'corrupt-block'
  return hole(0, end, { offset, bytes: end - offset, reason, detail: fault.message })
}
