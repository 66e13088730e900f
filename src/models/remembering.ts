/** Texts whose vectors are remembered: checks ask for the same passage and sentences again and again. */
const remembered = 20_000

/** The same function, asked only for texts that are not among the last it computed. */
export function remembering(compute: (texts: readonly string[]) => Promise<readonly Float32Array[]>): (texts: readonly string[]) => Promise<Float32Array[]> {
  const known = new Map<string, Promise<Float32Array>>()
  return (texts) => {
    const fresh = [...new Set(texts.filter((text) => !known.has(text)))]
    const computed = fresh.length > 0 ? compute(fresh) : Promise.resolve([])
    for (const [i, text] of fresh.entries()) known.set(text, computed.then((vectors) => vectors[i]!))
    const wanted = texts.map((text) => known.get(text)!)
    for (const text of known.keys()) {
      if (known.size <= remembered) break
      known.delete(text)
    }
    return Promise.all(wanted)
  }
}
