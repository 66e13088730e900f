/** Program text and formulas in a text, by their marks. Plain sums of numbers are neither. */
export function codeSigns(text: string): Record<'code.marks' | 'code.formula', string[]> {
  return { 'code.marks': all(text, marks), 'code.formula': all(text, formulas) }
}

const marks = [
  /```/g,
  /`[^`\n]{1,60}`/g,
  /\b[A-Za-z_]\w*\([^()\n]{0,40}\)\s?[;:{]/g,
  /\b[a-z_]\w*(?:\.[a-z_]\w*)*\((?:[^()\s]{0,40}|"[^"\n]*"|'[^'\n]*')\)/g,
  /[^\s=<>!]\s*(?:===?|!==?|=>|->|\+=|&&|\|\|)\s*[^\s=]/g,
  /<\/?[a-z][a-z0-9]*(?:\s[^<>\n]*)?>/g,
  /\b[a-z]+_[a-z_]+\b/g,
  /\b(?:def|class|function|return|import|const|let|var|public|void|SELECT|INSERT|UPDATE)\s+[A-Za-z_*{]\w*\s*(?:[=({:]|\bFROM\b)/g,
  /[{[]\s*"[^"\n]+"\s*:/g,
  /[;{]\s*$/gm,
]

const formulas = [
  /(?<![\w'’.$])[a-zA-Z]\s?[=^<>≤≥]\s?-?[\w(√]/g,
  /(?<![\w$€£])\d+(?:\.\d+)?[xyzn](?![\w'’-])/g,
  /(?<![\w'’])[a-z]\s?[+*/]\s?(?:[a-z]|\d)(?![\w'’])/g,
  /\b[a-zA-Z]\^\{?[\dn]|[a-z][²³]|\b[a-zA-Z]_\{?\d/g,
  /\\(?:frac|sqrt|int|sum|cdot|times|alpha|beta|vec|left|begin|text|pi|le|ge)\b|\\\(|\\\[|\$\$/g,
  /\b[fgh]\([xyzn]\)/g,
  /[∑∫√∂∇≈≠∞]/g,
  /\b(?:[A-Z][a-z]?\d*){2,}\s?(?:\+|→|->)\s?\d?[A-Z]/g,
  /\b(?:NaCl|H2SO4|C6H12O6|NaOH|HCl|CaCO3)\b/g,
  /\b(?:let|if|where|suppose)\s+[a-z]\s+(?:be|is|and|denote)\b/gi,
]

function all(text: string, patterns: readonly RegExp[]): string[] {
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[0].replace(/\s+/g, ' ').trim().slice(0, 40)))
}
