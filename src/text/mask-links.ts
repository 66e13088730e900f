/** Farthest that the parts of a link are looked for, in characters. */
const farthest = 1500

/**
 * Where the structure of a Markdown link that begins here ends: the `[` before its text, the `](target)` or `][name]` behind
 * it, or an image, a footnote or a link definition as a whole. The text of a link is not part of it.
 */
export const linkAt = (text: string, at: number): number | undefined => {
  if (text[at] === '!') return text[at + 1] === '[' ? imageEnd(text, at + 1) : undefined
  if (text[at] === ']') return opened(text, at) ? targetEnd(text, at + 1) : undefined
  if (text[at] !== '[' || text[at - 1] === '\\') return undefined
  return definitionEnd(text, at) ?? footnoteEnd(text, at) ?? (targetEnd(text, closing(text, at)) === undefined ? undefined : at + 1)
}

const imageEnd = (text: string, at: number): number | undefined => targetEnd(text, closing(text, at))

const definitionEnd = (text: string, at: number): number | undefined => {
  if (at > 0 && !/\n[ \t>]*$/.test(text.slice(Math.max(0, at - 12), at))) return undefined
  const found = /^\[[^\]\n]{1,80}\]:[ \t]+<?(?:[a-z]+:\/\/|[./#]|www\.)[^\n]*/i.exec(text.slice(at, at + farthest))?.[0]
  return found === undefined ? undefined : at + found.trimEnd().length
}

const footnoteEnd = (text: string, at: number): number | undefined => {
  const found = /^\[\^[^\]\s]{1,40}\]:?/.exec(text.slice(at, at + 50))?.[0]
  return found === undefined ? undefined : at + found.length
}

/** Behind the `]` that closes the `[` here, or -1. */
const closing = (text: string, at: number): number => {
  let depth = 0
  for (let end = at; end < text.length && end - at < farthest; end++) {
    if (text[end] === '\\') end++
    else if (text[end] === '[') depth++
    else if (text[end] === ']' && --depth === 0) return end + 1
    else if (text[end] === '\n' && /\n[ \t]*\n/y.test(text.slice(end, end + 20))) return -1
  }
  return -1
}

/** The `]` here is that of a link: the `[` it closes is in the same paragraph. */
const opened = (text: string, at: number): boolean => {
  let depth = 0
  for (let from = at; from >= 0 && at - from < farthest; from--) {
    if (text[from - 1] === '\\') continue
    if (text[from] === ']') depth++
    else if (text[from] === '[' && --depth === 0) return true
  }
  return false
}

/** Behind `(target "title")` or `[name]`, when one stands here. */
const targetEnd = (text: string, at: number): number | undefined => {
  if (at < 1 || !/[([]/.test(text[at] ?? '')) return undefined
  const found = /^(?:\((?:<[^<>\n]*>|(?:[^\s()\\]|\\.|\((?:[^\s()]|\([^\s()]*\))*\))*)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)|\[[^\][\n]{0,80}\])/.exec(text.slice(at, at + farthest))?.[0]
  return found === undefined ? undefined : at + found.length
}
