/** Named character references that occur in wikitext; anything else stays as it is written. */
const named: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ensp: ' ', emsp: ' ', thinsp: ' ', hairsp: ' ', shy: '', zwj: '\u200D', zwnj: '\u200C',
  lrm: '', rlm: '', ndash: '–', mdash: '—', minus: '−', hellip: '…', middot: '·', bull: '•', laquo: '«', raquo: '»', lsaquo: '‹', rsaquo: '›',
  lsquo: '‘', rsquo: '’', sbquo: '‚', ldquo: '“', rdquo: '”', bdquo: '„', prime: '′', Prime: '″', deg: '°', times: '×', divide: '÷', plusmn: '±',
  frac12: '½', frac14: '¼', frac34: '¾', sup1: '¹', sup2: '²', sup3: '³', micro: 'µ', euro: '€', pound: '£', yen: '¥', cent: '¢', sect: '§', para: '¶',
  copy: '©', reg: '®', trade: '™', dagger: '†', Dagger: '‡', permil: '‰', rarr: '→', larr: '←', harr: '↔', uarr: '↑', darr: '↓', ne: '≠', le: '≤', ge: '≥',
  asymp: '≈', infin: '∞', radic: '√', sum: '∑', prod: '∏', part: '∂', int: '∫', isin: '∈', forall: '∀', exist: '∃', iexcl: '¡', iquest: '¿', ordf: 'ª', ordm: 'º',
  szlig: 'ß', aelig: 'æ', AElig: 'Æ', oelig: 'œ', OElig: 'Œ', oslash: 'ø', Oslash: 'Ø', eth: 'ð', ETH: 'Ð', thorn: 'þ', THORN: 'Þ', aring: 'å', Aring: 'Å',
  alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', epsilon: 'ε', zeta: 'ζ', eta: 'η', theta: 'θ', iota: 'ι', kappa: 'κ', lambda: 'λ', mu: 'μ', nu: 'ν', xi: 'ξ',
  omicron: 'ο', pi: 'π', rho: 'ρ', sigma: 'σ', sigmaf: 'ς', tau: 'τ', upsilon: 'υ', phi: 'φ', chi: 'χ', psi: 'ψ', omega: 'ω', Gamma: 'Γ', Delta: 'Δ', Theta: 'Θ',
  Lambda: 'Λ', Pi: 'Π', Sigma: 'Σ', Phi: 'Φ', Psi: 'Ψ', Omega: 'Ω', lsqb: '[', lbrack: '[', rsqb: ']', rbrack: ']', lbrace: '{', rbrace: '}', vert: '|', num: '#', fnof: 'ƒ', oline: '‾', frasl: '⁄', weierp: '℘', image: 'ℑ', real: 'ℜ', alefsym: 'ℵ', crarr: '↵', lArr: '⇐', rArr: '⇒', hArr: '⇔', nabla: '∇', notin: '∉', ni: '∋', lowast: '∗', prop: '∝', ang: '∠', and: '∧', or: '∨', cap: '∩', cup: '∪', sim: '∼', cong: '≅', equiv: '≡', sub: '⊂', sup: '⊃', nsub: '⊄', sube: '⊆', supe: '⊇', oplus: '⊕', otimes: '⊗', perp: '⊥', sdot: '⋅', empty: '∅', there4: '∴', not: '¬', brvbar: '¦', curren: '¤', ogon: '˛', spades: '♠', clubs: '♣', hearts: '♥', diams: '♦', loz: '◊', thetasym: 'ϑ', upsih: 'ϒ', piv: 'ϖ', Alpha: 'Α', Beta: 'Β', Epsilon: 'Ε', Zeta: 'Ζ', Eta: 'Η', Iota: 'Ι', Kappa: 'Κ', Mu: 'Μ', Nu: 'Ν', Xi: 'Ξ', Omicron: 'Ο', Rho: 'Ρ', Tau: 'Τ', Upsilon: 'Υ', Chi: 'Χ',
}

/** Combining marks of names such as `eacute`, `ntilde`, `ouml`, `scaron`. */
const marks: Readonly<Record<string, string>> = {
  grave: '\u0300', acute: '\u0301', circ: '\u0302', tilde: '\u0303', uml: '\u0308', cedil: '\u0327', caron: '\u030C',
}

/** A character reference with nothing after it; group 1 is what stands between `&` and `;`. Sticky. */
export const entity = /&(#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[A-Za-z][A-Za-z0-9]{1,30});/y

/** The character of a reference such as `nbsp`, `#160` or `#xA0`, or undefined when there is none of that name. */
export const decodeEntity = (name: string): string | undefined => {
  if (name[0] === '#') return numeric(/[xX]/.test(name[1] ?? '') ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10))
  if (Object.hasOwn(named, name)) return named[name]
  const accented = /^([A-Za-z])(grave|acute|circ|tilde|uml|cedil|caron)$/.exec(name)
  return accented ? (accented[1]! + marks[accented[2]!]!).normalize('NFC') : undefined
}

const numeric = (code: number): string | undefined => {
  if (!(code > 31 && code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff) || (code >= 0xe000 && code <= 0xf8ff)) return code === 10 ? ' ' : ''
  if (code === 0xad || (code >= 0x200e && code <= 0x200f)) return ''
  return code === 0xa0 || (code >= 0x2002 && code <= 0x200a) || code === 0x202f ? ' ' : String.fromCodePoint(code)
}
