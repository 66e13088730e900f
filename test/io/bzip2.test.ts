import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import { bunzip2, findMarks, type Unpacked } from '../../src/io/bzip2.js'
import { unpacked } from '../../src/io/bzip2-pieces.js'
import type { Segment } from '../../src/io/bzip2-segments.js'
import { randomOf } from '../../src/text/random.js'
import { collect, noBzip2, work } from './dump-fixtures.js'

/** One block: `bzip2 -9` of the sentence below. */
const sentence = 'A block of text that stands on its own.\n'
const packed = Buffer.from('QlpoOTFBWSZTWVgfj1UAAAVVgAAQQAEgAD9tjMAgACKYQBkwhTCaaA0xBJUajoB4FdPYxAkQ4WL1bInKlSdT8XckU4UJBYH49VA=', 'base64')

function text(answer: Unpacked): string {
  assert.ok('bytes' in answer, JSON.stringify(answer))
  return Buffer.from(answer.bytes).toString()
}

/** The bytes moved right by some bits, as blocks stand behind one another in a file. */
function moved(bytes: Uint8Array, bits: number): Uint8Array {
  const out = new Uint8Array(bytes.length + 1)
  bytes.forEach((byte, i) => {
    out[i]! |= byte >> bits
    out[i + 1]! = (byte << (8 - bits)) & 0xff
  })
  return out
}

const [block, end] = findMarks(packed, 0, packed.length)

function blockBits(shift: number): { bytes: Uint8Array; skip: number; bits: number } {
  return { bytes: moved(packed.subarray(4), shift), skip: shift, bits: end!.bit - block!.bit }
}

test('the magics of a block and of a stream end are found', () => {
  assert.deepEqual(block, { bit: 32, end: false })
  assert.equal(end!.end, true)
})

test('a magic is found at every bit, whatever surrounds it', () => {
  const magics = [[0x31, 0x41, 0x59, 0x26, 0x53, 0x59], [0x17, 0x72, 0x45, 0x38, 0x50, 0x90]]
  const bytes = fc.uint8Array({ maxLength: 40 })
  fc.assert(
    fc.property(bytes, bytes, fc.nat(7), fc.nat(1), fc.uint8Array({ minLength: 2, maxLength: 2 }), (before, after, shift, kind, around) => {
      const magic = moved(Uint8Array.from(magics[kind]!), shift)
      magic[0]! |= around[0]! & (0xff << (8 - shift))
      magic[6]! |= around[1]! & (0xff >> shift)
      const all = Uint8Array.from([...before, ...magic, ...after])
      const marks = findMarks(all, 0, all.length)
      assert.ok(marks.some(({ bit, end }) => bit === before.length * 8 + shift && end === (kind === 1)))
    }),
    { numRuns: 500 },
  )
})

test('a block is unpacked from any bit position', async () => {
  for (let shift = 0; shift < 8; shift++) assert.equal(text(await bunzip2(blockBits(shift))), sentence)
})

test('a block with a changed byte is a fault and not an exception', async () => {
  const { bytes, ...rest } = blockBits(0)
  bytes[30]! ^= 0x55
  assert.ok('fault' in (await bunzip2({ bytes, ...rest })))
  assert.equal(text(await bunzip2(blockBits(0))), sentence)
})

/** What `bzip2` made of the bytes, block by block, unpacked again. */
async function throughBzip2(bytes: Uint8Array, level: number): Promise<Buffer> {
  const file = execFileSync('bzip2', [`-${level}`, '-c'], { input: bytes, maxBuffer: 1 << 28 })
  const marks = findMarks(file, 0, file.length)
  const answers = await Promise.all(marks.slice(0, -1).map((mark, i) => {
    const [from, to] = [mark.bit, marks[i + 1]!.bit]
    return bunzip2({ bytes: file.subarray(from >> 3, (to + 7) >> 3), skip: from % 8, bits: to - from })
  }))
  return Buffer.concat(answers.map((answer) => ('bytes' in answer ? answer.bytes : Buffer.from(answer.fault))))
}

test('what bzip2 packs is unpacked byte by byte: runs, repeats, noise, one byte, all bytes', { skip: noBzip2 }, async () => {
  const random = randomOf('bzip2')
  const noise = (length: number, kinds: number) => Uint8Array.from({ length }, () => Math.floor(random() * kinds))
  const cases = [
    [97], [97, 97, 97, 97], new Uint8Array(5_000_000), new Uint8Array(259).fill(7), new Uint8Array(260).fill(255),
    Buffer.from('ab'.repeat(50_000)), Buffer.from('abc'.repeat(3)), Buffer.from('aaaab'.repeat(9_999)), Array.from({ length: 256 }, (_, i) => i),
    noise(250_000, 256), noise(250_000, 2), noise(1_000, 200), Buffer.from(Array.from({ length: 40_000 }, (_, i) => `${Math.floor(i / 7) * 31} is a number, `).join('')),
  ]
  for (const [i, given] of cases.entries()) for (const level of [1, 9]) assert.ok((await throughBzip2(Uint8Array.from(given), level)).equals(Buffer.from(Uint8Array.from(given))), `case ${i}, level ${level}`)
  for (let draw = 0; draw < 60; draw++) {
    const piece = noise(1 + Math.floor(random() * 50), 1 + Math.floor(random() * 6))
    const given = Buffer.concat(Array.from({ length: 1 + Math.floor(random() * 300) }, () => (random() < 0.8 ? piece : noise(Math.floor(random() * 9), 256))))
    assert.ok((await throughBzip2(given, 1)).equals(given), `draw ${draw}`)
  }
})

test('a block that is changed anywhere is a fault or, where nothing is lost, the same', { skip: noBzip2 }, async () => {
  const given = Buffer.from(Array.from({ length: 3_000 }, (_, i) => `line ${i * i}\n`).join(''))
  const file = execFileSync('bzip2', ['-c'], { input: given })
  const random = randomOf('bzip2', 'damage')
  const [from, to] = [32, findMarks(file, 0, file.length).at(-1)!.bit]
  for (let draw = 0; draw < 400; draw++) {
    const bytes = Uint8Array.from(file.subarray(4))
    for (let i = 0; i <= draw % 3; i++) bytes[6 + Math.floor(random() * (draw % 2 === 0 ? 200 : bytes.length - 6))]! ^= 1 << Math.floor(random() * 8)
    const answer = await bunzip2({ bytes, skip: 0, bits: to - from - (draw % 5 === 0 ? Math.floor(random() * (to - from - 80)) : 0) })
    if ('bytes' in answer) assert.ok(given.equals(answer.bytes))
    else assert.match(answer.fault, /^[a-z0-9]/)
  }
})

test('a block too short to be one is a fault', async () => {
  assert.deepEqual(await bunzip2({ bytes: packed.subarray(4, 10), skip: 0, bits: 48 }), { fault: 'a block of 48 bits' })
})

test('a magic that stands in the data by chance does not break a block', async () => {
  const { bits } = blockBits(0)
  for (const cut of [100, 128, 301]) {
    const part = (from: number, to: number, kind: Segment['kind'], position: number): Segment => {
      const bytes = packed.slice(4 + Math.floor(from / 8), 4 + Math.ceil(to / 8))
      return { unit: 0, kind, bit: 32 + from, bits: to - from, data: { bytes, skip: from % 8, bits: to - from }, open: false, position }
    }
    for (const kind of ['block', 'end'] as const) {
      const pieces = await collect(unpacked(list([part(0, cut, 'block', 20), part(cut, bits, kind, 60)]), { work }))
      assert.deepEqual(pieces.map(({ bytes, damage }) => damage ?? Buffer.from(bytes).toString()), [sentence])
      assert.equal(pieces[0]!.position, 60)
    }
  }
})

async function* list<T>(items: T[]): AsyncGenerator<T> {
  yield* items
}
