import { readGbnf, type Node } from './gbnf.js'

/** Follows a text through a grammar. */
export interface Follower {
  /** The text goes on. */
  follow(more: string): void
  /** What has to come next whatever is chosen; `over`: and nothing can come after it. */
  forced(): { readonly text: string; readonly over: boolean }
}

/** A place in a grammar: before a character, or at the end. */
type Place =
  | { readonly text: string; readonly at: number; readonly rest: Rest }
  | { readonly has: (character: string) => boolean; readonly rest: Rest }
  | 'end'

/** What comes after. */
type Rest = { readonly node: Node; readonly rest: Rest } | undefined

/** Places that are followed at once, rules within rules, and characters ahead: beyond that nothing is said to be forced. */
const MOST = { places: 4_096, depth: 4_096, characters: 16_384 }

/**
 * Makes followers of texts that a GBNF grammar allows, as llama.cpp reads it. Where a grammar leaves no choice there is nothing
 * to draw (jump-forward decoding: Zheng et al., SGLang, 2024). What cannot be followed is never forced.
 */
export function followersOf(grammar: string): () => Follower {
  const rules = readGbnf(grammar)
  const root = rules?.get('root')
  const first = rules && root ? safely(() => places(rules, [{ node: root, rest: undefined }])) : []
  return () => follower(rules ?? new Map<string, Node>(), first)
}

function follower(rules: ReadonlyMap<string, Node>, first: readonly Place[]): Follower {
  let now = first
  return {
    follow(more) {
      for (let at = 0; at < more.length && now.length > 0; ) {
        const run = runOf(now)
        if (run && more.startsWith(run.text, at)) {
          at += run.text.length
          now = run.after(rules)
        } else {
          const character = String.fromCodePoint(more.codePointAt(at)!)
          at += character.length
          now = safely(() => step(rules, now, character))
        }
      }
    },
    forced() {
      let text = ''
      for (let here = now; here.length > 0 && text.length < MOST.characters; ) {
        if (here.every((place) => place === 'end')) return { text, over: true }
        const run = runOf(here)
        const next = run ? run.text : only(here)
        if (next === undefined) break
        here = run ? run.after(rules) : safely(() => step(rules, here, next))
        text += next
      }
      return { text, over: false }
    },
  }
}

/** The rest of a literal where that is all there is. */
function runOf(now: readonly Place[]): { text: string; after: (rules: ReadonlyMap<string, Node>) => readonly Place[] } | undefined {
  const [place] = now
  if (now.length !== 1 || place === undefined || place === 'end' || 'has' in place) return undefined
  return { text: place.text.slice(place.at), after: (rules) => safely(() => places(rules, [place.rest])) }
}

/** The character that all places want, if it is one. */
function only(now: readonly Place[]): string | undefined {
  const found = new Set<string | undefined>()
  for (const place of now) {
    found.add(place === 'end' || 'has' in place ? undefined : String.fromCodePoint(place.text.codePointAt(place.at)!))
    if (found.size > 1) return undefined
  }
  return [...found][0]
}

function step(rules: ReadonlyMap<string, Node>, now: readonly Place[], character: string): readonly Place[] {
  const within: Place[] = []
  const beyond: Rest[] = []
  for (const place of now) {
    if (place === 'end') continue
    if ('has' in place) {
      if (place.has(character)) beyond.push(place.rest)
    } else if (place.text.startsWith(character, place.at)) {
      const at = place.at + character.length
      if (at === place.text.length) beyond.push(place.rest)
      else within.push({ ...place, at })
    }
  }
  return [...within, ...places(rules, beyond)]
}

/** Where one stands before the next character. */
function places(rules: ReadonlyMap<string, Node>, from: readonly Rest[]): readonly Place[] {
  const found: Place[] = []
  let left = MOST.places + MOST.depth
  const go = (rest: Rest, depth: number): void => {
    if (left-- <= 0 || depth > MOST.depth) throw new RangeError('a grammar of too many places')
    if (!rest) return void found.push('end')
    const { node, rest: after } = rest
    const on = (next: Rest): void => go(next, depth + 1)
    if (node.is === 'text') return node.text === '' ? on(after) : void found.push({ text: node.text, at: 0, rest: after })
    if (node.is === 'class') return void found.push({ has: node.has, rest: after })
    if (node.is === 'all') return on(node.of.reduceRight<Rest>((next, one) => ({ node: one, rest: next }), after))
    if (node.is === 'any') return node.of.forEach((one) => on({ node: one, rest: after }))
    if (node.is === 'rule') {
      const rule = rules.get(node.name)
      if (!rule) throw new RangeError(`a grammar without the rule ${node.name}`)
      return on({ node: rule, rest: after })
    }
    const { of, least, most } = node
    if (most > 0) on({ node: of, rest: { node: { ...node, least: Math.max(0, least - 1), most: most - 1 }, rest: after } })
    if (least === 0) on(after)
  }
  for (const rest of from) go(rest, 0)
  return found
}

/** No place at all where there are too many to follow. */
function safely(work: () => readonly Place[]): readonly Place[] {
  try {
    return work()
  } catch (thrown) {
    if (thrown instanceof RangeError) return []
    throw thrown
  }
}
