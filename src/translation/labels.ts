/** What models put before a translation, by language (BCP 47); lower case, without the colon. */
export const labels: Readonly<Record<string, { readonly nouns: readonly string[]; readonly phrases: readonly string[] }>> = {
  en: {
    nouns: ['translation', 'translated text', 'translated version'],
    phrases: ['here is the translation', "here's the translation", 'here is the translated', "here's the translated", 'here is your translation', 'the translation is', 'below is the translation', 'sure, here', 'sure! here', 'certainly! here'],
  },
  zh: {
    nouns: ['翻译', '译文', '翻译结果', '翻译如下', '译文如下', '中文翻译', '中文译文'],
    phrases: ['以下是翻译', '以下是译文', '以下为译文', '下面是翻译', '下面是译文', '好的，以下是', '好的，译文'],
  },
  ru: {
    nouns: ['перевод', 'переведённый текст', 'переведенный текст', 'текст перевода'],
    phrases: ['вот перевод', 'вот переведённый', 'вот переведенный', 'вот ваш перевод', 'ниже приведён перевод', 'ниже приведен перевод', 'конечно, вот', 'конечно! вот'],
  },
  fr: {
    nouns: ['traduction', 'texte traduit', 'version traduite'],
    phrases: ['voici la traduction', 'voici le texte traduit', 'voici une traduction', 'voici votre traduction', 'bien sûr, voici', 'bien sûr ! voici'],
  },
  es: {
    nouns: ['traducción', 'texto traducido', 'versión traducida'],
    phrases: ['aquí está la traducción', 'aquí tienes la traducción', 'aquí está el texto traducido', 'aquí tiene la traducción', 'esta es la traducción', 'claro, aquí', 'por supuesto, aquí', '¡claro! aquí'],
  },
}
