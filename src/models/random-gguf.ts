import { createCipheriv, createHash } from 'node:crypto'
import { statfsSync } from 'node:fs'
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { UserError } from '../errors.js'
import { createFolder } from '../writable.js'
import { size } from './bytes.js'
import { cacheFolder } from './cache-folder.js'
import { memoryLimit } from './memory.js'
import { bytesOf, headerOf, kindOf, kinds, padded, tensorsOf, valuesOf, type Quantization, type Tensor } from './random-gguf-header.js'
import { nameOf, type Shape } from './random-gguf-shapes.js'

/** What a model of random weights is made by: the same options, the same bytes. */
export interface RandomModel {
  readonly shape: Shape
  readonly quantization?: Quantization
  readonly seed?: number
}

/** Where it goes, and what has to hold it. */
export interface RandomModelPlace {
  /** Default: `random-models` in the user's cache folder. */
  readonly folder?: string
  /** Whether a GPU holds the weights, so that main memory need not. */
  readonly onGpu?: boolean
  readonly signal?: AbortSignal
  readonly onNote?: (text: string) => void
}

/** Blocks of weights that are drawn, then written again and again; a prime number of them, so that no two rows of a table are the same. */
const POOL_BLOCKS = 499_979

/** Parameters of a shape. */
export function parametersOf(shape: Shape): number {
  return tensorsOf(shape).reduce((sum, tensor) => sum + valuesOf(tensor), 0)
}

/** Bytes of the weights of a shape. */
export function weightBytes(shape: Shape, quantization: Quantization = 'Q8_0'): number {
  return tensorsOf(shape).reduce((sum, tensor) => sum + padded(bytesOf(tensor, quantization)), 0)
}

/** Where such models are kept. */
function randomFolder(): string {
  return join(cacheFolder(), 'random-models')
}

/**
 * A GGUF of random weights: it says nothing, but as fast as a model of its shape does. Written once and kept; never ends a
 * reply by itself. @throws UserError when the memory or the disk does not hold it
 */
export async function randomGguf({ shape, quantization = 'Q8_0', seed = 0 }: RandomModel, { folder = randomFolder(), onGpu = false, signal, onNote = () => {} }: RandomModelPlace = {}): Promise<string> {
  const name = `random-${nameOf(shape)}-${quantization}-s${seed}`
  const path = join(folder, `${name}.gguf`)
  const bytes = weightBytes(shape, quantization)
  if (!onGpu && bytes > memoryLimit()) throw new UserError(`a model of shape ${nameOf(shape)} takes ${size(bytes)} and this machine has ${size(memoryLimit())} of memory; choose a smaller --shape`)
  const header = headerOf(shape, { quantization, name })
  const there = await stat(path).catch(() => undefined)
  if (there?.size === header.length + bytes) return path
  createFolder(folder)
  const { bavail, bsize } = statfsSync(folder)
  if (bytes > bavail * bsize) throw new UserError(`a model of shape ${nameOf(shape)} takes ${size(bytes)} and ${folder} has ${size(bavail * bsize)} left; make room, or set XDG_CACHE_HOME to a folder on another disk`)
  onNote(`writing a model of random weights, ${size(bytes)}, once: ${path}`)
  await writeWhole(path, (file) => writeAll(file, header, { shape, quantization, seed, signal }))
  return path
}

/** Under a temporary name until it is complete. */
async function writeWhole(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const temporary = join(dirname(path), `.${process.pid}.${path.slice(dirname(path).length + 1)}`)
  try {
    const file = await open(temporary, 'w')
    await write(file).finally(() => file.close())
    await rename(temporary, path)
  } finally {
    await rm(temporary, { force: true })
  }
}

async function writeAll(file: FileHandle, header: Buffer, { shape, quantization, seed, signal }: Required<RandomModel> & Pick<RandomModelPlace, 'signal'>): Promise<void> {
  await file.writeFile(header)
  const blocks = Math.min(POOL_BLOCKS, Math.ceil(parametersOf(shape) / kinds.Q8_0.values))
  const pool = poolOf(quantization, { seed, deviation: 1 / Math.sqrt(shape.width), blocks })
  let at = 0
  for (const tensor of tensorsOf(shape)) {
    signal?.throwIfAborted()
    const bytes = bytesOf(tensor, quantization)
    if (kindOf(tensor, quantization) === 'F32') await file.writeFile(new Uint8Array(new Float32Array(valuesOf(tensor)).fill(1).buffer))
    else at = await writeTable(file, tensor, { quantization, pool, at })
    await file.writeFile(Buffer.alloc(padded(bytes) - bytes))
  }
}

/** Writes a table of weights from the place in the pool where the last one ended; gives the next place. */
async function writeTable(file: FileHandle, tensor: Tensor, { quantization, pool, at }: { readonly quantization: Quantization; readonly pool: Buffer; readonly at: number }): Promise<number> {
  const bytes = bytesOf(tensor, quantization)
  const { bytes: block, values } = kinds[quantization]
  const silent = ((tensor.silent ?? 0) * tensor.sizes[0] * block) / values
  await file.writeFile(Buffer.alloc(silent))
  let from = at
  for (let left = bytes - silent; left > 0; ) {
    const piece = pool.subarray(from, from + left)
    await file.writeFile(piece)
    left -= piece.length
    from = (from + piece.length) % pool.length
  }
  return from
}

/** Blocks of weights that are drawn evenly and have this standard deviation. */
function poolOf(quantization: Quantization, { seed, deviation, blocks }: { readonly seed: number; readonly deviation: number; readonly blocks: number }): Buffer {
  const key = createHash('sha256').update(`weights ${seed}`).digest().subarray(0, 16)
  const draw = (bytes: number): Buffer => createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(bytes))
  // Whole numbers from -128 to 127 deviate by 73.9.
  const scale = deviation / 73.9
  if (quantization === 'F16') {
    const halves = Uint16Array.from({ length: 256 }, (_, byte) => half((byte - 128) * scale))
    return Buffer.from(Uint16Array.from(draw(kinds.Q8_0.values * blocks), (byte) => halves[byte]!).buffer)
  }
  const { bytes } = kinds.Q8_0
  const pool = draw(bytes * blocks)
  for (let block = 0; block < pool.length; block += bytes) pool.writeUInt16LE(half(scale), block)
  return pool
}

/** A number of magnitude below 65,504 as a 16-bit float, rounded down to what it can say; the smallest become zero. */
function half(value: number): number {
  const bits = new Uint32Array(Float32Array.of(value).buffer)[0]!
  const exponent = ((bits >>> 23) & 0xff) - 112
  const sign = (bits >>> 16) & 0x8000
  const mantissa = (bits >>> 13) & 0x3ff
  if (exponent > 0) return sign | (exponent << 10) | mantissa
  // Below 2^-14 the digits move to the right instead.
  return exponent < -10 ? sign : sign | ((0x400 | mantissa) >>> (1 - exponent))
}
