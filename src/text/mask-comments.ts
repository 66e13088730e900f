import type { Fence, Range } from './mask-fences.js'

/** How a family of programming languages writes its comments. */
interface Syntax {
  readonly languages: readonly string[]
  /** Signs that make the rest of a line a comment. */
  readonly line: readonly string[]
  readonly block: readonly (readonly [string, string])[]
  /** Signs around strings, longest first; a string ends with its line unless its sign is long or a backtick. */
  readonly strings: readonly string[]
}

const cBlock = ['/*', '*/'] as const
const syntaxes: readonly Syntax[] = [
  { languages: ['py', 'python', 'python3', 'rb', 'ruby', 'sh', 'bash', 'zsh', 'shell', 'console', 'yaml', 'yml', 'toml', 'r', 'perl', 'pl', 'dockerfile', 'makefile', 'make', 'elixir', 'julia', 'nim', 'gdscript'], line: ['#'], block: [], strings: ['"""', "'''", '"', "'"] },
  { languages: ['js', 'javascript', 'jsx', 'ts', 'typescript', 'tsx', 'java', 'c', 'cc', 'cpp', 'c++', 'h', 'cs', 'csharp', 'c#', 'go', 'golang', 'rust', 'rs', 'swift', 'kotlin', 'kt', 'scala', 'dart', 'groovy', 'objc', 'solidity', 'scss', 'less', 'jsonc', 'zig'], line: ['//'], block: [cBlock], strings: ['"""', '"', "'", '`'] },
  { languages: ['php'], line: ['//', '#'], block: [cBlock], strings: ['"', "'"] },
  { languages: ['sql', 'mysql', 'postgresql', 'psql', 'plsql', 'sqlite'], line: ['--'], block: [cBlock], strings: ['"', "'"] },
  { languages: ['lua'], line: ['--'], block: [['--[[', ']]']], strings: ['"', "'"] },
  { languages: ['haskell', 'hs', 'elm', 'ada', 'vhdl'], line: ['--'], block: [['{-', '-}']], strings: ['"'] },
  { languages: ['css'], line: [], block: [cBlock], strings: ['"', "'"] },
  { languages: ['html', 'xml', 'svg', 'vue', 'markdown', 'md', 'xhtml'], line: [], block: [['<!--', '-->']], strings: [] },
]

/** Comments that are told to a program. */
const directive = /^[\s!*]*(?:type:|noqa|pylint|flake8|eslint|prettier|@ts-|ts-ignore|-\*-|pragma|#?(?:end)?region|fmt:|coverage|istanbul|nolint|shellcheck|\/?usr\/bin)/i

/** A comment that is code put out of use: it ends or is called as code does. */
const looksLikeCode = /[;{}]\s*$|^\s*[\w.$]+\(.*\)\s*$|^\s*[\w.$[\]]+\s*[+*/-]?=\s*\S/

/** Where the words of the comments in a fenced block stand, line by line; none when its language is not known. */
export function commentRanges(text: string, { info, body }: Fence): Range[] {
  const syntax = syntaxes.find(({ languages }) => languages.includes(info))
  if (!syntax) return []
  const found: Range[] = []
  for (let at = body.from; at < body.to; ) {
    const comment = commentAt(text, at, body.to, syntax)
    if (comment) found.push(...wordsOf(text, comment))
    at = comment?.end ?? stringEnd(text, at, body.to, syntax) ?? at + 1
  }
  return found
}

interface Comment extends Range {
  /** Behind its closing sign. */
  readonly end: number
}

const commentAt = (text: string, at: number, limit: number, { line, block }: Syntax): Comment | undefined => {
  for (const [open, close] of block) {
    if (!text.startsWith(open, at)) continue
    const end = text.indexOf(close, at + open.length)
    const to = end < 0 || end > limit ? limit : end
    return { from: at + open.length, to, end: Math.min(limit, to + close.length) }
  }
  const sign = line.find((each) => text.startsWith(each, at))
  if (sign === undefined || (at > 0 && !/[\s;,(){}[\]]/.test(text[at - 1]!)) || text.startsWith('#!', at)) return undefined
  let from = at + sign.length
  while (text[from] === sign[0] || text[from] === '!') from++
  const end = text.indexOf('\n', from)
  const to = end < 0 || end > limit ? limit : end
  return { from: Math.min(from, to), to, end: to }
}

/** Behind the string that begins here. */
const stringEnd = (text: string, at: number, limit: number, { strings }: Syntax): number | undefined => {
  const sign = strings.find((each) => text.startsWith(each, at))
  if (sign === undefined) return undefined
  const lines = sign.length > 1 || sign === '`'
  for (let end = at + sign.length; end < limit; end++) {
    if (text[end] === '\\') end++
    else if (text.startsWith(sign, end)) return end + sign.length
    else if (text[end] === '\n' && !lines) return end
  }
  return limit
}

/** The lines of a comment that say something, without the stars before them, each with the end of its line. */
const wordsOf = (text: string, { from, to }: Range): Range[] => {
  const found: Range[] = []
  for (const match of text.slice(from, to).matchAll(/[^\n]+/g)) {
    const lead = /^\s*\*+(?=\s|$)|^/.exec(match[0])![0].length
    const words = match[0].slice(lead)
    const start = from + match.index
    const end = start + match[0].length
    if (/\p{L}{2,}/u.test(words) && !directive.test(words) && !looksLikeCode.test(words)) found.push({ from: start + lead, to: text[end] === '\n' ? end + 1 : end })
  }
  return found
}
