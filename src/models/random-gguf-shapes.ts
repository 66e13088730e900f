import { UserError } from '../errors.js'

/** The size of a model: what its speed depends on, whatever its weights are. */
export interface Shape {
  readonly layers: number
  /** Values of a token's vector. */
  readonly width: number
  readonly heads: number
  /** Heads of keys and values, which those of queries share. */
  readonly kvHeads: number
  /** Values of one head. */
  readonly headSize: number
  /** Width of the feed-forward part. */
  readonly inner: number
  readonly vocabulary: number
  /** Whether the output has the weights of the token vectors. */
  readonly tied: boolean
}

/** The shapes of well-known models (their published configurations): SmolLM2-135M, Qwen2.5-0.5B and 1.5B, Qwen3-4B and 8B. */
export const shapes: Readonly<Record<string, Shape>> = {
  '0.1b': { layers: 30, width: 576, heads: 9, kvHeads: 3, headSize: 64, inner: 1_536, vocabulary: 49_152, tied: true },
  '0.5b': { layers: 24, width: 896, heads: 14, kvHeads: 2, headSize: 64, inner: 4_864, vocabulary: 151_936, tied: true },
  '1.5b': { layers: 28, width: 1_536, heads: 12, kvHeads: 2, headSize: 128, inner: 8_960, vocabulary: 151_936, tied: true },
  '4b': { layers: 36, width: 2_560, heads: 32, kvHeads: 8, headSize: 128, inner: 9_728, vocabulary: 151_936, tied: true },
  '8b': { layers: 36, width: 4_096, heads: 32, kvHeads: 8, headSize: 128, inner: 12_288, vocabulary: 151_936, tied: false },
}

/** What a shape of the user's may say, each with the name it has in a `Shape`. */
const settable = { layers: 'layers', width: 'width', heads: 'heads', 'kv-heads': 'kvHeads', 'head-size': 'headSize', inner: 'inner', vocabulary: 'vocabulary' } as const

/** Values of a block that shares a scale in Q8_0: rows of weights are whole blocks. */
const BLOCK = 32

/** Fewest tokens of a vocabulary: control tokens and bytes. */
const LEAST_VOCABULARY = 512

/**
 * Reads `0.5b`, or `layers=12,width=512`; what is left open follows from the width: heads of 64, as many for keys and values,
 * a feed-forward part four times as wide, 32,000 tokens. @throws UserError which names what will not do
 */
export function readShape(text: string): Shape {
  if (Object.hasOwn(shapes, text)) return shapes[text]!
  const given: Partial<Record<(typeof settable)[keyof typeof settable], number>> = {}
  for (const part of text.split(',')) {
    const [key = '', value = ''] = part.split('=').map((piece) => piece.trim())
    if (!Object.hasOwn(settable, key)) throw new UserError(`--shape ${text}: "${part}" is no shape; known are ${Object.keys(shapes).join(', ')}, or ${Object.keys(settable).join('=, ')}= with numbers`)
    const number = Number(value)
    if (!Number.isInteger(number) || number < 1) throw new UserError(`--shape ${text}: ${key} is "${value}", and a whole number from 1 is wanted`)
    given[settable[key as keyof typeof settable]] = number
  }
  const { layers = 12, width = 512 } = given
  const { headSize = 64, inner = 4 * width, vocabulary = 32_000 } = given
  const { heads = Math.max(1, Math.floor(width / headSize)) } = given
  return checked({ layers, width, heads, kvHeads: given.kvHeads ?? heads, headSize, inner, vocabulary, tied: true }, text)
}

function checked(shape: Shape, text: string): Shape {
  const { width, inner, heads, kvHeads, headSize, vocabulary } = shape
  const broken = Object.entries({ width, inner, 'heads × head-size': heads * headSize }).find(([, size]) => size % BLOCK !== 0)
  if (broken) throw new UserError(`--shape ${text}: ${broken[0]} is ${broken[1]}, and a multiple of ${BLOCK} is wanted`)
  if (headSize % 2 !== 0) throw new UserError(`--shape ${text}: head-size is ${headSize}, and an even number is wanted`)
  if (heads % kvHeads !== 0) throw new UserError(`--shape ${text}: ${heads} heads cannot share ${kvHeads} kv-heads evenly`)
  if (vocabulary < LEAST_VOCABULARY) throw new UserError(`--shape ${text}: vocabulary is ${vocabulary}, and ${LEAST_VOCABULARY} or more is wanted`)
  return shape
}

/** A name for a shape: that of a known one, else its numbers. */
export function nameOf(shape: Shape): string {
  const known = Object.entries(shapes).find(([, other]) => Object.entries(other).every(([key, value]) => shape[key as keyof Shape] === value))
  const { layers, width, heads, kvHeads, headSize, inner, vocabulary } = shape
  return known?.[0] ?? `${layers}x${width}-h${heads}.${kvHeads}.${headSize}-i${inner}-v${vocabulary}`
}
