"""Trains the tokenizer: BPE with bytes to fall back on, digits one by one, Han characters one by one (so that a title is the
same tokens wherever it stands).   tokenizer.py   reads $NANO_WORK/corpus and the project's own text, writes $NANO_WORK/tokenizer.model"""
import json, os, random, re, sys
import sentencepiece

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import phrases, questions
import wording

VOCABULARY = 12288
TAGS = ['<answer>', '</answer>', '<dialogue>', '</dialogue>', '<passage>', '</passage>', '<question>', '</question>', '<text>', '</text>']
MASKS = [f'⟦{i}⟧' for i in range(1, 33)]


def own_text(rng):
    """The project's text: instructions, frames, made-up sentences, filled phrases."""
    out = wording.all_instructions()
    for lang in questions.LANGUAGES:
        for section in questions.load(lang):
            out += [f for f, _ in section.frames] * 6
            out += [questions.say_of(s, '', lang, rng) for s in section.say for _ in range(3)]
    words = phrases.lexicon()
    for topic in phrases.topics():
        for row in phrases.load(topic):
            for _ in range(6):
                made = phrases.filled([row.after, row] if row.after else [row], words, rng, 5)
                out += [t for texts in made or [] for t in texts.values()]
    return out


def main():
    rng = random.Random(0)
    lines = own_text(rng)
    flores = json.load(open(f'{questions.WORK}/corpus/sentences.json', encoding='utf8'))
    for lang in questions.LANGUAGES:
        sentences = [s for d in questions.corpus(lang) for s in d['sents']] + flores[lang] * 2
        rng.shuffle(sentences)
        size = 0
        for sentence in sentences:
            lines.append(sentence)
            size += len(sentence)
            if size > 1_200_000: break
    apart = lambda text: re.sub(r'([\u3400-\u9fff\u3000-\u303f\uff00-\uffef])', r' \1 ', text)
    with open(f'{questions.WORK}/tokenizer.txt', 'w', encoding='utf8') as out: out.write('\n'.join(apart(line) for line in lines))
    sentencepiece.SentencePieceTrainer.train(
        input=f'{questions.WORK}/tokenizer.txt', model_prefix=f'{questions.WORK}/tokenizer', vocab_size=VOCABULARY, model_type='bpe',
        byte_fallback=True, character_coverage=0.9997, split_digits=True, add_dummy_prefix=False, remove_extra_whitespaces=False,
        normalization_rule_name='identity', control_symbols=['<|im_start|>', '<|im_end|>'], user_defined_symbols=TAGS + MASKS + ['\n'],
        unk_id=0, bos_id=1, eos_id=2, pad_id=-1, max_sentence_length=8000, num_threads=2, max_sentencepiece_length=16, minloglevel=1)
    made = sentencepiece.SentencePieceProcessor(model_file=f'{questions.WORK}/tokenizer.model')
    for text in ('“屠呦呦”是谁？', '什么是都江堰？', 'When was Gustave Eiffel born?', 'Когда родился Пушкин?', 'Qu’est-ce que « Pont du Gard » ?', 'Title: Pont du Gard\nQuoted: « Pont du Gard »', '⟦1⟧ costs 27.50 euros'):
        print(made.encode(text, out_type=str))


if __name__ == '__main__': main()
