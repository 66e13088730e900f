/** The patterns by which UltraLink drops a dialogue before anyone judges it, by the name of each. */
const patterns: Readonly<Record<string, RegExp>> = {
  'http://': /http:\/\//i,
  'https://': /https:\/\//i,
  'www.': /\bwww\./i,
  '.com': /\.com\b/i,
  x1: /\bx_?\{?1\b/i,
  y1: /\by_?\{?1\b/i,
}

/** Names of the pre-filters that there are. */
export const prefilterNames = Object.keys(patterns) as [string, ...string[]]

/** The first of these pre-filters that a text runs into, with the words around it. */
export function prefiltered(text: string, names: readonly string[]): { readonly filter: string; readonly evidence: string } | undefined {
  for (const filter of names) {
    const at = patterns[filter]?.exec(text)?.index
    if (at === undefined) continue
    return { filter, evidence: text.slice(Math.max(0, at - 20), at + 40).replace(/\s+/g, ' ').trim() }
  }
  return undefined
}
