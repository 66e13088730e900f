/** Words that show how somebody is addressed, lower case unless the capital shows it; languages of which they are known. */
const signs: Readonly<Record<string, { readonly formal: RegExp; readonly informal: RegExp }>> = {
  de: { formal: /(?<=\p{Ll},? )(?:Sie|Ihnen|Ihre?[nmrs]?)(?!\p{L})/u, informal: /(?<!\p{L})(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]eine?[nmrs]?)(?!\p{L})/u },
  es: { formal: /(?<!\p{L})usted(?:es)?(?!\p{L})/iu, informal: /(?<!\p{L})(?:tú|contigo|ti|vosotr[oa]s|vuestr[oa]s?)(?!\p{L})/iu },
  fr: { formal: /(?<!\p{L})(?:vous|votre|vos|vôtres?)(?!\p{L})/iu, informal: /(?<!\p{L})(?:tu|toi|(?<!(?<!\p{L})(?:un|le|ce|du|au|[ms]on|[nv]otre|leur|autre|même|bon|quel|demi)[\s-])ton(?=\s(?!(?:et|ou|est|d[eu]|des|que|qui|mais|pour|à|au|en|dans|par|avec)(?![\p{L}-]))\p{L})|ta|tes|t['’](?:as|es|en|y))(?!\p{L})/iu },
  ru: { formal: /(?<!\p{L})(?:[Вв]ы|[Вв]ас|[Вв]ам|[Вв]ами|[Вв]аш(?:а|е|и|его|ей|ему|им|ем|их|ими|у)?)(?!\p{L})/u, informal: /(?<!\p{L})(?:ты|тебя|тебе|тобой|тво[йяёеи]|твоего|твоей|твоему|твоим|твоих|твою)(?!\p{L})/iu },
  zh: { formal: /您/u, informal: /你/u },
}

/** How a text addresses its reader, where its words show that and do not show the contrary; undefined otherwise. */
export function addressOf(text: string, language: string): 'formal' | 'informal' | undefined {
  const known = signs[language]
  if (!known) return undefined
  const [formal, informal] = [known.formal.test(text), known.informal.test(text)]
  return formal === informal ? undefined : formal ? 'formal' : 'informal'
}
