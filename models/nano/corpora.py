"""Articles and sentences of public repositories, as training text for copying and for what sentences call for.

    corpora.py FOLDER      FOLDER holds bare git snapshots, one folder `owner+name/repo` each; writes $NANO_WORK/corpus/<lang>.json

Every source with its licence is in SOURCES. Nothing of it is stored in the repository.
"""
import bz2, csv, io, json, os, re, subprocess, sys

SOURCES = {
    'ymcui+cmrc2018': 'zh Wikipedia paragraphs, CC BY-SA 4.0',
    'DRCKnowledgeTeam+DRCD': 'zh (Taiwan) Wikipedia paragraphs, CC BY-SA 3.0',
    'etalab-ia+piaf-code': 'fr Wikipedia paragraphs, text CC BY-SA 3.0',
    'deepmind+xquad': 'en ru es Wikipedia paragraphs (translated), CC BY-SA 4.0',
    'ccasimiro88+TranslateAlignRetrieve': 'es Wikipedia paragraphs (translated SQuAD), CC BY-SA 4.0',
    'piskvorky+gensim': 'en Wikipedia dump head, text CC BY-SA 3.0',
    'lintool+wikiclean': 'en zh ru fr es Wikipedia pages, text CC BY-SA 3.0',
    'dadelani+sib-200': 'FLORES sentences in five languages, CC BY-SA 4.0',
}
WORK = os.environ.get('NANO_WORK', '/tmp/nano')
ROOT = sys.argv[1] if len(sys.argv) > 1 else ''
ABBREVIATIONS = r'(?:Mr|Mrs|Ms|Dr|St|Prof|U\.S|vs|etc|e\.g|i\.e|No|Jr|Sr|M|Mme|c|ca|cf|p|pp|г|гг|в|вв|тыс|млн|млрд|см|р|др|ул|им|род|н\. э|т\. е|Sra|Sra|Dra|EE|UU|[A-ZА-Я])\.$'


def show(repo, path):
    done = subprocess.run(['git', '-C', f'{ROOT}/{repo}/repo', 'show', f'HEAD:{path}'], capture_output=True)
    if done.returncode: print('missing', repo, path)
    return done.stdout


def files(repo):
    return subprocess.run(['git', '-C', f'{ROOT}/{repo}/repo', 'ls-tree', '-r', 'HEAD', '--name-only'], capture_output=True, text=True).stdout.split('\n')


def split(text, lang):
    """Sentences of a paragraph."""
    text = re.sub(r'\s+', ' ', text.replace('\ufeff', '').replace('\u200b', '')).strip()
    if lang == 'zh':
        text = re.sub(r'(?<=[\u4e00-\u9fff，。]) (?=[\u4e00-\u9fff])', '', text)
        return [s.strip() for s in re.findall(r'[^。！？]*[。！？]+[”」』）]*', text) if s.strip()]
    out, current = [], ''
    for word in text.split(' '):
        current = f'{current} {word}' if current else word
        if re.search(r'[.!?…]["”»)\]]*$', word) and not re.search(ABBREVIATIONS, word):
            out.append(current)
            current = ''
    return out


def dewiki(text):
    """Plain paragraphs of wikitext: rough, for training only."""
    for a, b in (('&lt;', '<'), ('&gt;', '>'), ('&quot;', '"'), ('&amp;', '&'), ('&nbsp;', ' ')): text = text.replace(a, b)
    text = re.sub(r'(?s)<!--.*?-->|<ref[^>/]*/>|<ref.*?</ref>', '', text)
    for _ in range(4): text = re.sub(r'\{\{[^{}]*\}\}', '', text)
    text = re.sub(r'(?s)\{\|.*?\|\}', '', text)
    for _ in range(2): text = re.sub(r'\[\[(?:File|Image|Файл|Изображение|Archivo|Imagen|Fichier):[^\[\]]*(?:\[\[[^\[\]]*\]\][^\[\]]*)*\]\]', '', text)
    text = re.sub(r'\[\[(?:[^|\]]*\|)?([^\]]*)\]\]', r'\1', text)
    text = re.sub(r"\[https?://\S+ ?([^\]]*)\]|'''?|<[^>]+>", r'\1', text).replace('&nbsp;', ' ').replace('&ndash;', '–')
    return [p.strip() for p in text.split('\n') if len(p) > 120 and p[0] not in '*#:=|!{[;' and '{{' not in p and 'http' not in p]


def subject(paragraph):
    """The name that a paragraph says most often, where the title of its article is in another language."""
    names = re.findall(r'(?<=[\w,] )[A-ZА-ЯÁÉÍÓÚ][\w-]{3,}(?: (?:de |del |de la )?[A-ZА-ЯÁÉÍÓÚ][\w-]+){0,2}', paragraph)
    return max(sorted(set(names)), key=names.count) if names else ''


def main():
    docs = {lang: [] for lang in ('en', 'zh', 'ru', 'fr', 'es')}

    def add(lang, title, paragraphs, source):
        sents = [s for p in paragraphs for s in split(p, lang) if (4 if lang == 'zh' else 20) <= len(s) <= (130 if lang == 'zh' else 330)]
        title = re.sub(r'\s+', ' ', re.sub(r'["“”«»<>\[\]{}]', '', title.replace('_', ' '))).strip()
        if title and len(title) <= 60 and sents: docs[lang].append({'title': title, 'sents': sents, 'source': source})

    def squad(lang, repo, path, own_titles=True):
        data = json.loads(show(repo, path) or '{"data":[]}')
        for article in data['data']:
            paragraphs = [p['context'] for p in article['paragraphs']]
            if own_titles: add(lang, article.get('title', ''), paragraphs, repo)
            else:
                for paragraph in paragraphs: add(lang, subject(paragraph), [paragraph], repo)

    for name in ('dev', 'trial'): squad('zh', 'ymcui+cmrc2018', f'squad-style-data/cmrc2018_{name}.json')
    for name in ('dev', 'test'): squad('zh', 'DRCKnowledgeTeam+DRCD', f'DRCD_{name}.json')
    squad('fr', 'etalab-ia+piaf-code', 'piaf-v1.0.json')
    squad('en', 'deepmind+xquad', 'xquad.en.json')
    for lang in ('ru', 'es'): squad(lang, 'deepmind+xquad', f'xquad.{lang}.json', own_titles=False)
    squad('es', 'ccasimiro88+TranslateAlignRetrieve', 'SQuAD-es-v1.1/dev-v1.1-es_small.json', own_titles=False)
    squad('es', 'ccasimiro88+TranslateAlignRetrieve', 'SQuAD-es-v2.0/dev-v2.0-es_small.json', own_titles=False)
    dump = bz2.decompress(show('piskvorky+gensim', 'gensim/test/test_data/enwiki-latest-pages-articles1.xml-p000000010p000030302-shortened.bz2')).decode()
    for title, text in re.findall(r'(?s)<title>(.*?)</title>.*?<text[^>]*>(.*?)</text>', dump):
        if not text.startswith('#REDIRECT') and ':' not in title: add('en', title, dewiki(text)[:40], 'piskvorky+gensim')
    for path in files('lintool+wikiclean'):
        found = re.match(r'src/test/resources/(en|es|fr|ru|zh)wiki.*\.xml$', path)
        if not found: continue
        page = show('lintool+wikiclean', path).decode()
        add(found[1], re.search(r'<title>(.*?)</title>', page)[1], dewiki(re.search(r'(?s)<text[^>]*>(.*?)</text>', page)[1]), 'lintool+wikiclean')
    flores = {}
    for lang, code in (('en', 'eng_Latn'), ('zh', 'zho_Hans'), ('ru', 'rus_Cyrl'), ('fr', 'fra_Latn'), ('es', 'spa_Latn')):
        flores[lang] = [row['text'].strip('"') for part in ('train', 'dev', 'test')
                        for row in csv.DictReader(io.StringIO(show('dadelani+sib-200', f'data/annotated/{code}/{part}.tsv').decode()), delimiter='\t', quoting=csv.QUOTE_NONE)]
    os.makedirs(f'{WORK}/corpus', exist_ok=True)
    json.dump(flores, open(f'{WORK}/corpus/sentences.json', 'w'), ensure_ascii=False)
    for lang, found in docs.items():
        json.dump(found, open(f'{WORK}/corpus/{lang}.json', 'w'), ensure_ascii=False)
        print(lang, len(found), 'articles', sum(len(d['sents']) for d in found), 'sentences', len({d['title'] for d in found}), 'titles', sum(len(s) for d in found for s in d['sents']), 'characters')


if __name__ == '__main__': main()
