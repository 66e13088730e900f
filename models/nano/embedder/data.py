"""data.py CORPORA WORK [BENCHMARKS]: parallel rows {source, en: [...], zh: [...], ...} in WORK/rows.jsonl, graded pairs in WORK/graded.jsonl.

CORPORA holds fetched public repositories as bare git, one folder owner+name/repo each. Nothing else is read but our own phrases beside this
folder and, to keep them out of the training text, the benchmarks (default ../shared/data beside the project). Deterministic.
"""
import collections
import csv
import html
import io
import itertools
import json
import os
import random
import re
import subprocess
import sys
import zipfile

from common import LANGUAGES, letters, write_jsonl
from decontaminate import Benchmarks
from rdata import RData

HERE = os.path.dirname(os.path.abspath(__file__))
CORPORA = sys.argv[1] if len(sys.argv) > 1 else ''
FILLS = 4  # of a phrase with slots


def blob(repository, path, commit='HEAD'):
    """One file of a fetched repository, at its newest commit unless another is named."""
    folder = os.path.join(CORPORA, repository.replace('/', '+'), 'repo')
    git = folder + '/.git' if os.path.isdir(folder + '/.git') else folder
    shown = subprocess.run(['git', '-C', git, 'show', f'{commit}:{path}'], capture_output=True)
    if shown.returncode:
        raise SystemExit(f'{repository}: {path} is not in {git}; fetch the repository into {CORPORA} and run again')
    return shown.stdout


def text(repository, path):
    return blob(repository, path).decode('utf8', 'replace').replace('\r', '').replace('\ufeff', '')


def zipped(repository, path, member):
    return zipfile.ZipFile(io.BytesIO(blob(repository, path))).read(member).decode('utf8', 'replace')


def tatoeba():
    """Everyday sentences; the pairs of all languages meet in their English sentence and make rows of up to four languages. English sentences that
    share a translation make rows of paraphrases."""
    files = [('fr', zipped('modelexlab/data', 'fra-eng.zip', 'fra-eng/fra.txt')),
             ('es', zipped('Hoangduc212001/hoang', 'spa-eng.zip', 'spa-eng/spa.txt')),
             ('zh', text('13luoyu/Transformer-machine-translation', 'cmn.txt')),
             ('zh', text('jayeew/MachineTranslation-Transformer', 'cmn.txt'))]
    rows = collections.defaultdict(lambda: collections.defaultdict(list))
    for language, lines in files:
        for line in lines.split('\n'):
            parts = line.split('\t')
            if len(parts) >= 2:
                rows[parts[0].strip()][language].append(parts[1].strip())
    same = collections.defaultdict(list)
    for english, others in rows.items():
        yield {'en': [english], **others}
        for language, texts in others.items():
            for other in texts:
                same[language, other].append(english)
    for (language, other), english in same.items():
        if len(english) > 1:
            yield {'en': english[:6], language: [other]}


def smartool():
    """Russian example sentences of a learner's dictionary with their English translations."""
    for level in ('A1', 'A2', 'B1', 'B2'):
        for row in csv.DictReader(io.StringIO(text('bjoernbuth/data-rus-eng', f'SMARTool_data_{level}.csv'))):
            english = row.get('User language translation') or row.get('English translation')
            if english:
                yield {'ru': [row['Target language example sentence']], 'en': [english]}
                gloss = row.get('User language gloss') or row.get('English gloss')
                if gloss and row['Target language lemma']:
                    yield {'ru': [row['Target language lemma']], 'en': [gloss]}


def tico():
    """Sentences on health, each translated into all languages."""
    units = collections.defaultdict(dict)
    for language, name in (('es', 'all.en-es-419'), ('fr', 'all.en-fr'), ('ru', 'all.en-ru'), ('zh', 'all.en-zh')):
        for key, unit in re.findall(r'<tu tuid="([^"]+)">(.*?)</tu>', text('tico-19/tico-19.github.io', f'data/TM/{name}.tmx'), re.S):
            segments = re.findall(r'<tuv xml:lang="[^"]+">\s*<seg>(.*?)</seg>', unit, re.S)
            if len(segments) == 2:
                units[key]['en'], units[key][language] = [html.unescape(segments[0])], [html.unescape(segments[1])]
    yield from units.values()


def sib():
    """The sentences of FLORES that SIB-200 labels; its Chinese in both scripts."""
    codes = [('en', 'eng_Latn'), ('zh', 'zho_Hans'), ('zh', 'zho_Hant'), ('ru', 'rus_Cyrl'), ('fr', 'fra_Latn'), ('es', 'spa_Latn')]
    rows = collections.defaultdict(lambda: collections.defaultdict(list))
    for language, code in codes:
        for split in ('train', 'dev', 'test'):
            table = text('dadelani/sib-200', f'data/annotated/{code}/{split}.tsv')
            for row in csv.DictReader(io.StringIO(table), delimiter='\t', quoting=csv.QUOTE_NONE):
                rows[row['index_id']][language].append(row['text'].strip('"'))
    yield from rows.values()


def pud():
    """A thousand sentences of news and Wikipedia in each language of the Parallel Universal Dependencies treebanks."""
    rows = collections.defaultdict(dict)
    for language, name in (('en', 'English'), ('zh', 'Chinese'), ('ru', 'Russian'), ('fr', 'French'), ('es', 'Spanish')):
        table = text(f'UniversalDependencies/UD_{name}-PUD', f'{language}_pud-ud-test.conllu')
        for key, sentence in re.findall(r'^# sent_id = (\S+)\n(?:# [^\n]*\n)*?# text = ([^\n]+)', table, re.M):
            rows[key][language] = [sentence]
    yield from rows.values()


SENTENCE = re.compile(r'(?<=[.!?])\s+(?=[^\W\d_a-zа-я])|(?<=[。！？])')


def xquad():
    """Paragraphs of Wikipedia with questions and answers; sentence by sentence where all languages have as many."""
    versions = {l: json.loads(text('deepmind/xquad', f'xquad.{l}.json')) for l in ('en', 'es', 'ru', 'zh')}
    for article in range(len(versions['en']['data'])):
        for number in range(len(versions['en']['data'][article]['paragraphs'])):
            paragraphs = {l: v['data'][article]['paragraphs'][number] for l, v in versions.items()}
            split = {l: [s.strip() for s in SENTENCE.split(p['context']) if s.strip()] for l, p in paragraphs.items()}
            equal = [l for l in split if len(split[l]) == len(split['en'])]
            for i in range(len(split['en'])):
                yield {l: [split[l][i]] for l in equal}
            if len(equal) < 4:
                yield {l: [paragraphs[l]['context']] for l in paragraphs if l == 'en' or l not in equal}
            for i in range(len(paragraphs['en']['qas'])):
                yield {l: [p['qas'][i]['question']] for l, p in paragraphs.items()}
                yield {l: [p['qas'][i]['answers'][0]['text']] for l, p in paragraphs.items()}


def rubq():
    """Questions to a knowledge base in Russian and English."""
    for name in ('RuBQ_1.0/RuBQ_1.0_test.json', 'RuBQ_2.0/RuBQ_2.0_dev.json'):
        for row in json.loads(text('vladislavneon/RuBQ', name)):
            if row.get('question_eng'):
                yield {'ru': [row['question_text']], 'en': [row['question_eng']]}


def xcopa():
    for split in ('test', 'val'):
        lines = lambda path: [json.loads(line) for line in text('cambridgeltl/xcopa', path).strip().split('\n')]
        english = {row['idx']: row for row in lines(f'data-gmt/zh/{split}.zh.jsonl')}
        for row in lines(f'data/zh/{split}.zh.jsonl'):
            for key in ('premise', 'choice1', 'choice2'):
                if row['idx'] in english:
                    yield {'zh': [row[key]], 'en': [english[row['idx']][key]]}


def po_pairs(catalogue):
    """The translated messages of a gettext catalogue."""
    for entry in catalogue.split('\n\n'):
        if 'fuzzy' in entry or '\nmsgid_plural' in entry:
            continue
        found = re.search(r'^msgid ((?:"(?:[^"\\]|\\.)*"\s*)+)\nmsgstr ((?:"(?:[^"\\]|\\.)*"\s*)+)', entry, re.M)
        if found:
            source, target = (unslash(''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', part))) for part in found.groups())
            if source and target and source != target:
                yield source, target


PLACEHOLDER = re.compile(r'%\([^)]*\)s|%(?!%)[-+#0]*[\d$.*]*[a-zA-Z]|\{[^}]*\}|\[[^\]]*\]|<[^>]+>|\\n')


def messages(catalogues):
    """Rows of the messages of a program, without placeholders; mostly words, not symbols."""
    rows = collections.defaultdict(lambda: collections.defaultdict(list))
    for language, pairs in catalogues:
        for source, target in pairs:
            rows[PLACEHOLDER.sub(' ', source)][language].append(PLACEHOLDER.sub(' ', target))
    for english, others in rows.items():
        if 3 <= len(english) <= 400 and sum(c.isalpha() for c in english) > 0.6 * len(english):
            yield {'en': [english], **others}


def godot():
    files = {'es': 'es', 'fr': 'fr', 'ru': 'ru', 'zh': 'zh_Hans'}
    yield from messages([(l, po_pairs(text('godotengine/godot-editor-l10n', f'{part}/{name}.po'))) for part in ('editor', 'properties') for l, name in files.items()])


def element():
    strings = {l: flat(json.loads(text('matrix-org/matrix-react-sdk', f'src/i18n/strings/{name}.json'))) for l, name in
               (('en', 'en_EN'), ('es', 'es'), ('fr', 'fr'), ('ru', 'ru'), ('zh', 'zh_Hans'))}
    yield from messages([(l, [(strings['en'][k], v) for k, v in strings[l].items() if k in strings['en'] and strings['en'][k] != v]) for l in LANGUAGES if l != 'en'])


def flat(tree, path=''):
    leaves = {}
    for key, value in tree.items():
        leaves.update(flat(value, f'{path}|{key}') if isinstance(value, dict) else {f'{path}|{key}': value})
    return leaves


def renpy():
    """The spoken tutorial and the launcher of a visual novel engine."""
    quoted = r'"((?:[^"\\]|\\.)*)"'
    catalogues = []
    for language, folder in (('es', 'spanish'), ('fr', 'french'), ('ru', 'russian'), ('zh', 'schinese')):
        for name in names('renpy/renpy'):
            if f'/tl/{folder}/' in name and name.endswith('.rpy'):
                script = text('renpy/renpy', name)
                pairs = re.findall(rf'^    # \w* ?{quoted}\n    \w* ?{quoted}', script, re.M) + re.findall(rf'^    old {quoted}\n    new {quoted}', script, re.M)
                catalogues.append((language, [(unslash(a), unslash(b)) for a, b in pairs if a != b and b]))
    yield from messages(catalogues)


def unslash(escaped):
    return re.sub(r'\\(.)', lambda m: ' ' if m.group(1) == 'n' else m.group(1), escaped)


def names(repository):
    folder = os.path.join(CORPORA, repository.replace('/', '+'), 'repo')
    git = folder + '/.git' if os.path.isdir(folder + '/.git') else folder
    return subprocess.run(['git', '-C', git, 'ls-tree', '-r', '--name-only', 'HEAD'], capture_output=True, text=True).stdout.split('\n')


ANDROID = ['apps_Messaging', 'apps_Dialer', 'apps_Contacts', 'apps_DeskClock', 'apps_Email', 'apps_Calendar', 'apps_Gallery2', 'apps_ManagedProvisioning', 'apps_PackageInstaller',
           'apps_Bluetooth', 'apps_CellBroadcastReceiver', 'apps_Trebuchet', 'apps_TvSettings', 'services_Telephony', 'services_Telecomm', 'providers_ContactsProvider']


def android():
    """The messages of programs of the Android Open Source Project that carry the Apache notice."""
    folders = {'en': 'values', 'es': 'values-es', 'fr': 'values-fr', 'ru': 'values-ru', 'zh': 'values-zh-rCN'}
    strings = {l: {} for l in folders}
    for part in ANDROID:
        repository = f'LineageOS/android_packages_{part}'
        listed = set(names(repository))
        for name in sorted(n for n in listed if n.endswith('/values/strings.xml') and 'testapps' not in n):
            for language, folder in folders.items():
                translated = name.replace('/values/', f'/{folder}/')
                file = text(repository, translated) if translated in listed else ''
                if 'Apache License' in file:
                    strings[language].update({(part, name, k): android_text(v) for k, v in re.findall(r'<string name="([^"]+)"[^>]*>(.*?)</string>', file, re.S)})
    yield from messages([(l, [(strings['en'][k], v) for k, v in strings[l].items() if k in strings['en'] and strings['en'][k] != v]) for l in LANGUAGES if l != 'en'])


def android_text(escaped):
    return unslash(html.unescape(re.sub(r'<[^>]+>', ' ', escaped))).strip().strip('"')


def bitcoin():
    """The prose of a website, by key."""
    pages = {}
    for language, name in (('en', 'en'), ('es', 'es'), ('fr', 'fr'), ('ru', 'ru'), ('zh', 'zh_CN')):
        path, pages[language] = [], {}
        for line in text('bitcoin-dot-org/Bitcoin.org', f'_translations/{name}.yml').split('\n'):
            found = re.match(r'^( *)([\w-]+):(?: "(.*)")?\s*$', line)
            if found:
                depth = len(found[1]) // 2
                path = [*path[:depth], found[2]]
                if found[3]:
                    pages[language][tuple(path[1:])] = re.sub(r'<[^>]+>|#\w+#', ' ', unslash(html.unescape(found[3])))
    yield from messages([(l, [(pages['en'][k], v) for k, v in pages[l].items() if k in pages['en'] and pages['en'][k] != v]) for l in LANGUAGES if l != 'en'])


def mattermost():
    strings = {l: json.loads(text('mattermost/mattermost-mobile', f'assets/base/i18n/{name}.json')) for l, name in
               (('en', 'en'), ('es', 'es'), ('fr', 'fr'), ('ru', 'ru'), ('zh', 'zh-CN'))}
    yield from messages([(l, [(strings['en'][k], v) for k, v in strings[l].items() if k in strings['en'] and v and strings['en'][k] != v]) for l in LANGUAGES if l != 'en'])


ANCHOR = re.compile(r'\{/\*([\w-]+)\*/\}|\{#([\w-]+)\}|\[\[([\w-]+)\]\]')
MARKUP = re.compile(r'!\[[^\]]*\]\([^)]*\)|\[([^\]]*)\]\([^)]*\)|<[^>]+>|[*_`]|^[-\d.] ?')


def sections(markdown):
    """Headings with their anchors, if any, and the paragraphs of prose under each."""
    found = [(None, [])]
    markdown = re.sub(r'^---\n.*?\n---\n', '', markdown, count=1, flags=re.S)
    markdown = re.sub(r'(?ms)^ *```.*?^ *```|<Sandpack>.*?</Sandpack>|<!--.*?-->', '\n', markdown)
    for block in re.split(r'\n\s*\n', markdown):
        block = block.strip()
        if re.match(r'#+ ', block):
            anchor = ANCHOR.search(block)
            found.append((anchor and next(filter(None, anchor.groups())), []))
            block = re.sub(r'\{/\*.*?\*/\}|^#+', '', ANCHOR.sub('', block))
        for line in re.split(r'\n(?=[*-] |\d+\. )', block):
            prose = re.sub(r'\s+', ' ', MARKUP.sub(r'\1', line)).strip()
            if prose and sum(c.isalpha() for c in prose) > 0.6 * len(prose):
                found[-1][1].append(prose)
    return found


def pages(versions):
    """Rows of a page that translators kept paragraph by paragraph: sections of as many paragraphs as the English one, each of about its length."""
    english = sections(versions['en'])
    translated = {}
    for language, page in versions.items():
        there = sections(page)
        known = {anchor: paragraphs for anchor, paragraphs in there if anchor}
        translated[language] = [p for _, p in there] if len(there) == len(english) else [known.get(anchor, []) for anchor, _ in english]
    for number, (_, paragraphs) in enumerate(english):
        fitting = {l: s[number] for l, s in translated.items() if l != 'en' and len(s[number]) == len(paragraphs)}
        for i, paragraph in enumerate(paragraphs):
            row = {l: [s[i]] for l, s in fitting.items() if letters(s[i]) != letters(paragraph) and fair(len(paragraph), len(s[i]), l)}
            if row:
                yield {'en': [paragraph], **row}


def fair(english, other, language):
    ratio = other / english * (2.8 if language == 'zh' else 1)
    return 0.5 < ratio < 2


def guides():
    """Articles on open source as a way of working together."""
    listed = set(names('github/opensource.guide'))
    for name in sorted(n for n in listed if re.fullmatch(r'_articles/[\w-]+\.md', n)):
        there = {l: name.replace('_articles/', f'_articles/{folder}') for l, folder in (('en', ''), ('es', 'es/'), ('fr', 'fr/'), ('ru', 'ru/'), ('zh', 'zh-hans/'))}
        yield from pages({l: text('github/opensource.guide', n) for l, n in there.items() if n in listed})


def parallel_pages(repositories, begin, end):
    """Rows of pages that have the same path in a repository of each language."""
    listed = {l: set(names(r)) for l, r in repositories.items()}
    for name in sorted(n for n in listed['en'] if n.startswith(begin) and n.endswith(end)):
        yield from pages({l: text(r, name) for l, r in repositories.items() if name in listed[l]})


def react():
    yield from parallel_pages({'en': 'reactjs/react.dev', 'es': 'reactjs/es.react.dev', 'fr': 'reactjs/fr.react.dev', 'ru': 'reactjs/ru.react.dev', 'zh': 'reactjs/zh-hans.react.dev'}, 'src/content/', '.md')


def vue():
    yield from parallel_pages({'en': 'vuejs/docs', 'ru': 'vuejs-translations/docs-ru', 'zh': 'vuejs-translations/docs-zh-cn'}, 'src/', '.md')


def course():
    """A course on language models."""
    listed = set(names('huggingface/course'))
    for name in sorted(n for n in listed if n.startswith('chapters/en/') and n.endswith('.mdx')):
        there = {l: name.replace('/en/', f'/{folder}/') for l, folder in (('en', 'en'), ('es', 'es'), ('fr', 'fr'), ('ru', 'ru'), ('zh', 'zh-CN'))}
        yield from pages({l: text('huggingface/course', n) for l, n in there.items() if n in listed})


def lessons():
    """A course on sensors, farming and transport, translated by machine; sentence by sentence where all languages have as many."""
    listed = set(names('microsoft/IoT-For-Beginners'))
    for name in sorted(n for n in listed if n.endswith('.md') and not n.startswith('translations/') and f'translations/ru/{n}' in listed):
        there = {'en': name, **{l: f'translations/{l}/{name}' for l in LANGUAGES if l != 'en' and f'translations/{l}/{name}' in listed}}
        for row in pages({l: text('microsoft/IoT-For-Beginners', n) for l, n in there.items()}):
            split = {l: [s.strip() for s in SENTENCE.split(row[l][0]) if s.strip()] for l in row}
            equal = [l for l in split if len(split[l]) == len(split['en'])]
            if len(equal) > 1:
                yield from ({l: [split[l][i]] for l in equal} for i in range(len(split['en'])))
            if len(equal) < len(row) or len(split['en']) > 1:
                yield row


def tldr():
    """What commands do, line by line."""
    listed = set(names('tldr-pages/tldr'))
    for name in sorted(n for n in listed if n.startswith('pages/') and n.endswith('.md')):
        there = {l: name.replace('pages/', f'pages.{l}/', 1) for l in LANGUAGES if l != 'en'}
        there = {l: n for l, n in there.items() if n in listed}
        if there:
            told = {l: re.findall(r'^- (.*?)[:：]?$', text('tldr-pages/tldr', n), re.M) for l, n in {'en': name, **there}.items()}
            fitting = {l: t for l, t in told.items() if len(t) == len(told['en'])}
            for i in range(len(told['en'])):
                yield {l: [MARKUP.sub(r'\1', t[i])] for l, t in fitting.items() if l == 'en' or t[i] != told['en'][i]}


def lists():
    """Names of countries, languages and currencies."""
    for kind in ('country', 'language', 'currency'):
        tables = {l: json.loads(text(f'umpirsky/{kind}-list', f'data/{l}/{kind}.json')) for l in LANGUAGES}
        for key in tables['en']:
            yield {l: [t[key]] for l, t in tables.items() if key in t}


def wiktionary():
    """Words of Wiktionary that stand for the same sense."""
    senses = collections.defaultdict(lambda: collections.defaultdict(list))
    for language, code in (('en', 'eng'), ('ru', 'rus'), ('fr', 'fra'), ('es', 'spa'), ('zh', 'cmn')):
        for line in text('omwn/omw-data', f'wns/wikt/wn-wikt-{code}.tab').split('\n'):
            parts = line.split('\t')
            if len(parts) >= 3 and 'lemma' in parts[1]:
                senses[parts[0]][language].append(parts[2].replace('_', ' ').replace('+', ''))
    for _, words in sorted(senses.items()):
        yield {l: list(dict.fromkeys(w))[:6] for l, w in words.items()}


def captions():
    """Photographs of COCO, each described by five people: those of val2017, and those of the usual dev and test splits that are not among them, five lines each."""
    described = collections.defaultdict(list)
    for caption in json.loads(text('ruizewang/evaluate', 'annotations/captions_val2017.json'))['annotations']:
        described[caption['image_id']].append(caption['caption'])
    yield from ({'en': five} for _, five in sorted(described.items()))
    known = {letters(five[0]) for five in described.values()}
    for name in ('dev', 'testall'):
        lines = [joined(line) for line in text('FlyCuteBird/MSMNN', f'data/coco_precomp/{name}_caps.txt').strip().split('\n')]
        for at in range(0, len(lines) - 4, 5):
            if letters(lines[at]) not in known:
                yield {'en': lines[at:at + 5]}


def joined(words):
    """A sentence of words apart as it is written."""
    return re.sub(r"``|''", '"', re.sub(r" (?=[.,!?;:%)']|n't\b)|(?<=[($]) ", '', words.replace(" 's ", "'s "))).strip()


def splits():
    """Sentences of Wikipedia and the two into which an editor split them."""
    for name in ('tune', 'validation', 'test'):
        for line in text('google-research-datasets/wiki-split', name + '.tsv').strip().split('\n'):
            whole, parts = line.split('\t')
            yield {'en': [joined(whole), joined(parts.replace(' <::::> ', ' '))]}


def articles():
    """Headlines and first sentences of Wikinews articles, 2004 to 2018."""
    for name in ('politics', 'economy'):
        stored = dict(RData(blob('Docma-TU/tosca', f'data/{name}.rda', 'ab9ec0258e066ac8cfdb6500e53b60673d43abe8')).item())[name]
        titles = dict(zip(stored['meta']['id'], stored['meta']['title']))
        for key, parts in stored['text'].items():
            body = re.sub(r"''+|\[\[|\]\]|\{\{[^}]*\}\}", '', re.sub(r'<[^>]*>', ' ', html.unescape(' '.join(p for p in parts if p))))
            body = re.sub(r' (?=[,.;:])', '', re.sub(r'\s+', ' ', body)).strip()
            sentences = [s for s in SENTENCE.split(body) if 25 < len(s) < 300]
            yield re.sub(r'<[^>]*>', '', html.unescape(titles.get(key) or '')).strip(), sentences[:6]


def headed(texts):
    """A title and the first sentence below it, where there are both."""
    return ({'en': [title, written[0]]} for title, written in texts if title and written)


def news():
    """A headline and what its article begins with."""
    return headed(articles())


def sentences():
    """What else these articles say."""
    for _, following in articles():
        yield from ({'en': [sentence]} for sentence in following[1:])


FORUMS = ['Yoav-Shafir/Elasticsearch-Coffee-Search-Engine-JS', 'kevswanberg/beer_tentrr', 'ArleneDcosta/StackExchangePatternandPrediction', 'GonzaloHirsch/TP-XML']


def posts():
    """Titles, if any, and sentences of what people wrote on forums of Stack Exchange."""
    for repository in FORUMS:
        for row in re.findall(r'<row [^>]*>', text(repository, 'Posts.xml')):
            kept = dict(re.findall(r'(\w+)="([^"]*)"', row))
            prose = re.sub(r'<pre>.*?</pre>|<blockquote>.*?</blockquote>', ' ', html.unescape(kept.get('Body', '')), flags=re.S)
            prose = html.unescape(re.sub(r'\s+', ' ', re.sub(r'<[^>]+>', ' ', prose)))
            yield html.unescape(kept.get('Title', '')), [s.strip() for s in SENTENCE.split(prose) if 20 < len(s) < 300][:8]


def forum():
    """A question's title and its first sentence."""
    return headed(posts())


def replies():
    """Further sentences of these forums, and titles of the one on cooking."""
    for title, written in posts():
        yield from ({'en': [sentence]} for sentence in (written[1:] if title else written))
    for line in text('HuStanding/ml', 'fasttext/data/cooking.stackexchange.txt').strip().split('\n'):
        yield {'en': [re.sub(r'__label__\S+ ', '', line)]}


def own_phrases():
    """Our own phrases in five languages; those with slots filled several times."""
    sys.path.insert(0, os.path.join(HERE, '..'))
    import phrases
    words, draw = phrases.lexicon(), random.Random(0)
    for topic in phrases.topics():
        for row in phrases.load(topic):
            if any(l not in row.text for l in LANGUAGES):
                continue
            for _ in range(FILLS if phrases.SLOT.search(row.text['en']) else 1):
                made = phrases.filled([row.after, row] if row.after else [row], words, draw)
                if made:
                    yield {l: [made[-1][l]] for l in LANGUAGES}


# name, reader, weight of a row against others, exempt from exact decontamination because its rows are words, licence, where it is from
SOURCES = [
    ('tatoeba', tatoeba, 0.6, False, 'CC BY 2.0 FR', 'Tatoeba, as sentence pairs of manythings.org'),
    ('smartool', smartool, 2.5, False, 'CC BY 4.0', 'SMARTool, UiT The Arctic University of Norway, doi 10.18710/QNAPNE'),
    ('tico', tico, 4.0, False, 'CC0 1.0', 'TICO-19'),
    ('sib', sib, 6.0, False, 'CC BY-SA 4.0', 'FLORES as in SIB-200'),
    ('pud', pud, 7.0, False, 'CC BY-SA 3.0', 'Parallel Universal Dependencies treebanks'),
    ('xquad', xquad, 4.0, False, 'CC BY-SA 4.0', 'XQuAD'),
    ('rubq', rubq, 2.0, False, 'CC BY-SA 4.0', 'RuBQ'),
    ('xcopa', xcopa, 1.5, False, 'CC BY 4.0', 'XCOPA'),
    ('godot', godot, 0.8, False, 'MIT', 'Godot editor translations'),
    ('element', element, 1.0, False, 'Apache 2.0', 'Element (matrix-react-sdk) translations'),
    ('renpy', renpy, 1.5, False, 'MIT', 'Ren\'Py tutorial and launcher translations'),
    ('android', android, 1.0, False, 'Apache 2.0', 'Android Open Source Project programs, translations'),
    ('bitcoin', bitcoin, 3.0, False, 'MIT', 'Bitcoin.org translations'),
    ('mattermost', mattermost, 1.0, False, 'Apache 2.0', 'Mattermost Mobile translations'),
    ('guides', guides, 4.0, False, 'CC BY 4.0', 'Open Source Guides'),
    ('react', react, 1.5, False, 'CC BY 4.0', 'React documentation and its translations'),
    ('vue', vue, 1.5, False, 'CC BY 4.0', 'Vue documentation and its translations'),
    ('course', course, 2.0, False, 'Apache 2.0', 'Hugging Face course and its translations'),
    ('lessons', lessons, 3.0, False, 'MIT', 'IoT for Beginners and its translations'),
    ('tldr', tldr, 0.7, False, 'CC BY 4.0', 'tldr-pages'),
    ('lists', lists, 1.0, True, 'MIT', 'lists of countries, languages and currencies'),
    ('wiktionary', wiktionary, 0.5, True, 'CC BY-SA 3.0', 'Wiktionary senses of the Open Multilingual Wordnet'),
    ('phrases', own_phrases, 3.0, False, 'our own', 'phrases of this project'),
    ('captions', captions, 3.0, False, 'CC BY 4.0', 'COCO captions'),
    ('splits', splits, 0.6, False, 'CC BY-SA 4.0', 'WikiSplit, tune, validation and test'),
    ('news', news, 1.5, False, 'CC BY 2.5', 'Wikinews, politics and economy'),
    ('sentences', sentences, 0.0, False, 'CC BY 2.5', 'Wikinews, further sentences (only for the graded pairs)'),
    ('forum', forum, 0.7, False, 'CC BY-SA', 'Stack Exchange: coffee, beer, meta of history and of data science'),
    ('replies', replies, 0.0, False, 'CC BY-SA', 'Stack Exchange, further sentences, titles on cooking (only for the graded pairs)'),
]


def graded():
    """Pairs of image descriptions of STS-B's training split (its rows 1001 to 2000, CC BY-SA; the other parts have terms of their own)."""
    split = {l: list(csv.reader(io.StringIO(text('PhilipMay/stsb-multi-mt', f'data/stsb-{l}-train.csv'))))[1000:2000] for l in LANGUAGES}
    for i in range(1000):
        yield {'kind': 'similar', **{l: split[l][i][:2] for l in LANGUAGES}, 'score': float(split['en'][i][2]) / 5}


# sources of one language, and how many texts make a row
ENGLISH = {'captions': 2, 'splits': 2, 'news': 2, 'sentences': 1, 'forum': 2, 'replies': 1}

# How alike the two sentences are, in the middle of what STS-B's graders say of such pairs.
FOLLOWS = {'entailment': 0.8, 'neutral': 0.5, 'contradiction': 0.3}


def inferred():
    """Pairs of SNLI's dev and test splits (CC BY-SA 4.0), in English: what follows from a description, may be, and cannot be."""
    for split in ('dev', 'test'):
        parts = [text('OanaMariaCamburu/e-SNLI', f'dataset/eSNLI/{part}.{split}').strip().split('\n') for part in ('s1', 's2', 'labels')]
        for first, second, label in zip(*parts):
            yield {'kind': 'inferred', 'en': [re.sub(r' ([.,!?;\'])', r'\1', t.strip()) for t in (first, second)], 'score': FOLLOWS[label.strip()]}


def tidy(row, alone=0):
    """Single spaces, no doubles, nothing very long; nothing where one language is left, unless as many English texts may stand alone."""
    clean = {}
    for language in LANGUAGES:
        texts = [re.sub(r'\s+', ' ', t).strip() for t in row.get(language, []) if t]
        texts = [t for t in dict.fromkeys(texts) if t and len(t) < 1200]
        if texts:
            clean[language] = texts
    return clean if len(clean) > 1 or 0 < alone <= len(clean.get('en', [])) else None


def main():
    work = sys.argv[2]
    os.makedirs(work, exist_ok=True)
    benchmarks = Benchmarks(sys.argv[3] if len(sys.argv) > 3 else os.path.join(HERE, '../../../../shared/data'))
    rows, seen, dropped = [], set(), collections.Counter()
    for name, read, _, words, _, _ in SOURCES:
        for raw in read():
            row = tidy(raw, ENGLISH.get(name, 0))
            key = json.dumps(row, ensure_ascii=False)
            if not row or key in seen:
                continue
            seen.add(key)
            why = None if words else benchmarks.known(row)
            if why:
                dropped[f'{name} {why}'] += 1
            else:
                rows.append({'source': name, **row})
    write_jsonl(work + '/rows.jsonl', rows)
    pairs = []
    for pair in itertools.chain(graded(), inferred()):
        if benchmarks.known(pair):
            dropped[pair['kind'] + ' pair'] += 1
        else:
            pairs.append(pair)
    write_jsonl(work + '/graded.jsonl', pairs)
    report(rows, dropped, collections.Counter(pair['kind'] for pair in pairs))


def report(rows, dropped, pairs):
    counts = collections.defaultdict(collections.Counter)
    for row in rows:
        counts[row['source']].update(['rows', *(l for l in LANGUAGES if l in row)])
    for name, _, _, _, licence, origin in SOURCES:
        print(name, '|', origin, '|', licence, '|', dict(counts[name]), flush=True)
    print('graded pairs', dict(pairs), 'rows', len(rows), 'dropped', dict(dropped))


if __name__ == '__main__':
    main()
