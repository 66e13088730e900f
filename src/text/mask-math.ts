/** Longest formula that is looked for, in characters. */
const longest = 4000

/** Where the formula that begins here ends: `$$…$$`, `$…$`, `\(…\)`, `\[…\]`, an environment, or a command with its arguments. */
export const mathAt = (text: string, at: number): number | undefined => {
  if (text[at] === '$') return text[at + 1] === '$' ? displayAt(text, at) : dollarAt(text, at)
  const [opens = ''] = /^\\{1,2}[([]/.exec(text.slice(at, at + 3)) ?? []
  if (opens !== '' && text[at - 1] !== '\\') return delimitedAt(text, at, opens)
  return environmentAt(text, at) ?? commandAt(text, at)
}

const displayAt = (text: string, at: number): number | undefined => {
  const end = text.indexOf('$$', at + 2)
  return end < 0 || end - at > longest || text.slice(at + 2, end).trim() === '' || /\n[ \t]*\n[ \t]*\n/.test(text.slice(at, end)) ? undefined : end + 2
}

/** A formula in single dollars begins and ends with no space, ends before no digit, and is not the text between two prices. */
const dollarAt = (text: string, at: number): number | undefined => {
  if (/[\s$]/.test(text[at + 1] ?? ' ')) return undefined
  for (let end = at + 2; end < text.length && end - at < longest; end++) {
    if (text[end] === '\n' && /^\n[ \t]*\n/.test(text.slice(end, end + 40))) return undefined
    if (text[end] !== '$' || text[end - 1] === '\\') continue
    if (/\s/.test(text[end - 1]!) || /[\d$]/.test(text[end + 1] ?? '')) return undefined
    return priced(text.slice(at + 1, end)) ? undefined : end + 1
  }
  return undefined
}

/** The text between two dollar signs begins as a price does, or is words and no mathematics. */
const priced = (inner: string): boolean => {
  if (/^\d[\d.,]*(?:\s+(?!mod\b|and\b|or\b)\p{L}{2,}|\s*(?:-|–|to|and|or|\/)\s*$|[.,;:!?]\s+\p{L})/u.test(inner)) return true
  if (/(?<![\\\p{L}])\p{L}{2,}\s+\p{L}{2,}\s+\p{L}{2,}/u.test(inner.replace(/\\[a-z]+\{[^{}]*\}/g, ''))) return true
  return !/[\\^_={}<>+*/|()-]/.test(inner) && /\p{L}{2,}\s+\p{L}{2,}/u.test(inner)
}

/** `\(…\)` and `\[…\]`, also with doubled backslashes, within a paragraph. */
const delimitedAt = (text: string, at: number, opens: string): number | undefined => {
  const close = opens.slice(0, -1) + (opens.endsWith('(') ? ')' : ']')
  const end = text.indexOf(close, at + opens.length)
  const inner = end < 0 || end - at > longest ? undefined : text.slice(at + opens.length, end)
  return inner === undefined || /\n[ \t]*\n/.test(inner.trim()) ? undefined : end + close.length
}

/** An environment with those of the same name inside it. */
const environmentAt = (text: string, at: number): number | undefined => {
  const name = /^\\begin\{([A-Za-z]+\*?)\}/.exec(text.slice(at, at + 40))?.[1]
  if (!name) return undefined
  let depth = 0
  for (const match of text.slice(at, at + longest * 5).matchAll(/\\(begin|end)\{([A-Za-z]+\*?)\}/g)) {
    if (match[2] !== name) continue
    depth += match[1] === 'begin' ? 1 : -1
    if (depth === 0) return at + match.index + match[0].length
  }
  return undefined
}

const commandAt = (text: string, at: number): number | undefined => {
  const name = /^\\{1,2}(?:[nrt](?![a-z])|[A-Za-z]+\*?)/.exec(text.slice(at, at + 40))?.[0]
  if (!name || text[at - 1] === '\\') return undefined
  let end = at + name.length
  for (let next: number | undefined = end; next !== undefined; ) {
    end = next
    next = text[end] === '{' ? groupEnd(text, end, '{', '}') : text[end] === '[' && text[end - 1] !== ']' ? groupEnd(text, end, '[', ']') : /^[_^]\S/.test(text.slice(end, end + 2)) ? scriptEnd(text, end) : undefined
  }
  return end
}

const scriptEnd = (text: string, at: number): number | undefined => (text[at + 1] === '{' ? groupEnd(text, at + 1, '{', '}') : /[A-Za-z\d]/.test(text[at + 1]!) ? at + 2 : undefined)

/** Behind the bracket that closes the one here, within a paragraph. */
const groupEnd = (text: string, at: number, open: string, close: string): number | undefined => {
  let depth = 0
  for (let end = at; end < text.length && end - at < longest; end++) {
    if (text[end] === '\\') end++
    else if (text[end] === open) depth++
    else if (text[end] === close && --depth === 0) return end + 1
    else if (text[end] === '\n' && text[end + 1] === '\n') return undefined
  }
  return undefined
}
