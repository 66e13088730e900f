"""Makes training samples: data.py TOKENS SEED OUT.npz, or `data.py show` to read some.

A sample is a prompt and one or several replies to it, each of which sees the prompt and itself only (`branch` 0 is the prompt, 1, 2, … its
replies): several questions to one answer cost little more than one. Each token has its next token (`targets`) and what kind that is:
0 prompt (no loss), 1 title, 2 the rest of a question, 3 translation, 4 answer, 5 verdict.
"""
import hashlib, json, os, random, re, sys
import numpy as np
import sentencepiece

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import phrases, questions
from questions import GAP, LANGUAGES, QUOTES, bare
from wording import SYSTEM, instruction

TITLE, FRAME, TRANSLATION, ANSWER, VERDICT = 1, 2, 3, 4, 5
CRITERIA = ['name', 'code', 'place', 'culture', 'verse', 'tradition', 'brand']
MOST = 340  # tokens of a sample
REPLIES = 3  # questions to one answer
FRAMES = 4  # of a section
SHARES = {'question': 8, 'follow': 6, 'seed': .5, 'next': .5, 'answer': 0, 'translate': 70, 'reply': 9, 'screen': 6}

sp = sentencepiece.SentencePieceProcessor(model_file=f'{questions.WORK}/tokenizer.model')
START, END, NEWLINE = sp.piece_to_id('<|im_start|>'), sp.piece_to_id('<|im_end|>'), sp.encode('\n')


class Material:
    """All that samples are made of. `held` titles and rows are kept for measuring."""

    def __init__(self):
        self.sections = {l: questions.load(l) for l in LANGUAGES}
        self.flores = json.load(open(f'{questions.WORK}/corpus/sentences.json', encoding='utf8'))
        self.docs, self.index, self.titles, self.words_of = {}, {}, {}, {}
        self.known = read_known()
        for lang in LANGUAGES:
            for section in self.sections[lang]: section.frames = kept_frames(section)
            docs = [d for i, d in enumerate(questions.corpus(lang)) if i % 20]
            self.docs[lang] = docs
            self.titles[lang] = sorted({clean(bare(d['title'])) for d in docs})
            self.words_of[lang] = capitalised(docs, lang)
            index = {}
            for number, doc in enumerate(docs):
                for at, sentence in enumerate(doc['sents']):
                    for section, _ in questions.matches(self.called(lang, sentence), sentence, bare(doc['title']), lang):
                        index.setdefault(section.name, []).append((number, at))
            self.index[lang] = index
        write_known(self.known)
        self.han = sorted(set(re.findall(r'[\u4e00-\u9fff]', ''.join(s for d in self.docs['zh'] for s in d['sents']))))
        self.lexicon = phrases.lexicon()
        rows = [r for t in phrases.topics() for r in phrases.load(t) if all(l in r.text for l in LANGUAGES)]
        self.rows = [r for r in rows if phrases.SLOT.search(r.text['en'])]
        self.fixed = [r for r in rows if not phrases.SLOT.search(r.text['en']) and not r.after]
        self.rows += [r.after for r in self.rows if r.after and r.after not in self.rows]
        self.pairs = [r for r in self.rows if r.after and r.kind == 'answer']
        path = f'{phrases.HERE}/screen.txt'
        self.screen = [line.rstrip('\n').split('\t') for line in open(path, encoding='utf8') if '\t' in line] if os.path.exists(path) else []


    def called(self, lang, sentence):
        """Sections whose expressions are found in a sentence, whatever its title."""
        sections = self.sections[lang]
        if sentence not in self.known[lang]:
            self.known[lang][sentence] = [i for i, s in enumerate(sections) if any(w.search(sentence) for w in s.when)]
        return [sections[i] for i in self.known[lang][sentence]]

    def sections_for(self, lang, sentences):
        """Sections that need a closer look for an answer, and the one for anything."""
        return list({s.name: s for t in sentences for s in self.called(lang, t)}.values()) + [s for s in self.sections[lang] if s.name == 'any']


def kept_frames(section):
    """The frames of a section that the generator learns and chooses from."""
    return section.frames[:FRAMES * (4 if section.name == 'any' else 1)]


def known_file():
    """Where the sections of sentences are remembered, by what the question files say."""
    text = ''.join(open(f'{questions.HERE}/questions/{l}.txt', encoding='utf8').read() for l in LANGUAGES)
    return f'{questions.WORK}/known-{hashlib.sha256(text.encode()).hexdigest()[:12]}.json'


def read_known():
    return json.load(open(known_file(), encoding='utf8')) if os.path.exists(known_file()) else {l: {} for l in LANGUAGES}


def write_known(known):
    if not os.path.exists(known_file()): json.dump(known, open(known_file(), 'w', encoding='utf8'), ensure_ascii=False)


def clean(title):
    return re.sub(r'["“”«»<>\[\]{}\n⁇]', '', title).strip() or 'X'


def capitalised(docs, lang):
    """Names and phrases that titles may look like."""
    found = set()
    for doc in docs:
        for sentence in doc['sents'][:60]:
            if lang == 'zh': found.update(re.findall(r'[\u4e00-\u9fff]{2,6}(?=，|。|、|是|的|在)', sentence)[:3])
            else: found.update(re.findall(r'(?<=[a-zа-яё,] )(?:[A-ZА-ЯÉÁÍÓÚ][\w’-]+)(?: (?:de |of |du |del |la )?[A-ZА-ЯÉÁÍÓÚ][\w’-]+){0,3}', sentence)[:3])
    return sorted(found)


SYLLABLES = {'en': 'ba tor vel mi ran ka len dor sha wick ton ham el gri ost per lu nar qui zen thor by ley', 'fr': 'bou ler an dé mon chè vre ville lac ri eux gné té oi val mar tin ç',
             'es': 'ca rro ñ me do lla gua ri za nue tor pe ján illo san qui', 'ru': 'ба вел ро ми ск ово град лен тар жи ще нь кол пет ров ян уш цы ёл фи'}


def random_title(m, lang, rng):
    """A title: mostly of the language's articles and names, some invented, some of another language."""
    chance = rng.random()
    if chance < .4: title = rng.choice(m.titles[lang])
    elif chance < .62: title = rng.choice(m.words_of[lang])
    elif chance < .7: title = rng.choice(m.titles[rng.choice(LANGUAGES)])
    elif chance < .76: title = rng.choice(m.words_of['en'])
    elif lang == 'zh':
        title = ''.join(rng.choice(m.han) for _ in range(rng.randint(2, 6)))
        if rng.random() < .2: title += title[-1]
        title += rng.choice(['', '', '节', '湖', '寺', '市', '人', '学', '战争', '公园', '·' + ''.join(rng.choice(m.han) for _ in range(2))])
    else:
        word = lambda: ''.join(rng.choice(SYLLABLES[lang].split()) for _ in range(rng.randint(2, 4))).capitalize()
        title = ' '.join(word() for _ in range(rng.choice([1, 1, 2, 2, 3])))
        if rng.random() < .25: title = f'{rng.choice(m.words_of[lang])} {title}'
    if rng.random() < .04: title += rng.choice([f' {rng.randint(1, 2030)}', f'-{rng.randint(2, 99)}'])
    title = clean(title)
    return title if len(title) <= 60 and len(sp.encode(title)) <= 24 else random_title(m, lang, rng)


def span(m, lang, rng, doc=None):
    """(sentences, title, document, sections) of an answer: made up, found for a section, or any."""
    chance = rng.random()
    if doc is None and chance < (.5 if lang in ('ru', 'fr') else .38):
        section = rng.choice([s for s in m.sections[lang] if s.say] or m.sections[lang])
        if section.say:
            title = random_title(m, lang, rng)
            say = rng.choice(section.say)
            sentences, sections = [questions.say_of(say, title, lang, rng)], m.sections_for(lang, [questions.say_of(say, 'X', lang, random.Random(say))])
            if section not in sections: sections.insert(0, section)
            if rng.random() < .4:
                sentences.append(rng.choice(rng.choice(m.docs[lang])['sents']))
                sections = list({s.name: s for s in sections + m.sections_for(lang, sentences[1:])}.values())
            return sentences, title, None, sections
    if doc is None and chance < .8:
        name = rng.choice(list(m.index[lang]))
        number, at = rng.choice(m.index[lang][name])
        doc = m.docs[lang][number]
    else:
        doc = doc or rng.choice(m.docs[lang])
        at = rng.randrange(len(doc['sents']))
    sentences, title = doc['sents'][at:at + rng.choice([1, 1, 1, 2, 2, 3])], clean(bare(doc['title']))
    return sentences, title, doc, m.sections_for(lang, sentences)


def retitle(sentences, title, m, lang, rng):
    """The same sentences about something else, so that titles are many."""
    if rng.random() < .35 or title not in ''.join(sentences): return sentences, title
    other = random_title(m, lang, rng)
    return [s.replace(title, other) for s in sentences], other


def ask(sections, sentences, title, lang, rng, used=(), count=1):
    """[(frame, question)]: up to `count` that the sentences answer and that were not asked."""
    found = questions.candidates(sections, sentences, title, lang)
    old_frames, old_questions = {f for f, _ in used}, {q for _, q in used}
    weights = [w * (.02 if f in old_frames else 1) if q not in old_questions else 0 for w, _, f, q in found]
    asked = {}
    for _ in range(count):
        if sum(weights) <= 0: break
        _, _, frame, question = rng.choices(found, weights)[0]
        asked[question] = frame
        weights = [0 if f[3] in asked else w for w, f in zip(weights, found)]
    return [(f, q) for q, f in asked.items()]


def title_lines(title, lang):
    quoted = QUOTES[lang].format(title)
    return f'Title:\n{title}\nQuoted:\n{quoted}' if lang == 'zh' else f'Title: {title}\nQuoted: {quoted}'


def question_sample(task, m, lang, rng):
    sentences, title, doc, sections = span(m, lang, rng)
    first_title = title
    sentences, title = retitle(sentences, title, m, lang, rng)
    used = []
    if task in ('follow', 'next'):
        for _ in range(rng.choice([1, 1, 2])):
            earlier, _, _, called = span(m, lang, rng, doc)
            used += ask(called, [s.replace(first_title, title) for s in earlier], title, lang, rng, used)
        if not used: return None
    asked = ask(sections, sentences, title, lang, rng, used, REPLIES)
    if not asked: return None
    dialogue = '<dialogue>\n' + '\n'.join(f'User: {q}' for _, q in used) + '\n</dialogue>\n' if used else ''
    if task in ('question', 'follow'):
        body = f'{dialogue}<answer>\n{GAP[lang].join(sentences)}\n</answer>\n'
    else:
        before, after = span(m, lang, rng, doc)[0], span(m, lang, rng, doc)[0]
        body = f'<passage>\n{GAP[lang].join((before + sentences + after) if rng.random() < .5 else sentences)}\n</passage>\n{dialogue}'
    prompt = f'{instruction(task, lang, rng)}\n{body}{title_lines(title, lang)}'
    return [('user', prompt)], [(q, FRAME, title) for _, q in asked]


def answer_sample(m, lang, rng):
    sentences, title, doc, sections = span(m, lang, rng)
    asked = ask(sections, sentences[:1], title, lang, rng)
    others = [s for s in (span(m, lang, rng, doc)[0] + span(m, lang, rng, doc)[0])[:3] if s not in sentences]
    if not asked or not others: return None
    at = rng.randint(0, len(others))
    passage = others[:at] + sentences[:1] + others[at:]
    prompt = f'{instruction("answer", lang, rng)}\n<passage>\n{GAP[lang].join(passage)}\n</passage>\n<question>{asked[0][1]}</question>'
    return [('user', prompt)], [(sentences[0], ANSWER, '')]


def phrase_rows(m, rng, count):
    texts = []
    while len(texts) < count:
        row = rng.choice(m.rows if rng.random() < .88 else m.fixed)
        made = phrases.filled([row.after, row] if row.after else [row], m.lexicon, rng, 8)
        if made: texts += made if rng.random() < .5 else made[-1:]
    return texts


MARK = re.compile(r'⟦\d+⟧')


def translate_sample(m, lang, rng):
    """Sentences, lines of them, and masks that stand alone at the beginning, at the end or between; masks are mostly counted from 1, as the pipeline counts them."""
    source = 'en' if lang != 'en' and rng.random() < .88 else rng.choice([l for l in LANGUAGES if l != lang])
    texts = phrase_rows(m, rng, rng.choice([1, 1, 1, 1, 2, 2, 3]))
    mark = rng.choice([None, None, '\n'])
    parts = [[t[source] for t in texts], [t[lang] for t in texts]]
    joined = [(mark or GAP[l]).join(p) for l, p in zip((source, lang), parts)]
    chance = rng.random()
    if chance < .16:
        gap = rng.choice(['\n', '\n', '\n\n', ' '])
        joined = [f'⟦40⟧{gap}{t}' if chance < .05 else f'{t}{gap}⟦40⟧' for t in joined]
    if rng.random() < .85:
        order = list(dict.fromkeys(MARK.findall(joined[0])))
        number = {old: f'⟦{i}⟧' for i, old in enumerate(order, 1)}
    else:
        number = {old: f'⟦{i}⟧' for old, i in zip(dict.fromkeys(MARK.findall(joined[0])), rng.sample(range(1, 20), 12))}
    joined = [MARK.sub(lambda x: number.get(x[0], x[0]), t) for t in joined]
    return [('user', f'{instruction("translate", lang, rng)}\n<text>{joined[0]}</text>')], [(joined[1], TRANSLATION, '')]


def reply_sample(m, lang, rng):
    if not m.pairs: return None
    row = rng.choice(m.pairs)
    made = phrases.filled([row.after, row], m.lexicon, rng, 8)
    if not made: return None
    source = rng.choice(LANGUAGES)
    return [('user', f'{instruction("reply", lang, rng)}\n<question>{made[0][source]}</question>')], [(made[1][lang], TRANSLATION, '')]


def screen_sample(m, rng):
    if m.screen and rng.random() < .8: criteria, text = rng.choice(m.screen)[:2]
    else:
        row = rng.choice(m.rows)
        made = phrases.filled([row.after, row] if row.after else [row], m.lexicon, rng, 8)
        if not made: return None
        text, criteria = made[-1]['en'], 'place' if '{city' in row.text['en'] else 'code' if '{k' in row.text['en'] or row.kind == 'code' else 'none'
    verdict = '\n'.join(f'{c}: {"yes" if c in criteria.split("+") else "no"}' for c in CRITERIA)
    return [('user', f'{instruction("screen", "en", rng)}\n<text>{text}</text>')], [(verdict, VERDICT, '')]


def sample(m, rng):
    task = rng.choices(list(SHARES), list(SHARES.values()))[0]
    lang = rng.choice(LANGUAGES if task not in ('translate',) else ['zh', 'ru', 'fr', 'es', 'zh', 'ru', 'fr', 'es', 'en'])
    if task in ('question', 'follow', 'seed', 'next'): messages = question_sample(task, m, lang, rng)
    elif task == 'answer': messages = answer_sample(m, lang, rng)
    elif task == 'translate': messages = translate_sample(m, lang, rng)
    elif task == 'reply': messages = reply_sample(m, lang, rng)
    else: messages = screen_sample(m, rng)
    if messages and rng.random() < .08: messages[0].insert(0, ('system', rng.choice(SYSTEM)))
    return task, messages


def reply_tokens(content, kind, title):
    """Tokens of a reply with its end, and their kinds."""
    body = sp.encode(content)
    kinds = [kind] * (len(body) + 1)
    if title and title in content:
        first = len(sp.encode(content[:content.index(title)].rstrip(' ')))
        for i in range(first, min(first + len(sp.encode(title)) + 1, len(body))): kinds[i] = TITLE
    return body + [END], kinds


def encode(messages):
    """ids, targets, kinds (of the targets) and branch of a prompt and its replies. The last token of the prompt stands in each branch."""
    prompt, replies = messages
    ids = [t for role, content in prompt for t in [START] + sp.encode(f'{role}\n') + sp.encode(content) + [END] + NEWLINE] + [START] + sp.encode('assistant\n')
    head, last = ids[:-1], ids[-1]
    ids, targets, kinds, branch = list(head), head[1:] + [last], [0] * len(head), [0] * len(head)
    for number, (content, kind, title) in enumerate(replies, 1):
        body, own = reply_tokens(content, kind, title)
        ids += [last] + body[:-1]
        targets += body
        kinds += own
        branch += [number] * len(body)
    return ids, targets, kinds, branch


def build(tokens, seed, out):
    m, rng, made, total, counts = Material(), random.Random(seed), [], 0, {}
    while total < tokens:
        task, messages = sample(m, rng)
        if not messages: continue
        arrays = encode(messages)
        if len(arrays[0]) > MOST: continue
        made.append(arrays)
        total += len(arrays[0])
        c = counts.setdefault(task, [0, 0, 0])
        c[0] += 1; c[1] += len(arrays[0]); c[2] += sum(k > 0 for k in arrays[2])
    print(len(made), 'samples', total, 'tokens; samples, tokens and loss tokens by task:', counts)
    laid = {name: np.concatenate([np.array(m[i], dtype) for m in made]) for i, (name, dtype) in enumerate([('ids', np.uint16), ('targets', np.uint16), ('kinds', np.uint8), ('branch', np.uint8)])}
    np.savez(out + '.tmp.npz', **laid, offsets=np.cumsum([0] + [len(m[0]) for m in made]))
    os.replace(out + '.tmp.npz', out)


def show():
    m, rng = Material(), random.Random()
    for lang in LANGUAGES: print(lang, len(m.titles[lang]), 'titles', {k: len(v) for k, v in m.index[lang].items()})
    seen = {}
    for _ in range(400):
        task, messages = sample(m, rng)
        if not messages or seen.get(task, 0) >= 6: continue
        seen[task] = seen.get(task, 0) + 1
        print(f'--- {task} {len(encode(messages)[0])} tokens')
        for role, content in messages[0]: print(f'{role}> {content}')
        for content, _, _ in messages[1]: print(f'assistant> {content}')


if __name__ == '__main__':
    show() if sys.argv[1] == 'show' else build(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
