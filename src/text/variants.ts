/**
 * What `-{…}-` shows a reader of the first of these variants that it names, or of any when it names none of them.
 * Rules that are only set for the rest of the page (flags `H`, `T`, `-`) show nothing. Undefined when there is no text.
 */
export const variantOf = (content: string, variants: readonly string[]): string | undefined => {
  const { flags, body } = parts(content)
  if (flags.some((flag) => flag === 'H' || flag === 'T' || flag === '-')) return ''
  const rules = new Map<string, string>()
  for (const rule of body.split(';')) {
    const arrow = rule.indexOf('=>')
    const match = /^\s*([a-z]{2,3}(?:-[a-z]+)*)\s*:([\s\S]*)$/i.exec(arrow < 0 ? rule : rule.slice(arrow + 2))
    if (match) rules.set(match[1]!.toLowerCase(), match[2]!.trim())
  }
  if (rules.size === 0) return body
  const wanted = variants.find((variant) => rules.has(variant.toLowerCase()))
  return wanted === undefined ? [...rules.values()].find((text) => text) : rules.get(wanted.toLowerCase())
}

/** Flags are single letters or variants before the first bar: `A|`, `H;zh-hans|`. */
const parts = (content: string): { flags: readonly string[]; body: string } => {
  const bar = content.indexOf('|')
  const flags = bar < 0 || bar > 40 ? [] : content.slice(0, bar).split(';').map((flag) => flag.trim())
  const are = flags.length > 0 && flags.every((flag) => /^(?:[A-Z+-]|[a-z]{2,3}(?:-[a-z]+)?)$/.test(flag))
  return are ? { flags, body: content.slice(bar + 1) } : { flags: [], body: content }
}
