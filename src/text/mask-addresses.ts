/** How an address begins. Hosts have few names: with any number of them a long chain (`1.1.1.1…`) would be read to its end from each of its pieces. */
const scheme = /(?:(?:https?|ftp|file|ssh|git|wss?):\/\/|www\.(?=[\w-]+\.)|mailto:|(?:[a-z\d][\w-]*\.){1,16}(?:com|org|net|io|dev|edu|gov|ai|app|info|co\.uk)(?=[/:?#]))[^\s<>"`{}|\\^\u3000-\u303f\uff00-\uffef\p{Script=Han}]+/iuy

/** Where the URL that begins here ends, without the punctuation of the sentence around it; brackets it opened belong to it. */
export const urlAt = (text: string, at: number): number | undefined => {
  if (at > 0 && /[\w@]/.test(text[at - 1]!)) return undefined
  scheme.lastIndex = at
  let body = scheme.exec(text)?.[0] ?? ''
  while (/[.,;:!?'*_~…’”»]$/.test(body) || unopened(body, '(', ')') || unopened(body, '[', ']')) body = body.slice(0, -1)
  return body.length > 5 ? at + body.length : undefined
}

const unopened = (body: string, open: string, close: string): boolean => body.endsWith(close) && body.split(close).length > body.split(open).length

/** Endings of files that are talked about by name. */
const endings = 'bash|bat|bmp|c|cc|cfg|conf|cpp|cs|css|csv|db|dll|docx?|env|exe|gif|go|gz|h|hpp|html?|ini|ipynb|jar|java|jpe?g|js|json|jsonl|jsx|kt|lock|log|lua|md|mp3|mp4|parquet|pdf|php|pkl|png|pptx?|ps1|py|r|rb|rs|scss|sh|so|sql|svg|swift|tar|toml|tsx?|tsv|txt|vue|wav|xlsx?|xml|ya?ml|zip'

/** E-mail addresses, host names, file paths and file names. */
export const addressPatterns: readonly RegExp[] = [
  /(?<![\w.+-])[\w.+-]+@[A-Za-z\d](?:[A-Za-z\d-]*\.)+[A-Za-z]{2,}(?![\w-])/,
  /(?<![\w@.-])(?:[a-z\d][a-z\d-]*\.)+(?:com|org|net|io|dev|edu|gov|info)(?![\w.-]*[\w@])/i,
  /(?<![\w])[A-Za-z]:\\(?:[^\s\\/:*?"<>|]+(?: [^\s\\/:*?"<>|]+){0,2}\\)*(?:[\w.~$()-]*[\w~$)])?/,
  /(?<![\w\\])\\\\[\w.-]+(?:\\[\w.$-]*[\w$])+/,
  /(?<![\w./~-])(?:\.{1,2}|~)\/(?:[\w./@+~*-]*[\w/*])?/,
  /(?<![\w./:<)\]}"'|-])\/(?:[\w.@+~:{}%*-]*[\w@+~}*]\/)+(?:[\w.@+~:{}%*-]*[\w@+~}*-])?/,
  /(?<![\w./:<)\]}|-])\/[a-z][\w.-]*\w(?![\w/])/,
  new RegExp(String.raw`(?<![\w/.@-])(?:[\w@+~.-]+\/)+[\w@+~.*-]*\.[a-z][a-z\d]{0,6}(?![\w])`),
  /(?<![\w/.@-])[A-Za-z][\w.-]*\/(?:[\w.-]+\/)+(?![\w])/,
  new RegExp(String.raw`(?<![\w/.@-])[\w-]+(?:\.[\w-]+)*\.(?:${endings})(?![\w]|\.\w)`),
]
