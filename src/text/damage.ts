/**
 * What shows that a text was cut or decoded wrongly: half a surrogate pair, U+FFFD, or a control character, as `\frac` and
 * `\beta` leave when their backslash was read as JSON's, and as UTF-8 leaves that was read as Latin-1.
 */
export function damageOf(text: string): { readonly found: string; readonly near: string } | undefined {
  const found = /\p{Surrogate}|\ufffd|[\u0001-\u0008\u000b\u000c\u000e-\u001f\u0080-\u0084\u0086-\u009f]/u.exec(text)
  if (!found) return undefined
  const near = text.slice(Math.max(0, found.index - 20), found.index + 20).replace(/\p{Surrogate}/gu, '\ufffd')
  return { found: `U+${found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`, near }
}
