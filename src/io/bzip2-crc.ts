/** Tables of 256: what a byte does to a checksum 0, 1, 2 and 3 bytes later. */
const tables = new Uint32Array(4 * 256)
for (let byte = 0; byte < 256; byte++) {
  let crc = byte << 24
  for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0)
  tables[byte] = crc
}
for (let i = 256; i < tables.length; i++) tables[i] = (tables[i - 256]! << 8) ^ tables[tables[i - 256]! >>> 24]!

/** The checksum that bzip2 keeps of a block: CRC-32 with the highest bit first. */
export function crcOf(bytes: Uint8Array): number {
  let crc = -1
  let i = 0
  for (; i + 3 < bytes.length; i += 4) {
    crc ^= (bytes[i]! << 24) | (bytes[i + 1]! << 16) | (bytes[i + 2]! << 8) | bytes[i + 3]!
    crc = tables[768 + (crc >>> 24)]! ^ tables[512 + ((crc >>> 16) & 255)]! ^ tables[256 + ((crc >>> 8) & 255)]! ^ tables[crc & 255]!
  }
  for (; i < bytes.length; i++) crc = (crc << 8) ^ tables[(crc >>> 24) ^ bytes[i]!]!
  return ~crc >>> 0
}
