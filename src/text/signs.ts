const ends = String.raw`\p{N})\]}`
const left = String.raw`(?<=(?:[${ends}]|(?<!\p{L})\p{L})[ \t]?)`
const right = String.raw`(?=[ \t]?(?:[\p{N}(\[{\\√]|\p{L}(?!\p{L})))`
const item = String.raw`\s*[-−+]?(?:\p{N}+(?:\.\p{N}+)?|∞|\p{L}(?!\p{L}))\s*`
const pair = `${item}[,;]${item}`

/** What a text is told from others by; the rest is punctuation. A mark of a list or a quotation (`+ `, `> `) begins its line. */
const telling = new RegExp(
  [
    String.raw`[\p{L}\p{M}\p{N}]+`,
    String.raw`(?![+>](?<=^[ \t]*.)[ \t])(?![$~]|\p{Extended_Pictographic})[\p{Sm}\p{Sc}\p{So}^]|[&%‰]`,
    // the ends of `(0, 5]` and of `[a; b)`
    String.raw`[(\[](?=${pair}[)\]])|(?<=[(\[]${pair})[)\]]`,
    // `~5`, `C#`, `!x`, `x != 5`, `x *= 2`, `5! + 3`, `3.5` (not in groups of three)
    String.raw`(?<![\p{L}~])~(?=[\p{L}\p{N}(])|(?<=\p{L})#|(?<![\p{L}\p{N}!])!(?=[\p{L}(])|[!*/-]=|(?<=[\p{N})])!(?=[ \t]?[-+*/=<>^×÷)])`,
    String.raw`(?<=\p{N})\.(?=\p{N})(?!\p{N}{3}(?!\p{N}))`,
    // between operands: `a*b`, `3/4`, `width * height`; a minus where one of them is no letter (`3x - 5`); `-5`, `(-x`
    String.raw`${left}(?:\*{1,2}|·|\/{1,2})${right}|(?<=\S[ \t])\*{1,2}(?=[ \t]\S)`,
    String.raw`(?<=[${ends}][ \t]?)[-–]${right}|${left}[-–](?=[ \t]?[\p{N}(\[{\\√])|(?<![\p{L}\p{N}–-])[-–](?=\p{N})|(?<=[(=<>|+*/^{][ \t]?)[-–](?=\p{L}(?!\p{L}))`,
  ].join('|'),
  'gmu',
)

const raised = /[⁰¹²³⁴-⁹⁺⁻]+/g
const alike: Readonly<Record<string, string>> = { '×': '*', '·': '*', '⋅': '*', '∗': '*', '÷': '/', '⁄': '/', '∕': '/', '−': '-', '–': '-' }

/**
 * A text without case, spaces and punctuation, but with the signs that change what it says: those of `3x - 5`, `x < 7`, `C++`,
 * `a & b` and `3.5`. Dashes between words, quotation marks, marks of lists, `$` and pictures do not count.
 */
export function withSigns(text: string): string {
  const plain = text.replace(raised, '^$&').normalize('NFKC').toLowerCase()
  return (plain.match(telling) ?? []).join('').replace(/[×·⋅∗÷⁄∕−–]/g, (sign) => alike[sign]!)
}

/** The signs alone of a text that `withSigns` gave. */
export function signsKey(written: string): string {
  return written.replace(/[\p{L}\p{M}\p{N}]+/gu, '')
}
