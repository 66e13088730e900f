/**
 * Beginnings of names of blank templates that do show something, a pronunciation or coordinates: a sentence can do without
 * it in a parenthesis or after the title, not as a part of it ("the vowel {{IPA|a}} is long").
 */
export const asides = /^(?:ipa|ipac|ipalink|ipaslink|ipablink|ipa link|phon|phonetic|api|msapi|afi|ipa2|мфа|мфа2|мфа3|lautschrift|国际音标|國際音標|coord|coor|coordenadas|coordinate|координаты)(?:[- ][\p{L}-]*)?$/u

/**
 * Templates that Wikipedias of most languages share under these names, as patterns (see templates.ts). Empty: the
 * sentence is fine without it. A name that ends in `*` stands for all that begin like it. Languages add and override.
 */
export const sharedTemplates: Readonly<Record<string, string>> = {
  ...blank(
    'cite *', 'citation', 'citation needed', 'cn', 'fact', 'cite', 'sfn', 'sfnp', 'sfnm', 'sfn *', 'harvnb', 'harv', 'harvp', 'harvsp', 'efn', 'efn-*', 'refn', 'r', 'rp', 'ref', 'note',
    'ref label', 'note label', 'reflist', 'notelist', 'reference needed', 'page needed', 'pn', 'clarify', 'who', 'whom', 'which', 'when', 'where', 'by whom',
    'according to whom', 'dubious', 'dubious*', 'vague', 'failed verification', 'verify source', 'verification needed', 'unreliable source?', 'unreliable source',
    'better source needed', 'better source', 'original research inline', 'or', 'pov-inline', 'pov inline', 'peacock term', 'weasel-inline', 'specify', 'quantify',
    'full citation needed', 'dead link', 'webarchive', 'wayback', 'self-published inline', 'primary source inline', 'synthesis inline', 'update after', 'update inline',
    'disambiguation needed', 'dn', 'anchor', 'anchors', 'clear', 'clr', '-', 'clear left', 'clear right', 'toc', 'toc *', 'tocleft', 'tocright', 'toc limit', 'coord', 'coor *', 'flagicon', 'flag icon',
    'ipa', 'ipac-*', 'ipa-*', 'ipa link', 'ipalink', 'api', 'respell', 'pronunciation', 'audio', 'audio-*', 'listen', 'main', 'main article', 'see also', 'further', 'details', 'about', 'for', 'other uses',
    'redirect', 'distinguish', 'hatnote', 'short description', 'use dmy dates', 'use mdy dates', 'use *', 'engvar*', 'good article', 'featured article', 'pp-*', 'pp', 'portal', 'portal *', 'commons', 'commons *',
    'commonscat', 'wikisource', 'wiktionary', 'wikiquote', 'sister project links', 'authority control', 'default sort', 'multiple image', 'multiple issues', 'unreferenced', 'refimprove', 'more citations needed',
    'expand *', 'stub', '*-stub', 'citation style', 'snd ref', 'void', 'null', 'zwsp', 'shy', 'wbr', 'zwj', 'hsp ref', 'infobox', 'infobox *', 'taxobox', 'automatic taxobox', 'speciesbox', 'navbox', 'navbox *', 'sidebar', 'sidebar *',
    'refbegin', 'refend', 'div col', 'div col *', 'col *', 'col-*', 'colbegin', 'colend', 'stack', 'stack *', 'stack begin', 'stack end', 'image label*', 'location map*', 'maplink', 'mapframe', 'graph *', 'wide image', 'panorama', 'external media',
  ),
  ...pass(
    'nowrap', 'nobr', 'nobreak', 'no wrap', 'small', 'smaller', 'big', 'larger', 'em', 'strong', 'strike', 'ins', 'del', 'u', 'underline', 'smallcaps', 'sc', 'smallcaps2', 'code', 'mono', 'tt', 'kbd', 'samp', 'var', 'mvar', 'math',
    'abbr', 'tooltip', 'hover title', 'h:title', 'vanchor', 'visible anchor', 'visible anchors', 'not a typo', 'proper name', 'noitalic', 'nobold', 'normal', 'ill', 'interlanguage link', 'interlanguage link multi', 'illm', 'red link', 'link-interwiki', 'iw', 'link',
    'quote inline', 'sic', 'typo', 'as written', 'text', 'str', 'big', 'ship', 'crossreference', 'first word', 'bibleverse text', 'unicode', 'polytonic', 'big text', 'flag', 'flagcountry', 'asiantitle', 'script', 'rtl-lang', 'nq',
    'color', 'font color text', 'lc', 'uc', 'lcfirst', 'ucfirst', 'plainlist', 'unbulleted list', 'lang-*', 'nihongo title', 'transl only', 'avoid wrap', 'nowraplinks', 'sronly', 'linktext', 'wikt-lang text', 'resize text',
  ),
  lang: '{2}', 'lang-x': '{1}', transl: '{3|2}', transliteration: '{3|2}', translit: '{3|2}', 'wikt-lang': '{2}', wiktlang: '{2}', script: '{2}', font: '{text|1}', 'font color': '{3|2}', resize: '{2|1}',
  ill: '{lt|1}', 'interlanguage link': '{lt|1}', sic: '[{1}]', 'as written': '{1}', '!': '|', '=': '=', nbsp: ' ', sp: ' ', space: ' ', spaces: ' ', thinsp: ' ', 'thin space': ' ', ensp: ' ', hair: ' ', hairsp: ' ',
  ndash: '–', 'en dash': '–', mdash: '—', 'em dash': '—', snd: ' – ', spnd: ' – ', 'spaced ndash': ' – ', 'spaced en dash': ' – ', spaced: ' – ', 'snds': ' – ', 'spaced mdash': ' — ', minus: '−', 'plus': '+', times: '×', dot: ' · ', '·': ' · ', '•': ' • ', bullet: ' • ',
  "'": '’', '’': '’', "'s": '’s', "' \"": '’”', "\" '": '“‘', "'-": '’', '-\'': '’', 'keypress': '{1}[+{2}][+{3}][+{4}]', 'key press': '{1}[+{2}][+{3}][+{4}]', 'sup': '{1:raised}', 'sub': '{1:lowered}', 'gaps': '{1}[{2}][{3}][{4}]', 'pi': 'π', 'euro': '€', '€': '€[{1}]', 'gbp': '£[{1}]', 'us$': 'US$[{1}]', 'usd': 'US$[{1}]', 'cad': 'CA$[{1}]', 'a$': 'A$[{1}]',
  'percent': '%', 'degree': '°', 'deg': '[{1}]°', 'hash': '#', 'music': '{1}', 'number sign': '#', '\\': ' / ', 'pipe': '|', 'tl': '{1}', 'lbrace': '{', 'rbrace': '}', '(': '{', ')': '}',
}

function blank(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, '']))
}

function pass(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, '{1}']))
}
