import type { Language } from '../types.js'

/** Spanish as it is written in Spain and in Spanish-speaking America; template names and section titles are those of the Spanish Wikipedia. */
export const es: Language = {
  code: 'es',
  name: 'Spanish',
  endonym: 'español',
  wiki: 'eswiki',
  scripts: ['Latin'],
  gap: ' ',
  terminators: '.!?…',
  quotes: ['«', '»'],
  abbreviations: [
    // people and titles
    'sr', 'sra', 'srta', 'sres', 'sras', 'd', 'dña', 'dn', 'dr', 'dra', 'dres', 'prof', 'profa', 'ing', 'lic', 'licda', 'arq', 'abg', 'mtro', 'mtra',
    'excmo', 'excma', 'ilmo', 'ilma', 'rvdo', 'rvda', 'mons', 'pbro', 'hno', 'hna', 'hnos', 'vda', 'sto', 'sta', 'ntra', 'ntro', 'fr', 'ma',
    'gral', 'cnel', 'tte', 'cap', 'cmdte', 'cmte', 'sgto', 'alm', 'almte', 'pdte', 'pdta', 'gob', 'dip', 'fdez', 'hdez', 'glez', 'rguez',
    // places and institutions
    'av', 'avda', 'avd', 'ctra', 'pza', 'plza', 'pl', 'urb', 'edif', 'dcha', 'izq', 'izda', 'apdo', 'tel', 'tfno', 'dpto', 'depto', 'prov', 'mun', 'univ', 'inst',
    'cía', 'cia', 'ltda', 'soc', 'admón', 'asoc', 'ee', 'rr', 'ff', 'jj', 'cc', 'aa', 'dd', 'hh', 'mm',
    // books and references
    'p', 'pp', 'pág', 'págs', 'pag', 'vol', 'vols', 't', 'tt', 'caps', 'art', 'arts', 'párr', 'fig', 'figs', 'lám', 'fol', 'fols', 'núm', 'núms', 'nro', 'nos',
    'ed', 'eds', 'edit', 'trad', 'coord', 'coords', 'comp', 'comps', 'dir', 'dirs', 'cf', 'cfr', 'vid', 'v', 'vs', 'op', 'cit', 'ibíd', 'ibid', 'íd', 'al', 'ms', 'mss', 'lib', 'sig', 'sigs', 'ss',
    // words and measures
    'ej', 'aprox', 'máx', 'mín', 'a', 'c', 's', 'h', 'ca', 'nac', 'fall', 'lat', 'gr', 'ár', 'ingl', 'cast', 'esp', 'gén', 'fam', 'var', 'subsp', 'sp', 'spp',
  ],
  // Groups are parted by a space from five digits on (Ortografía de la RAE; the Spanish Wikipedia does the same).
  numbers: { decimal: ',', group: '\u00a0', groupFrom: 5 },
  months: ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'],
  wikitext: {
    dropSections: [
      'véase también', 'vease también', 'véase además', 'véanse también', 'ver también', 'artículos relacionados', 'temas relacionados', 'páginas relacionadas',
      'referencias', 'referencia', 'notas', 'nota', 'notas y referencias', 'referencias y notas', 'notas al pie', 'notas aclaratorias', 'citas', 'citas y notas', 'notas y citas',
      'bibliografía', 'bibliografía general', 'bibliografía adicional', 'bibliografía complementaria', 'bibliografía utilizada', 'bibliografía consultada', 'bibliografía recomendada',
      'bibliografía y referencias', 'referencias bibliográficas', 'referencias y bibliografía', 'referencias generales', 'referencias adicionales', 'lectura adicional', 'lecturas adicionales',
      'lectura recomendada', 'lecturas recomendadas', 'otras lecturas', 'para saber más', 'para leer más', 'fuentes', 'fuentes consultadas', 'fuentes y bibliografía', 'fuentes bibliográficas', 'webgrafía',
      'enlaces externos', 'enlace externo', 'enlaces', 'vínculos externos', 'ligas externas', 'enlaces de interés', 'enlaces relacionados', 'páginas web', 'galería', 'galería de imágenes',
      'galería fotográfica', 'galería de fotos', 'imágenes', 'álbum de imágenes', 'discografía', 'discografía seleccionada', 'filmografía', 'filmografía seleccionada', 'filmografía parcial', 'videografía',
      'obras publicadas', 'publicaciones', 'publicaciones seleccionadas', 'lista de obras', 'listado de obras', 'obras (selección)', 'premios y nominaciones', 'palmarés', 'reparto',
      'episodios', 'lista de canciones', 'créditos', 'sucesión', 'predecesores y sucesores', 'ciudades hermanadas', 'hermanamientos', 'ciudades hermanas', 'ancestros', 'árbol genealógico', 'sinonimia',
    ],
    listTitles: ['anexo:', 'lista de ', 'lista del ', 'listado de ', 'listado del ', 'relación de ', 'tabla de '],
    disambiguation: ['desambiguación', 'desambiguacion', 'desambig', 'desamb', 'des', 'disambig', 'disambiguation', 'disambig-es', 'página de desambiguación', 'desambiguación de nombre', 'desambiguación apellido'],
    disambiguationTitles: ['(desambiguación)', '(desambiguacion)'],
    fileNames: ['archivo', 'imagen', 'media', 'medio'],
    categoryNames: ['categoría', 'categoria'],
    redirects: ['#redirección', '#redireccion', '#redirect'],
    templates: {
      // centuries and dates: {{siglo|XVI||s}} reads «siglo XVI», {{siglo|III|a|S}} «Siglo III a. C.», {{siglo|XX||a}} «s. XX», {{siglo|XX}} «XX»
      siglo: '[{3=s}siglo ][{3=S}Siglo ][{3=a}s. ][{3=A}S. ]{1}[{2=a} a. C.][{2=A} a. C.][{2=d} d. C.][{2=D} d. C.]', ac: '[{1} ]a. C.', dc: '[{1} ]d. C.', 'a. c.': '[{1} ]a. C.', 'd. c.': '[{1} ]d. C.', 'a.c.': '[{1} ]a. C.', 'd.c.': '[{1} ]d. C.',
      fecha: '{1}[ de {2:month}][ de {3}]', 'fecha de inicio': '{1}[ de {2:month}][ de {3}]', 'fecha de fin': '{1}[ de {2:month}][ de {3}]', 'fecha de estreno': '{1}[ de {2:month}][ de {3}]',
      circa: 'c. {1}', 'c.': 'c.[ {1}]', 'ca.': 'ca.[ {1}]', 'fl.': 'fl.[ {1}]', floruit: 'fl.[ {1}]', 
      // numbers and units
      unidad: '{1:number}[ {2}][{3}]', unidades: '{1:number}[ {2}][{3}]', convertir: '{1:number} {2}', 
      altura: '{m:number} m', ord: '{1}.{2}', ordinal: '{1}.{2}', e: ' × 10{1:raised}', '10^': '10{1:raised}', 'x10^': ' × 10{1:raised}', 
      'us$': 'US$[ {1:number}]', usd: '[{1:number} ]USD', eur: '[{1:number} ]EUR', euro: '[{1:number} ]€', euros: '[{1:number} ]€', '€': '[{1:number} ]€', gbp: '£[{1:number}]', nts: '{1:number}', ntsh: '',
      // spaces and signs
      esd: ' [{1}]', nobr: '{1}', nobreak: '{1}', 'sin salto': '{1}', 'espacio duro': '[{1}]', nbsp: ' ', 'spaced ndash': ' – ', snd: ' – ', ndash: '–', mdash: '—', 
      '·': ' · ', '•': ' • ', '\'': '’', '=': '=', '!': '|', '-': '', '†': '', okina: 'ʻ', shy: '', wbr: '', 
      // dress of a text
      versalitas: '{1}', versalita: '{1}', v: '{1}', sc: '{1}', smallcaps: '{1}', 'may': '{1}', 'mayúsculas': '{1}', subrayado: '{1}', u: '{1}', resaltar: '{1}', small: '{1}', smaller: '{1}', 'pequeño': '{1}',
      'más pequeño': '{1}', big: '{1}', negrita: '{1}', cursiva: '{1}', 'no cursiva': '{1}', 'sin cursiva': '{1}', 'superíndice': '{1:raised}', 'subíndice': '{1:lowered}', sobrelineado: '{1}',
      tachado: '', color: '{2}', 'color de fuente': '{2}', fontcolor: '{2}', mvar: '{1}', var: '{1}', unicode: '{1}', code: '{1}', kbd: '{1}', tecla: '{1}',
      abr: '{1}', abreviatura: '{1}', 'abreviación': '{1}', abbr: '{1}', 'acrónimo': '{1}', siglas: '{1}', tooltip: '{1}', 'definición': '{1}',
      chem: '{1}[{2:formula}][{3:formula}][{4:formula}][{5:formula}][{6:formula}][{7:formula}][{8:formula}]', chem2: '{1}', 'quím': '{1}[{2:formula}][{3:formula}][{4:formula}][{5:formula}][{6:formula}]', 'fórmula': '{1}',
      // quotations; a paragraph that is nothing else is left out
      cita: '«{1}»', 'cita larga': '«{1}»', cquote: '«{1}»', quote: '«{1}»', 'cita textual': '«{1}»', comillas: '«{1}»', 
      // languages
      lang: '{2|texto}', idioma: '{2}', transl: '{3|2}', 'transliteración': '{3|2}', transliteracion: '{3|2}', nihongo: '{1|3|2}', nihongo2: '{1}', politónico: '{1}', polytonic: '{1}',
      'lang-en': 'en inglés: {1}', 'lang-fr': 'en francés: {1}', 'lang-de': 'en alemán: {1}', 'lang-it': 'en italiano: {1}', 'lang-pt': 'en portugués: {1}', 'lang-ca': 'en catalán: {1}', 'lang-gl': 'en gallego: {1}',
      'lang-eu': 'en euskera: {1}', 'lang-ast': 'en asturiano: {1}', 'lang-an': 'en aragonés: {1}', 'lang-oc': 'en occitano: {1}', 'lang-la': 'en latín: {1}', 'lang-el': 'en griego: {1}', 'lang-grc': 'en griego antiguo: {1}',
      'lang-ar': 'en árabe: {1}', 'lang-he': 'en hebreo: {1}', 'lang-ru': 'en ruso: {1}', 'lang-uk': 'en ucraniano: {1}', 'lang-pl': 'en polaco: {1}', 'lang-cs': 'en checo: {1}', 'lang-hu': 'en húngaro: {1}', 'lang-ro': 'en rumano: {1}',
      'lang-nl': 'en neerlandés: {1}', 'lang-sv': 'en sueco: {1}', 'lang-da': 'en danés: {1}', 'lang-no': 'en noruego: {1}', 'lang-fi': 'en finés: {1}', 'lang-tr': 'en turco: {1}', 'lang-fa': 'en persa: {1}', 'lang-hi': 'en hindi: {1}',
      'lang-sa': 'en sánscrito: {1}', 'lang-zh': 'en chino: {1}', 'lang-ja': 'en japonés: {1}', 'lang-ko': 'en coreano: {1}', 'lang-es': 'en español: {1}', 'lang-nah': 'en náhuatl: {1}', 'lang-nci': 'en náhuatl clásico: {1}',
      'lang-qu': 'en quechua: {1}', 'lang-ay': 'en aimara: {1}', 'lang-gn': 'en guaraní: {1}', 'lang-yua': 'en maya yucateco: {1}', 'lang-arn': 'en mapudungun: {1}', 'lang-ga': 'en irlandés: {1}', 'lang-sr': 'en serbio: {1}',
      'lang-hr': 'en croata: {1}', 'lang-bg': 'en búlgaro: {1}', 'lang-hy': 'en armenio: {1}', 'lang-ka': 'en georgiano: {1}', 'lang-ofs': 'en frisón antiguo: {1}', 'lang-eo': 'en esperanto: {1}', 'lang-mt': 'en maltés: {1}',
      // marks «in English» after a link, and pronunciation: nothing to read
      en: '', fr: '', de: '', it: '', pt: '', ca: '', gl: '', eu: '', ru: '', ja: '', zh: '', es: '', nl: '', pl: '', ar: '', la: '', el: '', he: '', sv: '', cs: '', tr: '', ko: '',
      afi: '', ipa: '', ipac: '', 'ipa-es': '', 'ipa-en': '', 'ipa-fr': '', 'ipa-de': '', 'ipa-it': '', 'ipa-pt': '', 'ipa-ca': '', 'ipa-gl': '', 'ipa-eu': '', 'ipa-ru': '', 'ipa-la': '', 'ipa-pl': '', 'ipa-nl': '', 
      'pronunciación': '', pronunciacion: '', pron: '', pronunciado: '', audio: '', 'audio-ipa': '', 'audio-afi': '', escuchar: '', 'oír': '', sonido: '', 'chino': '', 'zh-cpw': '', 'zh-tsp': '', 'zh-t': '', 'zh-ts': '', 
      // doubts and requests
      'cita requerida': '[{1}]', citarequerida: '[{1}]', cr: '[{1}]', 'fuente requerida': '[{1}]', demostrar: '[{1}]', 'referencia requerida': '[{1}]', 'mejor fuente': '', 'fuente primaria': '',
      aclarar: '[{1}]', 'aclaración requerida': '[{1}]', 'cuándo': '[{1}]', cuando: '', '¿cuándo?': '[{1}]', 'quién': '[{1}]', quien: '', '¿quién?': '[{1}]', '¿según quién?': '[{1}]', 'según quién': '[{1}]', 'cuál': '[{1}]',
      '¿cuál?': '[{1}]', '¿cuáles?': '[{1}]', 'dónde': '[{1}]', '¿dónde?': '[{1}]', '¿qué?': '[{1}]', 'qué': '[{1}]', 'por qué': '[{1}]', '¿por qué?': '[{1}]', 'cuántos': '[{1}]', dudoso: '[{1}]', sinreferencias: '', 'sin referencias': '', discutido: '[{1}]', 
      'verificar credibilidad': '', 'verificación': '', 'no en la fuente': '', 'no está en la fuente': '', 'página requerida': '', 'enlace roto': '', 'enlaces rotos': '', 'actualizar línea': '', actualizar: '', sic: '', 'revisar': '',
      // notes and references
      sfn: '', sfnm: '', sfnp: '', efn: '', refn: '', harvnp: '', harvp: '', 'nota al pie': '', nota: '', notanumerada: '', 'ref label': '', 'nota label': '', ref: '', refs: '', r: '', rp: '', 'ref-web': '', 'ref-libro': '', 'ref-publicación': '',
      'cita web': '', 'cita libro': '', 'cita publicación': '', 'cita publicacion': '', 'cita noticia': '', 'cita news': '', 'cita enciclopedia': '', 'cita conferencia': '', 'cita vídeo': '', 'cita video': '', 'cita tesis': '', 'cita episodio': '',
      'cita mapa': '', 'cita tuit': '', 'cita comunicado': '', 'cita entrevista': '', 'cita dvd': '', 'cita álbum': '', 'cita informe': '', 'cita podcast': '', 'obra citada': '', 'versículo': '', 'requiere suscripción': '', 
      dle: '', drae: '', dpd: '', pdf: '', ancla: '', anchor: '', coord: '', coordenadas: '', coor: '', clear: '', listaref: '', 'control de autoridades': '',
      // boxes, hatnotes and sort keys
      'ficha *': '', ap: '', vt: '', ve: '', 'véase': '', 'otros usos*': '', 'redirige aquí*': '', distinguir: '', 'no confundir con': '', 'esbozo*': '', 'cita *': '', 'imagen múltiple': '', 'montaje fotográfico': '', 'artículo *': '',
      bd: '', nf: '', 'ordenar:*': '', 'mostrartítulo:*': '', 'título en cursiva': '', 'título sin coletilla': '', 'redirección *': '',
      // flags and countries
      bandera: '', bandera2: '', 'icono bandera': '', banderaicono: '', flagicon: '', escudo: '', selb: '{1}', selbd: '{1}', flag: '{1}', wikt: '{2|1}', wikcionario: '{1}',
      esp: 'España', 'españa': 'España', mex: 'México', 'méxico': 'México', arg: 'Argentina', argentina: 'Argentina', chi: 'Chile', chile: 'Chile', per: 'Perú', 'perú': 'Perú', colombia: 'Colombia', ven: 'Venezuela', venezuela: 'Venezuela',
      ecu: 'Ecuador', ecuador: 'Ecuador', bol: 'Bolivia', bolivia: 'Bolivia', uru: 'Uruguay', uruguay: 'Uruguay', paraguay: 'Paraguay', cub: 'Cuba', cuba: 'Cuba', dom: 'República Dominicana', gua: 'Guatemala', guatemala: 'Guatemala',
      hon: 'Honduras', honduras: 'Honduras', nic: 'Nicaragua', nicaragua: 'Nicaragua', crc: 'Costa Rica', 'costa rica': 'Costa Rica', pan: 'Panamá', 'panamá': 'Panamá', 'el salvador': 'El Salvador', 'puerto rico': 'Puerto Rico',
      francia: 'Francia', alemania: 'Alemania', italia: 'Italia', portugal: 'Portugal', 'reino unido': 'Reino Unido', 'estados unidos': 'Estados Unidos', usa: 'Estados Unidos', brasil: 'Brasil',
    },
  },
  dialogue: {
    // Spanish drops the subject, so a sentence that opens with a bare verb («Nació en …») hangs on the one before it.
    dependentOpenings: [
      'él', 'ella', 'ellos', 'ellas', 'ello', 'esto', 'eso', 'aquello', 'este', 'esta', 'estos', 'estas', 'éste', 'ésta', 'éstos', 'éstas', 'ese', 'esa', 'esos', 'esas', 'aquel', 'aquella', 'aquellos', 'aquellas', 'su', 'sus', 'suyo', 'le', 'les', 'lo', 'se',
      'dicho', 'dicha', 'dichos', 'dichas', 'tal', 'tales', 'ambos', 'ambas', 'otro', 'otra', 'otros', 'otras', 'el mismo', 'la misma', 'los mismos', 'las mismas', 'el resto', 'los demás', 'las demás', 'el cual', 'la cual', 'lo cual', 'uno de ellos', 'una de ellas',
      'algunos de ellos', 'algunas de ellas', 'muchos de ellos', 'muchas de ellas', 'la mayoría de ellos', 'la mayoría de ellas', 'ninguno de ellos', 'cada uno', 'cada una',
      'nació', 'murió', 'falleció', 'fue', 'fueron', 'era', 'eran', 'es', 'son', 'está', 'están', 'estaba', 'estaban', 'estuvo', 'ha', 'han', 'había', 'habían', 'tiene', 'tienen', 'tenía', 'tuvo', 'tuvieron', 'cuenta', 'contaba', 'consta', 'consiste',
      'posee', 'pertenece', 'limita', 'suele', 'suelen', 'puede', 'pueden', 'recibe', 'recibió', 'comenzó', 'empezó', 'estudió', 'trabajó', 'escribió', 'publicó', 'ganó', 'obtuvo', 'hizo', 'debe', 'incluye', 'representa', 'constituye', 'destaca', 'destacan',
      'también', 'además', 'asimismo', 'así mismo', 'igualmente', 'tampoco', 'incluso', 'sin embargo', 'no obstante', 'pero', 'mas', 'sino', 'y', 'e', 'o', 'ni', 'pues', 'porque', 'ya que', 'cuyo', 'cuya', 'por ello', 'por eso', 'por esto', 'por este', 'por esta',
      'por tanto', 'por lo tanto', 'por consiguiente', 'en consecuencia', 'así', 'así pues', 'así que', 'de este modo', 'de esta manera', 'de esta forma', 'de ese modo', 'de esa manera', 'de esa forma', 'de tal forma', 'de tal manera', 'del mismo modo',
      'de la misma manera', 'de la misma forma', 'de igual modo', 'de igual manera', 'de igual forma', 'de hecho', 'por otra parte', 'por otro lado', 'por un lado', 'por su parte', 'por ejemplo', 'en cambio', 'por el contrario', 'al contrario', 'a su vez',
      'es decir', 'esto es', 'o sea', 'en efecto', 'en particular', 'en concreto', 'en resumen', 'en definitiva', 'en conclusión', 'en primer lugar', 'en segundo lugar', 'en tercer lugar', 'por último', 'finalmente', 'sobre todo', 'con todo', 'aun así', 'aún así',
      'a pesar de ello', 'a pesar de esto', 'a pesar de eso', 'pese a ello', 'pese a esto', 'pese a eso', 'entonces', 'luego', 'después', 'posteriormente', 'más tarde', 'más adelante', 'poco después', 'poco antes', 'años después', 'años más tarde', 'tras ello', 'tras esto',
      'tras este', 'tras esta', 'antes de ello', 'mientras tanto', 'entretanto', 'al mismo tiempo', 'desde entonces', 'hasta entonces', 'por entonces', 'a continuación', 'al año siguiente', 'ese mismo', 'ese año', 'allí', 'ahí', 'aquí', 'allá', 'de ahí', 'de allí',
      'en él', 'en ella', 'en ellos', 'en ellas', 'en ello', 'con él', 'con ella', 'con ellos', 'con ello', 'con esto', 'para él', 'para ella', 'para ello', 'a él', 'a ella', 'de él', 'de ella', 'de ellos', 'de ellas', 'entre ellos', 'entre ellas', 'entre estos',
      'entre estas', 'entre sus', 'en este', 'en esta', 'en estos', 'en estas', 'en ese', 'en esa', 'en esos', 'en esas', 'en aquel', 'en aquella', 'en dicho', 'en dicha', 'en su', 'en sus', 'a este', 'a esta', 'a estos', 'a estas', 'de este', 'de esta', 'de estos',
      'de estas', 'con este', 'con esta', 'para este', 'para esta', 'durante este', 'durante esta', 'a su', 'a sus', 'con su', 'con sus', 'de su', 'de sus', 'para su', 'por su', 'tras su', 'desde su', 'durante su', 'bajo su', 'según esto', 'como tal', 'más aún',
      'el resultado fue', 'el resultado es', 'entre los que', 'entre las que', 'todo ello', 'todo esto', 'todo eso', 'todos ellos', 'todas ellas',
      'todos estos', 'todas estas', 'semejante', 'semejantes', 'de aquella', 'de aquel', 'sobre él', 'sobre este', 'sobre esta', 'ante este', 'ante esta',
      'gracias a ello', 'gracias a él', 'gracias a esto', 'gracias a este', 'gracias a esta', 'debido a ello', 'debido a esto', 'debido a este',
      'junto a él', 'dentro de él', 'dentro de ella', 'alrededor de él', 'otra de', 'otro de',
    ],
    forbidden: [
      'según el texto', 'según el documento', 'según el pasaje', 'según el fragmento', 'según el artículo anterior', 'según la información proporcionada', 'según la información anterior', 'según lo mencionado', 'según lo descrito', 'de acuerdo con el texto', 'de acuerdo al texto', 'de acuerdo con el documento',
      'de acuerdo al documento', 'de acuerdo con el pasaje', 'de acuerdo con la información proporcionada', 'con base en el texto', 'con base en el documento', 'basándose en el texto', 'basándote en el texto', 'a partir del texto', 'en base al texto', 'conforme al texto',
      'el texto menciona', 'el texto indica', 'el texto señala', 'el texto dice', 'el texto explica', 'el texto afirma', 'el texto no menciona', 'el texto no especifica', 'el texto proporcionado', 'el texto anterior', 'el texto dado', 'el documento menciona', 'el documento indica', 'el documento señala',
      'el documento dice', 'el documento explica', 'el documento no menciona', 'el documento no especifica', 'el documento proporcionado', 'el documento anterior', 'el pasaje menciona', 'el pasaje indica', 'el pasaje anterior', 'el fragmento anterior', 'el fragmento menciona', 'el fragmento proporcionado', 'el artículo menciona', 'el artículo explica',
      'el artículo describe', 'el artículo anterior', 'menciona el texto', 'menciona el documento', 'menciona el artículo', 'menciona en el texto', 'mencionado en el texto', 'mencionada en el texto', 'mencionados en el texto', 'mencionadas en el texto', 'dice el texto',
      'dice el documento', 'describe el texto', 'describe el documento', 'en el documento se', 'en el texto se', 'en este texto', 'en este documento', 'en este pasaje', 'en este artículo', 'este texto', 'este documento', 'este pasaje', 'del texto anterior',
      'del documento anterior', 'texto proporcionado', 'documento proporcionado', 'información proporcionada', 'contexto proporcionado', 'como se menciona', 'como se mencionó', 'como se ha mencionado', 'como se indica', 'como se describe', 'como se señaló',
      'mencionado anteriormente', 'mencionada anteriormente', 'mencionado más arriba', 'mencionada más arriba', 'arriba mencionado', 'arriba mencionada', 'véase más abajo', 'véase más arriba', 'ver más abajo', 'ver más arriba', 'como veremos', 'como hemos visto',
      'la pregunta anterior', 'la respuesta anterior', 'el diálogo anterior', 'la conversación anterior', 'una pregunta más profunda', 'una pregunta más amplia', 'pregunta de seguimiento', 'como modelo de lenguaje', 'como modelo lingüístico', 'soy un modelo de',
      'modelo de inteligencia artificial', 'como inteligencia artificial', 'como una inteligencia artificial', 'soy una inteligencia artificial', 'como una ia', 'como ia,', 'soy una ia', 'como asistente virtual', 'soy un asistente', 'fui entrenado', 'mis datos de entrenamiento',
      'no tengo acceso a', 'fecha de corte', 'no puedo responder', 'no puedo proporcionar', 'lo siento, pero', 'lamento no poder', 'aquí tienes', 'aquí está la', 'aquí está una', 'claro, aquí', 'espero que esto', 'espero que esta', 'espero haber', 'no dudes en preguntar',
      'qué dice el texto', 'qué dice el artículo', 'qué dice el pasaje', 'qué dice el documento', 'de qué trata el artículo', 'de qué trata el texto',
      'de qué trata el pasaje', 'de qué trata este', 'de qué habla el artículo', 'de qué habla el texto', 'números da el artículo',
      'cifras da el artículo', 'datos da el artículo', 'fechas da el artículo', 'da el texto', 'menciona el pasaje', 'cuenta el artículo',
      'cuenta el texto', 'explica el texto', 'explica el artículo', 'indica el texto', 'quién aparece en el artículo', 'quiénes aparecen en el artículo',
      'se menciona en el artículo', 'se mencionan en el artículo', 'según este artículo', 'según este texto',
    ],
    asks: [
      {
        kind: 'birth',
        question: String.raw`(?:dónde|cuándo|en qué (?:año|lugar)|qué día) (?:y dónde )?(?:nació|vino al mundo)|(?:del|lugar de) nacimiento de`,
        answer: String.raw`(?<!\p{L})(?:nac(?:e|en|i[óo]|ier|id[oa]|imient)|natural de|vino al mundo|originari[oa] de|oriund|bautiz)|\([^)]*\d{4}`,
      },
      {
        kind: 'death',
        question: String.raw`(?:dónde|cuándo|cómo|de qué|en qué (?:año|circunstancias)) (?:murió|falleció)|la muerte de|(?:perdió|terminó|final de) la vida`,
        answer: String.raw`(?<!\p{L})(?:mur(?:ió|ier|e)|muer[et]|fallec|asesin|ejecut|fusil|decapit|ahorc|envenen|suicid|ahog|accidente)|\([^)]*\d{4}`,
      },
      {
        kind: 'burial',
        question: String.raw`tumba de|lugar reposa|los restos de|a parar el cuerpo`,
        answer: String.raw`(?<!\p{L})(?:enterr|sepult|sepulcr|inhum|restos|tumba|cementerio|repos|descans|cenizas|incinera)`,
      },
      {
        kind: 'marriage',
        question: String.raw`se casó|matrimoni|la pareja de|tuvo pareja|vida sentimental`,
        answer: String.raw`(?<!\p{L})(?:cas(?:ó|ad[oa]s?|ar|aron|amiento)(?!\p{L})|matrimoni|espos|marido|mujer|viud|divorci|boda|pareja|novi[oa]|amor|unión)`,
      },
      {
        kind: 'children',
        question: String.raw`hijos tuvo|tuvo hijos|los hijos de|formar una familia`,
        answer: String.raw`(?<!\p{L})(?:hij[oa]s?|descendencia|padre|madre|familia)(?!\p{L})`,
      },
      {
        kind: 'studies',
        question: String.raw`qué (?:estudió|estudios|formación)|dónde (?:estudió|se formó)|se formó|años de estudio|los estudios de|la educación de`,
        answer: String.raw`(?<!\p{L})(?:estudi|gradu|licenci|doctor|diplom|curs|se form|formación|universi|escuela|colegi|academia|conservator|semina|facultad|alumn|discíp|maestr|aprend|aprendi|ingres|bachill|títul|titul|instrucción|educ)`,
      },
      {
        kind: 'award',
        question: String.raw`qué (?:premio|premios|galardones|distinciones|reconocimientos)(?!\p{L})|algún premio`,
        answer: String.raw`(?<!\p{L})(?:premi|galard|medall|nobel|distin|condecor|orden(?!\p{L})|honor|reconoc|óscar|oscar|grammy|goya|título|nominad|recib|concedi|otorg)`,
      },
      {
        kind: 'name',
        question: String.raw`por qué se llama|de dónde viene el nombre|a qué debe su nombre|etimología|significa el nombre|otro nombre|qué apodo|qué nombres|cómo se llamaba`,
        answer: String.raw`(?<!\p{L})(?:nombr|palabra|término|voz|vocablo|topónimo|apellido|apod|sobrenombre|seudónimo|llam|denomin|bautiz|conocid|conoce|proced|provien|viene|deriva|significa|honor|alude|etimol)`,
      },
      {
        kind: 'number',
        question: String.raw`población de «|cuántos habitantes|cuánta gente vive`,
        answer: String.raw`(?<!\p{L})(?:habitant|població|poblad|personas|vecinos|almas|viven|resid|censo|hab(?!\p{L}))`,
      },
      {
        kind: 'area',
        question: String.raw`qué superficie|extensión de «|cuánto ocupa «|muy extenso`,
        answer: String.raw`(?<!\p{L})(?:superficie|extensi|extiende|área|ocupa|abarca|cubre|mide|km|kilómetros|hectáreas|m²|m2)`,
      },
      {
        kind: 'height',
        question: String.raw`a qué (?:altura|altitud)|qué altura|mide de alto|metros de altitud`,
        answer: String.raw`(?<!\p{L})(?:altura|altitud|alt[oa]s?(?!\p{L})|elev|msnm|metros|m(?!\p{L})|nivel del mar|mide)`,
      },
      {
        kind: 'borders',
        question: String.raw`con qué limita|los límites de «|qué territorios rodean|qué vecinos tiene|comparte frontera`,
        answer: String.raw`(?<!\p{L})(?:limit|colind|lind[ae]|fronter|delimit|rode|vecin|separ|norte|sur|este|oeste)`,
      },
      {
        kind: 'climate',
        question: String.raw`qué clima|el clima de «|qué tiempo suele|hace mucho frío|llueve mucho|inviernos y los veranos`,
        answer: String.raw`(?<!\p{L})(?:clima|temperatur|precipit|lluv|llov|inviern|veran|calor|cálid|fr[íi][oa]|templad|húmed|sec[oa]s?(?!\p{L})|árid|niev|nev|grados|helad|viento)`,
      },
      {
        kind: 'diet',
        question: String.raw`(?:qué (?:suele )?come|de qué se alimenta|la dieta de|consigue alimento)(?!\p{L})`,
        answer: String.raw`(?<!\p{L})(?:aliment|com(?:e|en|ida|er)(?!\p{L})|diet|caza|pesca|presas|devora|ingier|herbív|carnív|omnív|insectív|consum|hierba|semillas|insectos|peces)`,
      },
      {
        kind: 'habitat',
        question: String.raw`hábitat de «|dónde (?:crece|anida) «`,
        answer: String.raw`(?<!\p{L})(?:habit|hábitat|viv|crec|encuentr|distrib|bosque|selva|montañ|costa|mar(?!\p{L})|océano|agua|suelo|endém|nativ|orilla|nid)`,
      },
      {
        kind: 'young',
        question: String.raw`se reproduce «|reproducción de «|cuántos huevos|florece «|crías de «`,
        answer: String.raw`(?<!\p{L})(?:reprod|cría|camad|huev|nid|anid|flor|poliniz|semill|incub|gest|apare|desov|nac|par(?:e|to)(?!\p{L})|espora)`,
      },
      {
        kind: 'making',
        question: String.raw`ingredientes (?:lleva|se)|con qué se (?:hace|prepara|acompaña|sirve)|de qué está hech|a partir de qué se elabora|hace falta para preparar`,
        answer: String.raw`(?<!\p{L})(?:hech|hac[eí]|prepar|elabor|cocin|bas[ea]|ingredient|con(?!\p{L})|de(?!\p{L})|lleva|conti|mezcl|relle|acompañ|sirv)`,
      },
      {
        kind: 'plot',
        question: String.raw`de qué (?:trata|va) «|el argumento de|qué historia cuenta|la trama de|sobre qué tema`,
        answer: String.raw`(?<!\p{L})(?:trat|cuent|narr|relat|histori|trama|argument|gira|sigue|describ|aborda|ambient|transcurr|protagon|viaje|vida|se centra|sobre(?!\p{L}))`,
      },
      {
        kind: 'cast',
        question: String.raw`quién actúa|protagonistas de «|qué reparto|qué intérpretes`,
        answer: String.raw`(?<!\p{L})(?:protagon|repart|elenco|interpret|actu|actor|actriz|papel|personaj)`,
      },
      {
        kind: 'language',
        question: String.raw`dónde se habla|quién habla|cuántos hablantes`,
        answer: String.raw`(?<!\p{L})(?:habl|lengua|idioma|dialect|habitant)`,
      },
      {
        kind: 'purpose',
        question: String.raw`para qué (?:sirve|se (?:usa|utiliza|creó))|qué (?:uso|utilidad|aplicaciones)|en qué se emplea|qué objetivo|con qué fin|la función de «`,
        answer: String.raw`(?<!\p{L})(?:para(?!\p{L})|sirv|us[aoó]|util|emple|aplic|permit|función|fin(?!\p{L})|fines|objetiv|misión|destin|encarg|propósit|dedic|instrument|herramient|medi[or]|protege|ayud)`,
      },
      {
        kind: 'death-toll',
        question: String.raw`víctimas hubo|pérdidas humanas|número de muertos|coste humano`,
        answer: String.raw`(?<!\p{L})(?:muert|mur|víctim|herid|baj[ao]s|fallec|vidas?(?!\p{L})|prisioner|desaparec)`,
      },
      {
        kind: 'religion',
        question: String.raw`(?:con|lo) (?:la )?religi|la fe con|lo sagrado`,
        answer: String.raw`(?<!\p{L})(?:igles|misa|rez|orac|católic|cristian|virgen|san(?:t[oa]s?)?(?!\p{L})|monj|frail|jesuit|convent|dios|sacerdot|obisp|arzobisp|papa(?!\p{L})|inquisic|peregrin|islam|musulm|budi|judí|templ|mezquit|sinagog|fe(?!\p{L})|religi|sagrad|alma|bautiz|catedral|capilla|monasteri|diócesis|sermón|beat|milagr|teolog|ritual|rito|divin|bendic|bendec)`,
      },
      {
        kind: 'music',
        question: String.raw`(?:la música con|con la música|instrumentos o sonidos|cómo suena lo)`,
        answer: String.raw`(?<!\p{L})(?:músic|canc|cant|guitarr|viol|flaut|tambor|piano|bandone|trompet|cuerda|arpa|melod|ritm|orquest|coro|son(?:id|ar|or)|toca|tocad|tocó|ópera|banda|disco|concierto|compos|compus|rapero|soprano|tenor|productor|nota)`,
      },
      {
        kind: 'animals',
        question: String.raw`(?:qué|algún|los) animal`,
        answer: String.raw`(?<!\p{L})(?:animal|caball|ovej|perr|gat[oa]|ave|pájar|pez|peces|vac[au]|buey|toro|mula|llama|alpac|cabr|cerd|abej|serpient|lobo|insect|gallin|pat[oa]s?(?!\p{L})|pollo|conejo|ganado|pescad|caracol|anguila|mamífer|reptil|anfibi|molusc|roedor|araña|felino|primat|maripos|polilla|escarabaj|coleópter|lagart)`,
      },
      {
        kind: 'plants',
        question: String.raw`qué plantas|el mundo vegetal|las plantas cuando|qué se cultiva o crece`,
        answer: String.raw`(?<!\p{L})(?:árbol|flor|semill|plant|cultiv|cosech|hierb|raíz|raíces|maíz|trigo|caña|leña|frut|bosque|huert|totora|hoja|arroz|verdur|madera|yerba|uva|olivo|viñ)`,
      },
      {
        kind: 'clothes',
        question: String.raw`qué (?:prendas|ropa)|se viste la gente|indumentaria`,
        answer: String.raw`(?<!\p{L})(?:sombrer|vest|traj|máscar|poncho|gorro|falda|pañuel|faja|camis|zapat|manta|disfra|bota|rop|prend|capa|chal|tel|lana)`,
      },
      {
        kind: 'trade',
        question: String.raw`con el comercio|el dinero con|aspecto económico|entra el comercio`,
        answer: String.raw`(?<!\p{L})(?:vend|vent|compr|comerc|mercader|merca|preci|diner|export|import|moned|pag|alquil|impuest|billet|euro|dólar|peso|banc|económic|econom|rent|deud|cost|ganan|tiend|barat|car[oa]s?(?!\p{L}))`,
      },
      {
        kind: 'war',
        question: String.raw`la guerra con|episodio de armas|qué conflicto|hubo luchas`,
        answer: String.raw`(?<!\p{L})(?:trop|ejércit|batall|combat|artiller|caballer|infanter|división|divisiones|guerr|invas|invad|asedi|saque|conquist|soldad|milici|bombard|rebel|independ|arm[aoó]|lucha|luchó|venc|derrot|enemig|militar|revuelt|atac|ataque|motín)`,
      },
      {
        kind: 'law',
        question: String.raw`(?:las leyes|las normas|las autoridades|alguna regla)`,
        answer: String.raw`(?<!\p{L})(?:ley|decret|sentenc|tribunal|juez|juec|mult|norm|prohib|autorid|gobiern|gobern|ayuntam|parlam|derech|reglam|regla|permi|oficial|obliga|declar|rey|virrey|impuest|justici|alcald|ministr|orden)`,
      },
      {
        kind: 'colours',
        question: String.raw`qué color(?:es)? (?:se asocian|tiene)|de qué color|el color en torno`,
        answer: String.raw`(?<!\p{L})(?:color|blanc|roj|negr|azul|verd|amarill|dorad|platead|gris|pard|marrón|rosa|morad|naranja)`,
      },
      {
        kind: 'custom',
        question: String.raw`qué (?:costumbres hay|tradición acompaña|hábitos se)|lo habitual en|se suele hacer`,
        answer: String.raw`(?<!\p{L})(?:suel|solí|costumbr|tradic|cada (?:año|día|domingo|semana|mes)|todos los|los (?:domingos|sábados|lunes|viernes)|habitual|siempre|anual|celebr|fiesta|rito)`,
      },
      {
        kind: 'studies-of',
        question: String.raw`los estudiosos|los especialistas|se ha investigado|teorías o estudios`,
        answer: String.raw`(?<!\p{L})(?:autor|historiad|arqueól|científ|investig|especialist|crític|estudi|lingü|excav|discut|teor|hipótes|según|propon|supon|experto|prueba|cree|explica)`,
      },
      {
        kind: 'legend',
        question: String.raw`qué leyenda|relato tradicional|historias se cuentan|cuenta la tradición`,
        answer: String.raw`(?<!\p{L})(?:leyend|mit[oa]|mitol|tradic|cuent|dice|relat|según|histor)`,
      },
      {
        kind: 'time',
        question: String.raw`cuándo se come`,
        answer: String.raw`(?<!\p{L})(?:com(?:e|en|er|ida|ía|ían)(?!\p{L})|cena|desayun|almuerz|almorz|merienda|mediodía|domingo|fiesta|verano|invierno|primavera|otoño|navidad|noche)`,
      },
      {
        kind: 'number',
        question: String.raw`qué (?:cifras|números)`,
        answer: String.raw`\d|(?<!\p{L})(?:cien|ciento|cientos|mil|miles|millón|millones|decenas?|centenar(?:es)?|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|quince|veinte|treinta|cuarenta|cincuenta)(?!\p{L})`,
      },
      {
        kind: 'time',
        question: String.raw`cómo empieza la historia de «|cuándo aparece «`,
        answer: String.raw`^(?:[^.!?]|(?<=(?<!\p{L})\p{L}{1,2})\.){0,300}?(?<!\p{L})(?:empez|empie|comien|comen[zc]|inici|surg|nac(?:e|ió|ier|imiento|ido)|apare|origen|originar|originó|remont|fund[aóe]|cre(?:ó|ado|ada|aron)|invent|primer|establec|institu|introdu|construy|levant|proced|provien|vien[e]|deriv|antepasad|antecedent|mucho antes|mencion|document|data(?:n)? de|inaugur|descubr|llegada|trajeron|adopt)`,
      },
      {
        kind: 'cause',
        question: String.raw`por qué (?:se habla de|importa|interesa) «|qué importancia tiene «`,
        answer: String.raw`(?<!\p{L})(?:porque|ya que|por eso|por ello|gracias|razón|motivo(?!s)|import|esencial|primer[oa]? |primero en|únic|(?:el|la|los|las|lo) más |más (?:antigu|grande|conocid|famos|important|representativ|célebre|visitad)|el mayor|la mayor|mejor(?!\p{L})|conocid|célebre|famos|fama|prestigi|éxito|símbolo|emblem|patrimonio|unesco|nacional|sagrad|conmemor|recuerd|memoria|homenaje|honor|identidad|influ|inspir|herencia|leg(?:ado|ó)|derech|libertad|independencia|centro(?!\p{L})|corazón|convirti|convierte|convert|llegó a ser|reconoc|premi|atra[ejí]|reún|reuni|transform|cambió|salv|conserv|permit|decisiv|puso fin|aprovech|validez|interés|emblema|cuna|considera|respetable|devoción)`,
      },
      {
        kind: 'cause',
        question: String.raw`qué (?:papel|función) (?:desempeña|cumple|tiene) «`,
        answer: String.raw`(?<!\p{L})(?:papel|sirv|servía|función|sede|centro|símbolo|emblem|import|principal|esencial|permit|ayud|contribu|convirti|convierte|llegó a ser|primer|(?:el|la|los|las) más |influ|inspir|modelo|proteg|defend|abastec|aprovech|gobern|reún|reuni|une|represent|jefe|dirig|fund(?:ó|ador)|reconoc|patrimonio|dio (?:a|al|lugar|origen)|atra[ejí]|cuna|juzg|regul|reparte|resuelv|hogar|considera)`,
      },
      {
        kind: 'known-for',
        question: String.raw`qué tiene de especial «|en qué se distingue «`,
        answer: String.raw`(?<!\p{L})(?:sol[oa](?!\p{L})|sólo|únic|primer[oa]? |(?:el|la|los|las|lo) más |más [^.]{1,40} que|menos|mayor|mejor|a diferencia|en vez|en lugar|mientras|difer|disting|distint|particular|especial|propi[oa]s?(?!\p{L})|rar[oa]s?(?!\p{L})|curios|excepcional|extraordinari|notable|original(?!\p{L})|caracter|nunca|jamás|ningun|ningún|sin(?! embargo)(?!\p{L})|no hay|otros|otras|célebre|conocid|famos|patrimonio|unesco|denominación|récord|a mano|aunque|pese|no [^.]{1,40} sino|y no |gratuit|tres continentes|enteramente|mestiz)`,
      },
      {
        kind: 'definition',
        question: String.raw`principiante|las bases de|palabras sencillas`,
        answer: String.raw`^(?:[^.!?]|(?<=(?<!\p{L})\p{L}{1,2})\.){0,260}?(?<!\p{L})(?:(?:es|era|son|eran|fue|fueron) (?:\p{L}+mente )?(?:una?|el|la|los|las|lo|parte|considerad[oa]s?|también)(?!\p{L})|consist(?:e|ía)|significa|se llama|se denomina|se compone|se basa|representa)|(?<!\p{L})(?:principiante|lo primero|lo esencial|conviene|hay que)(?!\p{L})`,
      },
      {
        kind: 'making',
        question: String.raw`^¿cómo se (?:hace|construyó el lugar|prepara el plato) «`,
        answer: String.raw`(?<!\p{L})(?:constru|levant|erig|edific|excav|sillares|ladrillo|hormigón|argamasa|obras|arquitect|hacer(?!\p{L})|se hac|elabor|fabric|torno|barro|masa|cuec|coc(?:er|ido|ción)|hor[nn]|horno|sofrí|añad|mezcl|aliñ|cort|trocead|prepara|bañ|esmalt|vidri|caña|totora|caparazón|madera)`,
      },
      {
        kind: 'malformed',
        question: String.raw`^[^«»]*»|«[^»]*$`,
        answer: '(?!)',
      },
      {
        kind: 'definition',
        question: String.raw`(?<!(?:de|por|a) )qué (?:es|son|era|fue|fueron|significa) (?:el |la |los |las |una? )?(?:«[^»]*»|(?:[\p{L}-]+ ?){1,4})\s*\?|qué (?:significa|quiere decir)|explicar?(?:me)? (?:con|en) (?:palabras|términos) sencill[oa]s|en (?:palabras|términos) sencill[oa]s|cómo (?:describiría|definiría|describirías|definirías)|quién (?:es|era|fue) «`,
        answer: String.raw`^(?:[^.!?]|(?<=(?<!\p{L})\p{L}{1,2})\.){0,260}?(?<!\p{L})(?:(?:es|era|son|eran|fue|fueron) (?:\p{L}+mente )?(?:una?|el|la|los|las|lo que|uno de|una de|parte|considerad[oa]s?|conocid[oa]s?|también)(?!\p{L})|consist(?:e|ía)|significa|se llama(?:n)?|se denomina|designa|se conoce|se compone|nació|representa|imagine|imagina)`,
      },
      {
        kind: 'person',
        question: String.raw`qué (?:personas|personajes|gente|figuras|hombres|mujeres)|(?:quién|quiénes) (?:influy|ayud|contribuy|particip|está|están|estuv|form)|con quién(?! (?:se casó|aprendió|comparte))`,
        answer: String.raw`(?<!\p{L})(?:él|ella|ellos|ellas|quien|quienes|rey|reyes|reina|príncipe|princesa|emperador|sultán|sultanes|virrey|conde|duque|obispo|arzobispo|papa|fraile|frailes|monje|monjes|monja|monjas|jesuitas|sacerdote|santo|san|santa|apóstol|presidente|ministro|alcalde|general|generales|mariscal|coronel|capitán|ingenieros?|arquitectos?|fundador|fundadora|autor|autora|escritor|escritora|novelista|poeta|poetas|pintor|pintores|escultor|artistas?|artesanos?|loceros?|científic[oa]s?|historiador(?:es)?|investigador(?:es)?|especialistas?|arqueólogos?|inventor|explorador|naturalista|músicos?|guitarrista|cantantes?|bailarines|compositor(?:es)?|profesor|médico|abogado|jefe|líder|obreros?|campesinos?|agricultores|labradores|regantes|pastores|pescadores|marineros|soldados|cocineros|jugadores|colonos|colonizadores|españoles|indígenas|guaraníes|aimaras|incas|mexicas|moriscos|habitantes|comerciantes|mercaderes|peregrinos?|vecinos|viajeros?|gente|personas?|hombres?|mujer(?:es)?|niñ[oa]s?|familias?|padres?|madre|hij[oa]s?|herman[oa]s?|espos[oa]|marido|fundó|inventó|diseñó|escribió|construyó|descubrió|creó|pintó|dirigió|propuso|publicó|mandó|ordenó|venció|popularizó|renovó)(?!\p{L})`,
      },
      {
        kind: 'time',
        question: String.raw`qué (?:\p{L}+ )?(?:fechas|años)(?!\p{L})`,
        answer: String.raw`(?<![\d.,])(?:1\d{3}|20\d{2})(?!\d|[.,]\d)|(?<!\p{L})siglos?(?!\p{L})(?: [ivx]+)|\d\s+de\s+(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)|(?:a|d)\. ?c\.|década`,
      },
      {
        kind: 'time',
        question: String.raw`(?<!\p{L})(?:cuándo|en qué (?:año|siglo|época|fecha|período|periodo|mes)|desde cuándo|cuánto tiempo hace)(?!\p{L})|cuál (?:es|fue) la historia|hábleme de la historia`,
        answer: String.raw`(?<![\d.,])(?:1\d{3}|20\d{2})(?!\d|[.,]\d)|siglo|(?<!\p{L})(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|lunes|martes|miércoles|jueves|viernes|sábado|domingo|domingos|primavera|verano|otoño|invierno|navidad|pascua|cuaresma|semana santa|antes|después|desde|tras|durante|época|reinado|era \p{L}+|antigüedad|antigu[oa]s?|edad media|medieval(?:es)?|renacimiento|originalmente|originari\p{L}+|al principio|mañana|mediodía|tarde|noche|día|cada año|todos los|anual(?:mente)?|hoy|años|tiempos|década)(?!\p{L})`,
      },
      {
        kind: 'time',
        question: String.raw`(?:cómo|cuándo) (?:empie|empez|comien|comen|surg|nace|nació|aparec|apareció|se origin)|cuál (?:es|fue) el origen`,
        answer: String.raw`(?<!\p{L})(?:empez|empie|comien|comen[zc]|inici|surg|nac(?:e|ió|ier|imiento|ido)|apare|origen|originar|originó|remont|fund[aóe]|cre(?:ó|ado|ada|aron)|invent|primer|establec|institu|introdu|construy|levant|proced|proviene|vien[e]|deriv|antepasad|antecedent|antigu|mencion|document|estall|data(?:n)? de|medieval|edad media|siglo|inaugur|abri[óe]|descubr|llegada|llegó|trajeron|llevaron|adopt|debut|primer|aprendi)`,
      },
      {
        kind: 'number',
        question: String.raw`(?<!\p{L})(?:cuánt[oa]s?(?! tiempo)|qué (?:cifras|números)|qué (?:tamaño|altura|superficie|longitud|población|profundidad) tiene|cuál es (?:el |la )(?:tamaño|altura|superficie|longitud|población|profundidad|extensión))(?!\p{L})`,
        answer: String.raw`\d|(?<!\p{L})(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|quince|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|ciento|cientos|mil|miles|millar(?:es)?|millón|millones|medio|media|mitad|tercio|tercera parte|cuarto|doble|triple|decenas?|docenas?|centenar(?:es)?|ningún|ninguna|varios|varias|más (?:grande|alt[oa]|larg[oa]|profund[oa]))(?!\p{L})`,
      },
      {
        kind: 'place',
        question: String.raw`(?<!\p{L})(?:(?<!de )dónde(?! (?:nació|vino al mundo|murió|falleció|vivió|estudió|se formó|está la tumba|fue a parar|se encuadra))|qué (?:lugares|sitios|ciudades|países|regiones)|en qué (?:lugar(?! (?:nació|reposa))|lugares|país|países|ciudad|ciudades|región|parte)|con qué parte del mundo)(?!\p{L})`,
        answer: String.raw`(?<!\p{L})(?:ciudad(?:es)?|pueblos?|aldeas?|villas?|país(?:es)?|islas?|ríos?|lagos?|mar(?:es)?|océano|costas?|bahía|golfo|montañas?|montes?|cerros?|colinas?|sierra|cordillera|valles?|llanuras?|altiplano|pampa|meseta|regi(?:ón|ones)|provincias?|departamentos?|municipios?|comarcas?|estados?|capital(?:es)?|territorios?|continentes?|fronteras?|norte|sur|este de|este y|oeste|oriente|occidente|situad[oa]s?|ubicad[oa]s?|se (?:encuentra|halla|alza|extiende|asienta|levanta|sitúa)n?|iglesia|catedral|castillo|palacio|museo|calles?|plazas?|parque|bosque|desierto|puertos?|puente|universidad|convento|monasterio|barrios?|mercados?|mundo|españa|madrid|valencia|sevilla|granada|segovia|cataluña|barcelona|tarragona|galicia|santiago|méxico|puebla|oaxaca|perú|lima|cuzco|bolivia|argentina|buenos aires|uruguay|montevideo|chile|ecuador|colombia|panamá|paraguay|andes|europa|américa|áfrica|asia|francia|parís|mediterráneo|andalucía|castilla|todas partes)(?!\p{L})`,
      },
      {
        kind: 'cause',
        question: String.raw`(?<!\p{L})por qué(?!\p{L}| se llama| (?:medios|clubes|zonas?|regiones|lugares|obras?)(?!\p{L}))|qué (?:importancia|papel|significado|relevancia|función)|cuál (?:es|fue) (?:la importancia|el significado|el papel|la función|el motivo|la causa|la razón)|por qué (?:motivo|razón)`,
        answer: String.raw`(?<!\p{L})(?:porque|pues(?!\p{L}|to en)|puesto que|ya que|para que|para \p{L}+(?:[aei]r|[aei]rl[aoe]s?|[aei]rse)(?!\p{L})|a fin de|por eso|por ello|así que|de modo que|de manera que|de forma que|gracias|debid|a causa|causa|causó|razón|motivo|result|permit|sirv|servía|ayud|import|esencial|principal|mayor|papel|función|primer|únic|sol[oa](?!\p{L})|el más|la más|los más|las más|lo más|más (?:antigu|grande|alt[oa]|larg[oa]|conocid|famos|important|representativ|extens|célebre|visitad|valorad)|mejor|conocid|célebre|famos|fama|prestigi|popular|éxito|símbolo|emblem|patrimonio|unesco|nacional|nación|sagrad|fiesta|celebra|conmemor|recuerd|recordad|memoria|homenaje|honor|honr|tradición|costumbre|identidad|orgull|influ|inspir|model|heren|leg(?:ado|ó)|proteg|derech|libertad|central|centro|corazón|clave|vital|valios|raro|rara|convirti|convert|llegó a ser|reconoc|premi|atra[ejí]|reuni|reún|transform|cambi|difund|extend|salv|conserv|defend|creencia|cree(?:n)? |explic|marc(?:a|ó)|decisiv|definitiv|independencia|fin (?:de|a) la|puso fin|independient|aprovech|abastec|gobern|represent|considera|hogar|devoción|interés|validez|provoc|desencaden|motiv)|^[\s\S]{160}`,
      },
      {
        kind: 'known-for',
        question: String.raw`qué (?:\p{L}+ )?tiene .{0,40}(?:de )?(?:especial|particular|peculiar|únic)|qué (?:hace|hacía) .{1,120} (?:especial|únic|diferente|distint)|en qué se (?:distingue|diferencia)|(?:conocid|famos|célebre|recordad)[oae]s? por(?!\p{L})|por qué se recuerda|por qué (?:es|fue) (?:conocid|famos|célebre)`,
        answer: String.raw`(?<!\p{L})(?:conocid|célebre|famos|fama|prestigi|popular|primer|únic|sol[oa]s?(?!\p{L})|sólo|más (?!tarde|adelante)|menos|mejor|peor|mayor|menor|tan(?:to)?(?!\p{L})|otr[oa]s?(?!\p{L})|demás|difer|disting|distint|a diferencia|en vez|en lugar|mientras|particular|especial|propi[oa]s?(?!\p{L})|rar[oa]|curios|insólit|excepcional|extraordinari|notable|original|típic|caracter|nunca|jamás|ningun|ningún|sin(?!\p{L})|aunque|pese|a pesar|incluso|hasta(?! el siglo)|salvo|no [^.]{1,40} sino|símbolo|emblem|patrimonio|unesco|sagrad|denominación|auténtic|genuin|verdader|llama|nombr|apod|leyenda|creencia|récord|premi|invent|descubr|fund[óa]|escrib|escrit|publi|obra|compus|compos|diseñ|cre[óa]|celebra|homenaje|estatua|monumento|fiesta|festival|nacional|tradición|todavía|aún(?!\p{L})|sigue|siguen|conserv|mund|reconoc|estilo|color|blanc|azul|cada|siempre|exige|deb[ea])`,
      },
      {
        kind: 'making',
        question: String.raw`cómo (?:se )?(?:hac|hizo|hicieron|fabric|prepar|cocin|produ|elabor|constru)`,
        answer: String.raw`(?<!\p{L})(?:hac(?:e|en|er|ía|ían|iendo)|hech|hizo|fabric|prepar|elabor|produ[cj]|cocin|coc(?:er|ido|ida|ción)|cuec|cuez|herv|horno|fr(?:eír|ito|íe)|asa(?:r|do|da)|mezcl|añad|agreg|ech[ae]|viert|vert|aliñ|sazon|sal(?!\p{L})|azúcar|rellen|dobl|cort|trocead|sec(?:a|ar|ado)|prens|mol(?:er|de|id)|model|torno|barro|pint|tiñ|bord|tej|tall|escul|pul(?:e|ir|ido)|vidri|constru|levant|erig|edific|coloc|cav|excav|ensambl|pied|sillar|ladrillo|madera|acero|hierro|cal(?!\p{L})|hormigón|argamasa|arcilla|masa|ingredient|procedimiento|proceso|método|técnica|a mano|mediante|leña|fuego|ferment|obrer|obras|arquitect|reconstru|caña|paja|caparazón|cuerdas)`,
      },
      {
        kind: 'making',
        question: String.raw`cómo (?:se )?celebra|qué (?:hace|hacen|se hace) .{0,40}(?:durante|en)(?!\p{L})`,
        answer: String.raw`(?<!\p{L})(?:celebra|fest|desfil|cortejo|proces|march|danz|bail|cant|músic|tambor|jue[g]|jug|com(?:e|en|ida)(?!\p{L})|cena|mesa|beb|rez|misa|iglesia|fuego|hoguer|petard|vela|encien|quem|arden|adorn|decor|llev|vist|traj|disfra|máscar|visit|famil|ofrend|ofrec|regal|concurs|asist|reún|reun|corona|bander|ceremonia|multitud|espectácul|altar|tumba|flor|plant)`,
      },
      {
        kind: 'making',
        question: String.raw`cómo (?:funciona|opera|trabaja|se juega|se desarrolla)`,
        answer: String.raw`(?<!\p{L})(?:funcion|regla|cada|jugador|equipo|punto|consist|compon|comprend|procedimiento|proceso|sistema|método|etapa|primero|después|luego|debe|deben|permit|utiliz|usa|mediante|por medio|gracias|suj[e]t|empuj|gir|pas(?:a|an)(?!\p{L})|atravies|elig|elect|vot|miembro|síndic|organiz|dirig|divid|se reún|decid|juzg|multa|turno|todos los|cuando|si(?!\p{L})|agua|toca|cuerda|sonido|rasgue)`,
      },
      {
        kind: 'definition',
        question: String.raw`qué (?:aspecto|forma|apariencia) tien|cómo (?:luce|es físicamente)`,
        answer: String.raw`(?<!\p{L})(?:aspecto|forma|parec|semej|como un|color|roj[oa]|blanc|negr|verde|azul|amarill|dorad|gris|oscur|clar[oa]|alt[oau]|anch|larg|cort[oa](?!\p{L})|pequeñ|grand|enorme|redond|cuadrad|rectang|plan[oa]|grues|delgad|piedra|ladrillo|madera|arcilla|hech|compon|compuest|cubiert|adorn|decor|pint|traj|sombrer|vest|muro|torre|techo|column|arco|metro|\d\s?m(?!\p{L})|se alza|dibujo|rostro|cara(?!\p{L})|mid[e]|caja|cuerdas|pisos?|balcon)`,
      },
      {
        kind: 'use',
        question: String.raw`para qué (?:sirv|se us|se util)|cómo (?:se )?(?:usa|utiliza|emplea)|qué usos? tien`,
        answer: String.raw`(?<!\p{L})(?:sirv|servía|us[aoó]|utiliz|emple|función|permit|para(?!\p{L})|destin|ayud|llev|come|comen|beb|tom[ae]|consum|vend|toca|transport|naveg|rieg|reg[aá]|abastec|proteg|defen|guía|ilumin|conserv|transmit|acompañ|cruz|juzg|aliment)`,
      },
      {
        kind: 'place',
        question: String.raw`qué (?:se puede|se pueden|pueden|puede) .{0,40}ver(?!\p{L})`,
        answer: String.raw`(?<!\p{L})(?:ver|vis(?:ta|ible|it)|ve(?:n)?(?!\p{L})|mir|admir|observ|contempl|expon|exposici|exhib|museo|sala|torre|muro|murall|piedra|estatua|cuadro|pint|jardín|parque|iglesia|catedral|capilla|castillo|palacio|casa|calle|plaza|puente|arco|monumento|ruina|resto|colección|alberga|contien|conserv|se alza|fuente|patio|balcón|azulejo|camino|puerta|decor|adorn|isla|leon)`,
      },
      {
        kind: 'change',
        question: String.raw`cómo (?:ha |han )?(?:cambi|evolucion|desarroll)|qué (?:ocurr|pas|suced)\p{L}* (?:después|luego|más tarde)|qué fue de(?!\p{L})`,
        answer: String.raw`(?<!\p{L})(?:hoy|ahora|actual|desde(?! el (?:suelo|patio))|después|más tarde|más adelante|tras(?!\p{L})|luego|posterior|hasta (?:el|la|que|\d)|se convirt|convirt|llegó a|volvi|cambi|evolucion|desarroll|transform|sustitu|reemplaz|crec|aument|disminu|reduj|decay|decad|desapar|destru|abandon|perd|derrib|reconstru|restaur|recuper|renov|reanud|cerr|abri|pasó|pasaron|dej(?:ó|aron)|ya no|antiguamente|antes (?:era|eran|se)|al principio|primero|modern|siglo|nuev|poco a poco|gradual|difund|extend|adopt|en (?:1\d{3}|20\d{2})|murió|termin|acab|finaliz|declar|inscrib|botarse)`,
      },
      {
        kind: 'change',
        question: String.raw`(?:hoy(?: en día)?|actualmente|en la actualidad|ahora)\s*\?`,
        answer: String.raw`(?<!\p{L})(?:hoy|ahora|actual|todavía|aún(?!\p{L})|siguen? siendo|modern|contemporán|desde|permanece|queda(?:n)?(?!\p{L})|conserv|continú|recient|20\d{2}|xxi|ya no|se ha(?:n)? (?:convert|extend|vuelt)|cada (?:año|día|semana|\d+)|anual|todos los años|visitantes|turistas)`,
      },
      {
        kind: 'person',
        question: String.raw`qué hizo en (?:su|la) vida`,
        answer: String.raw`(?<!\p{L})(?:él|ella|escrib|public|fund|dirig|luch|trabaj|enseñ|estudi|descubr|invent|constru|pint|compus|viaj|sirv|fue|reinó|murió|nació|cas[óa]|cre[óa]|abri|ingres|entró|perd|ganó|conoc)`,
      },
    ],
    open: [
      '¿qué vale la pena saber de …?', '¿me puedes contar algo interesante sobre …?', '¿qué dato curioso conoces de …?', '¿podrías hablarme un poco de …?',
      '¿hay algo que debería saber sobre …?', '¿qué me puedes decir de …?', '¿qué sabes acerca de …?', '¿te importaría contarme algo de …?',
      '¿conoces algún detalle sobre …?', '¿sabes algo de …?', '¿qué conviene recordar de …?', '¿qué información tienes sobre …?', '¿me ayudas a conocer mejor …?',
      '¿qué contarías de … a alguien que no sabe nada del tema?', '¿puedes darme algún dato sobre …?', '¿qué otra cosa se sabe de …?', '¿qué más hay que saber de …?',
      '¿algo digno de mención sobre …?', '¿me explicas algo relacionado con …?', '¿qué detalle ayuda a entender …?', '¿tienes algún dato concreto de …?',
      '¿cuéntame, qué hay de interesante en …?', '¿qué aspecto de … merece un comentario?', '¿qué se puede decir sobre …?',
      '¿serías tan amable de contarme algo acerca de …?', '¿qué responderías si alguien te pregunta por …?', '¿por dónde empezarías a hablar de …?',
      '¿qué se conoce de …?', '¿hay algún hecho llamativo sobre …?', '¿qué apunte harías sobre …?', '¿quieres contarme algo de …?',
    ],
    requests: [
      'explica', 'explique', 'explíqueme', 'explícame', 'describe', 'describa', 'compara', 'compare', 'cuéntame', 'cuénteme', 'analiza', 'analice',
      'comenta', 'comente', 'expón', 'exponga', 'resume', 'resuma', 'muestra', 'muestre', 'háblame', 'hábleme', 'examina', 'examine',
      'me gustaría saber', 'quisiera saber',
    ],
    stopWords: [
      'a', 'al', 'algo', 'algún', 'alguna', 'algunas', 'alguno', 'algunos', 'ambas', 'ambos', 'ante', 'antes', 'aquel', 'aquella', 'aquellas', 'aquello', 'aquellos', 'aquí', 'así', 'aun', 'aún', 'aunque', 'bajo', 'bien', 'cada', 'casi', 'como', 'cómo', 'con', 'contra',
      'cual', 'cuál', 'cuales', 'cuáles', 'cualquier', 'cuando', 'cuándo', 'cuanto', 'cuánto', 'cuya', 'cuyas', 'cuyo', 'cuyos', 'de', 'del', 'desde', 'después', 'donde', 'dónde', 'dos', 'durante', 'e', 'el', 'él', 'ella', 'ellas', 'ello', 'ellos', 'en', 'entre', 'era',
      'eran', 'es', 'esa', 'esas', 'ese', 'eso', 'esos', 'esta', 'está', 'están', 'estaba', 'estas', 'este', 'esto', 'estos', 'fue', 'fueron', 'ha', 'había', 'haber', 'hacia', 'han', 'hasta', 'hay', 'incluso', 'junto', 'la', 'las', 'le', 'les', 'lo', 'los', 'más', 'mediante',
      'menos', 'mi', 'mientras', 'misma', 'mismas', 'mismo', 'mismos', 'mucha', 'muchas', 'mucho', 'muchos', 'muy', 'nada', 'ni', 'ningún', 'ninguna', 'no', 'nos', 'o', 'otra', 'otras', 'otro', 'otros', 'para', 'pero', 'poco', 'pocos', 'por', 'porque', 'pues', 'que', 'qué',
      'quien', 'quién', 'quienes', 'se', 'sea', 'según', 'ser', 'si', 'sí', 'sido', 'siempre', 'sin', 'sino', 'sobre', 'solo', 'sólo', 'son', 'su', 'sus', 'tal', 'tales', 'también', 'tan', 'tanto', 'te', 'tiene', 'tienen', 'toda', 'todas', 'todo', 'todos', 'tras', 'tu', 'u',
      'un', 'una', 'unas', 'uno', 'unos', 'varias', 'varios', 'y', 'ya', 'yo',
    ],
  },
  culture: {
    names: [
      // countries and who lives there
      'España', 'español*', 'hispan*', 'México', 'mexica*', 'Guatemala', 'guatemaltec*', 'El Salvador', 'salvadoreñ*', 'Honduras', 'hondureñ*', 'Nicaragua', 'nicaragüens*', 'Costa Rica', 'costarricens*', 'Panamá', 'panameñ*', 'Cuba', 'cuban*',
      'República Dominicana', 'dominican*', 'Puerto Rico', 'puertorriqueñ*', 'Venezuela', 'venezolan*', 'Colombia', 'colombian*', 'República del Ecuador', 'ecuatorian*', 'Perú', 'peruan*', 'Bolivia', 'bolivian*', 'Chile', 'chilen*', 'Argentina', 'argentin*', 'Uruguay',
      'uruguay*', 'Paraguay', 'paraguay*', 'Guinea Ecuatorial', 'ecuatoguinean*', 'hispanoamerican*', 'Latinoamérica', 'latinoamerican*', 'América Latina', 'Iberoamérica', 'iberoamerican*', 'Centroamérica', 'centroamerican*', 'Sudamérica', 'Mesoamérica',
      'mesoamerican*', 'castellan*', 'criollo*', 'criolla*', 'mestiz*', 'gauch*', 'ibéric*',
      // regions
      'andaluz*', 'andaluc*', 'Aragón', 'aragonés', 'aragones*', 'Asturias', 'asturian*', 'Baleares', 'Mallorca', 'mallorqu*', 'Menorca', 'Ibiza', 'Canarias', 'canaria', 'Tenerife', 'Gran Canaria', 'Cantabria', 'cántabr*', 'Castilla', 'manchego*', 'manchega*', 'Cataluña', 'catalán',
      'catalan*', 'Extremadura', 'extremeñ*', 'Galicia', 'galleg*', 'La Rioja', 'riojan*', 'Murcia', 'murcian*', 'Navarra', 'navarr*', 'País Vasco', 'Euskadi', 'vasco', 'vasca', 'vascos', 'vascas', 'valencian*', 'ciudad de Valencia', 'Huerta de Valencia', 'catedral de Valencia', 'Ayuntamiento de Valencia', 'Albufera', 'Turia', 'leonés', 'leonesa', 'Yucatán', 'yucatec*', 'Oaxaca',
      'oaxaqueñ*', 'Jalisco', 'Chiapas', 'chiapanec*', 'Michoacán', 'michoacan*', 'Veracruz', 'veracruzan*', 'poblano*', 'poblana*', 'Andes', 'andin*', 'altiplano', 'Patagonia', 'patagón*', 'pampa*', 'Río de la Plata', 'rioplatens*', 'Tierra del Fuego', 'Antioquia',
      'antioqueñ*', 'llanero*', 'Atacama', 'Chiloé', 'chilot*', 'Mendoza', 'mendocin*', 'salteñ*', 'Tucumán', 'tucuman*', 'Galápagos', 'Titicaca', 'Orinoco',
      // cities
      'Madrid', 'madrileñ*', 'Barcelona', 'barcelon*', 'Sevilla', 'sevillan*', 'Zaragoza', 'Málaga', 'malagueñ*', 'Bilbao', 'granadin*', 'Córdoba', 'cordob*', 'Toledo', 'toledan*', 'Salamanca', 'Cádiz', 'gaditan*', 'Segovia', 'segovian*', 'Pamplona', 'Santiago', 'Burgos',
      'Valladolid', 'Ciudad de México', 'Tenochtitlan', 'Guadalajara', 'Monterrey', 'Tegucigalpa', 'Managua', 'La Habana', 'habaner*', 'Santo Domingo', 'Caracas', 'caraqueñ*', 'Bogotá', 'bogotan*', 'Medellín', 'Cartagena de Indias', 'Quito', 'quiteñ*', 'Guayaquil',
      'Lima', 'limeñ*', 'Cuzco', 'Cusco', 'cuzqueñ*', 'cusqueñ*', 'Arequipa', 'paceñ*', 'Potosí', 'Valparaíso', 'Buenos Aires', 'porteñ*', 'bonaerens*', 'Montevideo', 'montevidean*', 'Asunción', 'Malabo',
      // peoples and periods
      'azteca*', 'maya', 'mayas', 'inca', 'incas', 'incaic*', 'quechua*', 'aimara*', 'aymara*', 'guaraní*', 'mapuche*', 'náhuatl*', 'nahua*', 'zapotec*', 'mixtec*', 'tolteca*', 'olmeca*', 'purépecha*', 'tarahumara*', 'otomí*', 'quiché*', 'garífuna*', 'tehuelche*',
      'muisca*', 'taíno*', 'taína*', 'celtíber*', 'tartes*', 'andalusí*', 'al-Ándalus', 'nazarí*', 'mozárab*', 'mudéjar*', 'morisc*', 'sefard*', 'visigod*', 'Reconquista', 'Reyes Católicos', 'Siglo de Oro', 'virreina*', 'virrey*', 'Nueva España', 'Nueva Granada',
      'Imperio español', 'precolombin*', 'prehispánic*', 'franquis*', 'borbónic*',
      // letters, feasts, food and crafts
      'Cervantes', 'Quijote', 'flamenco', 'flamenca', 'zarzuela*', 'tango*', 'mariachi*', 'bolero*', 'romería*', 'Semana Santa', 'Fallas de Valencia', 'casteller*', 'sardana*', 'Día de Muertos', 'quinceañera*', 'tauromaquia', 'taurino*', 'corrida de toros', 'paella*', 'gazpacho*', 'turrón*', 'tortilla*',
      'tamales', 'arepa*', 'ceviche*', 'empanada*', 'asado*', 'pisco', 'tequila*', 'mezcal*', 'pulque', 'chicha', 'cacique*', 'caudillo*', 'alcázar*', 'hidalgo*', 'cofradía*', 'poncho*',
    ],
    boxes: [
      // Spain
      [41.9, -9.4, 43.9, -6.8], [41.9, -6.8, 43.7, -1.78], [36.0, -6.2, 41.9, 0.7], [37.1, -7.3, 38.2, -6.2], [38.2, -6.9, 41.0, -6.2], [38.7, -7.0, 39.0, -6.9], [40.5, 0.5, 42.45, 3.4], [41.9, -1.8, 42.8, 0.7],
      [38.6, 1.1, 40.1, 4.4], [27.6, -18.2, 29.5, -13.3], [35.87, -5.4, 35.93, -5.27], [35.26, -2.98, 35.33, -2.92],
      // Mexico and Central America
      [22.8, -117.2, 32.5, -114.8], [22.8, -114.8, 31.3, -106.4], [31.4, -106.5, 31.74, -106.2], [25.6, -98.6, 26.1, -97.9], [25.6, -97.9, 25.88, -97.3], [16.0, -106.4, 28.9, -101.4], [16.0, -101.4, 25.8, -97.1], [25.8, -101.4, 27.4, -99.6], [14.5, -97.1, 22.5, -92.3], [18.5, -92.3, 21.7, -86.6],
      [13.7, -92.3, 18.5, -89.3], [12.9, -89.3, 15.9, -83.1], [10.7, -87.7, 12.9, -83.1], [8.0, -85.9, 10.7, -82.5], [7.2, -82.9, 9.7, -77.2],
      // Caribbean
      [19.8, -85.0, 23.3, -74.1], [17.5, -71.7, 19.95, -68.3], [17.9, -67.3, 18.55, -65.2],
      // northern and western South America
      [-2.2, -79.0, 12.45, -70.1], [1.3, -70.1, 11.95, -66.9], [5.2, -66.9, 11.2, -62.0], [-5.0, -81.4, 1.5, -75.0], [-1.5, -91.8, 0.8, -89.1], [-7.0, -81.4, -2.2, -73.8], [-4.1, -75.5, -2.2, -70.1], [-4.21, -70.1, -3.8, -69.94],
      [-18.4, -81.4, -7.0, -74.0], [-18.4, -76.3, -11.1, -68.8],
      // Bolivia, Paraguay, Uruguay, Argentina, Chile
      [-14.5, -68.8, -11.1, -65.3], [-22.0, -70.6, -14.5, -61.5], [-19.8, -61.5, -16.4, -58.3], [-22.2, -62.5, -19.8, -58.2], [-27.6, -62.5, -22.2, -55.9], [-27.3, -55.9, -24.1, -54.65], [-25.7, -54.8, -25.3, -54.6],
      [-40.0, -74.0, -22.0, -58.2], [-39.0, -58.2, -33.9, -56.6], [-56.0, -76.0, -40.0, -62.1], [-31.0, -58.2, -27.3, -57.7], [-29.5, -57.7, -27.3, -57.0], [-35.0, -58.5, -31.0, -55.0], [-35.0, -55.0, -32.7, -53.6],
      [-27.2, -109.5, -27.0, -109.2],
      // Equatorial Guinea
      [0.9, 9.7, 2.2, 11.4], [3.2, 8.4, 3.8, 9.0],
    ],
    own: [
      'La paella nació en los campos de arroz que rodean la Albufera de Valencia. Los jornaleros la guisaban al mediodía sobre leña de naranjo, con pollo, conejo y judías verdes.',
      'En el Día de Muertos muchas familias mexicanas levantan un altar con flores de cempasúchil, velas y la comida que más gustaba a sus difuntos.',
      'Miguel de Cervantes publicó la primera parte del Quijote en Madrid en 1605. La segunda apareció diez años más tarde, un año antes de su muerte.',
      'Las cofradías de Sevilla sacan sus pasos a la calle en Semana Santa. Los costaleros los cargan sobre la nuca y desde algún balcón se canta una saeta.',
      'El Inti Raymi era la gran fiesta del sol en el Cuzco de los incas. Hoy se representa cada 24 de junio en la explanada de Sacsayhuamán.',
      'El mate se bebe en el Río de la Plata en una calabaza seca, con una bombilla de metal. Quien lo ceba sirve a todos los presentes, uno tras otro.',
      'El Tribunal de las Aguas de Valencia se reúne los jueves ante la catedral y resuelve de palabra los pleitos de los regantes de la huerta.',
      'Las mantas de los telares andinos se tejen con lana de alpaca y se tiñen con cochinilla. Cada comunidad reconoce sus propios dibujos.',
      'Los castells de Cataluña son torres humanas que las collas levantan en las plazas durante las fiestas mayores, al son de la gralla.',
      'El tango se formó en los arrabales de Buenos Aires y Montevideo a finales del siglo XIX. El bandoneón, venido de Alemania, le dio su timbre.',
      'Simón Bolívar nació en Caracas en 1783 y dirigió las campañas que acabaron con el dominio de la Corona en el norte de Sudamérica.',
      'La feria de San Fermín se celebra en Pamplona en julio. Cada mañana los mozos corren delante de los toros por las calles del casco viejo.',
      'Las posadas recuerdan, durante las nueve noches anteriores a la Navidad, el viaje a Belén; los niños rompen una piñata y los vecinos cantan villancicos.',
      'Los gauchos de la pampa cuidaban el ganado a caballo y comían carne asada. José Hernández les dio voz en el poema Martín Fierro.',
      'El tequila se destila en Jalisco a partir del agave azul. Los jimadores cortan las pencas a mano con una herramienta llamada coa.',
      'La Alhambra fue palacio y fortaleza de los reyes nazaríes de Granada. El agua de sus acequias llega desde el río Darro hasta los patios y jardines.',
    ],
    universal: [
      'La luz blanca se descompone en colores al atravesar un prisma de vidrio. Cada color se desvía un ángulo distinto porque tiene otra longitud de onda.',
      'Las células toman glucosa y oxígeno y producen energía, dióxido de carbono y agua. El proceso ocurre en su mayor parte dentro de las mitocondrias.',
      'Un número primo solo es divisible entre uno y entre sí mismo. Ya en la Antigüedad se demostró que la lista de los números primos no tiene fin.',
      'Las vacunas preparan al sistema inmunitario para reconocer un germen. Si el cuerpo lo encuentra después, fabrica anticuerpos con mayor rapidez.',
      'Las placas de la corteza terrestre se desplazan unos centímetros cada año. Donde chocan se levantan cordilleras y se producen terremotos.',
      'Un algoritmo de ordenación compara los elementos de una lista y los intercambia hasta que quedan dispuestos de menor a mayor.',
      'El agua hierve a menor temperatura cuando la presión desciende. Por esa razón los alimentos tardan más en cocerse en lo alto de una montaña.',
      'Los murciélagos se orientan en la oscuridad mediante ultrasonidos. El eco les indica la distancia y el tamaño de los obstáculos y de las presas.',
      'La suma de los ángulos interiores de un triángulo plano es siempre de 180 grados. La propiedad no se cumple sobre la superficie de una esfera.',
      'El corazón humano tiene cuatro cavidades. Las aurículas reciben la sangre y los ventrículos la impulsan hacia los pulmones y el resto del cuerpo.',
      'Una estrella brilla porque en su núcleo el hidrógeno se fusiona en helio. La presión de la energía liberada equilibra la fuerza de la gravedad.',
      'Las bases de datos relacionales guardan la información en tablas. Una clave permite enlazar las filas de una tabla con las de otra.',
      'El hierro se oxida en contacto con el aire húmedo. La pintura y el zinc lo protegen porque impiden que el oxígeno llegue al metal.',
      'La inflación es la subida general y sostenida de los precios. Con la misma cantidad de dinero se compran cada vez menos bienes y servicios.',
      'Las abejas recogen néctar y polen de las flores y, al pasar de una a otra, permiten que las plantas se fecunden y den fruto.',
      'La memoria a corto plazo retiene unos pocos elementos durante algunos segundos. La repetición y el sueño ayudan a fijar los recuerdos.',
    ],
  },
}
