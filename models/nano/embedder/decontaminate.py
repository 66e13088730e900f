"""Which training rows repeat a sentence that the model is measured on."""
import collections
import csv
import os
import re

from common import LANGUAGES, letters


def words(text):
    return frozenset(re.findall(r'\w+', text.lower()))


class Benchmarks:
    """Sentences of Tatoeba, NTREX and STS-B (dev and test). A row is known when one of its texts has the same letters, or, for Tatoeba and STS-B, at least
    0.8 of the words in common with a test sentence of its language (not asked of Chinese, which has no spaces)."""

    def __init__(self, folder):
        self.exact = {l: set() for l in LANGUAGES}
        self.near = {l: collections.defaultdict(list) for l in LANGUAGES}
        bench = os.path.join(folder, 'multilingual-benchmarks')
        laser = os.path.join(bench, 'facebookresearch__LASER')
        for code, language in (('fra', 'fr'), ('rus', 'ru'), ('spa', 'es'), ('cmn', 'zh')):
            self.hold(language, lines(f'{laser}/tatoeba.{code}-eng.{code}'), near=True)
            self.hold('en', lines(f'{laser}/tatoeba.{code}-eng.eng'), near=True)
        ntrex = os.path.join(bench, 'MicrosoftTranslator__NTREX')
        for name, language in (('src.eng', 'en'), ('ref.zho-CN', 'zh'), ('ref.rus', 'ru'), ('ref.fra', 'fr'), ('ref.spa', 'es')):
            self.hold(language, lines(f'{ntrex}/newstest2019-{name}.txt'))
        for language in LANGUAGES:
            for split in ('dev', 'test'):
                with open(f'{folder}/dedup-paraphrase/PhilipMay__stsb-multi-mt/stsb-{language}-{split}.csv', encoding='utf8') as table:
                    for first, second, _ in csv.reader(table):
                        self.hold(language, [first, second], near=True)

    def hold(self, language, sentences, near=False):
        self.exact[language].update(letters(s) for s in sentences)
        if near and language != 'zh':
            for sentence in sentences:
                held = words(sentence)
                for word in held:
                    self.near[language][word].append(held)

    def known(self, row):
        for language, texts in ((l, row.get(l, [])) for l in LANGUAGES):
            if any(letters(t) in self.exact[language] for t in texts):
                return 'exact'
            if language != 'zh' and any(self.is_near(language, words(t)) for t in texts):
                return 'near'
        return None

    def is_near(self, language, text):
        """Words of a near sentence are missing at most a fifth, so one of the rarest words beyond a fifth must be shared."""
        table = self.near[language]
        rarest = sorted(text, key=lambda w: (len(table[w]) if w in table else 0, w))[:len(text) // 5 + 1]
        return any(len(held & text) >= 0.8 * len(held | text) for word in rarest if word in table for held in table[word])


def lines(path):
    with open(path, encoding='utf8') as file:
        return file.read().replace('\r', '').rstrip('\n').split('\n')
