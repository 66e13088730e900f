"""The phrase book: rows of the same text in five languages, with slots.

    phrases.py check TOPIC          parses phrases/TOPIC.txt and says what is wrong with it
    phrases.py show TOPIC LL [N]    prints rows with their slots filled, English beside the language

A row is a block of lines `en: … zh: … ru: … fr: … es: …` with an optional header `@ kind a=2..9`; see README.md for the slots.
"""
import glob, os, random, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
LANGUAGES = ['en', 'zh', 'ru', 'fr', 'es']
KINDS = {'say', 'chat', 'problem', 'worked', 'code', 'question', 'answer'}
CLASSES = {'m', 'f', 'city', 'food', 'object', 'animal', 'place', 'topic', 'day'}
SLOT = re.compile(r'\{([^{}]*)\}')
CITATION = {'en': 'sg', 'zh': 'w', 'ru': 'nom', 'fr': 'sg', 'es': 'sg'}


class Row:
    def __init__(self, where):
        self.where, self.kind, self.ranges, self.text, self.after = where, 'say', {}, {}, None


def lexicon():
    """class → list of {language: {form: value}}"""
    found = {}
    for number, line in enumerate(open(f'{HERE}/phrases/lexicon.txt', encoding='utf8'), 1):
        line = line.rstrip('\n')
        if not line.strip() or line.startswith('#'): continue
        name, *fields = line.split('\t')
        if len(fields) != 5: raise ValueError(f'lexicon.txt:{number}: {len(fields)} language fields, want 5')
        found.setdefault(name.strip(), []).append({l: dict(part.strip().split('=', 1) for part in f.split(';') if '=' in part) for l, f in zip(LANGUAGES, fields)})
    return found


def load(topic):
    """Rows of a topic. Raises ValueError with file and line."""
    path, rows, row = f'{HERE}/phrases/{topic}.txt', [], None
    for number, line in enumerate(open(path, encoding='utf8'), 1):
        line = line.strip()
        if line.startswith('#'): continue
        if not line:
            row = None
            continue
        if row is None:
            row = Row(f'{topic}.txt:{number}')
            rows.append(row)
        if line.startswith('@'):
            kind, *ranges = line[1:].split()
            if kind not in KINDS: raise ValueError(f'{path}:{number}: kind {kind!r}')
            row.kind = kind
            for r in ranges:
                found = re.fullmatch(r'([a-dxy])=(\d+(?:\.\d+)?)\.\.(\d+(?:\.\d+)?)', r.rstrip(';,'))
                if not found: raise ValueError(f'{path}:{number}: range {r!r}')
                row.ranges[found[1]] = (float(found[2]), float(found[3]))
            continue
        lang, colon, text = line.partition(':')
        if lang not in LANGUAGES or not colon: raise ValueError(f'{path}:{number}: {line[:60]!r}')
        if lang in row.text: raise ValueError(f'{path}:{number}: {lang} twice in one row (a blank line is missing?)')
        row.text[lang] = text.strip()
    rows = [r for r in rows if r.text]
    for before, after in zip(rows, rows[1:]):
        if (before.kind, after.kind) in (('problem', 'worked'), ('question', 'answer')):
            after.after = before
            for k, v in before.ranges.items(): after.ranges.setdefault(k, v)
            for k, v in after.ranges.items(): before.ranges.setdefault(k, v)
    return rows


def topics():
    return sorted(os.path.basename(p)[:-4] for p in glob.glob(f'{HERE}/phrases/*.txt') if not p.endswith('lexicon.txt'))


def plural(n, lang):
    if lang == 'ru':
        return 0 if n % 10 == 1 and n % 100 != 11 else 1 if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else 2
    return 0 if n == 1 or (lang == 'fr' and n == 0) else 1


def numeral(entry, n, lang):
    """The noun as it stands after a number."""
    forms = entry[lang]
    if lang == 'zh': return forms['mw'] + forms['w']
    if lang == 'ru': return forms[('nom', 'gen', 'genpl')[plural(n, lang)]]
    return forms[('sg', 'pl')[plural(n, lang)]]


def slots(row):
    """Names of slots of a row's English text (`a`, `food`, `m2`, `k1`)."""
    return sorted({re.split(r'[.#|]', s)[0] for s in SLOT.findall(row.text['en']) if not s.startswith('=')})


def choose(rows, words, rng):
    """Values for the slots of rows that belong together."""
    values = {}
    for name in 'abcd':
        low, high = next((r.ranges[name] for r in rows if name in r.ranges), (2, 99))
        values[name] = rng.randint(int(low), int(high))
    for name in 'xy':
        low, high = next((r.ranges[name] for r in rows if name in r.ranges), (1, 30))
        values[name] = f'{rng.uniform(low, high):.{rng.choice([1, 2])}f}'
    for name in CLASSES:
        picked = rng.sample(words[name], 2) if name in words else []
        values.update({name + s: p for s, p in zip(('', '2'), picked)})
    first = rng.randint(1, 5)
    values.update(k1=f'⟦{first}⟧', k2=f'⟦{first + 1}⟧', k3=f'⟦{first + 2}⟧')
    return values


def fill(text, lang, values):
    """The text with its slots filled. Raises KeyError or ValueError where a slot has no value or form."""
    numbers = {k: v for k, v in values.items() if isinstance(v, int)}

    def one(match):
        slot = match[1]
        if slot.startswith('='):
            if not re.fullmatch(r'[abcd0-9+*/() -]+', slot[1:]): raise ValueError(f'{{{slot}}}')
            result = eval(slot[1:], {'__builtins__': {}}, numbers)
            if result < 0 or int(result) != result: raise ValueError(f'{{{slot}}} is {result}')
            return str(int(result))
        if '|' in slot:
            name, *forms = slot.split('|')
            if len(forms) != (3 if lang == 'ru' else 2): raise ValueError(f'{{{slot}}}: {len(forms)} forms')
            number = fill('{' + name + '}', lang, values)
            return f'{number} {forms[plural(int(number), lang)]}'
        if '#' in slot:
            name, by = slot.split('#')
            n = int(fill('{' + by + '}', lang, values)) if by.startswith('=') else numbers[by]
            return numeral(values[name], n, lang)
        name, _, form = slot.partition('.')
        value = values[name]
        if isinstance(value, int): return str(value)
        if isinstance(value, str): return value.replace('.', ',') if name in 'xy' and lang in ('ru', 'fr', 'es') else value
        return value[lang][form or CITATION[lang]] if (form or CITATION[lang]) in value[lang] else value[lang].get({'sg': 'w'}.get(form, ''), None) or value[lang][form or CITATION[lang]]

    filled = SLOT.sub(one, text)
    if lang in ('en', 'fr', 'es', 'ru'): filled = filled[:1].upper() + filled[1:]
    return filled


def filled(rows, words, rng, tries=60):
    """Rows that belong together, filled with the same values, as {language: text} each; None when no draw fits."""
    for _ in range(tries):
        values = choose(rows, words, rng)
        try:
            return [{l: fill(r.text[l], l, values) for l in LANGUAGES} for r in rows]
        except ValueError:
            continue
    return None


def check(topic):
    words, rows, rng, problems = lexicon(), load(topic), random.Random(1), []
    for row in rows:
        missing = [l for l in LANGUAGES if l not in row.text]
        if missing:
            problems.append(f'{row.where}: no {" ".join(missing)}')
            continue
        for l in LANGUAGES[1:]:
            names = sorted({re.split(r'[.#|]', s)[0] for s in SLOT.findall(row.text[l]) if not s.startswith('=')})
            if names != slots(row): problems.append(f'{row.where} {l}: slots {names}, en has {slots(row)}')
        group = [row.after, row] if row.after else [row]
        try:
            for l in LANGUAGES:
                for _ in range(40):
                    try:
                        fill(row.text[l], l, choose(group, words, rng))
                        break
                    except ValueError as error: last = error
                else: problems.append(f'{row.where} {l}: {last}')
        except KeyError as error: problems.append(f'{row.where} {l}: no form {error}')
        if set('\u200b') & set(''.join(row.text.values())): problems.append(f'{row.where}: zero-width space')
    english = [r.text.get('en') for r in rows]
    problems += [f'English twice: {e}' for e in sorted({e for e in english if e and english.count(e) > 1})]
    print('\n'.join(problems))
    with_slots = sum(bool(SLOT.search(r.text.get('en', ''))) for r in rows)
    print(f'{topic}: {len(rows)} rows, {with_slots} with slots, {len(rows) - with_slots} without, {len(problems)} problems')


def show(topic, lang, count):
    words, rows, rng = lexicon(), load(topic), random.Random()
    for row in rng.sample(rows, min(count, len(rows))):
        group = [row.after, row] if row.after else [row]
        made = filled(group, words, rng)
        for text in made or []: print(f'{row.where}  {text["en"]}\n      {text[lang]}')


if __name__ == '__main__':
    command, topic = sys.argv[1:3]
    check(topic) if command == 'check' else show(topic, sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else 60)
