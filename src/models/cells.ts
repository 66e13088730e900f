import type { Token } from 'node-llama-cpp'
import type { Part } from './batching.js'
import type { Binding } from './binding.js'
import { sharedLength } from './slots.js'

/** What the sequences of a context hold, and what is to be evaluated after it. */
export interface Cells {
  /** Tokens that a sequence holds. */
  of(slot: number): readonly Token[]
  /** A prompt comes next on a sequence, and what its reply has to begin with. */
  begin(slot: number, prompt: readonly Token[], forced: readonly Token[]): void
  /** Begun, but not yet compared with what the sequence holds. */
  isNew(slot: number): boolean
  /** Drops what a prompt that was begun does not share; all of it where the model cannot drop some. Not while decoding. */
  settle(slot: number): void
  /** Tokens to evaluate. */
  left(slot: number): number
  /** Tokens of the prompt that were to be evaluated. */
  evaluated(slot: number): number
  /** A token was drawn, to be evaluated next. */
  add(slot: number, token: Token): void
  /** Tokens that come after those to be evaluated without being drawn. */
  force(slot: number, tokens: readonly Token[]): void
  /** Puts the parts into a batch; gives where in it the sequences stand whose next token can be drawn. */
  fill(parts: readonly Part[]): Map<number, number>
  /** Drops the fillers of a batch that was decoded. */
  clean(parts: readonly Part[]): void
  /** What the sequence holds is not known any more. */
  forget(slot: number): void
}

interface Sequence {
  cells: Token[]
  rest: readonly Token[]
  evaluated: number
  begun?: { readonly prompt: readonly Token[]; readonly forced: readonly Token[] }
}

/** Any token will do: nothing is ever drawn after it. */
const FILLER = 0

/** The cells of so many empty sequences. */
export function makeCells(binding: Binding, sequences: number): Cells {
  const all = Array.from({ length: sequences }, (): Sequence => ({ cells: [], rest: [], evaluated: 0 }))
  const of = (slot: number): Sequence => {
    const found = all[slot]
    if (!found) throw new RangeError(`there is no sequence ${slot}`)
    return found
  }
  return {
    of: (slot) => of(slot).cells,
    begin: (slot, prompt, forced) => void (of(slot).begun = { prompt, forced }),
    isNew: (slot) => of(slot).begun !== undefined,
    settle(slot) {
      const sequence = of(slot)
      const { cells, begun } = sequence
      if (!begun) return
      const { prompt, forced } = begun
      // At least the last token is evaluated: its logits are where the reply starts.
      const shared = Math.min(sharedLength(cells, prompt), prompt.length - 1)
      const kept = shared === cells.length || (shared > 0 && binding.removeTokenCellsFromSequence(slot, shared, -1)) ? shared : 0
      if (kept === 0 && cells.length > 0) binding.disposeSequence(slot)
      cells.length = kept
      all[slot] = { cells, rest: [...prompt.slice(kept), ...forced], evaluated: prompt.length - kept }
    },
    left: (slot) => of(slot).rest.length,
    evaluated: (slot) => of(slot).evaluated,
    add: (slot, token) => void (of(slot).rest = [token]),
    force: (slot, tokens) => void (of(slot).rest = [...of(slot).rest, ...tokens]),
    fill(parts) {
      binding.initBatch(parts.reduce((sum, { tokens, fillers }) => sum + tokens + fillers, 0))
      return new Map(parts.flatMap((part) => put(binding, of(part.slot), part)))
    },
    clean(parts) {
      for (const { slot, fillers } of parts) if (fillers > 0) binding.removeTokenCellsFromSequence(slot, of(slot).cells.length, -1)
    },
    forget(slot) {
      binding.disposeSequence(slot)
      all[slot] = { cells: [], rest: [], evaluated: 0 }
    },
  }
}

function put(binding: Binding, sequence: Sequence, { slot, tokens, fillers }: Part): [slot: number, index: number][] {
  const now = sequence.rest.slice(0, tokens)
  const last = tokens > 0 && tokens === sequence.rest.length
  const rows = Uint32Array.from(fillers > 0 ? [...now, ...Array<number>(fillers).fill(FILLER)] : now)
  const [index] = binding.addToBatch(slot, sequence.cells.length, rows, last ? Uint32Array.of(tokens - 1) : new Uint32Array())
  sequence.cells.push(...now)
  sequence.rest = sequence.rest.slice(tokens)
  return last && index !== undefined ? [[slot, index]] : []
}
