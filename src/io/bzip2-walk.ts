/** Of an entry of `links`: the byte, the place of the entry after it, and whether a stretch begins there. */
const placeShift = 8
const placeMask = 0xfffff
const begins = 1 << 28

/** Stretches that a block is read in: many, since what is left of the last few is read with fewer lanes. */
const stretches = 256

/** What was read from one start to the next. */
interface Stretch {
  readonly bytes: Uint8Array
  /** Place where the next one begins. */
  readonly next: number
}

/** Reads stretches one behind the other into a part of the memory of its own. */
interface Lane {
  readonly bytes: Uint8Array
  size: number
  /** Where the stretch began that is being read, in the links and in the bytes; no place when there is nothing left to read. */
  start: number
  from: number
  place: number
}

const lanes = Array.from({ length: 8 }, (): Lane => ({ bytes: new Uint8Array(0), size: 0, start: -1, from: 0, place: -1 }))

/**
 * Follows links around from a place, and gives the bytes on the way, `count` of them. Each step has to wait for the memory, so
 * eight are made at a time: the way is cut in stretches that begin at places marked beforehand, wherever these lie on it.
 */
export function walk(links: Uint32Array, first: number, count: number): Uint8Array {
  const starts = [...new Set([first, ...Array.from({ length: Math.min(stretches, count) }, (_, i) => Math.floor((i * count) / stretches))])]
  for (const start of starts) links[start]! |= begins
  const read = new Map<number, Stretch>()
  const left = starts.values()
  const begin = (lane: Lane) => {
    const { value: start = -1 } = left.next()
    Object.assign(lane, { start, from: lane.size, place: start })
  }
  const end = (lane: Lane) => {
    read.set(lane.start, { bytes: lane.bytes.subarray(lane.from, lane.size), next: lane.place })
    begin(lane)
  }
  for (const lane of lanes) {
    Object.assign(lane, { size: 0, ...(lane.bytes.length < count && { bytes: new Uint8Array(count) }) })
    begin(lane)
  }
  while (lanes.every(({ place }) => place >= 0)) {
    stepTogether(links)
    for (const lane of lanes) if (links[lane.place]! & begins) end(lane)
  }
  for (const lane of lanes) {
    while (lane.place >= 0) {
      step(links, lane)
      end(lane)
    }
  }
  return joined(read, first, count)
}

/** A way that is shorter than the bytes is gone again and again: the block repeats itself. */
function joined(read: ReadonlyMap<number, Stretch>, first: number, count: number): Uint8Array {
  const bytes = new Uint8Array(count)
  for (let at = first, size = 0; size < count; ) {
    const stretch = read.get(at)!
    bytes.set(stretch.bytes.subarray(0, count - size), size)
    size += stretch.bytes.length
    at = stretch.next
  }
  return bytes
}

/** Goes on until a stretch ends. */
function step(links: Uint32Array, lane: Lane): void {
  let entry = links[lane.place]!
  do {
    lane.bytes[lane.size++] = entry
    lane.place = (entry >>> placeShift) & placeMask
    entry = links[lane.place]!
  } while ((entry & begins) === 0)
}

/** Goes on in all lanes until the first of their stretches ends. */
function stepTogether(links: Uint32Array): void {
  const [a, b, c, d, e, f, g, h] = lanes as [Lane, Lane, Lane, Lane, Lane, Lane, Lane, Lane]
  const rest = ({ bytes, size }: Lane): Uint8Array => bytes.subarray(size)
  const [bytesA, bytesB, bytesC, bytesD, bytesE, bytesF, bytesG, bytesH] = [rest(a), rest(b), rest(c), rest(d), rest(e), rest(f), rest(g), rest(h)]
  let [placeA, placeB, placeC, placeD, placeE, placeF, placeG, placeH] = [a.place, b.place, c.place, d.place, e.place, f.place, g.place, h.place]
  let [entryA, entryB, entryC, entryD] = [links[placeA]!, links[placeB]!, links[placeC]!, links[placeD]!]
  let [entryE, entryF, entryG, entryH] = [links[placeE]!, links[placeF]!, links[placeG]!, links[placeH]!]
  let steps = 0
  do {
    bytesA[steps] = entryA
    bytesB[steps] = entryB
    bytesC[steps] = entryC
    bytesD[steps] = entryD
    bytesE[steps] = entryE
    bytesF[steps] = entryF
    bytesG[steps] = entryG
    bytesH[steps] = entryH
    steps++
    placeA = (entryA >>> placeShift) & placeMask
    placeB = (entryB >>> placeShift) & placeMask
    placeC = (entryC >>> placeShift) & placeMask
    placeD = (entryD >>> placeShift) & placeMask
    placeE = (entryE >>> placeShift) & placeMask
    placeF = (entryF >>> placeShift) & placeMask
    placeG = (entryG >>> placeShift) & placeMask
    placeH = (entryH >>> placeShift) & placeMask
    entryA = links[placeA]!
    entryB = links[placeB]!
    entryC = links[placeC]!
    entryD = links[placeD]!
    entryE = links[placeE]!
    entryF = links[placeF]!
    entryG = links[placeG]!
    entryH = links[placeH]!
  } while (((entryA | entryB | entryC | entryD | entryE | entryF | entryG | entryH) & begins) === 0)
  const places = [placeA, placeB, placeC, placeD, placeE, placeF, placeG, placeH]
  for (const [i, lane] of lanes.entries()) Object.assign(lane, { size: lane.size + steps, place: places[i]! })
}
