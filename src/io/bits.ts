/** Bits that can be read behind the end, all of them zeros. */
const bitsBehind = 2048

/** Reads bits from the highest of a byte to the lowest. */
export interface BitReader {
  /** In bits from the first byte. */
  at: number
  /** Bits of the bytes. */
  readonly bits: number
  /** The bytes, and zeros behind them. */
  readonly view: DataView
  /** The next bits, 24 at most, as a number; zeros behind the end. */
  take(bits: number): number
}

/** A reader of the bits from `at` on; copies the bytes. */
export function bitsOf(bytes: Uint8Array, at: number): BitReader {
  const padded = new Uint8Array(bytes.length + bitsBehind / 8)
  padded.set(bytes)
  const view = new DataView(padded.buffer)
  const end = 8 * bytes.length
  return {
    at,
    bits: end,
    view,
    take(bits) {
      const value = this.at > end ? 0 : (view.getUint32(this.at >>> 3) << (this.at & 7)) >>> (32 - bits)
      this.at += bits
      return value
    },
  }
}
