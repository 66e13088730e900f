"""What every step shares: the languages, normalised text, and where the working files lie."""
import json
import re
import unicodedata

LANGUAGES = ['en', 'zh', 'ru', 'fr', 'es']
COMBINING = re.compile('[\u0300-\u036f]')


def normalise(text):
    """As tokenizer.json normalises: NFKD, no accents, lower case, single spaces."""
    return re.sub(r'\s+', ' ', COMBINING.sub('', unicodedata.normalize('NFKD', text)).lower()).strip()


def letters(text):
    """The letters and digits alone: what makes two sentences the same for decontamination."""
    return re.sub(r'[\W_]+', '', unicodedata.normalize('NFKC', text).lower())


def read_jsonl(path):
    with open(path, encoding='utf8') as lines:
        return [json.loads(line) for line in lines]


def write_jsonl(path, rows):
    with open(path, 'w', encoding='utf8') as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + '\n')
