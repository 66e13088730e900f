/** A text with the digits of its script (`١٢`, `१२`) and the marks that go with Arabic ones as Western ones; every character keeps its place. */
export const westernDigits = (text: string): string => text.replace(/(?![0-9])[\p{Nd}٫٬]/gu, (sign) => (sign.length > 1 ? sign : sign === '٫' ? '.' : sign === '٬' ? ',' : String(valueOf(sign))))

/** The digits of a script stand in a row from its nought on, and no two rows touch in the basic plane. */
const valueOf = (digit: string): number => {
  let value = 0
  while (/\p{Nd}/u.test(String.fromCharCode(digit.charCodeAt(0) - value - 1))) value++
  return value
}
