/** Longest piece of JSON that is looked for, in characters. */
const longest = 20000

/** Where the JSON object or array that begins here ends; literals as other languages write them (`'a'`, `None`, bare keys) will do. */
export const dataAt = (text: string, at: number): number | undefined => {
  if ((text[at] !== '{' && text[at] !== '[') || !/^[{[]\s*(?:["'{[\]}\d-]|\w+\s*[:,\]])/.test(text.slice(at, at + 80))) return undefined
  const end = closing(text, at)
  return end !== undefined && isData(text.slice(at, end)) ? end : undefined
}

/** Behind the bracket that closes the one here; brackets in strings do not count. */
const closing = (text: string, at: number): number | undefined => {
  const open: string[] = []
  for (let end = at; end < text.length && end - at < longest; end++) {
    const sign = text[end]!
    if (sign === '"' || sign === "'") {
      end = stringEnd(text, end)
      if (end < 0) return undefined
    } else if (sign === '{' || sign === '[') open.push(sign === '{' ? '}' : ']')
    else if (sign === '}' || sign === ']') {
      if (open.pop() !== sign) return undefined
      if (open.length === 0) return end + 1
    } else if (sign === '\n' && text[end + 1] === '\n') return undefined
  }
  return undefined
}

const stringEnd = (text: string, at: number): number => {
  for (let end = at + 1; end < text.length && text[end] !== '\n'; end++) {
    if (text[end] === '\\') end++
    else if (text[end] === text[at]) return end
  }
  return -1
}

/** Nothing stands outside the strings but numbers, names of constants, keys and the signs between them. */
const isData = (piece: string): boolean => {
  const bare = piece.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')
  const rest = bare.replace(/[\w$-]+(?=\s*:)/g, '""').replace(/\b(?:true|false|null|None|True|False|undefined|NaN)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, '0')
  return /^[{}[\]":,0\s]*$/.test(rest) && (/["0]/.test(rest) || /^\[\s*\]$/.test(piece))
}
