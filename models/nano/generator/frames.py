"""Writes the questions that the generator chooses from, and the sentences that call for each, for src/text/question-frames.ts.

    frames.py            one file a language in models/nano-generator.questions, from questions.py and questions/*.txt
    frames.py parity N   N sentences a language of the corpus with the questions found here, as JSON lines, to compare with
"""
import json, os, random, re, sys
from data import questions
from questions import ADVERBIAL, AFTER, ARTICLE, BEGINS, CLAUSE, CLAUSES, COUPLED, DIRECT, ENDING, HEAD, KINDS_EN, LANGUAGES, NEAR, NOT_FIRST, OPENING, OWNED, PLAIN_ARTICLE, PRONOUN, QUOTES, REACH, SHORT, SPACED, SURNAMES, THAN

FOLDER = os.path.join(questions.HERE, '..', 'nano-generator.questions')
WORD = r'\p{L}\p{N}_'
EDGE = rf'(?:(?<![{WORD}])(?=[{WORD}])|(?<=[{WORD}])(?![{WORD}]))'
SYNTAX = set('^$\\.*+?()[]{}|/')


def js(pattern):
    """A Python expression as JavaScript writes it with the flags `iu`, or `u` where a part heeds case: then both cases are written out elsewhere."""
    heeds = '(?-i:' in pattern
    out, i, in_class, depth, still = [], 0, False, 0, []
    both = lambda c: c if not heeds or still or c.lower() == c.upper() or len(c.lower()) != 1 or len(c.upper()) != 1 else (c.lower() + c.upper() if in_class else f'[{c.lower()}{c.upper()}]')
    while i < len(pattern):
        c = pattern[i]
        if pattern.startswith('[^\\W\\d_]', i) and not in_class: out.append(r'\p{L}'); i += 8; continue
        if c == '\\':
            n = pattern[i + 1]
            if n == 'b': out.append(EDGE)
            elif n == 'w': out.append(WORD if in_class else f'[{WORD}]')
            elif n == 'W': out.append(f'[^{WORD}]')
            elif n in 'dDsSBntr' or n in SYNTAX or (n == '-' and in_class) or n.isdigit(): out.append(c + n)
            elif n == 'u': out.append(chr(int(pattern[i + 2:i + 6], 16))); i += 4
            else: out.append(n)
            i += 2
            continue
        if in_class:
            if c == ']': in_class = False; out.append(c)
            elif pattern[i + 1:i + 2] == '-' and pattern[i + 2:i + 3] not in ('', ']') and heeds and not still:
                a, b = c, pattern[i + 2]
                out.append(f'{a}-{b}' + (f'{a.swapcase()}-{b.swapcase()}' if a.isalpha() and b.isalpha() and a.isascii() == b.isascii() else ''))
                i += 3
                continue
            elif c == '[': out.append('\\[')
            else: out.append(both(c))
        elif c == '[':
            in_class = True
            out.append(c)
            if pattern[i + 1] == '^': out.append('^'); i += 1
        elif c == '(':
            depth += 1
            if pattern.startswith('(?-i:', i): still.append(depth); out.append('(?:'); i += 4
            elif pattern.startswith('(?', i):
                head = re.match(r'\(\?(?:<?[!=]|:)', pattern[i:])
                out.append(head[0]); i += len(head[0]) - 1
            else: out.append(c)
        elif c == ')':
            if still and still[-1] == depth: still.pop()
            depth -= 1
            out.append(c)
        elif c in '{}':
            out.append(c if re.match(r'\{\d*,?\d*\}', pattern[i:]) or (c == '}' and re.search(r'\{\d*,?\d*$', pattern[:i])) else '\\' + c)
        else: out.append(both(c))
        i += 1
    text = ''.join(out)
    return [text, 'u'] if heeds else text


def name_patterns(lang):
    """[expression for a title, pattern]: what a sentence may call a title that matches, with its groups put in."""
    word = r"(?:\p{Lu}[^\p{Lu}\s,]*\p{Ll}[^\p{Lu}\s,]*|(?:[\p{L}\p{N}_]\.)+)"
    found = [[r'^(.*)$', '$1'], [r'^([^,]*),', '$1']]
    person = rf'^(?!(?:{"|".join(sorted(NOT_FIRST))}) )({word})(?: {word})? ({word})(?:,|$)'
    if lang == 'zh': found += [[r'·([^·]+)$', '$1'], [r'^..', '(?:该|該|本)[\u4e00-\u9fff]{1,4}?']]
    else: found += [[person, '$2'], [person, rf"$1 (?:[{WORD}.’'-]+ ){{1,3}}$2"]]
    if lang == 'ru': found += [[person, r'(?:[А-ЯЁ]\. ?){1,2}$2'], [r'^([^,]*), ', rf'(?:[А-ЯЁ][{WORD}.]+ ){{1,2}}$1']]
    if lang == 'en': found.append([r'^(?=.*\p{Lu})([^ ,]{4,})(?:,|$)', '$1e?s'])
    return found


def near_patterns(lang):
    """The same for what must stand near a match, where the sentence need not be about its title."""
    if lang == 'zh': return [[r'^(.*)$', '$1'], [r'·([^·]+)$', '$1']]
    if lang == 'ru':
        return [[r'^([^,]*?)\s*(?:,|$)', '$1'], [r'^([^ ,]+ [^ ,]+) [^,]+', '$1'], [r'^(?:[^,]* )?([^ ,]{5})[^ ,]{1,2}\s*(?:,|$)', '$1'], [r'^(?:[^,]* )?([^ ,]{6,})[^ ,]{2}\s*(?:,|$)', '$1'],
                *([rf'^([^ ,]{{4}}){last}\s*(?:,|$)', f' $1{ending}'] for last, endings in SHORT.items() for ending in endings)]
    return [[r'^([^,]*?)\s*(?:,|$)', '$1'], [r'^(?:[^,]* )(\p{L}{5,})\s*(?:,|$)', '$1']]


def kinds(lang):
    """[expression for a title, what it looks like], the first that matches counts."""
    if lang == 'en': return KINDS_EN
    if lang != 'zh': return []
    return [['·', 'person'], [ENDING.pattern, 'thing'], ['^.{5,}$', 'thing'], ['[^一-鿿]', 'thing'], [f'^[{"".join(sorted(SURNAMES))}].{{0,2}}$', 'person']]


def filled(frame, lang):
    return frame.replace('{Q}', '{{named}}').replace('{W}', QUOTES[lang].format('{{subject}}')).replace('{T}', '{{subject}}')


def sheet(lang):
    sections = []
    for s in questions.load(lang):
        asks = [[filled(f, lang)] + ([js(extra.pattern)] if extra else []) for f, extra in s.frames]
        sections.append({'name': s.name, 'subject': s.subject, **({'of': s.of} if s.of else {}), **({'spare': True} if s.spare else {}), 'when': [js(w.pattern) for w in s.when], 'not': [js(n.pattern) for n in s.nots], 'questions': asks})
    starts = [o + a for o in ('', OPENING[lang]) for a in ('', PLAIN_ARTICLE[lang], ARTICLE[lang])][1:]
    return {
        'quoted': QUOTES[lang].format('{{subject}}'),
        'names': name_patterns(lang), 'near': {'within': NEAR[lang], 'names': near_patterns(lang), 'spaced': lang in SPACED, 'behind': 4 if lang == 'zh' else 20, 'head': js(HEAD[lang].pattern), 'owned': js(OWNED[lang].pattern), 'than': js(THAN[lang].pattern), **({'adverbial': js(ADVERBIAL[lang].pattern)} if lang in ADVERBIAL else {})},
        'kinds': kinds(lang), 'starts': [js(s) for s in starts], 'after': js(AFTER[lang]), 'pronoun': js(PRONOUN[lang]),
        'predicate': {'direct': js(DIRECT[lang].pattern), 'coupled': js(COUPLED[lang].pattern), 'begins': js(BEGINS[lang].pattern)}, 'other': js(CLAUSE[lang]), **({'relative': dict(zip(('opens', 'own', 'back'), (js(c.pattern) for c in CLAUSES[lang])))} if lang in CLAUSES else {}), 'reach': REACH[lang],
        'sections': sections,
    }


def write():
    os.makedirs(FOLDER, exist_ok=True)
    for lang in LANGUAGES:
        made = sheet(lang)
        with open(f'{FOLDER}/{lang}.json', 'w', encoding='utf8') as file:
            head = {k: v for k, v in made.items() if k != 'sections'}
            file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "sections": [\n' + ',\n'.join(json.dumps(s, ensure_ascii=False) for s in made['sections']) + '\n]}\n')
        print(lang, len(made['sections']), 'sections', len({q[0] for s in made['sections'] for q in s['questions']}), 'questions')


def parity(count):
    for lang in LANGUAGES:
        rng, docs, sections = random.Random(5), questions.corpus(lang), questions.load(lang)
        for _ in range(count):
            doc = rng.choice(docs)
            at = rng.randrange(len(doc['sents']))
            sentences, title = doc['sents'][at:at + rng.choice([1, 1, 2])], questions.bare(doc['title'])
            found = questions.candidates(sections, sentences, title, lang)
            typed = [c for c in found if c[1] != 'any'] or found
            print(json.dumps({'lang': lang, 'title': title, 'sentences': sentences, 'questions': sorted({c[3] for c in typed})}, ensure_ascii=False))


if __name__ == '__main__': parity(int(sys.argv[2])) if sys.argv[1:2] == ['parity'] else write()
