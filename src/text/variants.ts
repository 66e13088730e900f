/** Flags of variant markup that show nothing: they only set rules for the rest of the page or its title. */
const silent = /^\s*(?:[AHT-]\s*;?\s*)*[HT-]\s*(?:;\s*[A-Z-]\s*)*\|/
const anyFlag = /^\s*(?:[A-Z+-]|zh(?:-[a-z]+)?)(?:\s*;\s*(?:[A-Z+-]|zh(?:-[a-z]+)?))*\s*\|/

/**
 * What `-{…}-` shows a reader of the first of these variants that it names, or of any when it names none of them.
 * Undefined when the markup has no text for anybody.
 */
export const variantOf = (content: string, variants: readonly string[]): string | undefined => {
  if (silent.test(content)) return ''
  const body = content.replace(anyFlag, '')
  const rules = new Map<string, string>()
  for (const rule of body.split(';')) {
    const match = /^\s*(?:[^:;]*?=>\s*)?([a-z]{2,3}(?:-[a-z]+)*)\s*:([\s\S]*)$/i.exec(rule)
    if (match) rules.set(match[1]!.toLowerCase(), match[2]!.trim())
  }
  if (rules.size === 0) return body
  const wanted = variants.find((variant) => rules.has(variant.toLowerCase()))
  return wanted === undefined ? [...rules.values()].find((text) => text) : rules.get(wanted.toLowerCase())
}
