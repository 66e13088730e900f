const number = /(?<![\p{L}\p{N}.,])\.\d+|\d+(?:[.,'’\u00a0\u202f ]\d{3}(?!\d))*(?:[.,]\d+)?/gu

/** The numbers written with digits in a text, in any language's marks: without groups, `.` for the decimal mark, no zeros at the end of decimals. */
export function numbersIn(text: string): string[] {
  return (text.normalize('NFKC').match(number) ?? []).map((found) => {
    const [, whole = '', decimals = ''] = /^(.*?)(?:[.,](\d{1,2}|\d{4,}))?$/s.exec(found)!
    const cut = decimals.replace(/0+$/, '')
    return `${whole.replace(/\D/g, '') || '0'}${cut === '' ? '' : `.${cut}`}`
  })
}

/** Shares of what the numbers of a text say that have to be in common: of the text whose numbers say less, and of the other. */
const leastShare = { less: 0.7, more: 0.4 }

/** What a text's numbers may say, in nats, where the other text has none: a small number may be written as a word. */
const mostAlone = 3

/**
 * Weighs the numbers that two texts have in common, written with digits in both: each counts by how rare it is among the items,
 * in nats. Undefined where the numbers contradict: too few are in common, each used once.
 */
export function commonNumbers(items: readonly (readonly string[])[]): (a: readonly string[], b: readonly string[]) => number | undefined {
  const holders = new Map<string, number>()
  for (const numbers of items) for (const number of new Set(numbers)) holders.set(number, (holders.get(number) ?? 0) + 1)
  const nats = (number: string) => Math.log((items.length + 1) / ((holders.get(number) ?? 0) + 1))
  const sum = (numbers: readonly string[]) => numbers.reduce((total, number) => total + nats(number), 0)
  return (a, b) => {
    const left = [...b]
    const common = sum(a.filter((number) => {
      const at = left.indexOf(number)
      if (at >= 0) left.splice(at, 1)
      return at >= 0
    }))
    const [less, more] = [sum(a), sum(b)].sort((one, other) => one - other) as [number, number]
    if (less === 0) return more <= mostAlone ? 0 : undefined
    return common >= leastShare.less * less && common >= leastShare.more * more ? common : undefined
  }
}
