import type { Range } from './mask-fences.js'

/** Lines that nobody writes but in code. */
const sure: readonly RegExp[] = [
  // Python
  /^(?:async )?def \w+\(.*:$/,
  /^class \w+(?:\(.*\))?:$/,
  /^for \w+(?:, ?\w+)* in .+:$/,
  /^(?:if|elif|while) .*(?:[=!<>]=|[<>()%]|\bnot\b|\bin\b|\bis\b|\bTrue\b).*:$/,
  /^with \w[\w.]*\(.*:$/,
  /^(?:else|try|finally|except(?: \w[\w.]*(?: as \w+)?)?):$/,
  /^from [\w.]+ import [\w*(]/,
  /^import [\w.]+(?: as \w+)?;?$/,
  /^>>> ?\S/,
  // Languages with braces
  /^#(?:include\s*[<"]|define \w)/,
  /\{$/,
  /^[\w$.*&<>:,[\]\s]*[\w$>\]] ?[-+*/|]?= ?\S.*;$/,
  /[\w$>]\(.*\) ?;$/,
  /^(?:return|break|continue|using|package|import|public|private|throw)\b[^.!?]*;$/,
  /^(?:export |default |public |private |protected |static |async )*(?:function|class|interface|struct|enum|fn|func) \w+\s?[(<{:]/,
  /^(?:export )?(?:const|let|var|final|auto) [\w$[{, }\]]+(?:: ?[\w<>[\]]+)? = \S/,
  // Queries and shells
  /^(?:SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE (?:TABLE|INDEX|VIEW)|ALTER TABLE|FROM \w+|WHERE \w+|(?:LEFT |INNER )?JOIN \w+|GROUP BY|ORDER BY)\b/,
  /^\$ [a-z][\w./-]*(?: |$)/,
  // A call by itself
  /^[A-Za-z_$][\w$]*[\w$.]\(.*\)[;,]?$/,
]

/** Lines that are code between such lines. */
const likely: readonly RegExp[] = [
  /^[A-Za-z_$][\w$.]*(?:\[[^\]\n]+\])?(?:, ?[A-Za-z_$][\w$.]*)*(?:: ?[\w[\]<>.]+)? ?(?:[-+*/%|&:]|\/\/|\*\*)?= ?\S/,
  /^@[A-Za-z_][\w.]*(?:\(.*\))?$/,
]

/** Lines that go on with code. */
const further: readonly RegExp[] = [/^[\])}]/, /^(?:return\b|pass$|break$|continue$|raise |yield )/, /^(?:\/\/|\/\*|\*\/|\*(?: |$)|#(?![#\w])|--(?: |$))/, /[,([]$/, /^(?:"""|''')/, /^["'].*["'],?$/]

/** Items of lists are no code, whatever they end in. */
const item = /^(?:[-*+•]|\d+[.)])\s/

const comment = /^(?:\/\/|#|--|\/\*)/

/** Fewest lines of code without a fence, and of these such as nobody writes but in code. */
const least = { lines: 3, sure: 2 }

/** Stretches of several lines that are code though no fence says so; `inside`: fenced lines, which are left out. */
export function codeLineRanges(text: string, inside: (at: number) => boolean): Range[] {
  const lines = linesOf(text, inside)
  const found: Range[] = []
  for (let at = 0; at < lines.length; at++) {
    if (!lines[at]!.sure) continue
    const end = endOf(lines, at)
    let start = at
    while (start > 0 && lines[start - 1]!.likely) start--
    const own = lines.slice(start, end).filter(({ blank }) => !blank)
    if (own.length >= least.lines && own.filter((line) => line.sure).length >= least.sure) found.push({ from: lines[start]!.from, to: lines[end - 1]!.to })
    at = end - 1
  }
  return found
}

interface Line extends Range {
  readonly blank: boolean
  readonly sure: boolean
  readonly likely: boolean
  /** Goes on with code before it. */
  readonly further: boolean
  readonly comment: boolean
}

function linesOf(text: string, inside: (at: number) => boolean): Line[] {
  let next = 0
  return text.split('\n').map((whole) => {
    const start = next
    next += whole.length + 1
    const line = whole.trim()
    const open = !inside(start) && line.length <= 400
    const matches = (patterns: readonly RegExp[]) => open && patterns.some((pattern) => pattern.test(line))
    const [isSure, isLikely] = item.test(line) ? [false, false] : [matches(sure), matches(likely)]
    return {
      ...{ from: start + whole.length - whole.trimStart().length, to: start + whole.trimEnd().length },
      ...{ blank: line === '', sure: isSure, likely: isLikely && !isSure, comment: comment.test(line) },
      further: isSure || isLikely || (open && /^[ \t]/.test(whole) && line !== '') || matches(further),
    }
  })
}

/** Behind the last line of the code that begins here; comments and blank lines at its end are not part of it. */
function endOf(lines: readonly Line[], start: number): number {
  let end = start + 1
  let last = end
  while (end < lines.length && (lines[end]!.blank || lines[end]!.further)) {
    end++
    if (!lines[end - 1]!.blank && !lines[end - 1]!.comment) last = end
  }
  return last
}
