"""Question frames and the sentences that call for them.

    questions.py check LL        parses questions/LL.txt and says what is wrong with it
    questions.py try LL [N]      draws N answers of the corpus with the section and the frame chosen for each
    questions.py share LL        says how many sentences call for a section, and for which

A file holds sections. A section names the sentences it fits (`when:`, regular expressions searched in one sentence, `not:`),
made-up sentences of that kind (`say:`), and question frames. `{T}` is the title, `{W}` the title in quotation marks, `{Q}` as the
article names it in running text, with its article, or in quotation marks where that is not known. A frame may
add ` @ ` and an expression that it needs besides. In `say:` lines `{T}` is the title, `{y}` a year, `{n}` a number, `{p}` some name.

`subject:` says where the title stands. `start` (unless told otherwise): the sentence is about the title, and the match is its
predicate; `begins`: the sentence is about the title, and the match anywhere in its main clause; `named`: the sentence is about the
title, and the match in no relative clause about something else, or the title stands near the match; `any`: so it is, or the sentence
begins with the match and names nobody else; `topic`: the sentence has no other subject.
`of: person` and `of: thing` keep a section from titles that look like the other (Chinese, where verbs and questions do not tell, and English, where a
person is not put in quotation marks).
"""
import functools, json, os, random, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
WORK = os.environ.get('NANO_WORK', '/tmp/nano')
LANGUAGES = ['en', 'zh', 'ru', 'fr', 'es']
QUOTES = {'en': '"{}"', 'zh': '“{}”', 'ru': '«{}»', 'fr': '« {} »', 'es': '«{}»'}
NEAR = {'en': 40, 'zh': 12, 'ru': 40, 'fr': 40, 'es': 40}  # characters between a title and what is said about it
GAP = {'en': ' ', 'zh': '', 'ru': ' ', 'fr': ' ', 'es': ' '}


class Section:
    def __init__(self, name):
        self.name, self.subject, self.weight, self.when, self.nots, self.say, self.frames = name, 'start', 1.0, [], [], [], []
        self.of = None
        self.spare = name.startswith('on-')  # asked only where no other section is called for


def load(lang):
    """Sections of a language, in the order of the file. Raises ValueError with file and line."""
    sections, path = [], f'{HERE}/questions/{lang}.txt'
    for number, line in enumerate(open(path, encoding='utf8'), 1):
        line = line.strip()
        if not line or line.startswith('#'):
            continue
        try:
            head = re.fullmatch(r'\[([\w. -]+)\]', line)
            if head:
                sections.append(Section(head[1]))
                continue
            section = sections[-1]
            key, colon, value = line.partition(':')
            value = re.sub(r'\s+#.*$', '', value).strip() if key in ('subject', 'weight', 'of') else value.strip()
            if key == 'subject' and colon: section.subject = {s: s for s in ('start', 'begins', 'any', 'named', 'topic')}[value]
            elif key == 'of' and colon: section.of = {k: k for k in ('person', 'thing')}[value]
            elif key == 'weight' and colon: section.weight = float(value)
            elif key == 'when' and colon: section.when.append(re.compile(value, re.I))
            elif key == 'not' and colon: section.nots.append(re.compile(value, re.I))
            elif key == 'say' and colon: section.say.append(value)
            else:
                frame, at, extra = line.partition(' @ ')
                section.frames.append((frame.strip(), re.compile(extra.strip(), re.I) if at else None))
        except (KeyError, IndexError, ValueError, re.error) as error:
            raise ValueError(f'{path}:{number}: {line!r}: {type(error).__name__} {error}')
    return sections


def bare(title):
    return re.sub(r'\s*[(（][^)）]*[)）]\s*$', '', title).strip() or title


# How a sentence that is about its title begins, in regular expressions: words before the title, words between it and the predicate,
# the verb that shows that the title is the subject, and words after which something else may be the subject.
OPENING = {
    'en': r'(?:(?:In|On|By|During|After|Before|Since|From|At|As of|Until|Around|Today|Currently|Historically|Originally|Traditionally|Initially|Later|Eventually|Finally|Meanwhile|However|Also|Throughout|Between|Born|Shortly|Soon)\b[^,;:()]{0,45}, ?)?(?:however, |also, )?',
    'fr': r"(?:(?:En|Le \d|Au|Aux|À|Dès|Après|Avant|Depuis|Pendant|Durant|Vers|Aujourd['’]hui|Actuellement|Historiquement|Initialement|Traditionnellement|Enfin|Ensuite|Plus tard|Cependant|Toutefois|Dans|Jusqu)[^,;:()]{0,45}, ?)?",
    'es': r'(?:(?:En|El \d|Desde|Durante|Tras|Después|Antes|Hacia|Hasta|A finales|A principios|A mediados|Actualmente|Hoy|Históricamente|Originalmente|Inicialmente|Tradicionalmente|Finalmente|Posteriormente|Sin embargo|Además|Nacido|Nacida)\b[^,;:()]{0,45}, ?)?',
    'ru': r'(?:(?:По|В|С|К|Во|На|До|После|При|Около|Летом|Осенью|Весной|Зимой)\b[^,;:()]{0,40}?(?:переписи|данным|легенде|преданию|году|года|годы|годах|веке|века|веков|время|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря),? |\d{1,2} \w+ (?:\d{4} года )?|(?:Сегодня|Сейчас|Ныне|В настоящее время|В наши дни|Однако|Также|Впоследствии|Первоначально|Позднее|Позже|Затем|Исторически),? )?',
    'zh': r'(?:[^，。；、（）]{0,16}[年月日代纪期时后前初末中间]，?|(?:目前|现在|今天|如今|后来|最初|起初|最终|最后|此外|不过|然而|因此|同时|随后|当时|据说|相传)，?)?',
}
ARTICLE = {
    'en': r'["“‘\']?(?:The |An? )?["“‘\']?(?:(?:Sir|Saint|St\.|Dr\.?|King|Queen|Emperor|Pope|President|General|Prince|Princess|Lord|Lady|Mount|Lake|Professor|painter|poet|writer|composer|philosopher|physicist|singer|village|town|city|river|film|novel|song|album|company|island|word|term|young|adult) (?:of )?)?["“]?',
    'fr': r"(?:«\s?|\")?(?:Les? |La |L['’]|Une? |Des )?(?:«\s?|\")?(?:(?:saint|sainte|roi|reine|empereur|pape|président|général|ville|village|commune|rivière|fleuve|film|roman|société|île|lac|mont|mot|terme|peintre|poète|jeune|club|groupe) (?:de |du |d['’])?)?(?:«\s?|\")?",
    'es': r'[«"“]?(?:El |La |Los |Las |Una? )?[«"“]?(?:(?:san|santa|rey|reina|emperador|papa|presidente|general|ciudad|pueblo|municipio|localidad|río|película|novela|empresa|isla|lago|monte|palabra|término|pintor|poeta|joven|club|grupo) (?:de |del )?)?[«"“]?',
    'ru': r'[«"“]?(?:(?:[а-яё-]+(?:ый|ий|ой|ая|яя|ое) )?(?:город|село|деревня|посёлок|река|озеро|остров|гора|роман|фильм|повесть|картина|песня|альбом|группа|компания|газета|журнал|завод|клуб|команда|музей|театр|храм|церковь|собор|монастырь|слово|термин|писатель|поэт|художник|композитор|король|царь|император|генерал|президент|станция|улица|площадь|район|республика|язык|праздник|игра|сериал) )?[«"“]?',
    'zh': r'(?:著名的?|[现当]时的)?[《〈“「『"]?',
}
PLAIN_ARTICLE = {'en': r'(?:The |An? )?["“‘\']?', 'fr': r"(?:Les? |La |L['’]|Une? |Des )?(?:«\s?|\")?", 'es': r'(?:El |La |Los |Las |Una? )?[«"“]?', 'ru': '[«"“]?', 'zh': '[《〈“「『"]?'}
AFTER = {'en': r'["”’\']?(?![\w-]|[\'’]s\b)', 'fr': r'(?:\s?»|")?(?![\w-]|[\'’]\w)', 'es': r'[»"”]?(?![\w-])', 'ru': r'[»"”]?(?![\w-])', 'zh': r'[》〉”」』"]?'}
ADVERBS = {
    'en': r"(?:is|was|are|were|has|had|have|been|being|be|can|could|may|might|will|would|must|should|did|does|do|also|first|then|soon|now|still|once|never|not|often|usually|sometimes|today|already|only|even|both|later|again|thus|therefore|himself|herself|itself|alone|too|\w+ly)",
    'fr': r"(?:est|était|fut|sont|étaient|furent|a|ont|avait|avaient|été|être|peut|peuvent|doit|va|sera|serait|se|s['’]|y|en|ne|n['’]|pas|aussi|également|alors|ensuite|puis|encore|toujours|souvent|parfois|ainsi|donc|lui|même|elle|lui-même|elle-même|déjà|d['’]abord|aujourd['’]hui|surtout|désormais|plus tard|très|bien|\w+ment)",
    'es': r'(?:es|era|fue|son|eran|fueron|está|están|estaba|ha|han|había|habían|sido|ser|puede|pueden|debe|se|le|lo|les|no|también|ya|aún|todavía|siempre|luego|después|entonces|así|además|hoy|mismo|misma|muy|nunca|más tarde|\w+mente)',
    'ru': r'(?:был|была|было|были|есть|—|–|-|это|не|также|тоже|впервые|впоследствии|затем|потом|позднее|позже|сначала|вскоре|ещё|уже|ныне|сейчас|сегодня|всегда|часто|иногда|обычно|дважды|сам|сама|само|сами|лично|и|скоропостижно|внезапно|\w{3,}(?:но|ло|ко|ски|ое|ее))',
    'zh': r'(?:[于在从自至到由被曾也还又再后现原已就则均都并且而及其是为即亦先最首仍便可能会常多主本约共更很将经以的]|\d+世纪|\d+年代?|\d+月|\d+日|大约|开始|正式|主要|通常|一般|随后|后来|目前|其后|之后|当时|早年|晚年|因[^，。；]{1,12}而?|与[^，。；]{1,12}|在[^，。；]{1,16}|于[^，。；]{1,16}|从[^，。；]{1,12}|自[^，。；]{1,12}|由[^，。；]{1,16})',
}
BRACKET = {'zh': r'(?:[（(][^）)]*[）)])?', 'ru': r'(?:\s?[(\[][^()\]]*[)\]])?'}
ASIDE = {'zh': '', 'ru': r'(?:, [^,;:()—]{1,60},)?'}
PLAIN = r'(?:\s?[(\[][^()\]]*[)\]])*(?:,? (?!(?:and|y|et|but|mais|pero|in|on|en|à)\b)[^,;:()]{1,70},|,)?'
GAP_TEXT = {l: (BRACKET['zh'] + r'[，,]?' if l == 'zh' else BRACKET['ru'] + ASIDE['ru'] if l == 'ru' else PLAIN) for l in LANGUAGES}
VERB = {
    'en': r"(?:is|was|are|were|has|had|have|can|may|might|must|will|would|could|should|did|does|do|became|began|made|took|came|went|left|led|held|ran|won|lost|wrote|grew|gave|saw|met|fell|built|kept|found|sold|taught|thought|spoke|fought|sent|set|put|stood|rose|got|rode|bought|brought|drew|chose|sang|hit|beat|lies|stands|sits|runs|flows|plays|covers|contains|consists|includes|refers|describes|means|comes|goes|lives|belongs|provides|uses|serves|offers|features|remains|occurs|begins|ends|takes|makes|forms|gives|holds|shows|works|\w{3,}(?<!re)(?<!spe)(?<!bre)(?<!se)ed)\b",
    'fr': r"(?:(?:est|était|fut|sont|étaient|furent|a|ont|avait|avaient|eut|eurent|sera|serait|peut|peuvent|pouvait|doit|doivent|devait|va|vont|se|ne|y|en|lui|comprend|compte|possède|dispose|fait|font|devient|devint|prend|vient|tient|met|reçoit|reçut|écrit|vit|meurt|naît|part|perd|sert|permet|désigne|représente|constitue|appartient|abrite|contient|reste|porte|occupe|joue|forme|couvre|compose|publie|fonde|dirige|crée|épouse|étudie|entre|passe|décide|participe|remporte|obtient|travaille|commence|termine|quitte|arrive|demeure|comporte|raconte|utilise|produit|bénéficie|donne|trouve|regroupe|accueille|signe|retourne|rejoint|\w{2,}(?:ait|aient|èrent|irent|urent|inrent|(?<=\w{3})a))\b|[sn]['’])",
    'es': r'(?:es|era|fue|son|eran|fueron|está|están|estaba|estaban|estuvo|ha|han|había|habían|tiene|tienen|tenía|tuvo|hizo|dijo|vino|puso|pudo|quiso|puede|pueden|podía|debe|se|no|le|lo|les|cuenta|posee|limita|pertenece|forma|ocupa|incluye|contiene|consta|consiste|representa|sirve|vive|trabaja|juega|sigue|hace|usa|utiliza|produce|recibe|permite|ofrece|existe|comienza|termina|nace|muere|da|va|viene|significa|describe|requiere|comprende|\w{2,}(?:ó|aron|ieron|eron|aba|aban|ía|ían))\b',
    'ru': r'(?:—|–|был|была|было|были|есть|имеет|имеют|может|могут|\w{2,}(?:л|ла|ло|ли|лся|лась|лось|лись|ет|ит|ут|ют|ат|ят|ется|ится|утся|ются|атся|ятся|ан|ана|ано|аны|ен|ена|ено|ены|ён|шёл))(?!\w)',
    'zh': r'',
}
CLAUSE = {
    'en': r"[;:]|\b(?:who|whom|which|that|whose|where|when|while|because|although|though|whereas|if|but|he|she|they|it|his|her|their|its)\b",
    'fr': r"[;:«]|\b(?:qui|que|dont|où|lorsque|quand|car|tandis|mais|il|elle|ils|elles|son|sa|ses|leurs?|si|parce|celui|celle|ceux)\b|\b(?:qu|lorsqu)['’]",
    'es': r'[;:«]|\b(?:que|quien|quienes|cuyo|cuya|donde|cuando|mientras|porque|aunque|pero|él|ella|ellos|su|sus|si|como)\b',
    'ru': r'[;:]|(?<!\w)(?:котор\w+|что|где|когда|пока|потому|хотя|но|а|он|она|они|его|её|их|если|чтобы|чей|чья)(?!\w)',
    'zh': r'[；：]',
}
PRONOUN = {'en': r'(?:He|She|It|They)\b', 'fr': r'(?:Il|Elle|Ils|Elles)\b', 'es': r'(?:Él|Ella|Ellos|Ellas)\b', 'ru': r'(?:Он|Она|Оно|Они)(?!\w)', 'zh': r'(?:他|她|它|該|该)[们們]?'}
DIRECT = {l: re.compile(GAP_TEXT[l] + (rf'(?:{ADVERBS[l]})*' if l == 'zh' else rf'(?: ?{ADVERBS[l]}(?= |$))* ?(?:["“«])?'), re.I) for l in LANGUAGES}
COUPLED = {l: re.compile(GAP_TEXT[l] + (rf'(?: ?{ADVERBS[l]}(?= |$))* ?{VERB[l]}.*(?:\b(?:and|et|y|e|и){"|," if l == "ru" else ""})(?: (?:then|later|also|puis|ensuite|luego|después|затем|позже|потом|{ADVERBS[l]}))* ?' if l != 'zh' else rf'.*，(?:{ADVERBS[l]})*'), re.I) for l in LANGUAGES}
BEGINS = {l: re.compile(GAP_TEXT[l] + (rf'(?: ?{ADVERBS[l]}(?= |$))* ?{VERB[l]}.*' if l != 'zh' else r'(?!的)[^；：]{0,60}'), re.I) for l in LANGUAGES}
OTHER = {l: re.compile(CLAUSE[l], re.I) for l in LANGUAGES}
# Relative clauses: how one begins (parts of a whole, "of whom 40 %", and what is said of a whole clause, "ce qui", are none), what may
# stand between the subject and a clause of its own, and what leads back to the subject behind the clause of another word. In Chinese
# they stand before their noun.
RELATIVE = {
    'en': r",[\"”’']? (?!(?:about |nearly |over )?(?:[\w%-]+ )?of wh)(?:(?!(?:and|or|but)\b)[\w'’-]+ ){0,3}?(?:which|who|whom|whose|where)\b|, that\b",
    'fr': r", (?:(?!(?:et|ou|mais|ce|parmi|que)\b)[\w'’-]+ ){0,3}?(?:qui|où|dont(?! (?:\d|une?\b|deux|trois|plus|près|environ|la plupart|certain))|(?:le|la|les|du|des|aux?)quel(?:le)?s?)\b|, qu(?:e\b|['’])",
    'es': r', (?:(?:a|ante|con|contra|de|desde|en|hacia|hasta|para|por|sobre|tras) )?(?:cuy[oa]s?|donde|quien(?:es)?)\b|, (?:\w+ ){1,3}?cuy[oa]s?\b|, que\b|, (?!de l[oa]s (?:cuales|que)\b)(?:(?:\w+ )?(?:el|la|los|las)|al|del) (?:que|cual(?:es)?)\b',
    'ru': r', (?!(?:[\w-]+ )?из котор)(?:(?!(?:и|а|но|или|что)(?!\w))[\w«»-]+ ){0,3}?котор(?:ый|ая|ое|ые|ого|ой|ому|ую|ым|ом|ых|ыми)(?!\w)|, (?:где|куда|откуда|чей|чь[яёеию]\w{0,2})(?!\w)',
}
BRACKETS = r'(?:\s?\([^()]*\))*'
OWN = {
    'en': BRACKETS + r'(?: ?(?:is|was|are|were) (?:an?|the)(?: (?!(?:of|in|on|at|by|near|from|to|with|for|after|before|between|than|as|and|or)\b)[\w-]+){0,3} (?-i:[a-z])[\w-]*)?',
    'fr': BRACKETS + r"(?: ?(?:est|était|fut|sont|étaient|furent) (?:une? |des |les? |la |l['’])(?:(?!(?:de|du|des|à|au|aux|en|dans|sur|sous|près|par|pour|entre|après|avant|et|ou|que?)\b|d['’])(?-i:[a-zà-ÿ])[\w-]* ?){1,4})?",
    'es': BRACKETS + r'(?: ?(?:es|era|fue|son|eran|fueron) (?:un[oa]?s?|el|la|los|las)(?: (?!(?:de|del|a|al|en|con|por|para|sobre|entre|tras|cerca|y|o|que)\b)(?-i:[a-záéíóúñ])[\w-]*){1,4})?',
    'ru': BRACKETS + r'(?: ?(?:—|–|был|была|было|были|является|являются)(?: это)?(?: (?-i:[а-яё])[\w-]*(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ым|им|ом|ой|ей)){0,3} (?-i:[а-яё])[\w-]+)?',
}
AND = {'en': 'and|but|while', 'fr': 'et|mais', 'es': 'y|pero', 'ru': 'и|но|а'}
BACK = {}
for l, word in {'en': 'which|who|whom|whose|where', 'fr': 'qui|que|dont|où', 'es': 'que|quien|donde', 'ru': r'котор\w+|где'}.items():
    verb = rf'(?: ?{ADVERBS[l]}(?= |$))* ?{VERB[l]}'
    BACK[l] = rf'^{BRACKETS},(?:(?!(?<!\w)(?:{word}),)[^;])*?,(?={verb})|;|, (?:{AND[l]}) (?:{PRONOUN[l]}{"|(?=" + verb + ")" if l == "ru" else ""})'
CLAUSES = {l: [re.compile(one[l], re.I) for one in (RELATIVE, OWN, BACK)] for l in RELATIVE}
REACH = {'en': 110, 'zh': 60, 'ru': 100, 'fr': 120, 'es': 120}  # characters of a main clause

THINGS = '片|剧|劇|书|書|校|站|镇|鎮|市|县|縣|村|河|山|湖|岛|島|线|線|路|桥|橋|寺|庙|廟|馆|館|院|种|種|属|屬|物种|病|药|藥|菜|曲|歌|专辑|專輯|游戏|遊戲|公司|车站|車站|学校|學校|大学|大學|电影|電影|小说|小說|节目|節目|作品|球队|球隊|组织|組織|党|黨|队|隊|机场|機場|医院|醫院|鱼|魚|鸟|鳥|虫|蟲|树|樹|建筑|建築|大厦|大廈|街道|道路|路线|路線|航线|铁路|鐵路|赛事|賽事|化合物|元素|语言|語言|民族|小行星|条约|條約|车|車|舰|艦|机|機|书院|教堂|公园|公園'


def names(title, lang):
    """Expressions for what a sentence may call its title: in full, without what follows a comma, or a person by the last name."""
    title = bare(title)
    short = title.split(',')[0].strip()
    found = [re.escape(title), re.escape(short)]
    words = short.split()
    if lang == 'zh':
        if '·' in title: found.append(re.escape(title.split('·')[-1]))
        found.append('(?:该|該|本)[\u4e00-\u9fff]{1,4}?' if len(title) > 1 else '(?!)')
    elif len(words) in (2, 3) and all(w[0].isupper() and w[1:].islower() or re.fullmatch(r'(?:\w\.)+', w) for w in words) and words[0] not in NOT_FIRST:
        found += [re.escape(words[-1]), rf"{re.escape(words[0])} (?:[\w.’'-]+ ){{1,3}}{re.escape(words[-1])}"]
        if lang == 'ru': found.append(rf'(?:[А-ЯЁ]\. ?){{1,2}}{re.escape(words[-1])}')
    elif lang == 'ru' and ', ' in title:
        found.append(rf'(?:[А-ЯЁ][\w.]+ ){{1,2}}{re.escape(short)}')
    if lang == 'en' and len(words) == 1 and short.islower() is False and len(short) > 3: found.append(re.escape(short) + 'e?s')
    return '|'.join(sorted({f for f in found if len(f) > 1}, key=len, reverse=True)) or re.escape(title)


NOT_FIRST = set('The North South East West Northern Southern Eastern Western New Central Upper Lower Great Greater Old American British Le La Les El Los Las'.split())


@functools.lru_cache(4096)
def called(title, lang, known):
    found = names(title, lang) + (f'|{PRONOUN[lang]}' if known else '')
    return re.compile(f'(?:{found}){AFTER[lang]}', 0 if len(title) < 3 else re.I)


STARTS = {l: [re.compile(o + a, re.I) for o in ('', OPENING[l]) for a in ('', PLAIN_ARTICLE[l], ARTICLE[l])][1:] for l in LANGUAGES}


def subject_end(sentence, title, lang, known=False):
    """Where the subject ends, in a sentence about its title, or None; `known`: a pronoun stands for the title as well."""
    name = called(title, lang, known)
    for at in sorted({0, *(s.match(sentence).end() for s in STARTS[lang])}):
        match = name.match(sentence, at)
        if match: return match.end()
    return None


SHORT = {'а': ('ы', 'и', 'е ', 'у', 'ой'), 'я': ('и', 'е ', 'ю', 'ей')}  # endings of a title of five letters (Russian), whose stem would be in too many words


@functools.lru_cache(4096)
def words_of(title, lang):
    """What of a title a sentence may name it by, in lower case: a word of five letters at least, less its ending in Russian, or with another for it."""
    title = bare(title).lower()
    if lang == 'zh':
        return (title,) + ((title.split('·')[-1],) if '·' in title else ())
    short = title.split(',')[0].strip()
    words = short.split()
    if lang == 'ru':
        stem = lambda w: w[:max(5, len(w) - 2)] if len(w) > 5 else w
        if len(words) == 1 and len(short) == 5 and short[-1] in SHORT: return (short, *(f' {short[:4]}{ending}' for ending in SHORT[short[-1]]))
        return (short, stem(words[-1])) if len(words) == 1 else (short, ' '.join(words[:2]), stem(words[-1]) if len(words[-1]) > 5 else short)
    return (short, words[-1]) if len(words[-1]) > 4 and words[-1].isalpha() else (short,)


SPACED = ('en', 'fr', 'es')
OWNER = {'en': r'\b(?:of|in|at) (?:the |a |an )?(?:\w+ )?(?-i:[A-Z])|[\'’]s\b|^(?-i:[A-Z])\w+ (?-i:[A-Z])', 'fr': r"\b(?:d[eu]|des|à|au|en) (?:la |l['’])?(?-i:[A-ZÉ])|\bd['’](?-i:[A-ZÉ])", 'es': r'\b(?:del?|en|al?) (?:la |el |los |las )?(?-i:[A-ZÁÉÍÓÚÑ])',
         'ru': r'^[\w-]+(?: [а-яё-]+(?:ой|ого|их|ых|а|и|ы))? (?-i:[А-ЯЁ])', 'zh': r'的'}
OWNED = {l: re.compile(o, re.I) for l, o in OWNER.items()}
HEAD = {l: re.compile(OPENING[l] + a, re.I) for l, a in {'en': r'(?:The |Its |Their |His |Her |An? |About |Some |Nearly |At least )?', 'fr': r"(?:Les? |La |L['’]|Son |Sa |Ses |Leurs? |Environ |Près de )?", 'es': r'(?:El |La |Los |Las |Su |Sus |Unos |Unas )?', 'ru': r'(?:Его |Её |Их |Общ\w+ |Основн\w+ |Около )?', 'zh': r'(?:其|他的?|她的?|它的?)?'}.items()}
# Words that compare something with a title behind a match, up to the title.
THAN = {l: re.compile(f'(?:{t})[^,，;；]{{0,20}}$', re.I) for l, t in {'en': r'\bthan(?! \d)\b', 'fr': r"\b(?:plus|moins|autant|aussi|davantage)(?: [\w'’-]+){0,3} qu(?:e\b|['’])", 'es': r'\b(?:más|menos|mayor|menor|mejor|peor|igual)(?: [\w-]+){0,3} que\b', 'ru': r'(?<!\w)(?:чем|нежели)(?!\w)', 'zh': '[多少高低大小]于|超过|比(?![利赛賽例])'}.items()}
COMMA = re.compile(r'[,，](?!\d)')
# Matches that are no one's, so that a comma right behind them says nothing.
ADVERBIAL = {l: re.compile(a, re.I) for l, a in {'en': r'(?:in|on|by|since|until|from|during|after|before|around|about) .*(?:\d|century|centuries)s?', 'fr': r'\d{4}|[XVI]+e siècle', 'es': r'según .*'}.items()}


def near_title(sentence, match, title, lang, level):
    """Whether the title stands in a match, right after it, or in the same clause shortly before it; or the sentence begins with the match and names no one else.
    A title behind it that is only compared with, or has a comma before it, does not count, unless the comma only ends an adverbial or opens a relative clause."""
    lower = sentence.lower()
    after = match.end() + (lang in ADVERBIAL and ADVERBIAL[lang].fullmatch(match[0]) is not None)
    for word in words_of(title, lang):
        at = lower.rfind(word, 0, match.end() + len(word) + (4 if lang == 'zh' else 20))
        if at >= match.end() and (COMMA.search(CLAUSES[lang][0].sub('', sentence[after:at]) if lang in CLAUSES else sentence[after:at]) or THAN[lang].search(sentence[:at])): at = lower.rfind(word, 0, match.end() - 1 + len(word))
        if at < 0 or (lang in SPACED and (lower[at - 1:at].isalnum() or re.match(r'[\w-]', lower[at + len(word):]))): continue
        between = re.sub(r'[(（][^)）]*[)）]', '', sentence[at + len(word):match.start()])
        if at + len(word) > match.start() or (len(between) <= NEAR[lang] and not OTHER[lang].search(between)): return True
    return level == 'any' and match.start() <= HEAD[lang].match(sentence).end() and not OWNED[lang].search(sentence[match.start():match.end() + 12])


def held(when, sentence, end, match, lang):
    """Whether a match of an expression stands in a relative clause about another word than the subject that ends at `end`."""
    if lang not in CLAUSES: return False
    (opens, own, back), text = CLAUSES[lang], sentence[end:match.end()]
    start = max([0, *(b.end() for b in back.finditer(text))])
    return any(not own.fullmatch(text[start:start + o.start()]) and not when.search(sentence[:end + start + o.start()], match.start()) for o in opens.finditer(text[start:]))


def predicate(when, sentence, end, level, lang):
    """The match of an expression where it says something about the subject that ends at `end`."""
    match = when.search(sentence, end)
    if not match: return when.search(sentence, 0, end) if level == 'begins' else None
    between = sentence[end:match.start()]
    if DIRECT[lang].fullmatch(between): return match
    if len(between) > REACH[lang] or OTHER[lang].search(re.sub(r'[(（][^)）]*[)）]', '', between)): return None
    return match if (BEGINS if level == 'begins' else COUPLED)[lang].fullmatch(between) else None


SURNAMES = set('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕张孔曹严华金魏陶姜戚谢邹喻章苏潘葛范彭郎鲁韦马苗方俞任袁柳史唐费廉岑薛雷贺倪汤罗毕郝邬安常于傅齐康伍余元卜顾孟黄穆萧尹姚邵汪祁毛戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾江童郭梅林刁钟徐邱骆高夏蔡田樊胡凌霍万莫卢房丁邓洪包左石崔吉龚程邢裴陆翁荀段侯叶温庄晏柴瞿阎连习容易廖耿匡文欧曾关游司马诸葛趙錢孫吳鄭馮陳褚衛蔣瀋韓楊許呂張嚴華陶謝鄒蘇魯韋馬湯羅畢鄔傅齊顧黃蕭紀項梁藍賈鐘駱盧鄧龔葉溫莊閻連關劉刘')
ENDING = re.compile(r'[市县縣区區州省国國山河湖江海岛島站路线線镇鎮村乡鄉寺庙廟桥橋楼樓学學校院队隊社会會公司馆館场場园園宫宮城门門街道节節奖獎战戰役战争争爭法律史语語文字教派族人科属屬种種目鱼魚鸟鳥虫蟲草花树樹木菜饭飯汤湯茶酒药藥病症素酸机機器车車船舰艦报報刊书書剧劇片曲歌戏戲论論学派系统統号號团團党黨军軍厦廈塔墓陵峰谷湾灣港洲洋洞泉瀑]$')

GIVEN = ('Aaron Abdul Abdullah Abel Abigail Abraham Ada Adam Adela Adele Adolf Adolph Adrian Agatha Agnes Ahmad Ahmed Akira Alain Alan Albert Alberto Albrecht Aldo Aldous Alec Alejandro Aleksander '
         'Aleksandr Alessandro Alexander Alexandra Alexandre Alexei Alexis Alfonso Alfred Alfredo Ali Alice Allan Allen Alma Alphonse Amanda Ambrose Amelia Amos Amy Anatole Andre Andrea '
         'Andreas Andrei Andrej Andrew Andrey Andrzej André Andy Angela Angelo Angus Anita Ann Anna Anne Annie Anthony Antoine Anton Antonia Antonio Antonín António Anwar Archibald Arnold Artemisia '
         'Arthur Arturo Astrid Aubrey Audrey Augusta Auguste Augustus Aung Ayn Barack Barbara Barbra Barney Barry Bartholomew Beatrice Beatrix Ben Benazir Benedict Benito Benjamin Bernard Bernardo '
         'Bernhard Bertha Bertolt Bertrand Bessie Beth Betty Beverly Bill Billie Billy Björn Blaise Bob Bobby Boris Brad Bram Brandon Brenda Brendan Brian Bridget Brigitte Britney Britt Bronisław '
         'Bruce Bruno Bryan Buster Calvin Camille Carl Carla Carlo Carlos Carol Caroline Carrie Cary Caspar Catherine Cathy Cecil Cecilia Cesare Chaim Charles Charlie Charlotte Chester Chinua Chris '
         'Christiaan Christian Christina Christine Christoph Christopher Chuck Clara Clarence Clark Claude Claudia Claudio Claus Clement Cliff Clifford Clint Clive Clyde Cole Colin Connie Conrad '
         'Constantin Cornelius Craig Curtis Cynthia Cyril Cyrus César Damien Dan Daniel Daniele Danny Dante Dave David Davy Dean Deborah Denis Dennis Denys Derek Desmond Diana Diane Dick Diego '
         'Dietrich Dimitri Dmitri Dmitry Dolores Dominic Donald Donna Dora Doris Dorothea Dorothy Doug Douglas Duncan Dwight Ed Eddie Edgar Edith Edmond Edmund Eduard Eduardo Edvard Edward Edwin '
         'Eileen Elaine Eleanor Elena Eli Elias Elijah Elinor Elisabeth Elise Eliza Elizabeth Ella Ellen Elmer Elsa Elsie Elvis Emil Emile Emilia Emilio Emily Emma Emmanuel Emmeline Enid Enrico '
         'Enrique Eric Erich Erik Erika Ernest Ernestine Ernst Erwin Esther Ethel Eugene Eugenio Eugène Eva Evan Evelyn Ezra Fanny Felipe Felix Ferdinand Fernando Fidel Fiona Florence Fran '
         'Frances Francesca Francesco Francis Francisco Frank Franklin Frans Franz François Françoise Fred Freddie Frederic Frederica Frederick Frida Friedrich Fritz Frédéric Fyodor Félix Gabriel '
         'Gabriela Gabriele Gail Galileo Gareth Garrett Gary Gaston Gavin Gene Genevieve Geoffrey Georg George Georges Gerald Geraldine Gerard Gerhard Germaine Gertrude Gianni Gilbert Gina Giorgio '
         'Giovanni Giulio Giuseppe Glenn Gloria Gordon Gottfried Gottlob Grace Graham Greg Gregor Gregory Greta Grigori Guido Guillaume Guillermo Gus Gustav Gustave Guy Gwen Haile Hank Hannah '
         'Hans Harold Harriet Harrison Harry Haruki Harvey Hassan Hattie Hayao Hazel Heather Heinrich Heinz Helen Helena Helene Helmut Henri Henrietta Henrik Henry Herbert Herman Hermann Hideki Hilary '
         'Hilda Hillary Hiram Hiroshi Horace Horatio Hosni Howard Hubert Hugh Hugo Humphrey Ian Ibrahim Ida Ignacio Ignatius Igor Ilya Imre Indira Ingmar Ingrid Ira Irena Irene Irina Irving Isaac '
         'Isabel Isabella Isabelle Isaiah Isambard Isidore Ismail István Ivan Ivo Jack Jackie Jacob Jacqueline Jacques Jaime Jakob James Jamie Jan Jane Janet Janis Jason Javier Jawaharlal Jay '
         'Jean Jeanne Jeff Jefferson Jeffrey Jen Jennifer Jeremy Jerome Jerry Jesse Jessica Jessie Jill Jim Jimi Jimmy Joan Joanna Joanne Jodie Joe Joel Johan Johann Johanna Johannes John '
         'Johnny Jomo Jon Jonas Jonathan Jorge Jose Josef Joseph Josephine Josh Joshua Josiah José Joyce João Juan Judith Judy Jules Julia Julian Juliana Julie Julio Julius Justin Kamala Karel Karen '
         'Karin Karl Karlheinz Kate Katharina Katharine Katherine Kathleen Kathy Katie Kay Keith Kelly Kemal Ken Kenji Kenneth Kenzaburō Kevin Kim Kofi Konrad Konstantin Kurt Kwame Kyle Larry Lars '
         'Laura Laurence Laurent Laurie Lawrence Lee Leif Leila Leo Leon Leonard Leonardo Leonhard Leonid Leopold Leroy Leslie Lester Lev Levi Lewis León Liam Lillian Linda Linus Lionel Lisa Liz Lloyd '
         'Lois Lorenzo Louis Louisa Louise Lucia Lucian Lucille Lucy Ludwig Luigi Luis Luiz Luke Luther Lydia Lyndon Mabel Madeleine Mae Magnus Malcolm Manfred Manuel Marc Marcel Marcello Marco Marcus '
         'Margaret Margarita Margot Marguerite Maria Marian Marianne Marie Marilyn Mario Marion Marjorie Mark Marlene Marlon Martha Martin Martina Marvin Mary Massimo Mathias Mathilde Matt Matteo '
         'Matthew Matthias Maude Maureen Maurice Max Maxim Maximilian Maya Mehmed Mel Melissa Melvin Meryl Michael Michel Michele Michelle Miguel Mike Mikhail Mildred Miles Millicent Milton Mina '
         'Miriam Miroslav Mitch Mohamed Mohammad Mohammed Mohandas Moira Monica Morgan Moritz Morris Mortimer Moses Moshe Muhammad Murray Mustafa Myra Nadia Nadine Nancy Naomi Narendra Nasser Natalia '
         'Natalie Natasha Nathan Nathaniel Neil Nell Nellie Nelson Niccolò Nicholas Nick Nicola Nicolas Nicolaus Nicole Nigel Nikita Nikola Nikolai Nikolaus Nina Nnamdi Noah Noam Noel Norah '
         'Norman Noël Octavia Olaf Ole Oleg Olga Oliver Olivia Olivier Omar Orson Orville Osamu Oscar Oskar Osman Otis Otto Owen Pablo Pam Pamela Pascal Pat Patricia Patrick Patsy Paul Paula Pauline '
         'Paulo Pavel Pedro Peggy Penelope Percy Perry Pervez Pete Peter Petr Petra Phil Philip Philipp Philippe Phillip Phillis Phoebe Phyllis Pierre Piet Pieter Piotr Polly Priscilla Pyotr Quentin '
         'Quincy Rabindranath Rachel Rafael Ralph Ramón Randy Raoul Raphael Rashid Ray Raymond Raúl Rebecca Recep Reginald Reinhard Reinhold Rembrandt René Renée Rhoda Ricardo Richard Rick Rigoberta '
         'Rita Rob Robbie Robert Roberta Roberto Robin Roderick Rodrigo Roger Roland Rolf Romain Ron Ronald Rory Rosa Rosalind Rosalyn Rose Rosemary Rosie Ross Roy Rudolf Rudolph Rudyard Rufus '
         'Rupert Russell Ruth Ryan Saddam Sally Salman Salvador Salvatore Sam Samantha Samuel Sandra Sara Sarah Saul Scott Seamus Sean Sebastian Serena Serge Sergei Sergey Sergio Seth Shane Sharon '
         'Sheila Shelley Sherwood Shirley Sibyl Sidney Siegfried Sigismund Sigmund Silvia Silvio Simon Simone Sinéad Sofia Sojourner Sophia Sophie Spencer Stan Stanislav Stanisław Stanley Stefan '
         'Stella Stephanie Stephen Steve Steven Stewart Stuart Subhas Sue Susan Susanna Suzanne Svante Sven Svetlana Sylvester Sylvia Søren Tadeusz Tamara Tammy Ted Terence Teresa Terrence Terry Thabo '
         'Thaddeus Thelma Theo Theodor Theodora Theodore Theresa Thomas Thornton Thurgood Thérèse Tim Timothy Tina Tobias Toby Todd Tom Tommy Tomás Tomáš Toni Tony Toshiro Tove Tracy Trevor Tristan '
         'Truman Tycho Ulrich Umberto Upton Ursula Valentina Valerie Vanessa Vasco Vasily Vera Vernon Veronica Vicente Victor Vidal Vikram Viktor Vincent Vincenzo Virgil Vittorio Vivian Vivien '
         'Vladimir Václav Waldo Walt Walter Warren Wassily Wayne Wendell Wendy Werner Wernher Wilbur Wilfred Wilhelm Wilhelmina Will Willard Willem William Willie Wilma Winifred Winston '
         'Wole Wolfgang Woodrow Woody Xavier Yasser Yasunari Yitzhak Yoko Yukio Yuri Yves Yvonne Zachary Zadie Zora Émile Étienne Ōe').split()
THING_END = ('River|Creek|Lake|Sea|Ocean|Bay|Gulf|Strait|Canal|Falls|Island|Islands|Isles|Mountain|Mountains|Hill|Hills|Valley|Desert|Forest|Park|Beach|Cape|Point|Coast|Peninsula|City|Town|Village|County|District|Province|State|States|Region|Republic|'
             'Kingdom|Empire|Dynasty|Confederation|Federation|Union|Commonwealth|Street|Road|Avenue|Square|Bridge|Tunnel|Dam|Railway|Railroad|Line|Station|Airport|Airlines|Airways|Port|Harbour|Harbor|Tower|Building|Center|Centre|House|Hall|Hotel|Inn|Castle|'
             'Palace|Fort|Abbey|Church|Cathedral|Chapel|Temple|Mosque|Museum|Gallery|Library|Theatre|Theater|Cinema|Stadium|Arena|Garden|Gardens|Farm|Mill|Market|School|College|University|Academy|Institute|Institution|Hospital|Laboratory|Laboratories|Company|'
             'Corporation|Inc\\.?|Ltd\\.?|Group|Records|Press|Bank|Airlines|Motors|Brothers|Foundation|Society|Association|Organization|Organisation|Committee|Council|Commission|Agency|Department|Ministry|Office|Bureau|Service|Services|Party|Movement|League|Cup|'
             'Trophy|Prize|Award|Awards|Medal|Championship|Championships|Olympics|Games|Series|Tournament|Conference|Congress|Parliament|Senate|Court|Act|Bill|Treaty|Incident|Affair|Convention|Constitution|Doctrine|Plan|Project|Program|Programme|Proposal|War|Wars|Battle|Revolution|'
             'Rebellion|Revolt|Crisis|Massacre|Fire|Famine|Plague|Expedition|Theorem|Lemma|Equation|Law|Laws|Effect|Principle|Theory|Hypothesis|Paradox|Number|Numbers|Test|Syndrome|Disease|Method|Process|System|Engine|Machine|Language|Languages|Alphabet|Calendar|Bible|'
             'Symphony|Concerto|Opera|Ballet|Film|Films|Novel|Book|Books|Song|Songs|Album|Show|Story|Stories|Tales|Magazine|Times|Star|News|Journal|Post|Gazette|Radio|Television|Network|Channel|Band|Orchestra|Choir|Quartet|Sisters|Club|Team|United|Rovers|Wanderers|'
             'Albion|Army|Navy|Forces|Force|Squadron|Regiment|Division|Brigade|Fleet|Class|Day|Night|Week|Year|Festival|Syrup|Tweed|Pie|Cake|Bread|Cheese|Sauce|Soup|Breed|Dog|Cat|Horse|Bear|Tree|Grass|Wall|Gate|Cross|Site|Cave|Caves|Basin|Plateau|Massif|Range|Volcano|Arboretum|Lodge|Conservatoire|Drive|Lane|Pass|Ridge|Reef|Springs|Type|EP|LP|FC|F\\.C\\.|BC|AD')
SMALL = 'de|da|di|do|dos|das|del|della|der|den|des|du|la|le|el|al|bin|ibn|ben|van|von|zu|zur|ter|ten|y|e|av|af|of|the'
# English: the first that matches counts; a title of capitalised words that none matches may be either.
KINDS_EN = [['^(?:Demographics|Economy|Politics|History|Geography|Culture|Transport|Transportation|Foreign relations|Climate|Religion|Education|Telecommunications|Geology|Government|Architecture|Cuisine|Music|Military|Languages|Outline|Timeline|List|Index|Glossary) (?:of|in) ', 'topic'],
            [f'(?: |^)(?:{THING_END})(?:,.*)?$', 'thing'],
            [f'^(?:(?:Pope|King|Queen|Prince|Princess|Sir|Dame|Lord|Lady|Emperor|Empress|Sultan) )?(?:{"|".join(GIVEN)})(?:[ -](?:[A-ZÀ-Þ]\\.? ?)*)(?:(?:{SMALL}) )*(?:[dlO][\'’])?[A-ZÀ-Þ][^ ]*(?: (?:(?:{SMALL}) )*[A-ZÀ-Þ][^ ]*){{0,2}}$', 'person'],
            [f'^(?:{"|".join(GIVEN)}), [A-ZÀ-Þ]|^(?:[A-ZÀ-Þ]\\. ?){{1,3}}[A-ZÀ-Þ][^ .]+(?: [A-ZÀ-Þ][^ .]+)?$|^[A-ZÀ-Þ][^ ]+ (?:[A-ZÀ-Þ]\\. )+[A-ZÀ-Þ][^ ]+$|^[A-ZÀ-Þ][^ ]+ (?:von|van|ibn|bin|al-)(?: de[rn]?)? ?[A-ZÀ-Þ]', 'person'],
            ['^(?:Aeschylus|Aesop|Achilles|Agamemnon|Ajax|Akbar|Alcibiades|Anaximander|Antigone|Aphrodite|Apollo|Archimedes|Aristophanes|Aristotle|Ashoka|Athena|Attila|Averroes|Avicenna|Basho|Beyoncé|Boethius|Boudica|Brahmagupta|Buddha|Caligula|Caravaggio|Catullus|Charlemagne|Cher|Cicero|Cleopatra|Cnut|Confucius|Dante|Democritus|Demosthenes|Dionysus|Diogenes|Donatello|Enheduanna|Epicurus|Erasmus|Eratosthenes|Euclid|Euripides|Galen|Galileo|Geronimo|Hades|Hadrian|Hammurabi|Hannibal|Hatshepsut|Hector|Heracles|Heraclitus|Hercules|Herodotus|Hesiod|Hippocrates|Homer|Horace|Hypatia|Jesus|Juvenal|Laozi|Livy|Lucretius|Madonna|Maimonides|Mencius|Michelangelo|Moctezuma|Molière|Moses|Muhammad|Nefertiti|Nero|Odin|Odysseus|Ovid|Parmenides|Pelé|Pericles|Petrarch|Plato|Plotinus|Plutarch|Pocahontas|Poseidon|Procopius|Prometheus|Ptolemy|Pythagoras|Ramesses|Raphael|Rembrandt|Rihanna|Sacagawea|Saladin|Sappho|Seneca|Socrates|Solon|Sophocles|Spartacus|Spinoza|Stendhal|Suetonius|Tacitus|Tamerlane|Tecumseh|Thales|Theseus|Thor|Thucydides|Titian|Trajan|Tutankhamun|Vespasian|Virgil|Vitruvius|Voltaire|Xenophon|Xerxes|Zenobia|Zeus)$', 'person'],
            ['^.$|^[^ ]{3,}$', 'thing'],
            ['^(?:The|A|An|Lough|Loch|Fort|Hotel|Port|Cape|Villa|Monte|Rio|Operation|HMS|USS|Mount|Lake|Saint|St\\.?|Great|New|North|South|East|West|Northern|Southern|Eastern|Western|Central|Upper|Lower|Old|Little|Big|Royal|National|International|American|British|English|French|German|Russian|Greek|Roman|Chinese|Japanese|Indian|Austrian|Angolan) |[0-9&/:!?]|(?:^|[ -])[a-zß-ÿ]|^[A-Z][A-Z0-9-]+$|,', 'thing']]


@functools.lru_cache(4096)
def looks_like(title, lang='zh'):
    """Whether a title looks like a person, a thing, or either (Chinese and English)."""
    title = bare(title)
    if lang == 'en': return next((kind for pattern, kind in KINDS_EN if re.search(pattern, title)), None)
    if '·' in title: return 'person'
    if ENDING.search(title) or len(title) > 4 or not re.fullmatch('[一-鿿]+', title): return 'thing'
    return 'person' if title[0] in SURNAMES and len(title) <= 3 else None


def matches(sections, sentence, title, lang, known=None):
    """(section, match) for the sections that a sentence calls for; `known`: whether the sentence before it, if any, is about the title."""
    end = subject_end(sentence, title, lang, bool(known))
    kind = looks_like(title, lang) if lang in ('zh', 'en') else None
    for section in sections:
        level = section.subject
        if kind and section.of and section.of != kind: continue
        if (end is None and level in ('start', 'begins')) or (level == 'topic' and known is False) or not section.when: continue
        for when in section.when:
            if level in ('start', 'begins'): match = predicate(when, sentence, end, level, lang)
            else:
                match = when.search(sentence)
                if match and level != 'topic' and end is None and not near_title(sentence, match, title, lang, level): match = None
                while match and level != 'topic' and end is not None and held(when, sentence, end, match, lang): match = when.search(sentence, max(match.end(), match.start() + 1))
            if match:
                if not any(n.search(sentence) for n in section.nots): yield section, match
                break


def fill(frame, title, lang):
    return frame.replace('{W}', '{Q}').replace('{Q}', QUOTES[lang].format(title)).replace('{T}', title)


def candidates(sections, sentences, title, lang):
    """All (weight, section name, frame, question) that fit an answer; those of `any` last and light."""
    found, known = [], None
    for index, sentence in enumerate(sentences):
        for section, _ in matches(sections, sentence, title, lang, known):
            frames = [f for f, extra in section.frames if extra is None or extra.search(sentence)]
            found += [(section.weight / len(frames) / (1 + index), section.name, f, fill(f, title, lang)) for f in frames]
        known = subject_end(sentence, title, lang, bool(known)) is not None
    spare = {section.name for section in sections if section.spare}
    found = [one for one in found if one[1] not in spare] or found
    if not found or len(sentences) > 1:
        share = 1.0 if not found else 0.1 * sum(w for w, *_ in found)
        for section in sections:
            if section.name == 'any':
                found += [(share / len(section.frames), 'any', f, fill(f, title, lang)) for f, _ in section.frames]
    return found


BROKEN = re.compile(r'[<>\[\]={}/|]|^span\b|\bclass\b|^i(?=[A-ZÀ-Ý])(?!Pad|Phone|Pod|OS|Tunes|Mac|Cloud)|^\d+$|^.$')
FRAGMENT = re.compile(r'^[a-zа-яё.,;:)\]]|\[\.\.\.\]|\[…\]|-\{')
GUESSED = {'deepmind+xquad', 'ccasimiro88+TranslateAlignRetrieve'}  # their paragraphs came without titles in ru and es


def corpus(lang):
    """Articles whose titles can be used."""
    path = f'{WORK}/corpus/{lang}.json'
    if not os.path.exists(path):
        sys.exit(f'no corpus for {lang} at {path}; run corpora.py first')
    docs = json.load(open(path, encoding='utf8'))
    if lang in ('ru', 'es'): docs = retitled(docs, lang)
    if lang == 'en': docs = [{**d, 'title': re.sub(r'^(?:Demographics|Economy|Geography|History|Culture|Politics|Religion|Transport(?:ation)?|Foreign relations|Geology|Climate) (?:of|in) (?:the )?', '', d['title'])} for d in docs]
    docs = [{**d, 'sents': [s for s in d['sents'] if not FRAGMENT.search(s)]} for d in docs if not BROKEN.search(d['title'])]
    return [d for d in docs if d['sents']]


def retitled(docs, lang):
    """Paragraphs with a guessed title get the name that is the subject of most of their sentences, or go."""
    names, article = r'((?:{0})(?: (?:(?:de|del|de la|de los) )?(?:{0})){{0,3}})(?![\w-])'.format(r'(?-i:[A-ZА-ЯЁÁÉÍÓÚÑ])[\w-]+'), r'(?:El |La |Los |Las )?' if lang == 'es' else ''
    starts = re.compile(rf'^{article}{names}(?={GAP_TEXT[lang]} ?{VERB[lang]})', re.I)
    small, big = {}, {}
    for sentence in {s for d in docs for s in d['sents']}:
        for word in re.findall(r'(?<=[a-zа-яёáéíóúñ,] )[^\W\d_][\w-]{3,}', sentence): (big if word[0].isupper() else small)[word.lower()] = 1 + (big if word[0].isupper() else small).get(word.lower(), 0)
    is_name = lambda n: not NOT_A_NAME.search(n) and big.get(n.split()[0].lower(), 0) > (small.get(n.lower(), 0) if ' ' not in n else 0)
    said = [[m[1] for s in d['sents'] for m in [starts.search(s)] if m and is_name(m[1])] for d in docs]
    kept = []
    for doc, found in zip(docs, said):
        if doc['source'] not in GUESSED: kept.append(doc)
        elif found:
            title = max(sorted(set(found)), key=found.count)
            if 5 * sum(title in s for s in doc['sents']) < 2 * len(doc['sents']): continue
            first = next(i for i, s in enumerate(doc['sents']) if title in s)  # what stands before it may be about something else
            kept.append({**doc, 'title': title, 'sents': doc['sents'][first:]})
    return kept


NOT_A_NAME = re.compile(r'^(?:El|La|Los|Las|Un|Una|Uno|Este|Esta|Estos|Estas|Esto|Su|Sus|En|De|Por|Con|Como|Cuando|Aunque|Según|Después|Antes|Desde|Hasta|Durante|Mientras|También|Además|'
                        r'Muchos|Muchas|Algunos|Algunas|Otros|Otras|Todos|Todas|Cada|Ambos|Varios|Ellos|Ella|Él|Se|No|Es|Hay|Si|Sin|Para|Tras|Entre|Solo|Más|Ese|Esa|Aquel|Ángeles|Pero|Bajo|Así|Aun|Nadie|Dos|Tres|'
                        r'Он|Она|Оно|Они|Это|Эта|Этот|Эти|Тот|Та|Те|В|На|С|По|Но|И|А|Как|Когда|Если|Его|Её|Ее|Их|Все|Вся|Весь|Многие|Некоторые|Другие|Один|Одна|Оба|Каждый|Мы|Вы|Также|Однако|После|Во|При|Из|Для|Хотя|Такой|Такие|Там|Здесь|Сегодня|Кроме)\b|^[А-ЯЁ]\w+(?:ский|ская|ское|ские|ный|ная|ное|ные)$')


def check(lang):
    sections = load(lang)
    names = [s.name for s in sections]
    problems = [f'section {n} twice' for n in set(names) if names.count(n) > 1]
    if 'any' not in names:
        problems.append('no section [any]')
    for s in sections:
        if s.name != 'any' and not s.when: problems.append(f'[{s.name}] has no when:')
        if len(s.frames) < 3: problems.append(f'[{s.name}] has only {len(s.frames)} frames')
        if s.name != 'any' and len(s.say) < 2: problems.append(f'[{s.name}] has only {len(s.say)} say: lines, want 4 or more')
        for frame, _ in s.frames:
            if not re.search(r'\{[TQW]\}', frame): problems.append(f'[{s.name}] frame without {{T}}, {{Q}} or {{W}}: {frame}')
            if not re.search(r'[?？]$', frame): problems.append(f'[{s.name}] frame without question mark at its end: {frame}')
            if '{1}' in frame: problems.append(f'[{s.name}] the model cannot know what {{1}} is: {frame}')
        for say in s.say:
            made = say_of(say, 'Xq' if lang != 'zh' else '龘靐', lang, random.Random(1))
            if not any(m[0] is s for m in matches([s], made, 'Xq' if lang != 'zh' else '龘靐', lang)):
                problems.append(f'[{s.name}] its own say: line does not match it: {made}')
    for p in problems:
        print(p)
    print(f'{lang}: {len(sections)} sections, {sum(len(s.frames) for s in sections)} frames, {sum(len(s.say) for s in sections)} say lines, {len(problems)} problems')


NAMES = {'en': 'Alder Brook Carrick Dunmore Elsing Farley Grent Hollin Ivers Jarrow Kelby Lorne Marden Norby Orwick',
         'fr': 'Aubrac Belmont Cernay Dorval Évran Flers Givry Hérisson Lunel Morlac Noyers Orsan Périer Quessac Rumilly',
         'es': 'Almera Belchar Cárdena Dueñas Elvira Fonseca Guadix Herrera Ibarra Jarama Lozoya Mondejar Niebla Ortiz',
         'ru': 'Алтынск Берёзово Ветлуга Глинское Дубна Ельники Заречье Ильинск Каменка Лугино Мостовое Нерль Озёрск',
         'zh': '安河 白石 长岭 东湾 丰台镇 高桥 海口村 江北 开平 柳河 明州 南浦 平川 青田 石门'}


def say_of(say, title, lang, rng):
    """A made-up sentence with its slots filled."""
    text = say.replace('{Q}', QUOTES[lang].format(title)).replace('{T}', title)
    text = re.sub(r'\{y\}', lambda _: str(rng.randint(1100, 2022)), text)
    text = re.sub(r'\{n\}', lambda _: str(rng.choice([rng.randint(2, 30), rng.randint(2, 900)])), text)
    return re.sub(r'\{p\}', lambda _: rng.choice(NAMES[lang].split()), text)


def trial(lang, count):
    """Answers drawn as the samples draw them: half of them call for a section, half stand anywhere."""
    sections, rng, seen = load(lang), random.Random(), {}
    docs = corpus(lang)
    for number in range(count):
        for attempt in range(30):
            doc = rng.choice(docs)
            at = rng.randrange(len(doc['sents']))
            sentences = doc['sents'][at:at + rng.choice([1, 1, 2])]
            found = candidates(sections, sentences, bare(doc['title']), lang)
            drawn = rng.choices(found, [f[0] for f in found])[0]
            if number % 2 == 0 or (drawn[1] != 'any' and seen.get(drawn[1], 0) < 2): break
        seen[drawn[1]] = seen.get(drawn[1], 0) + 1
        print(f'[{drawn[1]}]  {drawn[3]}\n      {GAP[lang].join(sentences)}\n', flush=True)


def share(lang, limit=1500):
    """How many sentences of the corpus call for a section, and for which."""
    sections, counts, typed, total = load(lang), {}, 0, 0
    docs = corpus(lang)
    random.Random(1).shuffle(docs)
    for doc in docs:
        if total > limit: break
        for sentence in doc['sents'][:40]:
            names = {s.name for s, _ in matches(sections, sentence, bare(doc['title']), lang)}
            total, typed = total + 1, typed + bool(names)
            for name in names: counts[name] = counts.get(name, 0) + 1
    print(f'{lang}: {typed} of {total} sentences ({100 * typed / total:.1f} %)', ' '.join(f'{s.name}:{counts.get(s.name, 0)}' for s in sections))


if __name__ == '__main__':
    command, lang = sys.argv[1:3]
    {'check': check, 'share': share}[command](lang) if command != 'try' else trial(lang, int(sys.argv[3]) if len(sys.argv) > 3 else 30)
