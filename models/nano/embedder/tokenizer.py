"""tokenizer.py WORK [PIECES]: a sentencepiece unigram vocabulary of the normalised training text (WORK/sp.model, kept where it is there), then every text cut into pieces
in several ways (WORK/pieces.npz and WORK/index.pkl), so that training sees other cuts of the same words."""
import os
import pickle
import random
import sys

import numpy as np
import sentencepiece

from common import LANGUAGES, normalise, read_jsonl

CUTS = 3
LONGEST = 96
CHARACTERS = {'en': 6e6, 'zh': 4e6, 'ru': 6e6, 'fr': 6e6, 'es': 6e6}
PAD, UNKNOWN = 0, 1


def learn(rows, work, pieces):
    texts = {l: [] for l in LANGUAGES}
    for row in rows:
        for language in LANGUAGES:
            texts[language] += [normalise(t) for t in row.get(language, [])[:2]]
    with open(work + '/sentences.txt', 'w', encoding='utf8') as out:
        for language in LANGUAGES:
            chosen, used = list(dict.fromkeys(texts[language])), 0
            random.shuffle(chosen)
            for text in chosen:
                used += len(text)
                if used > CHARACTERS[language]:
                    break
                out.write(text + '\n')
            print(language, len(chosen), 'texts', used, 'characters', flush=True)
    sentencepiece.SentencePieceTrainer.train(
        input=work + '/sentences.txt', model_prefix=work + '/sp', vocab_size=pieces, model_type='unigram', normalization_rule_name='identity',
        character_coverage=0.9997, split_digits=True, max_sentence_length=4000, num_threads=1, pad_id=PAD, unk_id=UNKNOWN, bos_id=-1, eos_id=-1,
        max_sentencepiece_length=14, add_dummy_prefix=True, input_sentence_size=400000, shuffle_input_sentence=True, minloglevel=1)


def cut(rows, graded, work):
    model = sentencepiece.SentencePieceProcessor(model_file=work + '/sp.model')
    flat, ends, known = [], [0], {}

    def put(text):
        """The number of a text's first cut; the same text is kept once."""
        text = normalise(text)
        if text not in known:
            known[text] = len(ends) - 1
            for number in range(CUTS):
                ids = model.encode(text, enable_sampling=True, alpha=0.3, nbest_size=-1) if number else model.encode(text)
                ids = ids[:LONGEST] or [UNKNOWN]
                flat.append(np.array(ids, np.uint16))
                ends.append(ends[-1] + len(ids))
        return known[text]

    index = [(row['source'], [[put(t) for t in row.get(l, [])] for l in LANGUAGES]) for row in rows]
    pairs = [(row['kind'], [[put(row[l][side]) for l in LANGUAGES if l in row] for side in (0, 1)], row['score']) for row in graded]
    np.savez(work + '/pieces.npz', flat=np.concatenate(flat), ends=np.array(ends, np.int64))
    with open(work + '/index.pkl', 'wb') as out:
        pickle.dump((index, pairs), out)
    print('texts', len(known), 'pieces', ends[-1], 'unknown', float((np.concatenate(flat) == UNKNOWN).mean()))


def main():
    work, pieces = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 48000
    random.seed(1)
    rows, graded = read_jsonl(work + '/rows.jsonl'), read_jsonl(work + '/graded.jsonl')
    if not os.path.exists(work + '/sp.model'):
        learn(rows, work, pieces)
    cut(rows, graded, work)


if __name__ == '__main__':
    main()
