"""Measures the generator.   evaluate.py make OUT.jsonl | evaluate.py score OUT.jsonl REPLIES.jsonl [--markdown]

`make` writes prompts on articles and phrase fills that training never saw (every 20th article is held out of it; fills are drawn with
another seed, and draws that equal one of training are rare but not excluded). generate.mjs answers them with the GGUF, as the pipeline samples.
"""
import json, random, re, sys
import data
from data import ask, clean, phrases, questions, title_lines
from questions import GAP, LANGUAGES, QUOTES, bare
from wording import ASK, HELD_OUT, NAMES

EACH = 60  # prompts of a kind and language


def held_out(lang):
    """Articles out of training, each with its sentences; titles that training articles share are left out."""
    docs = questions.corpus(lang)
    trained = {d['title'] for i, d in enumerate(docs) if i % 20}
    return [d for i, d in enumerate(docs) if i % 20 == 0 and d['title'] not in trained]


def make(out):
    rng, m, rows = random.Random(4242), data.Material(), []
    for lang in LANGUAGES:
        docs = held_out(lang)
        for wording, name in ((ASK, 'usual'), (HELD_OUT, 'unseen')):
            for _ in range(EACH):
                doc = rng.choice(docs)
                at = rng.randrange(len(doc['sents']))
                sentences = doc['sents'][at:at + rng.choice([1, 1, 2])]
                title = clean(bare(doc['title']))
                other = rng.sample(doc['sents'], min(3, len(doc['sents'])))
                used = []
                for s in other[:rng.choice([1, 2])]:
                    used += ask(m.sections[lang], [s], title, lang, rng, used)
                instruct = lambda task: (ASK[task][0] if wording is ASK else rng.choice(HELD_OUT[task])).format(L=NAMES[lang])
                answer = f'<answer>\n{GAP[lang].join(sentences)}\n</answer>\n'
                common = dict(lang=lang, wording=name, title=title, answer=GAP[lang].join(sentences), sentences=sentences)
                rows.append(dict(task='question', prompt=f'{instruct("question")}\n{answer}{title_lines(title, lang)}', used=[], **common))
                dialogue = '<dialogue>\n' + '\n'.join(f'User: {q}' for _, q in used) + '\n</dialogue>\n'
                rows.append(dict(task='follow', prompt=f'{instruct("follow")}\n{dialogue}{answer}{title_lines(title, lang)}', used=[q for _, q in used], **common))
        if lang == 'en': continue
        slotted = [r for r in m.rows if phrases.SLOT.search(r.text['en'])]
        for row in rng.sample(slotted, min(320, len(slotted))):
            made = phrases.filled([row.after, row] if row.after else [row], m.lexicon, rng)
            if made: rows.append(dict(task='translate', lang=lang, wording='usual', source=made[-1]['en'], want=made[-1][lang], frame=row.where, prompt=f'{ASK["translate"][0].format(L=NAMES[lang])}\n<text>{made[-1]["en"]}</text>'))
        for row in rng.sample(slotted, min(60, len(slotted))):
            made = phrases.filled([row.after, row] if row.after else [row], m.lexicon, rng)
            if made: rows.append(dict(task='translate', lang=lang, wording='unseen', source=made[-1]['en'], want=made[-1][lang], frame=row.where, prompt=f'{rng.choice(HELD_OUT["translate"]).format(L=NAMES[lang])}\n<text>{made[-1]["en"]}</text>'))
    with open(out, 'w', encoding='utf8') as file:
        for i, row in enumerate(rows): file.write(json.dumps(dict(id=i, **row), ensure_ascii=False) + '\n')
    print(len(rows), 'prompts')


def frames_of(sections, lang, title):
    """Every question that the file can make about a title, with groups left open → (section, frame)."""
    found = []
    for s in sections:
        for f, _ in s.frames:
            q = f.replace('{W}', '{Q}').replace('{Q}', QUOTES[lang].format(title)).replace('{T}', title)
            found.append((re.compile(re.escape(q).replace(re.escape('{1}'), '.+')), s.name, f))
    return found


def question_row(row, reply, sections):
    """What holds of a question: whole, a frame with the exact title, called for by its answer, new."""
    hit = next(((s, f) for p, s, f in frames_of(sections, row['lang'], row['title']) if p.fullmatch(reply)), None)
    found = questions.candidates(sections, row['sentences'], row['title'], row['lang'])
    fits = hit is not None and (hit[0] == 'any' or any(n == hit[0] for _, n, _, _ in found))
    return dict(whole=bool(re.search(r'[?？]$', reply)), titled=row['title'] in reply, known=hit is not None, fits=fits, new=reply not in row['used'], frame=hit[1] if hit else None, section=hit[0] if hit else None)


def score(asked, replies):
    rows = {r['id']: r for r in map(json.loads, open(asked, encoding='utf8'))}
    answers = {r['id']: r['text'].strip() for r in map(json.loads, open(replies, encoding='utf8'))}
    sections = {l: questions.load(l) for l in LANGUAGES}
    for wording in ('usual', 'unseen'):
        print(f'\n## {wording} wording')
        for task in ('question', 'follow'):
            for lang in LANGUAGES:
                scored = [question_row(r, answers[i], sections[lang]) for i, r in rows.items() if (r['task'], r['lang'], r['wording']) == (task, lang, wording) and i in answers]
                if not scored: continue
                share = lambda k: round(100 * sum(bool(s[k]) for s in scored) / len(scored))
                print(f'{task:9} {lang} n={len(scored)} ' + ' '.join(f'{k}={share(k)}' for k in ('whole', 'titled', 'known', 'fits', 'new')) + f' frames={len({s["frame"] for s in scored} - {None})} any={round(100 * sum(s["section"] == "any" for s in scored) / len(scored))}')
        for lang in LANGUAGES[1:]:
            pairs = [(r, answers[i]) for i, r in rows.items() if (r['task'], r['lang'], r['wording']) == ('translate', lang, wording) and i in answers]
            if not pairs: continue
            numbers = lambda t: sorted(re.findall(r'\d+|⟦\d+⟧', t))
            print(f'translate {lang} n={len(pairs)} exact={round(100 * sum(a == r["want"] for r, a in pairs) / len(pairs))} numbers+masks={round(100 * sum(numbers(a) == numbers(r["want"]) for r, a in pairs) / len(pairs))}')


if __name__ == '__main__':
    make(sys.argv[2]) if sys.argv[1] == 'make' else score(sys.argv[2], sys.argv[3])
