/** llama.cpp's types of tokens. */
const NORMAL = 1
const UNKNOWN = 2
const CONTROL = 3
const BYTE = 6

/** A token of a vocabulary. */
export interface VocabularyToken {
  readonly text: string
  readonly type: number
  /** Of two merges that could be made, the one of the higher score is. */
  readonly score: number
}

/** Ids of the control tokens; their weights are zero, so that none of them is ever drawn. */
export const control = { unknown: 0, begin: 1, end: 2, stop: 3 } as const
export const CONTROLS = 4

/** ChatML: what most small models use. */
export const chatTemplate = "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"

const letters = 'etaoinshrdlucmfwypvbgkjqxz'
const others = ' .,;:!?\'"()-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/**
 * A SentencePiece vocabulary made on the spot, of so many tokens: control tokens, bytes, letters, then pieces of two and
 * three letters with and without the space before them, then Cyrillic, accented and Chinese characters, then fillers that no
 * text has. Latin text comes to some three letters a token, which is a little less than a trained vocabulary does.
 */
export function makeVocabulary(size: number): VocabularyToken[] {
  const controls = ['<unk>', '<|im_start|>', '<|im_end|>', '<|endoftext|>'].map((text, id) => ({ text, type: id === 0 ? UNKNOWN : CONTROL, score: 0 }))
  const bytes = Array.from({ length: 256 }, (_, byte) => ({ text: `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`, type: BYTE, score: 0 }))
  const tokens: VocabularyToken[] = [...controls, ...bytes]
  const known = new Set(tokens.map(({ text }) => text))
  for (const text of pieces()) {
    if (tokens.length >= size) break
    if (known.has(text)) continue
    known.add(text)
    tokens.push({ text, type: NORMAL, score: [...text].length - tokens.length / size })
  }
  for (let n = 0; tokens.length < size; n++) tokens.push({ text: `\ue000${n}`, type: NORMAL, score: -1 })
  return tokens
}

function* pieces(): Generator<string> {
  const space = '▁'
  yield* [...others.replace(' ', space), ...letters, '\n']
  for (const first of letters) for (const second of [space, ...letters]) yield second === space ? space + first : first + second
  yield* between('à', 'ÿ')
  yield* between('А', 'я')
  yield* between('一', '鿿')
  for (const first of [space, ...letters]) for (const second of letters) for (const third of letters) yield first + second + third
  for (const first of letters) for (const second of letters) for (const third of letters) yield space + first + second + third
}

function* between(first: string, last: string): Generator<string> {
  for (let code = first.codePointAt(0)!; code <= last.codePointAt(0)!; code++) yield String.fromCodePoint(code)
}
