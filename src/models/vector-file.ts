import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { UserError } from '../errors.js'
import { lockFile } from '../lock-file.js'
import type { Embedder } from '../types.js'
import { createFolder } from '../writable.js'

/** Known by the hash of what made them (32 bytes); then records: key, vector, checksum. */
const headerBytes = 32
const keyBytes = 16
const sumBytes = 4

/** What is read or written at once when the file is opened. */
const chunkBytes = 1 << 22

/** What is kept at most. Beyond it, a text that is not in the file is computed each time: 1 GiB holds a million vectors of 256 numbers. */
export const mostBytes = 1 << 30

export interface VectorFileOptions {
  /** What the vectors follow from beside their texts: the model, its pooling, the length it reads. A file of another model is begun anew. */
  readonly made: string
  /** Numbers in a vector. */
  readonly dimensions: number
  readonly mostBytes?: number
}

/** The vectors that a folder keeps of an embedder; each has a file of its own. None, and a note, while another process has that file. */
export async function openVectors(folder: string, { entry: { name, sha256, pooling, contextSize }, dimensions }: Embedder, onNote: (text: string) => void = () => {}): Promise<VectorFile | undefined> {
  const file = `${name.replace(/[^\w.-]+/g, '-')}-${sha256.slice(0, 12)}.vectors`
  try {
    return await VectorFile.open(join(folder, file), { dimensions, made: JSON.stringify({ sha256, pooling, contextSize }) })
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    onNote(`note: ${error.message}`)
    return undefined
  }
}

/** Key of a text, as the model reads it: 16 bytes of its sha256. */
export function vectorKey(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

/**
 * Vectors by the keys of their texts, in a file that only grows: a kill loses at most the records being written, whose torn end is cut
 * off at the next opening. The file is a cache, which may be deleted; who opens it has it alone. Held in memory: some 50 bytes a vector.
 */
export class VectorFile implements AsyncDisposable {
  /** Number of a record by the first 53 bits of its key. */
  readonly #records = new Map<number, number>()
  readonly #file: FileHandle
  readonly #lock: Disposable
  readonly #dimensions: number
  readonly #most: number
  #count = 0
  #tail: Promise<unknown> = Promise.resolve()

  private constructor(file: FileHandle, lock: Disposable, { dimensions, mostBytes: most = mostBytes }: VectorFileOptions) {
    this.#file = file
    this.#lock = lock
    this.#dimensions = dimensions
    this.#most = Math.floor((most - headerBytes) / this.#recordBytes)
  }

  /** @throws UserError while it is open elsewhere: records would get into each other */
  static async open(path: string, options: VectorFileOptions): Promise<VectorFile> {
    createFolder(dirname(path))
    const lock = lockFile(`${path}.lock`, { what: `the vectors ${path} are being written`, advice: 'this build keeps its own in memory only', kind: 'build' })
    try {
      return await VectorFile.#opened(await open(path, 'a+'), lock, options)
    } catch (error) {
      lock[Symbol.dispose]()
      throw error
    }
  }

  static async #opened(file: FileHandle, lock: Disposable, options: VectorFileOptions): Promise<VectorFile> {
    const made = createHash('sha256').update(JSON.stringify([1, options.dimensions, options.made])).digest()
    const header = Buffer.alloc(headerBytes)
    await file.read(header, 0, headerBytes, 0)
    if (!header.equals(made)) {
      await file.truncate(0)
      await file.appendFile(made)
    }
    const vectors = new VectorFile(file, lock, options)
    await vectors.#scan()
    return vectors
  }

  /** Vectors in the file. */
  get size(): number {
    return this.#records.size
  }

  /** The vector of each key; undefined where the file has none, or a broken one. */
  get(keys: readonly string[]): Promise<(Float32Array | undefined)[]> {
    return Promise.all(keys.map(async (key) => {
      const bytes = Buffer.from(key, 'base64url')
      const record = this.#records.get(placeOf(bytes))
      if (record === undefined) return undefined
      const found = Buffer.alloc(this.#recordBytes)
      await this.#file.read(found, 0, found.length, headerBytes + record * this.#recordBytes)
      const body = found.subarray(0, -sumBytes)
      if (!bytes.equals(body.subarray(0, keyBytes)) || found.readUInt32LE(body.length) !== sumOf(body)) return undefined
      return Float32Array.from({ length: this.#dimensions }, (_, i) => body.readFloatLE(keyBytes + 4 * i))
    }))
  }

  /** Keeps vectors, as long as there is room; resolves when they are with the operating system. A write that fails leaves no half of a record. */
  async add(keys: readonly string[], vectors: readonly Float32Array[]): Promise<void> {
    const write = this.#tail.then(async () => {
      const room = Math.max(0, Math.min(keys.length, this.#most - this.#count))
      const bytes = Buffer.alloc(room * this.#recordBytes)
      for (let i = 0; i < room; i++) this.#put(bytes.subarray(i * this.#recordBytes, (i + 1) * this.#recordBytes), keys[i]!, vectors[i]!)
      await this.#file.appendFile(bytes).catch(async (error: unknown) => {
        await this.#file.truncate(headerBytes + this.#count * this.#recordBytes)
        throw error
      })
      for (let i = 0; i < room; i++) this.#records.set(placeOf(Buffer.from(keys[i]!, 'base64url')), this.#count++)
    })
    this.#tail = write.catch(() => {})
    await write
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tail
    await this.#file.close()
    this.#lock[Symbol.dispose]()
  }

  get #recordBytes(): number {
    return keyBytes + 4 * this.#dimensions + sumBytes
  }

  #put(record: Buffer, key: string, vector: Float32Array): void {
    record.write(key, 0, keyBytes, 'base64url')
    vector.forEach((value, i) => record.writeFloatLE(value, keyBytes + 4 * i))
    record.writeUInt32LE(sumOf(record.subarray(0, -sumBytes)), record.length - sumBytes)
  }

  /** Reads the keys, and cuts off what is no whole record. */
  async #scan(): Promise<void> {
    const size = this.#recordBytes
    this.#count = Math.floor(((await this.#file.stat()).size - headerBytes) / size)
    await this.#file.truncate(headerBytes + this.#count * size)
    const most = Math.max(1, Math.floor(chunkBytes / size))
    const chunk = Buffer.alloc(most * size)
    for (let first = 0; first < this.#count; first += most) {
      const { bytesRead } = await this.#file.read(chunk, 0, Math.min(most, this.#count - first) * size, headerBytes + first * size)
      for (let i = 0; (i + 1) * size <= bytesRead; i++) this.#records.set(placeOf(chunk.subarray(i * size, i * size + keyBytes)), first + i)
    }
  }
}

const placeOf = (key: Buffer): number => key.readUInt32LE(0) * 0x200000 + (key.readUInt32LE(4) >>> 11)

/** FNV-1a over words of 32 bits: tells a record that a crash left half written. */
function sumOf(bytes: Buffer): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < bytes.length; at += 4) hash = Math.imul(hash ^ bytes.readInt32LE(at), 0x01000193)
  return hash >>> 0
}
