/** What a rule of a grammar stands for. */
export type Node =
  | { readonly is: 'text'; readonly text: string }
  /** One character. */
  | { readonly is: 'class'; readonly has: (character: string) => boolean }
  | { readonly is: 'all'; readonly of: readonly Node[] }
  | { readonly is: 'any'; readonly of: readonly Node[] }
  | { readonly is: 'rule'; readonly name: string }
  | { readonly is: 'repeat'; readonly of: Node; readonly least: number; readonly most: number }

const NAME = /[a-zA-Z0-9-]+/y
const SPACE = /(?:[ \t]|#.*)*/y
/** White space within parentheses and after `|`, where a rule goes on in the next line. */
const BREAKS = /(?:\s|#.*)*/y
const COUNT = /\{(\d+)(,?)(\d*)\}/y
const NEXT_RULE = /\s*(?:#.*\s*)*[a-zA-Z0-9-]+\s*::=/y
const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

/** Reads a grammar in llama.cpp's GBNF. Gives undefined for one that it does not understand, which llama.cpp may. */
export function readGbnf(grammar: string): ReadonlyMap<string, Node> | undefined {
  try {
    return rulesOf(grammar)
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined
    throw thrown
  }
}

function rulesOf(grammar: string): Map<string, Node> {
  const rules = new Map<string, Node>()
  let at = 0

  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(grammar)
    if (found) at += found[0].length
    return found
  }
  const sees = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    return pattern.test(grammar)
  }
  const take = (text: string): boolean => grammar.startsWith(text, at) && (at += text.length) > 0
  const fail = (): never => {
    throw new SyntaxError(`at character ${at}`)
  }
  const need = <T>(value: T | null | undefined | false): T => value || fail()

  const character = (): string => {
    if (!take('\\')) {
      const one = String.fromCodePoint(grammar.codePointAt(at) ?? fail())
      at += one.length
      return one
    }
    const hex = match(/x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})/y)
    if (hex) return String.fromCodePoint(parseInt(hex[1] ?? hex[2] ?? hex[3]!, 16))
    const [one] = need(match(/[nrt\\"[\]]/y))
    return ESCAPED[one] ?? one
  }
  const literal = (): Node => {
    let text = ''
    while (!take('"')) text += character()
    return { is: 'text', text }
  }
  const characters = (): Node => {
    const not = take('^')
    const ranges: [number, number][] = []
    while (!take(']')) {
      const from = character().codePointAt(0)!
      const to = grammar[at] === '-' && grammar[at + 1] !== ']' && take('-') ? character().codePointAt(0)! : from
      ranges.push([from, to])
    }
    return { is: 'class', has: (one) => ranges.some(([from, to]) => from <= one.codePointAt(0)! && one.codePointAt(0)! <= to) !== not }
  }
  const repeated = (of: Node): Node => {
    if (take('?')) return { is: 'repeat', of, least: 0, most: 1 }
    if (take('*')) return { is: 'repeat', of, least: 0, most: Infinity }
    if (take('+')) return { is: 'repeat', of, least: 1, most: Infinity }
    const count = match(COUNT)
    if (!count) return of
    const least = Number(count[1])
    return { is: 'repeat', of, least, most: count[3] !== '' ? Number(count[3]) : count[2] ? Infinity : least }
  }
  const item = (): Node => {
    if (take('"')) return literal()
    if (take('[')) return characters()
    if (take('.')) return { is: 'class', has: () => true }
    if (!take('(')) return { is: 'rule', name: need(match(NAME))[0] }
    match(BREAKS)
    const inner = choice(BREAKS)
    return take(')') ? inner : fail()
  }
  const sequence = (space: RegExp): Node => {
    const of: Node[] = []
    while (match(space) && at < grammar.length && !/[|)\n\r]/.test(grammar[at]!)) {
      if (space === BREAKS && sees(NEXT_RULE)) break
      of.push(repeated(item()))
    }
    return { is: 'all', of }
  }
  const choice = (space: RegExp): Node => {
    const of = [sequence(space)]
    while (take('|')) {
      match(BREAKS)
      of.push(sequence(space))
    }
    return of.length === 1 ? of[0]! : { is: 'any', of }
  }

  for (match(BREAKS); at < grammar.length; match(BREAKS)) {
    const [name] = need(match(NAME))
    match(BREAKS)
    if (!take('::=')) fail()
    match(BREAKS)
    rules.set(name, choice(SPACE))
  }
  return rules
}
