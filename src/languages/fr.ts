import type { Language } from '../types.js'

/** French: abbreviations, templates and section titles as French Wikipedia uses them, and the names of the French-speaking world. */
export const fr: Language = {
  code: 'fr',
  name: 'French',
  endonym: 'français',
  wiki: 'frwiki',
  scripts: ['Latin'],
  gap: ' ',
  terminators: '.!?…',
  quotes: ['«\u00a0', '\u00a0»'],
  abbreviations: [
    'm', 'mm', 'mgr', 'mr', 'dr', 'drs', 'pr', 'prof', 'st', 'ste', 'sts', 'vve',
    'av', 'ap', 'apr', 'j.-c', 'env', 'ca', 'c.-à-d', 'càd', 'cf', 'conf', 'ex', 'p. ex', 'id', 'ibid', 'op', 'loc', 'cit',
    'al', 'chap', 'ch', 'coll', 'dir', 'trad', 'éd', 'ed', 'fasc', 'fig', 'illustr', 'ill', 'tabl', 'hors-t',
    'p', 'pp', 'vol', 't', 'tom', 'n', 'no', 'nos', 'num', 'fol', 'ms', 'mss', 'paragr', 'suiv', 'sq', 'sqq', 'sv', 'v', 'vs',
    'janv', 'févr', 'fév', 'avr', 'juil', 'oct', 'nov', 'déc',
    'boul', 'pl', 'rte', 'chem', 'dép', 'arr', 'hab', 'alt', 'tél', 'app', 'bât',
    'cie', 'éts', 'sté', 'soc', 'inc', 'ltd', 'assoc', 'univ', 'gouv', 'gén', 'cdt', 'lt', 'sgt', 'adj',
    'adv', 'angl', 'fr', 'lat', 'gr', 'esp', 'ital', 'masc', 'fém', 'plur', 'sing', 'subst', 'syn', 'nº', 'réf', 'rééd', 'rev', 'bull', 'bibl', 'encycl', 'hist', 'introd', 'préf', 'suppl'
  ],
  numbers: { decimal: ',', group: '\u00a0' },
  firstDay: '1er',
  numerals: {
    words: {
      0: 'zéro', 1: 'un, une, premier, première, premiers, premières, unième', 2: 'deux, deuxième, second, seconde', 3: 'trois, troisième', 4: 'quatre, quatrième',
      5: 'cinq, cinquième', 6: 'six, sixième', 7: 'sept, septième', 8: 'huit, huitième', 9: 'neuf, neuvième', 10: 'dix, dixième', 11: 'onze, onzième', 12: 'douze, douzième',
      13: 'treize, treizième', 14: 'quatorze, quatorzième', 15: 'quinze, quinzième', 16: 'seize, seizième', 17: 'dix sept, dix septième', 18: 'dix huit, dix huitième', 19: 'dix neuf, dix neuvième',
      20: 'vingt, vingts, vingtième', 30: 'trente, trentième', 40: 'quarante, quarantième', 50: 'cinquante, cinquantième', 60: 'soixante, soixantième',
      70: 'soixante dix, soixante dixième', 71: 'soixante et onze', 72: 'soixante douze', 73: 'soixante treize', 74: 'soixante quatorze', 75: 'soixante quinze', 76: 'soixante seize', 77: 'soixante dix sept', 78: 'soixante dix huit', 79: 'soixante dix neuf',
      80: 'quatre vingt, quatre vingts', 90: 'quatre vingt dix', 91: 'quatre vingt onze', 92: 'quatre vingt douze', 93: 'quatre vingt treize', 94: 'quatre vingt quatorze', 95: 'quatre vingt quinze', 96: 'quatre vingt seize', 97: 'quatre vingt dix sept', 98: 'quatre vingt dix huit', 99: 'quatre vingt dix neuf', 100: 'centième',
    },
    hints: {
      0: 'aucun, aucune, minuit', 1: 'janv, seul, seule, simple', 2: 'double, doubler, doublé, doublée, doublent, paire, paires, couple, févr, bis', 3: 'triple, tripler, triplé, trio', 4: 'quadruple, avr', 5: 'quintuple', 7: 'juil', 10: 'dizaine, dizaines', 12: 'midi, minuit', 15: 'quinzaine', 20: 'vingtaine', 24: 'minuit', 30: 'trentaine', 40: 'quarantaine', 50: 'cinquantaine', 60: 'soixantaine', 100: 'centaine, centaines, siècle',
    },
    parts: { 2: 'demi, demie, demis, demies, moitié, moitiés', 3: 'tiers', 4: 'quart, quarts', 5: 'cinquième, cinquièmes', 6: 'sixième, sixièmes', 7: 'septième, septièmes', 8: 'huitième, huitièmes', 9: 'neuvième, neuvièmes', 10: 'dixième, dixièmes', 12: 'douzième, douzièmes', 100: 'centième, centièmes' },
    magnitudes: { décennie: 10, décennies: 10, douzaine: 12, douzaines: 12, cent: 100, cents: 100, mille: 1e3, milliers: 1e3, millier: 1e3, million: 1e6, millions: 1e6, milliard: 1e9, milliards: 1e9, billion: 1e12, billions: 1e12 },
    suffixes: { k: 1e3, m: 1e6, md: 1e9, mds: 1e9, mrd: 1e9 },
    joins: ['et'],
    minus: ['moins'],
  },
  answerPhrases: [String.raw`(?:la |ma |notre )?(?:bonne )?réponse(?: finale| correcte)?(?: à [^\n:.]{1,60})? est`, String.raw`réponse(?: finale)?\s*[:：]`],
  months: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  wikitext: {
    dropSections: [
      'voir aussi', 'voir également', 'notes et références', 'notes', 'note', 'références', 'référence', 'références et notes', 'notes, sources et références', 'notes, références et sources',
      'sources', 'source', 'sources et références', 'références et sources', 'sources et bibliographie', 'bibliographie et sources', 'sources bibliographiques', 'références bibliographiques',
      'sources primaires', 'sources secondaires', 'sources imprimées', 'sources manuscrites', 'sources externes', "sources d'archives", 'archives', 'ouvrages cités', 'ouvrages de référence',
      'bibliographie', 'bibliographie sélective', 'bibliographie indicative', 'bibliographie complémentaire', 'éléments de bibliographie', 'orientation bibliographique', 'références biographiques', 'pour en savoir plus', 'pour approfondir', 'lectures complémentaires', 'lecture complémentaire', 'à lire', 'ouvrages généraux', 'ouvrages spécialisés', 'articles de presse', 'webographie', 'sitographie',
      'liens externes', 'lien externe', 'liens', 'liens internes', 'lien interne', 'sites externes', 'sites internet', 'sites web', 'site officiel', 'références externes', 'articles connexes', 'article connexe', 'articles liés', 'autres projets', 'bases de données', 'notices', "notices d'autorité", 'bases de données et notices', 'documents', 'documentation',
      'galerie', 'galerie de photographies', 'galerie de photos', 'galerie photos', "galerie d'images", 'galeries', 'photographies', 'photos', 'images', 'illustrations', 'vidéos', 'vidéographie',
      'annexes', 'annexe', 'appendices', 'compléments', 'crédits', 'crédit', 'crédit des auteurs', "crédits d'auteurs", 'remerciements', 'traductions', 'lexique', 'glossaire', 'tableau récapitulatif', 'codes',
      'filmographie', 'filmographie sélective', 'discographie', 'discographie sélective', 'albums', 'singles', 'fiche technique', 'distribution artistique', 'doublage', 'voix françaises', 'bande originale', 'liste des titres', 'liste des épisodes', 'épisodes', 'théâtrographie',
      'œuvres', 'principales œuvres', 'publications', 'principales publications', 'publications principales', 'principaux ouvrages', 'œuvre écrite', 'liste des œuvres', 'éditions', 'éditions modernes', 'traductions françaises',
      'distinctions', 'récompenses', 'prix et distinctions', 'distinctions et récompenses', 'récompenses et distinctions', 'prix et récompenses', 'nominations', 'décorations', 'palmarès', 'classement', 'classements', 'effectif', 'effectifs', 'statistiques détaillées',
      'liste des maires', 'liste des présidents', 'liste des évêques', 'liste des seigneurs', 'jumelages', 'jumelage', 'arbre généalogique', 'ascendance', 'descendance', 'armoiries', 'héraldique', 'postérité cinématographique', 'homonymie', 'homonymes', 'patronyme', 'toponyme'
    ],
    listTitles: ['liste ', 'listes ', 'chronologie ', 'glossaire ', 'lexique ', 'discographie ', 'filmographie ', 'bibliographie ', 'index ', 'palmarès ', 'armorial ', 'table des ', 'tableau des ', 'tableau synoptique '],
    disambiguation: [
      'homonymie', 'homonymie de clubs sportifs', 'homonymie de comtés', 'homonymie de communes', 'homonymie de monuments', 'homonymie de nom romain', 'homonymie de parti politique',
      'homonymie de personnes', 'homonymie de route', "homonymie d'établissements scolaires ou universitaires", "homonymie d'îles", 'homonymie vidéoludique', 'homonymie dynastique',
      'arrondissements homonymes', 'batailles homonymes', 'cantons homonymes', 'édifices religieux homonymes', 'guerres homonymes', 'personnes homonymes', 'rivières homonymes', 'saints homonymes', 'titres homonymes', 'unités homonymes', 'villes homonymes',
      'internationalisation', 'isomérie', 'paronymie', 'patronyme', 'toponymie'
    ],
    disambiguationTitles: ['(homonymie)', '(paronymie)', '(patronyme)', '(sigle)'],
    fileNames: ['fichier', 'image', 'média'],
    categoryNames: ['catégorie'],
    redirects: ['redirection', 'redirect'],
    quotations: [['début citation', 'fin citation'], ['début citation bloc', 'fin citation bloc']],
    templates: {
      // Dates and times. The fourth parameter of a date is the field whose chronicle it links to; nobody sees it.
      'date': '[{1:day}][ {2:month}][ {3}]', 'date-': '[{1:day}][ {2:month}][ {3}]', 'date rapide': '[{1:day}][ {2:month}][ {3}]', 'date sport': '[{1:day}][ {2:month}][ {3}]',
      'date de naissance': '[{1:day}][ {2:month}][ {3}]', 'date de naissance-': '[{1:day}][ {2:month}][ {3}]', 'date de décès': '[{1:day}][ {2:month}][ {3}]', 'date de décès-': '[{1:day}][ {2:month}][ {3}]',
      'date de sortie': '[{1:day}][ {2:month}][ {3}]', 'jour': '{1:day}[ {2:month}][ {3}]',
      'heure': '{1} h[ {2}][ min {3} s]', 'durée': '[{1} h][ {2} min][ {3} s]',
      '1er janvier': '1er janvier', '1er février': '1er février', '1er mars': '1er mars', '1er avril': '1er avril', '1er mai': '1er mai', '1er juin': '1er juin',
      '1er juillet': '1er juillet', '1er août': '1er août', '1er septembre': '1er septembre', '1er octobre': '1er octobre', '1er novembre': '1er novembre', '1er décembre': '1er décembre',
      // Centuries: the ordinal ending is optional in the wikitext, "e" for all but the first.
      's': `{1}{2|'e'} siècle`, 's-': `{1}{2|'e'} siècle`, 'siècle': `{1}{2|'e'} siècle`, 'siècle-': `{1}{2|'e'} siècle`, 'sap': `{1}{2|'e'} siècle apr. J.-C.`, 's mini': `{1}{2|'e'}`, 's mini-': `{1}{2|'e'}`,
      '-s': `{1}{2|'e'} siècle av. J.-C.`, '-s-': `{1}{2|'e'} siècle av. J.-C.`, 's av': `{1}{2|'e'} siècle av. J.-C.`, 's-mini': `{1}{2|'e'}`, '-s mini': `{1}{2|'e'} siècle av. J.-C.`,
      's2': '{1}{2} et {3}{4} siècles', 's2-': '{1}{2} et {3}{4} siècles', '-s2': '{1}{2} et {3}{4} siècles av. J.-C.', '-s2-': '{1}{2} et {3}{4} siècles av. J.-C.',
      'sp': '{1}{2} {3} {4}{5} siècle[{6}]', 'sp-': '{1}{2} {3} {4}{5} siècle[{6}]', '-sp': '{1}{2} {3} {4}{5} siècle[{6}] av. J.-C.', '-sp-': '{1}{2} {3} {4}{5} siècle[{6}] av. J.-C.',
      'millénaire': `{1}{2|'e'} millénaire`, 'millénaire-': `{1}{2|'e'} millénaire`, '-millénaire': `{1}{2|'e'} millénaire av. J.-C.`, '-millénaire-': `{1}{2|'e'} millénaire av. J.-C.`,
      'ier siècle': 'Ier siècle', 'iie siècle': 'IIe siècle', 'iiie siècle': 'IIIe siècle', 'ive siècle': 'IVe siècle', 've siècle': 'Ve siècle', 'vie siècle': 'VIe siècle', 'viie siècle': 'VIIe siècle',
      'viiie siècle': 'VIIIe siècle', 'ixe siècle': 'IXe siècle', 'xe siècle': 'Xe siècle', 'xie siècle': 'XIe siècle', 'xiie siècle': 'XIIe siècle', 'xiiie siècle': 'XIIIe siècle', 'xive siècle': 'XIVe siècle',
      'xve siècle': 'XVe siècle', 'xvie siècle': 'XVIe siècle', 'xviie siècle': 'XVIIe siècle', 'xviiie siècle': 'XVIIIe siècle', 'xixe siècle': 'XIXe siècle', 'xxe siècle': 'XXe siècle', 'xxie siècle': 'XXIe siècle',
      'ier siècle av. j.-c.': 'Ier siècle av. J.-C.', 'iie siècle av. j.-c.': 'IIe siècle av. J.-C.', 'iiie siècle av. j.-c.': 'IIIe siècle av. J.-C.', 'ive siècle av. j.-c.': 'IVe siècle av. J.-C.',
      've siècle av. j.-c.': 'Ve siècle av. J.-C.', 'vie siècle av. j.-c.': 'VIe siècle av. J.-C.', 'viie siècle av. j.-c.': 'VIIe siècle av. J.-C.', 'viiie siècle av. j.-c.': 'VIIIe siècle av. J.-C.',
      'ier millénaire': 'Ier millénaire', 'iie millénaire': 'IIe millénaire', 'iiie millénaire': 'IIIe millénaire', 'ier millénaire av. j.-c.': 'Ier millénaire av. J.-C.', 'iie millénaire av. j.-c.': 'IIe millénaire av. J.-C.', 'iiie millénaire av. j.-c.': 'IIIe millénaire av. J.-C.',
      'av. j.-c.': 'av. J.-C.', 'av jc': 'av. J.-C.', 'avjc': 'av. J.-C.', 'avant jc': 'av. J.-C.', 'apr. j.-c.': 'apr. J.-C.', 'ap. j.-c.': 'apr. J.-C.', 'ap jc': 'apr. J.-C.', 'apjc': 'apr. J.-C.',
      'circa': 'vers[ {1}]', 'vers': 'vers[ {1}]', 'ca': 'vers[ {1}]', 'env.': 'env.[ {1}]',
      // Ordinals and roman numerals.
      'er': 'er', 'ère': 're', 're': 're', 'ème': 'e', 'e': `{1|'e':raised}`, 'exp': '{1:raised}', 'exposant': '{1:raised}', 'ind': '{1:lowered}', 'indice': '{1:lowered}',
      '1er': '1er', '1re': '1re', '1ère': '1re', '2nd': '2nd', '2nde': '2nde', '2d': '2d', '2de': '2de', '2e': '2e', '3e': '3e', '4e': '4e', '5e': '5e', '6e': '6e', '7e': '7e', '8e': '8e', '9e': '9e', '10e': '10e',
      '11e': '11e', '12e': '12e', '13e': '13e', '14e': '14e', '15e': '15e', '16e': '16e', '17e': '17e', '18e': '18e', '19e': '19e', '20e': '20e',
      '21e': '21e', '22e': '22e', '23e': '23e', '24e': '24e', '25e': '25e', '26e': '26e', '27e': '27e', '28e': '28e', '29e': '29e', '30e': '30e', '31e': '31e', '32e': '32e', '33e': '33e', '34e': '34e', '35e': '35e', '36e': '36e', '37e': '37e', '38e': '38e', '39e': '39e', '40e': '40e',
      '41e': '41e', '42e': '42e', '43e': '43e', '44e': '44e', '45e': '45e', '46e': '46e', '47e': '47e', '48e': '48e', '49e': '49e', '50e': '50e', '51e': '51e', '52e': '52e', '53e': '53e', '54e': '54e', '55e': '55e', '56e': '56e', '57e': '57e', '58e': '58e', '59e': '59e', '60e': '60e',
      '61e': '61e', '62e': '62e', '63e': '63e', '64e': '64e', '65e': '65e', '66e': '66e', '67e': '67e', '68e': '68e', '69e': '69e', '70e': '70e', '71e': '71e', '72e': '72e', '73e': '73e', '74e': '74e', '75e': '75e', '76e': '76e', '77e': '77e', '78e': '78e', '79e': '79e', '80e': '80e',
      '81e': '81e', '82e': '82e', '83e': '83e', '84e': '84e', '85e': '85e', '86e': '86e', '87e': '87e', '88e': '88e', '89e': '89e', '90e': '90e', '91e': '91e', '92e': '92e', '93e': '93e', '94e': '94e', '95e': '95e', '96e': '96e', '97e': '97e', '98e': '98e', '99e': '99e', '100e': '100e',
      'ier': 'Ier', 'ire': 'Ire', 'iie': 'IIe', 'iiie': 'IIIe', 'ive': 'IVe', 've': 'Ve', 'vie': 'VIe', 'viie': 'VIIe', 'viiie': 'VIIIe', 'ixe': 'IXe', 'xe': 'Xe', 'xie': 'XIe', 'xiie': 'XIIe', 'xiiie': 'XIIIe', 'xive': 'XIVe',
      'xve': 'XVe', 'xvie': 'XVIe', 'xviie': 'XVIIe', 'xviiie': 'XVIIIe', 'xixe': 'XIXe', 'xxe': 'XXe', 'xxie': 'XXIe',
      'rom-maj': '{1}', 'rom': '{1}', 'romain': '{1}', 'nobr romains': '{1}', 'nobr romain': '{1}',
      // Numbers, units, money.
      'unité': '{1:quantity}[ à {à:number}][ et {et:number}][ ou {ou:number}][–{–:number}][ × {×|x:number}][ ± {±:number}][ × 10{e:raised}][ {2}][{3:raised}][ {4}][{5:raised}]', 'unite': '{1:quantity}[ à {à:number}][ et {et:number}][ ou {ou:number}][–{–:number}][ × {×|x:number}][ ± {±:number}][ × 10{e:raised}][ {2}][{3:raised}][ {4}][{5:raised}]', 'unité/2': '{1:number}[ {2}]', 'nombre': '{1:number}[ à {à:number}][ et {et:number}][ ou {ou:number}][–{–:number}][ × {×|x:number}][ ± {±:number}][ {2}]', 'nb': '{1:number}[ {2}]', 'num': '{1:number}', 'dunité': '{1:number} × {2:number}[ {3}]', 'tunité': '{1:number} × {2:number} × {3:number}[ {4}]',
      'tmp': '{1:number}[ à {à:number}][ et {et:number}][ ou {ou:number}][–{–:number}][ ± {±:number}][ {2}]', 'température': '{1:number}[ à {à:number}][ et {et:number}][ ou {ou:number}][–{–:number}][ ± {±:number}][ {2}]', 'euro': '{1:number} €', 'euros': '{1:number} €', 'livre sterling': '{1:number} £', 'm€': '[{1:number} ]M€', 'angle': '{1}°[ {2}′][ {3}″]', 'x10': '× 10{1:raised}', 'fraction': '{1}/{2}', 'frac': '{1}/{2}', 'pourcent': '{1:number} %', '%': '[{1:number}] %', 'taille': '{m:number} m', 'score': '{1}-{2}', 'racine': '√{1}', 'sqrt': '√{1}', 'math': '{1}', 'mvar': '{1}', 'surligner': '{1}',
      'chem': '{1}[{2:formula}][{3:formula}][{4:formula}][{5:formula}][{6:formula}][{7:formula}][{8:formula}]', 'fchim': '{1}[{2:formula}][{3:formula}][{4:formula}][{5:formula}][{6:formula}][{7:formula}][{8:formula}]', 'formule chimique': '{1}[{2:formula}][{3:formula}][{4:formula}][{5:formula}][{6:formula}][{7:formula}][{8:formula}]', 'co2': 'CO₂', 'h2o': 'H₂O', 'o2': 'O₂',
      // Books and titles of persons.
      'p.': 'p. {1}', 'p': 'p. {1}', 'pp.': 'p. {1}', 'vol.': 'vol. {1}', 'vol': 'vol. {1}', 't.': 't. {1}', 'tome': 'tome {1}', 'n°': 'n°[ {1}]', 'numéro': 'n°[ {1}]', 'no': 'n°[ {1}]', 'nos': 'nos[ {1}]', 'nº': 'n°[ {1}]', 'art.': 'art. {1}', 'chap.': 'chap. {1}', 'fol.': 'fol. {1}', 'v.': 'v. {1}', 'op.': 'op. {1}', 'opus': 'op. {1}', 'ms.': 'ms. {1}', 'ms': 'ms. {1}', 'isbn': 'ISBN {1}', 'rfc': 'RFC {1}',
      'm.': 'M.[ {1}]', 'mm.': 'MM.[ {1}]', 'mme': 'Mme[ {1}]', 'mmes': 'Mmes[ {1}]', 'mlle': 'Mlle[ {1}]', 'mgr': 'Mgr[ {1}]', 'dr': 'Dr[ {1}]', 'pr': 'Pr[ {1}]', 'me': 'Me[ {1}]', 'cie': 'Cie', 'st': 'St', 'ste': 'Ste', 'lieutenant': 'Lt',
      'souverain': '{2|1}', 'souverain-': '{2|1}', 'souverain2': '{2|1}', 'souverain2-': '{2|1}', 'souverain3': '{2|1}', 'roi': '{2|1}', 'roi2': '{2|1}', 'pape': '{2|1}',
      // Languages, quotations, links.
      'lang': '{2|texte}', 'langue': '{2|texte}', 'en langue': '{2|texte}', 'langue avec nom': '{2|texte}', 'étranger': '{2|texte}', 'langue2': '{2|texte}', 'lang-fr': 'en français : {1}', 'lang-en': 'en anglais : {1}', 'lang-de': 'en allemand : {1}', 'lang-es': 'en espagnol : {1}', 'lang-it': 'en italien : {1}', 'lang-la': 'en latin : {1}', 'lang-pt': 'en portugais : {1}', 'lang-nl': 'en néerlandais : {1}', 'lang-ru': 'en russe : {1}', 'lang-br': 'en breton : {1}', 'lang-oc': 'en occitan : {1}',
      'anglais': '{1}', 'allemand': '{1}', 'latin': '{1}', 'grec ancien': '{1}[ / {2}]', 'grec': '{1}[ / {2}]', 'hébreu': '{1}', 'arabe': '{1}', 'japonais': '{1}', 'russe': '{1}', 'sanskrit': '{1}', 'iast': '{1}', 'translit': '{2|1}', 'occitan': '{1}', 'breton': '{1}',
      'citation': '« {1|texte} »', 'cita': '« {1|texte} »', 'citation étrangère': '« {1|texte} »', 'citation bilingue': '« {2|1} »', 'guillemets': '« {1} »', 'guil': '« {1} »', 'guil simple': '« {1} »', '"': '« {1} »', 'q': '« {1} »', 'incise': '– {1} –', 'tiret': '– {1} –', 'tirets': '– {1} –', 'citation nécessaire': '[{1}]',
      'lien': '{texte|fr|1|trad}', 'lien interlangue': '{texte|fr|1|trad}', 'lien-interlangue': '{texte|fr|1|trad}', 'texte à lien': '{1}', 'ouvrage-lien': '{1}',
      // Form without meaning.
      'nobr': '{1}', 'nowrap': '{1}', 'insécable': '{1}', 'abréviation': '{1}', 'abrév': '{1}', 'abr': '{1}', 'abréviation discrète': '{1}', 'abd': '{1}', 'abrd': '{1}', 'terme défini': '{1}', 'terme': '{1}', 'définition': '{1}', 'petites capitales': '{1}', 'petite capitale': '{1}', 'pc': '{1}', 'sc': '{1}', 'smallcaps': '{1}', 'petit': '{1}', 'grand': '{1}', 'gras': '{1}', 'italique': '{1}', 'souligner': '{1}', 'souligné': '{1}', 'barré': '{1}', 'couleur': '{2}', 'coul': '{2}', 'rouge': '{1}', 'vert': '{1}', 'bleu': '{1}', 'police': '{2}', 'code': '{1}', 'mono': '{1}', 'unicode': '{1}', 'infobulle': '{1}', 'survol': '{1}', 'nom de personne': '{1}[ {2}]', 'c\'est-à-dire': '[{1}]',
      '\'': '\'', 'apostrophe': '\'', ',': '', '!': '|', '=': '=', '-': '', 'clr': '', 'etc.': ' etc.', 'etc': ' etc.', 'cf.': 'cf.[ {1}]', 'cf': 'cf.[ {1}]', '·': ' · ', '•': ' · ', 'nbsp': ' ', 'espace': ' ', 'esp': ' ', 'espaces': ' ', 'sp insec': ' ', '†': '†', '×': '×', 'x': '×', '°': '°', '°c': '°C',
      // Doubts of editors: the words in doubt stay, the mark goes.
      'refnec': '[{1}]', 'référence nécessaire': '[{1}]', 'référence souhaitée': '[{1}]', 'refsou': '[{1}]', 'référence à confirmer': '[{1}]', 'refconf': '[{1}]', 'référence insuffisante': '[{1}]', 'refins': '[{1}]', 'référence incomplète': '[{1}]', 'refinc': '[{1}]', 'référence obsolète': '[{1}]', 'référence non conforme': '[{1}]', 'source à préciser': '[{1}]', 'source insuffisante': '[{1}]', 'source détournée': '[{1}]', 'source inaccessible': '', 'source secondaire nécessaire': '[{1}]', 'attribution nécessaire': '[{1}]',
      'passage non neutre': '[{1}]', 'passage à actualiser': '[{1}]', 'passage promotionnel': '[{1}]', 'passage évasif': '[{1}]', 'passage à wikifier': '[{1}]', 'passage inédit': '[{1}]', 'passage anecdotique': '[{1}]', 'passage contradictoire': '[{1}]', 'passage incompréhensible': '[{1}]', 'passage fan': '[{1}]', 'pertinence passage': '[{1}]', 'travail inédit': '[{1}]', 'interprétation personnelle': '[{1}]', 'non neutre': '[{1}]', 'style': '[{1}]', 'style passage': '[{1}]', 'évasif': '[{1}]', 'précision nécessaire': '[{1}]', 'préciser': '[{1}]', 'pas clair': '[{1}]', 'incompréhensible': '[{1}]', 'exagération': '[{1}]', 'à vérifier': '[{1}]', 'vérifier': '[{1}]', 'article conflictuel': '[{1}]', 'pov': '[{1}]', 'douteux': '[{1}]',
      'quand': '[{1}]', 'quand ?': '[{1}]', 'qui': '[{1}]', 'qui ?': '[{1}]', 'lequel': '[{1}]', 'lequel ?': '[{1}]', 'lesquels': '[{1}]', 'où': '[{1}]', 'pourquoi': '[{1}]', 'comment': '[{1}]', 'combien': '[{1}]', 'quoi': '[{1}]', 'selon qui ?': '[{1}]', 'à qui': '[{1}]', 'page à préciser': '', 'page': '', 'sic': '', 'sic !': '',
      // Pronunciation, references, icons: the sentence is whole without them.
      'api': '', 'apia': '', 'msapi': '', 'phonétique': '', 'phon': '', 'prononciation': '', 'prononcé': '', 'pron': '', 'audio': '[{2}]', 'audio simple': '[{2}]', 'écouter': '', 'h aspiré': '', 'h\'': '', 'h muet': '',
      'note': '', 'notes': '', 'note groupe': '', 'sfn': '', 'sfnp': '', 'harvsp': '', 'harvnb': '', 'harv': '', 'référence harvard': '', 'référence': '', 'références': '', 'r': '', 'rp': '', 'ref': '', 'refa': '', 'reflist': '', 'op. cit.': '', 'ibid.': '', 'ibid': '', 'ouvrage': '', 'article': '', 'lien web': '', 'chapitre': '', 'article encyclopédique': '', 'lien brisé': '', 'lien arxiv': '', 'lien vidéo': '', 'légifrance': '', 'bnf': '', 'base mérimée': '', 'issn': '', 'doi': '', 'url': '', 'pdf': '', 'ancre': '', 'anchor': '', 'coord': '', 'coordonnées': '', 'citation bloc': '', 'vers la référence': '',
      'portail*': '', 'palette*': '', 'ébauche*': '', 'voir *': '', 'article *': '', 'autres projets': '', 'catégorie *': '', 'référence *': '', 'références *': '', 'section *': '', 'à *': '', 'début *': '', 'fin *': '', 'colonnes': '', 'images': '', 'légende *': '', 'message galerie': '', 'bibliographie': '', 'redirect*': '', 'confusion': '', 'loupe': '', 'traduction/référence': '', 'bon article': '', 'article de qualité': '',
      'drapeau*': '', 'mini drapeau': '', 'blason': '', 'icône': '', 'augmentation': '', 'diminution': '', 'baisse': '', 'stagnation': '', 'augmentation négative': '', 'en': '', 'fr': '', 'de': '', 'es': '', 'it': '', 'la': '', 'pt': '', 'nl': '', 'ru': '', 'ja': '', 'zh': '', 'ar': '', 'mul': '', 'br': '', 'oc': '', 'eu': '', 'co': '', 'el': '', 'pl': '', 'sv': '', 'da': ''
    }
  },
  dialogue: {
    dependentOpenings: [
      'il', 'ils', 'elle', 'elles', 'on y', 'celui-ci', 'celui-là', 'celle-ci', 'celle-là', 'ceux-ci', 'ceux-là', 'celles-ci', 'celles-là', 'celui', 'celle', 'ceux', 'celles', 'lui', 'leur', 'leurs', 'eux', 'son', 'sa', 'ses',
      'ce', 'cet', 'cette', 'ces', 'cela', 'ceci', 'ça', 'c\'', 'tel', 'telle', 'tels', 'telles', 'l\'un', 'l\'une', 'l\'autre', 'les uns', 'les unes', 'les autres', 'ce dernier', 'le premier est', 'la première est', 'le second est', 'la seconde est', 'tous deux', 'toutes deux', 'tous les deux', 'toutes les deux', 'certains d\'entre eux', 'certaines d\'entre elles', 'aucun d\'eux', 'chacun', 'chacune', 'plusieurs d\'entre', 'beaucoup d\'entre',
      'y', 'en voici', 'en effet', 'en outre', 'en revanche', 'en conséquence', 'en fait', 'en particulier', 'en somme', 'en résumé', 'en bref', 'en conclusion', 'en d\'autres termes', 'en ce sens', 'en retour', 'en même temps', 'de plus', 'de même', 'de ce fait', 'de là', 'de cette', 'de ces', 'de son côté', 'de leur côté', 'de sorte que', 'dès lors', 'depuis lors', 'd\'où', 'd\'ailleurs', 'd\'autre part', 'd\'un autre côté', 'd\'autres', 'du coup', 'du reste',
      'or', 'mais', 'et', 'ou', 'ou bien', 'car', 'donc', 'ni', 'puis', 'ensuite', 'enfin', 'ainsi', 'aussi', 'alors', 'cependant', 'pourtant', 'toutefois', 'néanmoins', 'par conséquent', 'par ailleurs', 'par exemple', 'par contre', 'par la suite', 'par là', 'c\'est pourquoi', 'au contraire', 'au demeurant', 'au total', 'a contrario', 'à l\'inverse', 'à l\'opposé', 'à ce titre', 'à ce moment', 'à cet', 'à cette', 'à ces', 'à son tour', 'à leur tour', 'à partir de là', 'autrement dit', 'auparavant', 'après quoi', 'bref', 'finalement', 'entre-temps', 'entretemps', 'également', 'malgré cela', 'malgré tout', 'notamment', 'outre cela', 'parallèlement', 'parmi eux', 'parmi elles', 'parmi ceux-ci', 'parmi celles-ci', 'pareillement', 'inversement', 'quant à', 'quant à lui', 'quant à elle', 'quoi qu\'il en soit', 'pour cela', 'pour cette raison', 'pour ce faire', 'pour sa part', 'pour leur part', 'sans cela', 'sinon', 'surtout', 'tandis que', 'là', 'là-bas', 'ici', 'voilà', 'voici', 'dans ce', 'dans cette', 'dans ces', 'dans cet', 'sous cette', 'pendant ce temps', 'plus tard', 'peu après', 'peu de temps après', 'plus précisément', 'le même', 'la même', 'les mêmes', 'oui', 'non', 'certes', 'somme toute', 'à noter que', 'il en',
      'le résultat fut', 'le résultat est', 'le résultat était', "certains d'entre", "aucun d'entre", "l'un d'eux", "l'une d'elles", "l'un d'entre",
      "l'une d'entre", 'tous ces', 'toutes ces', 'tout cela', 'tout ceci', 'une telle', 'un tel', 'de tels', 'de telles', 'grâce à cela',
      'à cause de cela', "d'elle", 'à elle', 'chez lui', 'avec lui', 'avec eux',
    ],
    forbidden: [
      'selon le texte', 'd\'après le texte', 'selon ce texte', 'dans ce texte', 'dans le texte ci', 'le texte dit', 'le texte indique', 'le texte mentionne', 'le texte précise', 'le texte explique', 'le texte décrit', 'le texte souligne', 'le texte affirme', 'le texte évoque', 'le texte présente', 'le texte ne dit', 'le texte ne précise', 'le texte ne mentionne', 'texte fourni', 'texte donné', 'texte ci-dessus', 'comme indiqué dans le texte',
      'selon le passage', 'd\'après le passage', 'selon ce passage', 'le passage indique', 'le passage mentionne', 'le passage explique', 'le passage décrit', 'le passage précise', 'le passage souligne', 'passage ci-dessus', 'passage fourni', 'passage cité', 'selon l\'extrait', 'd\'après l\'extrait', 'cet extrait', 'extrait ci-dessus', 'extrait fourni', 'extrait mentionne',
      'selon le document', 'd\'après le document', 'selon ce document', 'le document indique', 'le document mentionne', 'le document précise', 'le document explique', 'le présent document', 'document fourni', 'document ci-dessus', 'document donné', 'dans le document',
      'cet article mentionne', 'article mentionne', 'article indique que', 'article explique', 'article décrit', 'article ci-dessus', 'l\'auteur du texte', 'auteur de l\'article', 'page wikipédia', 'article wikipédia', 'selon wikipédia',
      'ci-dessus', 'ci-dessous', 'ci-après', 'mentionné plus haut', 'mentionnée plus haut', 'comme mentionné', 'comme indiqué précédemment', 'contexte fourni', 'source fournie', 'paragraphe précédent', 'premier paragraphe', 'dernier paragraphe', 'ce paragraphe', 'selon cet article', 'dans cet article', 'texte original fourni', 'informations fournies ci', 'selon les informations fournies', 'dans les informations fournies', 'sur la base des informations',
      'en tant qu\'ia', 'en tant qu\'intelligence artificielle', 'en tant que modèle', 'en tant qu\'assistant', 'je suis une ia', 'je suis un modèle', 'je suis un assistant', 'je suis une intelligence', 'mes données d\'entraînement', 'ma base de connaissances', 'je ne peux pas répondre', 'je ne dispose pas', 'je n\'ai pas accès', 'je n\'ai pas d\'informations', 'je n\'ai pas la possibilité', 'je suis désolé', 'je suis désolée', 'bien sûr, voici', 'bien sûr !', 'voici la question', 'voici une question', 'voici la réponse', 'voici ma réponse', 'voici une réponse', 'question suivante', 'question plus profonde', 'question plus large', 'question de suivi', 'ma question est', 'votre question', 'ta question', 'excellente question', 'bonne question', 'n\'hésitez pas à', 'j\'espère que cela', 'réponse précédente', 'dialogue précédent', 'dialogue ci-dessus', 'conversation précédente',
      "de quoi parle l'article", 'de quoi parle le texte', 'de quoi parle le passage', "de quoi traite l'article", 'de quoi traite le texte',
      'de quoi traite le passage', "que dit l'article", 'que dit le texte', 'que dit le passage', 'que dit ce texte', 'que nous apprend le texte',
      "que nous apprend l'article", "qui est cité dans l'article", "qui est mentionné dans l'article", "cités dans l'article", "citées dans l'article",
      "mentionnés dans l'article", "mentionnées dans l'article", 'qui est cité dans le texte', 'qui est mentionné dans le texte',
      "quels nombres l'article", "quels chiffres l'article", "quelles dates l'article", 'quels nombres le texte', 'quels chiffres le texte',
      "l'article donne-t-il", 'le texte donne-t-il', "l'article mentionne-t-il", 'le texte mentionne-t-il', "d'après cet article", 'ce texte parle',
      'cet article parle',
    ],
    asks: [
      {
        kind: 'time',
        question: String.raw`quand mange-t-on`,
        answer: String.raw`(?<!\p{L})(?:mang|repas|déjeuner|dîner|souper|goûter|table|fête|épiphanie|noël|pâques|dimanche|été|hiver|printemps|automne|saison|janvier|décembre)`,
      },
      {
        kind: 'number',
        question: String.raw`quels (?:chiffres|nombres)`,
        answer: String.raw`\d|(?<!\p{L})(?:cent|cents|mille|milliers?|millions?|milliards?|dizaines?|centaines?|trois|quatre|cinq|sept|huit|neuf|douze|quinze|vingt|trente|quarante|cinquante|soixante)(?!\p{L})`,
      },
      {
        kind: 'time',
        question: String.raw`^comment (?:commence|a commencé|débute) (?:l['’]histoire de )?«`,
        answer: String.raw`^(?:[^.!?]|(?<=(?<!\p{L})\p{L}{1,2})\.){0,300}?(?<!\p{L})(?:commenc|débu|naît|naqui|nés?(?!\p{L})|née|naissance|appar|origin|remont|fond(?:a|é|ée|ateur|ation)(?!\p{L})|cré[aé]|invent|premi(?:er|ère)|établi|institu|introdui|bâti|constru|édifi|dérive|vien(?:nent|t)|issue?s?(?!\p{L})|ancêtre|bien avant|mention|attest|éclat|daten?t? d|inaugur|lancé|creus)`,
      },
      {
        kind: 'cause',
        question: String.raw`pourquoi (?:s['’]intéresse-t-on à|parle-t-on de|«)|quelle est l['’]importance de «`,
        answer: String.raw`(?<!\p{L})(?:parce|car(?!\p{L})|raison|import|essentiel|majeur|premi(?:er|ère)|seule? (?:qui|à|phare|lieu|ville)|la seule|le seul|unique|(?:le|la|les|l['’]un des|l['’]une des) plus |connue?s?(?!\p{L})|célèbr|réput|renom|fameu|populair|succès|symbol|emblèm|patrimoine|unesco|appellation|national|sacré|commémor|mémoire|hommage|honneur|identité|influenc|inspir|modèle|héritage|origine de|droits?(?!\p{L})|liberté|permet|permi[rst]|permettai|grâce|sauv|épargn|devin|devenu|devient|recon[nu]|récompens|attir|transform|chang|protég|bouleverse|conserv|bienfait|révolution)`,
      },
      {
        kind: 'cause',
        question: String.raw`quel rôle (?:joue|a joué|jouait) «`,
        answer: String.raw`(?<!\p{L})(?:rôle|ser(?:t|vi|vait|vent)|fonction|sièg|centre|symbol|emblèm|import|princip|essentiel|permet|permi[rst]|permettai|aid[aeé]|contribu|devin|devenu|devient|premi(?:er|ère)|(?:le|la|les|l['’]un des|l['’]une des) plus |influenc|inspir|modèle|protég|défen|fourni|aliment|emplo|réuni|rassembl|relie|chef|dirig|fond(?:a|é|ée|ateur)(?!\p{L})|donn(?:a|e|èrent)(?!\p{L})|origine de|attir|évit)`,
      },
      {
        kind: 'known-for',
        question: String.raw`qu['’]est-ce qui distingue «|qu['’]y a-t-il de particulier dans «`,
        answer: String.raw`(?<!\p{L})(?:seule?s?(?!\p{L})|unique|premi(?:er|ère)|dernier vrai|(?:le|la|les|l['’]un des|l['’]une des|au) plus |plus [^.]{1,40} qu|moins|contrairement|au lieu|tandis|alors que|à la différence|diff[eé]r|disting|particul|spécial|propres?(?!\p{L})|rare|étonn|curieu|exceptionnel|remarqu|original(?!e )|caractér|caractéris|jamais|aucun|sans (?!d)|autres?(?! femmes)|célèbr|connue?s?(?!\p{L})|réput|patrimoine|unesco|appellation|record|à la main|toujours|malgré)`,
      },
      {
        kind: 'definition',
        question: String.raw`(?:quand on débute|un débutant|une débutante|les bases)|expliquer simplement`,
        answer: String.raw`^(?:[^.!?]|(?<=(?<!\p{L})\p{L}{1,2})\.){0,260}?(?<!\p{L})(?:(?:est|était|sont|étaient|fut|furent) (?:\p{L}+ment )?(?:une?|l[ea]s?(?!\p{L})|l['’]|des?(?!\p{L})|à la fois|situ|faite? d|composée?|constitu|form)|désigne|signifie|consiste|se compose|représente|oppose)|(?<!\p{L})(?:débutant|il faut|d['’]abord|l['’]essentiel)(?!\p{L})`,
      },
      {
        kind: 'making',
        question: String.raw`^comment (?:fait-on|a-t-on construit le lieu|prépare-t-on le plat) «`,
        answer: String.raw`^(?![^.]{0,80}(?<!\p{L})(?:né|née) (?:le|en|vers) )(?=[\s\S]*(?<!\p{L})(?:constru|bâti|édifi|élev|creus|pierre|brique|béton|ouvriers|chantier|pilier|fai(?:re|te|tes|sant)(?!\p{L})|fabri|moul|coul|pâte|farine|cui(?:re|t|ts|te|sson)(?!\p{L})|four(?!\p{L})|ensemenc|affin|caill|brod|peint|tiss|façonn|assembl|mélang|ajout|garni))`,
      },
      {
        kind: 'malformed',
        question: String.raw`^[^«»]*»|«[^»]*$|^que peut-on voir «|(?<!\p{L})lente «`,
        answer: '(?!)',
      },
      {
        kind: 'definition',
        question: String.raw`qu['’]est[ -]ce (?:que|qu['’]) ?(?:c['’]est que )?(?:l[ea] |les |l['’]|un |une )?(?:«[^»]*»|(?:[\p{L}-]+ ?){1,4})\s*\?|que (?:signifie|veut dire|désigne)|expliquer (?:simplement|en (?:termes|mots) simples)|en (?:termes|mots) simples|comment (?:décrire|décririez-vous|définir|définiriez-vous) «[^»]*»\s*\?|décrivez «[^»]*»|qui (?:est|était|fut) (?:l[ea] |les |l['’])?«`,
        answer: String.raw`^(?:[^.!?]|(?<=(?<!\p{L})\p{L}{1,2})\.){0,260}?(?<!\p{L})(?:(?:est|était|sont|étaient|fut|furent) (?:\p{L}+ment )?(?:une?|l[ea]s?(?!\p{L})|l['’]|des?(?!\p{L})|né|née|à la fois|situ|fait|compos|constitu|form|ce que|celui|celle|considér|réput)|désigne|signifie|consiste|se compose|représente|naquit|correspond|veut dire|imaginez)`,
      },
      {
        kind: 'person',
        question: String.raw`quel(?:le)?s (?:personnes|personnages|gens|figures|personnalités|hommes|femmes)|(?<!\p{L})qui (?:a|ont|est|sont|était|étaient) (?:marqué|liée?s?|influencé|contribué|façonné|joué|derrière|associée?s?|participé)`,
        answer: String.raw`(?<!\p{L})(?:roi|reine|prince|princesse|empereur|duc|comte|seigneur|évêque|abbé|moine|moines|prêtre|saint|sainte|président|ministre|maire|député|députés|général|ingénieur|ingénieurs|architecte|fondateur|fondatrice|auteur|écrivain|romancier|poète|peintre|sculpteur|artiste|artistes|savant|historien|historiens|inventeur|explorateur|naturaliste|botaniste|musicien|musiciens|sonneurs?|chanteurs?|danseurs?|compositeur|professeur|médecin|avocat|ouvriers?|paysans?|bergers?|pêcheurs?|marins?|soldats?|artisans?|cuisiniers?|joueurs?|colons?|habitants?|marchands?|négociants?|femmes?|famille|familles|père|mère|fils|fille|filles|frère|frères|sœurs?|épouse|mari|fonda|inventa|dessina|écrivit|construisit|découvrit|créa|peignit|dirigea|proposa|publia|fondateurs?)(?!\p{L})`,
      },
      {
        kind: 'time',
        question: String.raw`quelles (?:\p{L}+ )?(?:dates|années)`,
        answer: String.raw`(?<![\d.,])(?:1\d{3}|20\d{2})(?!\d|[.,]\d)|(?<!\p{L})(?:[ivx]+|\d+)\s*(?:e|er|ème|ᵉ)(?:\s+et\s+[ivx]+e)?\s+siècles?|siècles?(?!\p{L})|\d(?:er)?\s+(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)|av\. j`,
      },
      {
        kind: 'time',
        question: String.raw`(?<!\p{L})(?:quand (?:a|ont|est|sont|était|fut|apparaît|mange|commence|\p{L}+-t-|se |s['’])|en quelle (?:année|saison)|(?:à|de) quelle (?:époque|date|période)|depuis (?:quand|combien)|quelle est l['’](?:histoire|origine))`,
        answer: String.raw`(?<![\d.,])(?:1\d{3}|20\d{2})(?!\d|[.,]\d)|siècle|(?<!\p{L})(?:janvier|février|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|début mars|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|printemps|été \d|en été|l['’]été|automne|hiver|noël|pâques|épiphanie|carême|carnaval|avant|après|depuis|lors|pendant|durant|époque|règne|ère|antiquité|antiques?|moyen âge|renaissance|révolution|médiéva\p{L}+|anciens?|ancienne|jadis|autrefois|d['’]abord|à l['’]origine|matin|soir|nuit|jour|chaque année|tous les|toute l['’]année|aujourd['’]hui|ans)(?!\p{L})`,
      },
      {
        kind: 'time',
        question: String.raw`comment (?:commence|a commencé|débute|a débuté|est née?|naît|apparaît|est apparue?)|(?:quand|comment|où) (?:apparaît|naît|est (?:née?|apparue?)|a[ -]?(?:t-\p{L}+ )?commencé)|quelle est l['’]origine`,
        answer: String.raw`(?<!\p{L})(?:commenc|débu|naît|naqui|nés?(?!\p{L})|née|naissance|appar|origin|remont|fond(?:a|é|ée|ateur|ation)(?!\p{L})|cré[aé]|invent|premi(?:er|ère)|établi|institu|introdui|bâti|constru|édifi|dérive|vient de|vien(?:nent|t)|issue?s?(?!\p{L})|ancêtre|ancien|d['’]abord|mention|attest|éclat|date de|datent|médiéva|moyen âge|siècle|inaugur|ouvert|lancé|décid|projet)`,
      },
      {
        kind: 'number',
        question: String.raw`(?<!\p{L})combien(?!\p{L})|quel(?:le)?s (?:chiffres|nombres)|quel(?:le)? est (?:la |le |sa |son )(?:taille|hauteur|superficie|longueur|largeur|profondeur|population|altitude|poids)`,
        answer: String.raw`\d|(?<!\p{L})(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|cents|mille|milliers?|millions?|milliards?|demi|demie|moitié|tiers|quart|double|triple|dizaines?|douzaines?|centaines?|quinzaine|vingtaine|trentaine|aucune?|plusieurs|plus (?:grand|haut|long|petit)e?)(?!\p{L})`,
      },
      {
        kind: 'place',
        question: String.raw`(?<!\p{L})où (?!a lieu|se déroule|se jette|peut-on se recueillir|[^?]*(?:née?|meurt|morte?|repose|grandi|études|débuts|vécu|poursuivie|monde|jour|tombe de «[^»]*»|sépulture de «[^»]*»)\s*\?)(?:se |est|sont|peut|trouve|vit|a|ont|était)|quels (?:lieux|endroits|pays)|quelles (?:villes|régions)|dans (?:quel(?:le)?s?) (?:pays|ville(?! (?:est née?|[^?]*vu le jour))|région|lieu|endroit|partie)|quelle partie du monde`,
        answer: String.raw`(?<!\p{L})(?:villes?|villages?|pays|îles?|îlot|rivières?|fleuves?|lacs?|mers?|océan|côtes?|baie|golfe|montagnes?|monts?|collines?|vallées?|plaines?|plateaux?|causses?|régions?|provinces?|départements?|cantons?|communes?|états?|capitale|territoires?|continents?|frontières?|nord\p{L}*|sud\p{L}*|est (?:de|du)|ouest|situé(?:e|s|es)?|se trouve|se trouvent|se dresse|s['’]élève|s['’]étend|se tient|église|cathédrale|château|palais|musée|rues?|place|parc|jardin|forêt|désert|ports?|pont|université|royaume|autour|zones?|originaire|endémique|abbaye|caves?|marché|foire|monde|partout|france|europe|afrique|asie|amérique|bretagne|normandie|provence|paris|marseille|lyon|bordeaux|toulouse|québec|canada|montréal|belgique|suisse|louisiane|angleterre|méditerranée|atlantique|alsace|auvergne|pyrénées|alpes)(?!\p{L})`,
      },
      {
        kind: 'cause',
        question: String.raw`(?<!\p{L})pourquoi(?!\p{L})|quelle est l['’](?:\p{L}+ )?importance|quelle (?:importance|place|signification)|quels? rôles?|en quoi .{1,100} (?:important|essentiel)|pour quelles? raisons?`,
        answer: String.raw`(?<!\p{L})(?:parce|car(?!\p{L})|puisque|afin|pour que|pour \p{L}+(?:er|ir|re)(?!\p{L})|si bien|de sorte|donc(?!\p{L})|ainsi|grâce|en raison|à cause|faute de|cause|caus[eé]|raison|résult|permet|permi[rts]|permettai|serv[ait]|sert|oblig|aid[aeé]|import|essentiel|majeur|princip|rôle|fonction|premi(?:er|ère)|seule?(?!\p{L})|unique|plus (?:grand|ancien|haut|long|célèbre|vieux|vieille|important|connu|fort|vast|beau|belle)|la plupart|le plus|la plus|les plus|meilleur|connue?s?(?!\p{L})|célèbr|réput|renom|fameu|populair|succès|symbol|emblèm|patrimoine|unesco|national|nation(?!\p{L})|sacré|fêt[eé]|commémor|souven|mémoire|hommage|honneur|honor|tradition|coutume|identité|fier|influenc|inspir|modèle|héritage|appellation|protég|droit|liberté|central|centre|cœur|vital|précieu|rare|devin|devenu|deviennent|recon[nu]|prix|récompens|attir|rassembl|réuni[rt]|transform|chang|répand|sauv|conserv|préserv|défend|croyance|porter bonheur|expliqu|marqu[aeé])|^[\s\S]{160}`,
      },
      {
        kind: 'known-for',
        question: String.raw`qu['’]y a-t-il de (?:particulier|spécial|remarquable|unique)|qu['’]est-ce qui (?:distingue|rend|caractérise|différencie)|en quoi .{1,120} (?:diffère|différente?|unique|particuli|distingue)|(?:connue?|célèbre|réputée?)s? pour(?!\p{L})|quel souvenir|(?:particularités?|spécificités?) (?:de|du|des)`,
        answer: String.raw`(?<!\p{L})(?:connue?s?(?!\p{L})|célèbr|réput|renom|fameu|populair|premi(?:er|ère)|seule?s?(?!\p{L})|seulement|unique|plus (?!tard)|moins|mieux|meilleur|autant|aussi|ailleurs|autre|diff[eé]r|disting|contrairement|au lieu|tandis|alors que|à la différence|particul|spécial|propre|rare|étonn|curieu|insolite|exceptionnel|remarqu|origina(?:l|ux)|typique|caractér|jamais|aucun|sans|même|malgré|bien que|quoique|sauf|symbol|emblèm|patrimoine|unesco|sacré|appellation|authenti|vérita|nomm|appel|surnom|légend|croyance|record|prix|récompens|invent|découv|fond[aé]|écri|publi|œuvre|chef-d|compos|dessin|créa|créé|célébr|hommage|statue|monument|festival|fête|national|tradition|encore|subsist|conserv|monde|recon[nu]|style|couleur|blanc|rouge|chaque|toujours|exige|doit)`,
      },
      {
        kind: 'making',
        question: String.raw`comment (?:[^?]{0,80}(?:fait|fabrique|prépare|cuisine|produit|construit)-(?:t-)?on|(?:est|sont|était|étaient|fut|a été|a-t-on|ont été) .{0,120}(?:fait|fabriqu|prépar|cuisin|produit|constru|bâti))`,
        answer: String.raw`(?<!\p{L})(?:fait|faits|faite|faites|fai(?:re|sant|sai)|fabri|obten|extrai|cultiv|récolt|prépar|produi|cuisin|cui(?:re|t|sson)|bou(?:illir|t)|four|frit|grill|rôti|mélang|ajout|vers[ée]|salé|saler|sucr|garni|rempli|pli[ée]|coup|tranch|sèch|séch|press|presse|moul|modèl|pein[td]|peint|tein[td]|brod|tiss|tricot|cou[ds]|taill|sculpt|poli|constru|bâti|édifi|élev|érig|dress|pos[ée]|creus|assembl|pierre|brique|bois|acier|fer(?!\p{L})|béton|argile|terre|pâte|ingrédient|procédé|méthode|technique|à la main|au moyen|à l['’]aide|affin|ferment|caill|ensemenc|ouvriers|chantier|lancé)`,
      },
      {
        kind: 'making',
        question: String.raw`comment (?:célèbre|fête)-t-on|comment .{0,100}(?:célébrée?|fêtée?)|que fait-on (?:pendant|lors|à|durant)`,
        answer: String.raw`(?<!\p{L})(?:célèbr|célébr|fêt|défil|cortège|procession|march|dans[eé]|dansent|chant|musiqu|tambour|jou(?:e|ent|ait)|mang|repas|table|gâteau|boi(?:t|vent)|vin|pri[eè]|messe|église|feu|bougie|allum|brûl|décor|porte|portent|costum|masqu|visit|famill|offr|cadeau|donn|lanc|concours|assist|réuni|rassembl|récit|couronn|drapeau|cérémoni|foule|spectacle|bal(?!\p{L}))`,
      },
      {
        kind: 'making',
        question: String.raw`comment (?:fonctionne|marche|opère|se déroule|se joue)`,
        answer: String.raw`(?<!\p{L})(?:fonction|march|règle|chaque|joueu|équipe|point|partie|consist|compos|comprend|procédé|système|méthode|étape|d['’]abord|ensuite|puis(?!\p{L})|enfin|doit|doivent|faut|permet|utilis|moyen|à l['’]aide|grâce|lanc|tir[eé]|pouss|press|tient|tiennent|tourn|pass[eé]|travers|élu|élect|vot|membre|organis|dirig|divis|déroul|alterne|tous les|pendant|lorsque|quand|si(?!\p{L})|eau|écluse)`,
      },
      {
        kind: 'definition',
        question: String.raw`à quoi (?:ressemble|ressemblent|ressemblait)`,
        answer: String.raw`(?<!\p{L})(?:ressembl|forme|aspect|appar[ae]|semblable|comme un|couleur|rouge|blanc|noir|vert|bleu|jaune|dor|gris|brun|sombre|clair|haut|large|long|court|petit|grand|immense|rond|carr|plat|épais|mince|pierre|brique|bois|argile|fait de|compos|couvert|orn|décor|peint|costum|chapeau|vêt|port[ée]|murs?(?!\p{L})|tours?(?!\p{L})|toit|colonne|arc|mètre|\d\s?m(?!\p{L})|se dresse|s['’]élève|motif|visage|tête|mesur|flèche)`,
      },
      {
        kind: 'use',
        question: String.raw`à quoi (?:sert|servent|servait|servaient)|comment (?:utilise-t-on|emploie-t-on|s['’]utilise)|quels? (?:usages?|utilisations?)`,
        answer: String.raw`(?<!\p{L})(?:ser[vt]|servir|utilis|emplo|usage|fonction|permet|permi[st]|permettai|afin|destin|aid[eé]|port[eé]|mang|boi(?:t|vent|re)|consomm|vend|jou[eé]|transport|navig|arros|irrig|aliment|protég|défen|guid|éclair|signal|conserv|transmet|accompagn|travers)`,
      },
      {
        kind: 'place',
        question: String.raw`que (?:peut-on|peuvent) .{0,40}voir|que voit-on`,
        answer: String.raw`(?<!\p{L})(?:voi[rtsxe]|voient|vue|visit|regard|admir|observ|expos|musée|salle|tour|mur|pierre|statue|tableau|peint|jardin|parc|église|abbaye|cloître|chapelle|château|palais|maison|rue|place|pont|monument|ruine|vestige|collection|abrite|contient|conserv|se dresse|s['’]élève|phare|escalier|belvédère|panneau|chemin|rempart|décor|orn)`,
      },
      {
        kind: 'change',
        question: String.raw`comment .{1,120} (?:a-t-(?:il|elle)|ont-(?:ils|elles)|évolue|évolué|changé|change)|que se passe-t-il (?:ensuite|après)|que s['’]est-il passé (?:ensuite|après)|que (?:devient|devint|est devenue?)`,
        answer: String.raw`(?<!\p{L})(?:aujourd['’]hui|maintenant|désormais|actuel|depuis|dès|plus tard|après|jusqu|devint|devenu|chang|évolu|développ|transform|remplac|succéd|grandi|agrandi|accru|augment|diminu|recul|déclin|dispar|détrui|abandonn|abatt|reconstru|restaur|rétabl|renouvel|renaît|fer[mé]|ouv(?:ert|re|rit)|trans[mf]|passa|passe de|ne [^.]{1,30} plus|n['’][^.]{1,30} plus|autrefois|jadis|moderne|siècle|nouve|peu à peu|progress|répand|gagn|en (?:1\d{3}|20\d{2})|mourut|termin|achev|cess)`,
      },
      {
        kind: 'change',
        question: String.raw`(?:aujourd['’]hui|de nos jours|actuellement|à notre époque)\s*\?`,
        answer: String.raw`(?<!\p{L})(?:aujourd['’]hui|maintenant|désormais|actuel|de nos jours|encore|toujours|moderne|contempor|depuis|demeure|reste|restent|subsist|continu|récent|20\d{2}|xxie|ne [^.]{1,30} plus|n['’][^.]{1,30} plus|devenu|chaque année|tous les ans|visiteurs|touristes|a(?:ont)? été (?:inscrit|classé|reconnu))`,
      },
      {
        kind: 'person',
        question: String.raw`qu['’]a fait (?:dans|de) sa vie|qu['’]a (?:fait|accompli)`,
        answer: String.raw`(?<!\p{L})(?:il|elle|écri|publi|fond[aé]|dirig|combat|travaill|enseign|étudi|découvr|inventa?|construi|peigni|compos|voyag|servi|devin|régn|mour|naqui|née?|épous|créa|créé|ouvrit|proposa|choisit|fit|reçut)(?!\p{L}{4})`,
      },
      {
        kind: 'birth',
        question: String.raw`est-(?:il|elle) née?\s*\?|(?:^|(?<!\p{L}))(?:quand|où|année|ville) est née? |a vu le jour|(?:dates?|lieu) de naissance|naissance de «|venue? au monde|vient à l['’]origine`,
        answer: String.raw`(?<!\p{L})(?:nés?|nées?|naît|naquit|naissance|voit le jour|vit le jour|vu le jour|originaire|venue? au monde|vient au monde)(?!\p{L})`,
      },
      {
        kind: 'death',
        question: String.raw`(?:est|soit) (?:mort|morte)|est-(?:il|elle) morte?|(?<!\p{L})meurt\s*\?|mort de «|fin de vie|s['’]achève la vie|circonstances .{1,80} morte?`,
        answer: String.raw`(?<!\p{L})(?:morte?s?|meurt|mourut|mourir|décè[ds]|décéd|s['’]éteint|s['’]éteignit|tuée?|assassin|exécut|suicid|disparaît|disparut|derni(?:er|ère)s? (?:jours|années)|victime|succomb)`,
      },
      {
        kind: 'place',
        question: String.raw`(?<!\p{L})où (?:a lieu|se déroule|[^?]*(?:née?|meurt|grandi|études|débuts|vécu|poursuivie|monde|jour)\s*\?)|dans quelle ville (?:est née?|[^?]*vu le jour)`,
        answer: String.raw`(?<!\p{L})(?:à|au|aux|en|dans|chez|près|entre|sur|vers|parmi|autour)(?!\p{L})`,
      },
      {
        kind: 'tomb',
        question: String.raw`tombe de «|sépulture de «|est-ce que [^?]{1,80} repose\s*\?|se recueillir`,
        answer: String.raw`(?<!\p{L})(?:enterr|inhum|repos|tombe|tombeau|cimeti|sépult|cendres|crypte|panthéon|cœur)`,
      },
      {
        kind: 'family',
        question: String.raw`parents de «|origines familiales|de quelle famille|vie de famille|famille de «|fondé une famille|mariage de «|a épousé|partage sa vie|dans quel milieu (?!rencontre)`,
        answer: String.raw`(?<!\p{L})(?:fils|fille|filles|enfants?|père|mère|parents|frères?|sœurs?|époux|épous|mari|marie|marié|famille|femme|compagn|neveu|nièce|cadet|aîné|orphelin|veuf|veuve|divorc|élev|cousin|oncle|tante)`,
      },
      {
        kind: 'education',
        question: String.raw`fait ses études|quelles études|quelle formation|formation de «|parcours scolaire|a étudié\s*\?`,
        answer: String.raw`(?<!\p{L})(?:étudi|études?|école|universit|collège|lycée|conservatoire|diplôm|élève|formée?(?!\p{L})|formation|cours(?!\p{L})|séminaire|facult|doctor|thèse|apprenti|académie|institut|bachel|baccalauréat|licence|apprit|appris|maître)`,
      },
      {
        kind: 'award',
        question: String.raw`(?:récompense|distinction|prix)s? [^?]{0,80}(?:reçue|gagné|obtenue)|a gagné un prix|distinctions a reçues|a-t-on récompensé`,
        answer: String.raw`(?<!\p{L})(?:prix|médaille|récompens|oscar|césar|titre|trophée|lauréat|palme|étoile|légion|distinct|coupe|décor|bienfaiteur|honneur|sacré)`,
      },
      {
        kind: 'maker',
        question: String.raw`^qui (?:a (?:écrit|réalisé|composé|construit|fondé|travaillé|chanté)|joue|chante|est derrière|est l['’]auteur|est à l['’]origine|dirige) |chez quel éditeur|à qui doit-on`,
        answer: String.raw`(?<!\p{L})(?:de|d['’]|par|du|des|avec|chez|l['’]architecte|l['’]ingénieur|auteur|fonda|fondat)[\s\S]*|(?<!\p{L})(?:joue|jou[ée]e?|interpr|incarn)`,
      },
      {
        kind: 'founding',
        question: String.raw`quand a-t-on fondé|de quand date (?:la création|«)|remonte (?:la fondation|«)|depuis quand existe|quand a ouvert|quand a-t-on (?:inauguré|construit|bâti|fermé|détruit)|date la construction|est sorti «|quand a paru|quand a-t-on pu découvrir|l['’]âge de «`,
        answer: String.raw`(?<![\d.,])(?:[1-9]\d{2,3})(?![\d]|[.,]\d)|siècle|(?<!\p{L})(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|antiquité|moyen âge|renaissance|époque|règne|préhisto|années)`,
      },
      {
        kind: 'population',
        question: String.raw`nombre d['’]habitants|population de «|beaucoup de monde habite`,
        answer: String.raw`(?<!\p{L})(?:habitant|peupl|population|âmes|personnes|démograph|recens)`,
      },
      {
        kind: 'climate',
        question: String.raw`climat (?:de «|autour|s['’]attendre)|à quel climat|quel genre de temps`,
        answer: String.raw`(?<!\p{L})(?:climat|températ|pluie|pluvi|précipit|neig|hiver|été|sec|humide|vent|doux|froid|chaud|saison|degrés|océanique|continental)`,
      },
      {
        kind: 'borders',
        question: String.raw`voisins de «|borde ou entoure|en limite|juste à côté de «|que trouve-t-on autour de «`,
        answer: String.raw`(?<!\p{L})(?:limit|front|bord|entour|voisin|délimit|côté|mer|océan|nord|sud|est(?!\p{L})|ouest|proche)`,
      },
      {
        kind: 'course',
        question: String.raw`prend sa source|où se jette|parcours de «|que traverse «|où coule «|cours d['’]eau rencontre`,
        answer: String.raw`(?<!\p{L})(?:source|jette|confl|travers|arros|coul|affluent|rivière|fleuve|vallée|ruisseau|canal|écluse|relie|pass|embouch|lac|mer)`,
      },
      {
        kind: 'name',
        question: String.raw`d['’]où vient le nom|pourquoi ce nom|(?:origine|signifie|expliquer) (?:du nom|le nom)|que signifie le nom|doit son nom`,
        answer: String.raw`(?<!\p{L})(?:noms?(?!\p{L})|nomm|appel|mots?(?!\p{L})|signifi|étymolog|baptis|surnom|vient|vien(?:nent)|dériv|hommage|honneur|désign)`,
      },
      {
        kind: 'name',
        question: String.raw`quel autre nom|sous quel autre nom|comment appelle-t-on aussi|un autre nom ou un surnom|autre façon de nommer|quel nouveau nom`,
        answer: String.raw`(?<!\p{L})(?:noms?(?!\p{L})|nomm|dénomm|appel|surnom|dite?s?(?!\p{L})|baptis|rebaptis|renomm|pseudonym|connue?s? sous|orthographi)`,
      },
      {
        kind: 'diet',
        question: String.raw`de quoi se nourrit|que mange «|menu habituel|quelle nourriture|régime de «`,
        answer: String.raw`(?<!\p{L})(?:nourri|mang|aliment|proies?|chass|consomm|carnivor|herbivor|omnivor|insectivor|broute|dévor|capture|pêch)`,
      },
      {
        kind: 'reproduction',
        question: String.raw`comment se reproduit|cycle de vie|quand fleurit`,
        answer: String.raw`(?<!\p{L})(?:pond|ponte|œufs?|nid|femelle|mâle|gestation|reprodu|accoupl|couv|larv|jeunes|petits|fleuri|floraison|pollin|grain|printemps|naiss)`,
      },
      {
        kind: 'ingredients',
        question: String.raw`avec quoi prépare-t-on|quels ingrédients|que faut-il pour préparer|qu['’]est-ce qu['’]on met dans «`,
        answer: String.raw`(?<!\p{L})(?:lait|viande|pâte|farine|pommes?|sucre|œufs?|beurre|crème|fromage|porc|bœuf|poisson|légum|oignon|riz|pain|huile|ail(?!\p{L})|chocolat|amande|miel|vin|levure|maïs|tomate|épice|sel(?!\p{L})|poulet|mouton|haricot|noix|citron|blé|raisin|orge|houblon|eau|fruit|ingrédient|à base|lard|canard|volaille|herbes)`,
      },
      {
        kind: 'making',
        question: String.raw`comment (?:prépare-t-on|fabrique-t-on|obtient-on) «|secret de la préparation|fabrication de «`,
        answer: String.raw`(?<!\p{L})(?:cui[rts]|cuite?|cuisson|four|mijot|frit|frir|grill|rôti|ferment|affin|distill|séch|fum[ée]|sal[ée]|marin|pétri|bouill|fabriqu|produi|obten|obtenu|mélang|ajout|vers|roul|dor[ée]|rayé|garni|rempli|chauff|fond|coul|moul|taill|tiss|extrai|pein|cous|prépar|chaud|à la main|pâte|fait|faite|minutes|heures|ensemenc|caill|press|découp|broy|tremp|assembl)`,
      },
      {
        kind: 'plot',
        question: String.raw`de quoi parle «|que raconte «|quelle histoire nous raconte|(?<!au )sujet de «|est-il question dans «|se passe l['’]histoire de «`,
        answer: String.raw`(?<!\p{L})(?:racont|relat|narr|scène|suit(?!\p{L})|aventur|histoire|intrigue|action|retrac|évoqu|parl|traite|sujet|thème|décri|personnage|héro[sï]|montr|représent|dépei|consacr|expliqu|question|récit|présent)`,
      },
      {
        kind: 'reception',
        question: String.raw`le public a accueilli|a eu du succès|quel accueil|la critique a jugé|exemplaires a-t-on vendus|succès de «`,
        answer: String.raw`(?<!\p{L})(?:succès|critiqu|accueil|échec|entrées|exemplaire|vent|vend|disque|public|presse|popul|salu|triomph|récompens|millions?|numéro|célèbr|prix)`,
      },
      {
        kind: 'outcome',
        question: String.raw`s['’]est terminée? (?:«|l['’]histoire)|conséquences de «|a débouché «|résultat de «|effets a eus «|^et à la fin`,
        answer: String.raw`(?<!\p{L})(?:termin|fin(?!\p{L})|achev|achèv|sold|about|entraîn|condui|mèn|men[ae]|provoqu|victoire|défaite|capitul|vainc|vaincu|conséqu|effet|résult|caus|perm|favoris|devin|deven|devien|donn|cess|ferm|mort|traité|paix|sign|plus tard|dès lors|ainsi|si bien|disparu)`,
      },
      {
        kind: 'casualties',
        question: String.raw`bilan humain|combien de victimes|quelles pertes`,
        answer: String.raw`(?<!\p{L})(?:morts?|victimes?|bless|tu[ée]|pertes?|disparu|décès|périr|périt|moururent|meurent)`,
      },
      {
        kind: 'opponents',
        question: String.raw`qui s['’]est opposé|qui affrontait|quels (?:camps|étaient les adversaires)`,
        answer: String.raw`(?<!\p{L})(?:oppos|affront|combat|batt|vainqu|entre|contre|adversair|ennemi|troupes|armée|équipes?|joueurs|camp|assieg|assiég)`,
      },
      {
        kind: 'purpose',
        question: String.raw`(?:but|mission|utilité|usage) de «|dans quel but|à quoi vise|que cherche à faire|quelle intention`,
        answer: String.raw`(?<!\p{L})(?:but|objectif|mission|vis[eaé]|vocation|fonction|afin|pour(?!\p{L})|charg|cherch|destin|serv|sert|permet|permi|utilis|emplo|promouv|défend|protég|aid)`,
      },
      {
        kind: 'kinds',
        question: String.raw`plusieurs (?:formes|types)|formes ou variantes|variétés ou catégories|classer les formes`,
        answer: String.raw`(?<!\p{L})(?:types?|sortes?|formes?|espèces?|variét|catégor|versions?|variant|genres?|familles?|groupes?|plusieurs|différent|deux|trois|quatre|selon|soit|divers)`,
      },
      {
        kind: 'comparison',
        question: String.raw`à quoi peut-on comparer|différences ou ressemblances|avec quoi peut-on confondre|comment comparer|rapproche ou distingue`,
        answer: String.raw`(?<!\p{L})(?:contrair|différ|disting|ressembl|semblable|similair|compar|confond|apparent|plus [^.;]{2,40} que|moins [^.;]{2,40} que|aussi [^.;]{2,40} que|autres?(?!\p{L})|même|tandis|alors que|rapproch|comme|proche)`,
      },
      {
        kind: 'criticism',
        question: String.raw`que reproche-t-on|fait débat|polémique|controverse|pose problème`,
        answer: String.raw`(?<!\p{L})(?:critiqu|controvers|polémi|accus|contest|dénonc|reproch|scandal|censur|interdi|condamn|oppos|débat|problème|suspect|plaint|protest|refus|querell|disput)`,
      },
      {
        kind: 'danger',
        question: String.raw`quels risques présente|présente des dangers|faire attention avec`,
        answer: String.raw`(?<!\p{L})(?:risque|danger|toxique|mortel|poison|brûl|bless|prudenc|attention|accident|inconvénient|défaut|nui[ts]|attaque|menac)`,
      },
      {
        kind: 'rule',
        question: String.raw`que dit la (?:loi|règle)|la loi ou la règle|quelle règle s['’]applique|une loi ou un règlement|permis ou interdit|texte de loi`,
        answer: String.raw`(?<!\p{L})(?:lois?(?!\p{L})|décret|édits?|règle|règlement|interdi|autoris|oblig|ordonn|cahier des charges|appellation|constitution|droit|peine|article)`,
      },
      {
        kind: 'legend',
        question: String.raw`légende|vieilles? histoires?|croyance|que dit la tradition|tradition populaire`,
        answer: String.raw`(?<!\p{L})(?:légend|tradition|mythe|croyan|superstit|raconte|aurai(?:t|ent)|folklor|porte bonheur|dit-on|diable|fée|miracle|saint|croi[ts]|croyait|pass(?:e|ait) pour)`,
      },
      {
        kind: 'protection',
        question: String.raw`comment protège-t-on|bénéficie d['’]une protection|depuis quand protège-t-on|classement de «|quelle reconnaissance`,
        answer: String.raw`(?<!\p{L})(?:class|inscri|protég|protect|label|patrimoine|monument|unesco|appellation|reconn|loi(?!\p{L})|conserv|sauveg)`,
      },
      {
        kind: 'time',
        question: String.raw`^en (?:1\d{3}|20\d{2}),|(?:passé (?:en|à partir de)|l['’]année|autour de|retenir de|dire de|fait de|date de|événements de|commence en|suivent|années après|» en|à partir de|» depuis) (?:1\d{3}|20\d{2})(?!\d)`,
        answer: String.raw`(?<!\d)(?:1\d{3}|20\d{2})(?!\d)`,
      },
      {
        kind: 'time',
        question: String.raw`(?:au|le|du) [xvi]+e siècle`,
        answer: String.raw`[xvi]+e?r?(?: et [xvi]+e)? siècle|(?<!\d)(?:1\d{3}|20\d{2})(?!\d)`,
      },
      {
        kind: 'number',
        question: String.raw`donnée chiffrée|quel nombre faut-il retenir|que disent les chiffres|des chiffres à propos|quelles sont les dimensions|quelle surface|à quelle altitude|quelle taille atteint|taille de «[^»]*» en chiffres|le poids de «`,
        answer: String.raw`\d|(?<!\p{L})(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|quarante|cinquante|soixante|cent|cents|mille|milliers?|millions?|milliards?|dizaines?|centaines?|moitié|tiers|quart)(?!\p{L})`,
      },
      {
        kind: 'definition',
        question: String.raw`^c['’]est quoi(?! comme)|c['’]est quoi,? (?:au fond|«)|^que désigne «|comment définir «|qu['’]est-ce que ça veut dire|qu['’]est-ce qu['’]on appelle|que signifie «|de quoi parle-t-on quand on dit`,
        answer: String.raw`^(?:[^.!?]|(?<=(?<!\p{L})\p{L}{1,2})\.){0,260}?(?<!\p{L})(?:(?:est|était|sont|étaient|fut|furent) (?:\p{L}+ment |aussi |également |à la fois )?(?:une?|l[ea]s?(?!\p{L})|l['’]|des?(?!\p{L})|d['’]|ce que|celui|celle|née?)|désigne|signifie|consiste|se compose|représente|correspond|veut dire|se définit|peut être défini)`,
      },
      {
        kind: 'definition',
        question: String.raw`^qui (?:est|était) (?!à |derrière |l['’]auteur|l['’]|«)[^?]{2,80}\?$|dans quel domaine [^?]{1,80} (?:travaillé|fait (?:connaître|un nom))|quel métier|le métier de «`,
        answer: String.raw`(?<!\p{L})(?:est|était|sont|fut|devin|deven|devien|travaill|enseign|exer[cç]|auteure?|fondat)(?!\p{L}{6})`,
      },
    ],
    open: [
      'que faut-il savoir sur … ?', "peux-tu me dire quelque chose d'intéressant sur … ?", 'tu connais … ?', "j'ai entendu parler de … : tu peux m'en dire plus ?",
      "que peux-tu m'apprendre sur … ?", 'quel détail retenir à propos de … ?', 'tu aurais une anecdote ou un fait sur … ?',
      "si je ne devais retenir qu'une chose sur …, ce serait quoi ?", 'peux-tu me citer un fait concernant … ?', "qu'est-ce qu'on sait de … ?",
      'que raconte-t-on à propos de … ?', 'aide-moi à mieux connaître … : par quoi commencer ?', 'y a-t-il quelque chose à savoir sur … ?',
      "je m'intéresse à …, que peux-tu me raconter ?", 'tu veux bien me parler un peu de … ?', 'à propos de …, que sait-on au juste ?',
      "pourrais-tu m'éclairer sur … ?", "on m'a posé une question sur … : que puis-je répondre ?", 'je dois présenter … demain, tu as un fait à me donner ?',
      'aurais-tu une information utile sur … ?', "qu'est-ce qui mérite d'être dit sur … ?", "donne-moi un fait précis au sujet de …, s'il te plaît ?",
      "pouvez-vous m'apprendre quelque chose sur … ?", "et …, ça t'évoque quoi ?", 'que dire de … en quelques mots ?',
      "j'aimerais en savoir plus sur … : que peux-tu me dire ?", "au sujet de …, qu'y a-t-il à apprendre ?", 'quelle information peux-tu me donner sur … ?',
      "comment parlerais-tu de … à quelqu'un de curieux ?", 'est-ce que tu sais des choses sur … ?',
      'pourriez-vous me dire un mot de … ?', 'pourriez-vous me parler de … ?',
    ],
    requests: [
      'expliquez', 'décrivez', 'comparez', 'racontez', 'présentez', 'analysez', 'discutez', 'montrez', 'explique', 'décris', 'compare', 'raconte',
      'parlez-moi', 'parle-moi', 'exposez', 'résumez', 'examinez', 'retracez', 'dites-moi', 'dis-moi', 'j\'aimerais savoir', 'je voudrais savoir',
      'j\'aimerais comprendre',
    ],
    stopWords: [
      'le', 'la', 'les', 'l', 'un', 'une', 'des', 'du', 'de', 'd', 'au', 'aux', 'à', 'en', 'dans', 'sur', 'sous', 'par', 'pour', 'avec', 'sans', 'chez', 'entre', 'vers', 'depuis', 'pendant', 'avant', 'après', 'contre', 'parmi', 'selon', 'jusque', 'jusqu', 'dès', 'lors', 'afin', 'hors', 'malgré', 'outre', 'envers',
      'et', 'ou', 'où', 'mais', 'donc', 'or', 'ni', 'car', 'que', 'qu', 'qui', 'quoi', 'dont', 'lequel', 'laquelle', 'lesquels', 'lesquelles', 'duquel', 'auquel', 'quel', 'quelle', 'quels', 'quelles', 'si', 's', 'comme', 'comment', 'pourquoi', 'quand', 'lorsque', 'lorsqu', 'puisque', 'puisqu', 'parce', 'ainsi', 'alors', 'tandis', 'quoique', 'combien',
      'je', 'j', 'tu', 'il', 'elle', 'on', 'nous', 'vous', 'ils', 'elles', 'me', 'm', 'te', 't', 'se', 'lui', 'leur', 'leurs', 'y', 'eux', 'moi', 'toi', 'soi', 'ce', 'c', 'cet', 'cette', 'ces', 'cela', 'ça', 'ceci', 'celui', 'celle', 'ceux', 'celles', 'ci', 'mon', 'ma', 'mes', 'ton', 'ta', 'tes', 'son', 'sa', 'ses', 'notre', 'nos', 'votre', 'vos',
      'être', 'est', 'sont', 'était', 'étaient', 'fut', 'furent', 'été', 'étant', 'sera', 'seront', 'serait', 'soit', 'suis', 'es', 'sommes', 'êtes', 'avoir', 'a', 'ai', 'as', 'ont', 'avait', 'avaient', 'eut', 'eurent', 'eu', 'ayant', 'aura', 'aurait', 'avons', 'avez', 'faire', 'fait', 'font', 'peut', 'peuvent', 'pouvait', 'doit', 'doivent', 'va', 'vont',
      'ne', 'n', 'pas', 'plus', 'moins', 'non', 'jamais', 'rien', 'aucun', 'aucune', 'très', 'trop', 'peu', 'bien', 'aussi', 'encore', 'déjà', 'même', 'mêmes', 'tout', 'toute', 'tous', 'toutes', 'autre', 'autres', 'chaque', 'chacun', 'chacune', 'quelque', 'quelques', 'plusieurs', 'certains', 'certaines', 'tel', 'telle', 'tels', 'telles', 'ici', 'là', 'puis', 'ensuite', 'souvent', 'surtout', 'notamment', 'également', 'cependant', 'toutefois', 'beaucoup', 'tant', 'autant', 'fois'
    ]
  },
  culture: {
    names: [
      'France', 'français*', 'francophon*', 'francophonie', 'Paris', 'parisien*', 'Île-de-France', 'francilien*', 'Marseille', 'marseillais*', 'Lyon', 'lyonnais*', 'Toulouse', 'toulousain*', 'Nice', 'niçois*', 'Nantes', 'nantais*', 'Strasbourg', 'strasbourgeois*', 'Montpellier', 'Bordeaux', 'bordelais*', 'Lille', 'lillois*', 'Rennes', 'rennais*', 'Reims', 'rémois*', 'Rouen', 'rouennais*', 'Dijon', 'dijonnais*', 'Grenoble', 'Nancy', 'Metz', 'messin*', 'Brest', 'Limoges', 'Orléans', 'Amiens', 'Avignon', 'Arles', 'Nîmes', 'Carcassonne', 'Versailles', 'Chartres', 'Angers', 'Besançon', 'Perpignan', 'Bayonne', 'Colmar', 'Mulhouse', 'Poitiers', 'La Rochelle', 'Dunkerque', 'Calais', 'Caen', 'Saint-Malo', 'Le Havre', 'Clermont-Ferrand', 'Saint-Étienne', 'Toulon', 'Le Mans', 'Quimper', 'Annecy', 'Chambéry', 'Cognac', 'Épernay', 'Troyes', 'Bourges', 'Blois', 'Amboise',
      'Bretagne', 'breton*', 'Normandie', 'normand*', 'Alsace', 'alsacien*', 'Lorraine', 'lorrain*', 'Bourgogne', 'bourguignon*', 'Champagne', 'champenois*', 'Provence', 'provença*', 'Languedoc', 'languedocien*', 'Occitanie', 'occitan*', 'Gascogne', 'gascon*', 'Béarn', 'béarnais*', 'Pays basque', 'basque*', 'Auvergne', 'auvergnat*', 'Savoie', 'savoyard*', 'Dauphiné', 'dauphinois*', 'Franche-Comté', 'franc-comtois*', 'Picardie', 'picard*', 'Artois', 'Flandre', 'Anjou', 'angevin*', 'Touraine', 'tourangeau*', 'tourangelle*', 'Berry', 'berrichon*', 'Poitou', 'poitevin*', 'Saintonge', 'Périgord', 'périgourdin*', 'Limousin', 'limousin*', 'Quercy', 'Rouergue', 'Roussillon', 'Vendée', 'vendéen*', 'Camargue', 'Cévennes', 'cévenol*', 'Corse', 'Beauce', 'Ardèche', 'Dordogne', 'Finistère', 'Morbihan', 'Gironde', 'Hérault', 'Aveyron', 'Corrèze', 'Ariège', 'Alpes-Maritimes', 'Bouches-du-Rhône', 'Pas-de-Calais', 'Haute-Savoie', 'Loire-Atlantique', 'Béziers', 'Sète', 'Millau', 'Lavaux', 'Léman', 'jurassien*', 'Vosges', 'vosgien*', 'Pyrénées', 'Massif central', 'Loire', 'Seine', 'Garonne', 'Rhône', 'Marne', 'Saône', 'Aquitaine', 'aquitain*', 'Nouvelle-Aquitaine', 'Grand Est', 'Hauts-de-France', 'Côte d\'Azur',
      'Belgique', 'belge*', 'Wallonie', 'wallon*', 'Bruxelles', 'bruxellois*', 'liégeois*', 'Namur', 'namurois*', 'Charleroi', 'Mons', 'Tournai', 'Ardenne*', 'Hainaut', 'Binche', 'Dinant', 'Bastogne', 'Romandie', 'romand*', 'Suisse romande', 'Genève', 'genevois*', 'Lausanne', 'vaudois*', 'Neuchâtel', 'neuchâtelois*', 'Fribourg', 'Valais', 'valaisan*', 'Gruyère*', 'Vevey', 'Montreux', 'Luxembourg', 'luxembourgeois*', 'Monaco', 'monégasque*', 'Val d\'Aoste', 'valdôtain*',
      'Québec', 'québécois*', 'Montréal', 'montréalais*', 'Gaspésie', 'gaspésien*', 'Saguenay', 'Saint-Laurent', 'Trois-Rivières', 'Sherbrooke', 'Beauport', 'Charlevoix', 'Acadie', 'acadien*', 'Nouvelle-France', 'Louisiane', 'cadien*', 'cajun*', 'Canada français', 'canadiens français', 'Haïti', 'haïtien*', 'Guadeloupe', 'guadeloupéen*', 'Martinique', 'martiniquais*', 'Antilles', 'antillais*', 'Guyane', 'guyanais*', 'La Réunion', 'réunionnais*', 'Mayotte', 'mahorais*', 'Nouvelle-Calédonie', 'néo-calédonien*', 'kanak*', 'Polynésie française', 'Tahiti', 'tahitien*', 'Saint-Pierre-et-Miquelon', 'créole*', 'outre-mer', 'Sénégal', 'sénégalais*', 'Côte d\'Ivoire', 'ivoirien*', 'Gabon', 'gabonais*', 'Bénin', 'béninois*', 'Togo', 'togolais*', 'Burkina Faso', 'burkinabè', 'Congo', 'congolais*', 'Kinshasa', 'Brazzaville', 'Abidjan', 'Dakar', 'Libreville',
      'Gaule', 'Gaules', 'gaulois*', 'gallo-romain*', 'Francs', 'mérovingien*', 'carolingien*', 'capétien*', 'Valois', 'Bourbons', 'Bourbon', 'Ancien Régime', 'Révolution française', 'Premier Empire', 'Second Empire', 'Troisième République', 'Quatrième République', 'Cinquième République', 'IIIe République', 'IVe République', 'Ve République', 'Belle Époque', 'Commune de Paris', 'monarchie de Juillet', 'napoléonien*', 'Napoléon', 'Louis XIV', 'Louis XV', 'Louis XVI', 'Henri IV', 'François Ier', 'Charlemagne', 'Clovis', 'Saint Louis', 'Jeanne d\'Arc', 'Vichy', 'Résistance française', 'Front populaire', 'Assemblée nationale', 'Académie française', 'Conseil d\'État', 'préfet*', 'intendant*', 'roi de France', 'rois de France', 'reine de France', 'royaume de France', 'huguenot*', 'janséniste*', 'gallican*', 'chouan*', 'jacobin*', 'girondin*', 'sans-culotte*', 'laïcité', 'baccalauréat', 'lycée*', 'Sorbonne', 'Louvre', 'Comédie-Française', 'langue d\'oïl', 'langue d\'oc', 'ancien français', 'moyen français', 'félibrige', 'troubadour*', 'trouvère*', 'Molière', 'Académie Goncourt', 'Tour de France', 'Légion d\'honneur',
      'Épiphanie', 'Chandeleur', 'Mardi gras', 'Toussaint', 'Fête nationale', '14 Juillet', '14 juillet', 'Beaujolais', 'Camembert', 'Roquefort', 'bouillabaisse*', 'cassoulet*', 'ratatouille*', 'choucroute*', 'quiche*', 'galette*', 'crêpe*', 'fest-noz', 'pétanque', 'pardon breton', 'santon*', 'ducasse*', 'cabane à sucre', 'Saint-Jean-Baptiste', 'appellation d\'origine'
    ],
    boxes: [
      [46.2, -5.2, 49.8, 2], [49.6, 1.5, 51.1, 2.6], [49.6, 2.5, 50.75, 3.2], [49.5, 3.2, 50.75, 6], [50.75, 4.2, 50.92, 4.5], [46.2, 2, 49.6, 6.1], [47.6, 6.1, 49.15, 7.8], [46.1, 6, 47.6, 7.2], [46.1, 7, 46.3, 7.5], [47.2, 6.9, 47.45, 7.4],
      [43.4, -1.5, 46.2, 3], [42.8, -0.5, 43.4, 3.2], [42.45, 2, 43.4, 3.2], [43, 3, 46.2, 6.7], [45.8, 6.7, 46.2, 7], [43.4, 6.6, 44.2, 7.5], [41.3, 8.5, 43.1, 9.6],
      [45, -74.5, 47.5, -70.3], [45.6, -76.5, 47.5, -74.5], [47.5, -79.5, 55, -69.5], [48, -69.5, 50.5, -61.5], [46, -65.8, 47.9, -64.4], [46.7, -56.5, 47.2, -56.1],
      [15.8, -61.9, 16.6, -61], [14.35, -61.3, 14.95, -60.75], [18, -74.5, 20.1, -71.8], [2.1, -54.6, 5.8, -51.6], [-21.4, 55.2, -20.8, 55.9], [-13.1, 45, -12.6, 45.3], [-22.8, 163.5, -19.5, 168.2], [-18, -152, -16.3, -149],
      [14, -17.6, 16.4, -13], [4.3, -7.5, 10, -3.2], [6.1, 0.2, 11, 2.7], [-3, 9.3, 1, 13.5], [-5.2, 14.5, -3.5, 16]
    ],
    own: [
      'La galette des rois se partage en janvier, à l\'Épiphanie : le convive qui trouve la fève dans sa part porte la couronne.',
      'Le fest-noz est un bal breton où l\'on danse en chaîne au son du biniou et de la bombarde, souvent jusque tard dans la nuit.',
      'Chaque 14 juillet, les communes organisent un défilé, un bal populaire et un feu d\'artifice pour la fête nationale.',
      'La tapisserie d\'Aubusson est tissée à la main sur des métiers de basse lisse, d\'après un carton dessiné par un artiste.',
      'Molière mourut en 1673, quelques heures après avoir joué Le Malade imaginaire au théâtre du Palais-Royal.',
      'Le temps des sucres ramène chaque printemps les familles québécoises dans les cabanes où l\'on fait bouillir l\'eau d\'érable.',
      'Les Gilles de Binche défilent le Mardi gras avec un chapeau à plumes d\'autruche et lancent des oranges à la foule.',
      'La loi de 1905 sépare les Églises et l\'État et fonde le principe français de laïcité.',
      'Le roquefort est un fromage de brebis persillé, affiné dans les caves naturelles du Combalou, en Aveyron.',
      'La pétanque, née près de Marseille au début du XXe siècle, se joue à pieds joints avec des boules de métal et un cochonnet.',
      'Les santons de Provence sont de petits personnages d\'argile peinte qui peuplent la crèche de Noël.',
      'Les châteaux de la Loire rappellent le temps où la cour des Valois séjournait en Touraine et dans le Blésois.',
      'Le baccalauréat, créé sous Napoléon en 1808, ouvre aux lycéens l\'entrée de l\'université.',
      'À Lyon, les bouchons servaient aux canuts des plats de tripes, de quenelles et de cervelle de canut.',
      'Les troubadours chantaient l\'amour courtois en langue d\'oc dans les cours d\'Aquitaine et de Provence.',
      'Le Grand Tintamarre du 15 août réunit les Acadiens, qui défilent en faisant le plus de bruit possible.'
    ],
    universal: [
      'L\'eau pure bout à cent degrés sous la pression d\'une atmosphère : plus la pression baisse, plus l\'ébullition est précoce.',
      'La photosynthèse permet aux plantes vertes de fabriquer des sucres à partir de lumière, d\'eau et de dioxyde de carbone.',
      'Dans un triangle rectangle, le carré de l\'hypoténuse est égal à la somme des carrés des deux autres côtés.',
      'Une enzyme est une protéine qui accélère une réaction chimique dans la cellule, sans être elle-même consommée par celle-ci.',
      'Le cœur humain comprend quatre cavités et propulse le sang dans les artères par des contractions régulières.',
      'Un algorithme de tri range les éléments d\'une liste selon un ordre donné, en les comparant le plus souvent deux à deux.',
      'Les volcans se forment le plus souvent aux limites des plaques, là où le magma remonte vers la surface.',
      'La vitesse d\'un corps en chute libre augmente à chaque seconde si l\'on néglige la résistance de l\'air.',
      'La mitose est une division au cours de laquelle une cellule mère donne deux cellules filles génétiquement identiques.',
      'Un vaccin entraîne le système immunitaire à reconnaître un agent infectieux avant que le corps n\'ait à le combattre.',
      'Les nombres premiers n\'ont que deux diviseurs, un et eux-mêmes, et il en existe une infinité.',
      'Une base de données relationnelle range les informations dans des tables que des clés relient entre elles.',
      'L\'érosion use lentement les reliefs par l\'action de l\'eau, du vent et du gel, puis dépose les débris plus bas.',
      'La mémoire de travail ne retient que quelques éléments à la fois, pendant une durée de quelques secondes.',
      'Un gaz comprimé s\'échauffe, car le travail fourni pour réduire son volume accroît l\'agitation de ses molécules.',
      'La justice distributive cherche selon quels critères répartir les biens et les charges entre les membres d\'un groupe.'
    ]
  }
}
