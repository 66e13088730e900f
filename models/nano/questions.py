"""Question frames and the sentences that call for them.

    questions.py check LL        parses questions/LL.txt and says what is wrong with it
    questions.py try LL [N]      draws N answers of the corpus with the section and the frame chosen for each

A file holds sections. A section names the sentences it fits (`when:`, regular expressions searched in one sentence, `not:`),
made-up sentences of that kind (`say:`), and question frames. `{T}` is the title, `{Q}` the title in quotation marks, `{1}` the
first group of the expression that matched. In `say:` lines `{T}` is the title, `{y}` a year, `{n}` a number, `{p}` some name.
"""
import json, os, random, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
WORK = os.environ.get('NANO_WORK', '/tmp/nano')
LANGUAGES = ['en', 'zh', 'ru', 'fr', 'es']
QUOTES = {'en': '"{}"', 'zh': '“{}”', 'ru': '«{}»', 'fr': '« {} »', 'es': '«{}»'}
NEAR = {'en': 120, 'zh': 25, 'ru': 120, 'fr': 120, 'es': 120}  # characters within which a sentence names its subject
GAP = {'en': ' ', 'zh': '', 'ru': ' ', 'fr': ' ', 'es': ' '}


class Section:
    def __init__(self, name):
        self.name, self.about, self.weight, self.when, self.nots, self.say, self.frames = name, 'title', 1.0, [], [], [], []


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
            value = re.sub(r'\s+#.*$', '', value).strip() if key in ('about', 'weight') else value.strip()
            if key == 'about' and colon: section.about = {'title': 'title', 'topic': 'topic'}[value]
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


def words_of(title, lang):
    """What of a title a sentence may name it by: longer words, or the first part of inflected ones."""
    title = bare(title)
    if lang == 'zh':
        return [title] + ([title.split('·')[-1]] if '·' in title else [])
    found = [w for w in re.findall(r'[^\W\d_]{4,}', title)] or [title]
    return [w[:max(4, len(w) - 2)] if lang == 'ru' else w for w in found] + [title]


def names_title(sentence, end, title, lang):
    head = re.sub(r'[(（][^)）]*[)）]', '', sentence[:end])[:NEAR[lang]].lower()
    return any(w.lower() in head for w in words_of(title, lang))


def matches(sections, sentence, title, lang):
    """(section, match) for the sections that a sentence calls for."""
    for section in sections:
        if any(n.search(sentence) for n in section.nots):
            continue
        for when in section.when:
            match = when.search(sentence)
            if match:
                if section.about == 'topic' or names_title(sentence, match.end(), title, lang):
                    yield section, match
                    break


def fill(frame, title, lang, match=None):
    one = (match.group(1) or '') if match is not None and match.re.groups else ''
    if '{1}' in frame and (not one or any(w.lower() in title.lower() for w in re.findall(r'[^\W\d_]{4,}', one)) or (lang == 'zh' and one.strip() in title)):
        return None
    return frame.replace('{1}', one.strip()).replace('{Q}', QUOTES[lang].format(title)).replace('{T}', title)


def candidates(sections, sentences, title, lang):
    """All (weight, section name, frame, question) that fit an answer; those of `any` last and light."""
    found = []
    for index, sentence in enumerate(sentences):
        for section, match in matches(sections, sentence, title, lang):
            frames = [f for f, extra in section.frames if extra is None or extra.search(sentence)]
            for frame in frames:
                question = fill(frame, title, lang, match)
                if question:
                    found.append((section.weight / len(frames) / (1 + index), section.name, frame, question))
    if not found or len(sentences) > 1:
        share = 1.0 if not found else 0.1 * sum(w for w, *_ in found)
        for section in sections:
            if section.name == 'any':
                found += [(share / len(section.frames), 'any', f, fill(f, title, lang)) for f, _ in section.frames]
    return found


def corpus(lang):
    path = f'{WORK}/corpus/{lang}.json'
    if not os.path.exists(path):
        sys.exit(f'no corpus for {lang} at {path}; run corpora.py first')
    return json.load(open(path, encoding='utf8'))


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
            if not re.search(r'\{[TQ]\}', frame): problems.append(f'[{s.name}] frame without {{T}} or {{Q}}: {frame}')
            if not re.search(r'[?？]$', frame): problems.append(f'[{s.name}] frame without question mark at its end: {frame}')
            if '{1}' in frame and not all(w.groups for w in s.when): problems.append(f'[{s.name}] {{1}} without a group in every when: {frame}')
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
    sections, rng = load(lang), random.Random()
    docs = corpus(lang)
    for _ in range(count):
        doc = rng.choice(docs)
        at = rng.randrange(len(doc['sents']))
        sentences = doc['sents'][at:at + rng.choice([1, 1, 2])]
        found = candidates(sections, sentences, bare(doc['title']), lang)
        weight, name, frame, question = rng.choices(found, [f[0] for f in found])[0]
        print(f'[{name}]  {question}\n      {GAP[lang].join(sentences)}\n')


if __name__ == '__main__':
    command, lang = sys.argv[1:3]
    check(lang) if command == 'check' else trial(lang, int(sys.argv[3]) if len(sys.argv) > 3 else 30)
