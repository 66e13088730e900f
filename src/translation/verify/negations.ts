/** What negates, by language (BCP 47): regular expressions, flags `giu`. A language that is not here is not checked for negation. */
export const negations: Readonly<Record<string, string>> = {
  en: String.raw`(?<!\p{L})(?:not|no|never|nobody|nothing|none|neither|nor|without|cannot|nowhere)(?!\p{L})|n['’]t(?!\p{L})`,
  zh: '不|没|無|无|未|非|别|莫|勿|否',
  ru: String.raw`(?<!\p{L})(?:не|нет|ни|без|нельзя|никак\p{L}*|нигде|никто|никого|никому|никогда|ничто|ничего|ничему)(?!\p{L})|(?<!\p{L})(?:не|без)(?=\p{L}{4})`,
  fr: String.raw`(?<!\p{L})(?:ne|non|sans|ni|pas|aucune?|jamais|rien|personne|nul(?:le)?)(?!\p{L})|(?<!\p{L})n['’](?=\p{L})`,
  es: String.raw`(?<!\p{L})(?:no|ni|nunca|nada|nadie|ning\p{L}+|sin|jamás|tampoco)(?!\p{L})`,
}
