/** Kinds of errors, as the prompt names them. */
const errorKinds = ['mistranslation', 'omission', 'addition', 'untranslated', 'number', 'name', 'negation', 'grammar'] as const

/** A GBNF grammar of up to eight errors as JSON; no error is `[]`. */
export const judgeGrammar = [
  'root ::= "[]" | "[" error (", " error){0,7} "]"',
  `error ::= "{\\"severity\\": " severity ", \\"kind\\": " kind ", \\"span\\": " span "}"`,
  'severity ::= "\\"major\\"" | "\\"minor\\""',
  `kind ::= ${errorKinds.map((kind) => `"\\"${kind}\\""`).join(' | ')}`,
  'span ::= "\\"" character{1,80} "\\""',
  'character ::= [^"\\\\\\x00-\\x1F] | "\\\\" ["\\\\n]',
].join('\n')
