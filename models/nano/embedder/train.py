"""train.py WORK --out FILE [--layers 2 --from FILE]: contrastive training; translations are each other's match among the batch.

Two runs: first the bag of subwords alone, then --layers on top of it. Seeded; with --steps a run is repeatable on one thread, with --minutes
it stops by the clock. A few rows are held out and printed as nearest-neighbour accuracy; the benchmarks are never read here.
"""
import argparse
import json
import pickle
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from data import SOURCES
from model import Embedder
from tokenizer import CUTS

LANGUAGE_COUNT = 5
GRADED = 64  # graded pairs a step, and as many inferred ones
GENRES = [('captions',), ('news', 'sentences'), ('forum', 'replies'), ('splits',)]  # drawn as often as all the other sources together when pairs are graded by what they share
HELD_OUT = {'tatoeba': 1500, 'smartool': 300, 'pud': 200}


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument('work')
    parser.add_argument('--out', required=True)
    parser.add_argument('--from', dest='start', default='')
    parser.add_argument('--pieces', type=int, default=48000)
    parser.add_argument('--width', type=int, default=256)
    parser.add_argument('--layers', type=int, default=0)
    parser.add_argument('--heads', type=int, default=4)
    parser.add_argument('--inner', type=int, default=512)
    parser.add_argument('--minutes', type=float, default=5)
    parser.add_argument('--steps', type=int, default=0)
    parser.add_argument('--batch', type=int, default=1024)
    parser.add_argument('--chunk', type=int, default=64, help='rows of a batch that come from one source')
    parser.add_argument('--near', type=float, default=0.1, help='share of chunks drawn from neighbouring rows, whose texts are alike')
    parser.add_argument('--table-rate', type=float, default=5e-3)
    parser.add_argument('--layer-rate', type=float, default=1e-3)
    parser.add_argument('--warm', type=int, default=100, help='steps until the full rates')
    parser.add_argument('--temperature', type=float, default=0.05)
    parser.add_argument('--drop', type=float, default=0.15, help='mean share of pieces left out of a text')
    parser.add_argument('--graded', type=float, default=0.5, help='weight of the graded pairs')
    parser.add_argument('--inferred', type=float, default=0.3, help='weight of the pairs of which one follows from the other, or does not')
    parser.add_argument('--overlap', type=float, default=0.5, help='weight of the pairs graded by the words they share')
    parser.add_argument('--overlapping', type=int, default=64, help='pairs a step graded by what they share')
    parser.add_argument('--like', action='store_true', help='grade them by like pieces (vectors of --from), not by equal ones alone')
    parser.add_argument('--longest', type=int, default=64)
    parser.add_argument('--report', type=float, default=120, help='seconds between reports')
    parser.add_argument('--seed', type=int, default=0)
    parser.add_argument('--threads', type=int, default=1)
    parser.add_argument('--device', default='cuda' if torch.cuda.is_available() else 'cpu')
    return parser.parse_args()


class Texts:
    """The cut texts and the rows that name them."""

    def __init__(self, work, chosen):
        arrays = np.load(work + '/pieces.npz')
        self.flat, self.ends, self.options = arrays['flat'], arrays['ends'], chosen
        with open(work + '/index.pkl', 'rb') as file:
            index, pairs = pickle.load(file)
        self.pairs = {kind: [pair for known, *pair in pairs if known == kind] for kind in ('similar', 'inferred')}
        self.rows, held, weights = {}, {}, {s[0]: s[2] for s in SOURCES}
        for source, row in index:
            self.rows.setdefault(source, []).append(row)
        for source, count in HELD_OUT.items():
            rows = self.rows[source]
            numbers = set(random.Random(0).sample(range(len(rows)), count))
            held[source] = [rows[i] for i in sorted(numbers)]
            self.rows[source] = [row for i, row in enumerate(rows) if i not in numbers]
        self.held = held
        self.names = sorted(self.rows)
        shares = np.array([weights[n] * len(self.rows[n]) for n in self.names])
        self.shares = shares / shares.sum()
        print({n: round(float(s), 3) for n, s in zip(self.names, self.shares)}, flush=True)

    def first_cut(self, text):
        return self.flat[self.ends[text]:self.ends[text + 1]][:self.options.longest]

    def some_cut(self, text):
        """One of a text's cuts, some of its pieces left out."""
        at = text + random.randrange(CUTS)
        pieces = self.flat[self.ends[at]:self.ends[at + 1]][:self.options.longest]
        if len(pieces) > 3:
            kept = np.random.rand(len(pieces)) > self.options.drop * 2 * random.random()
            if kept.any():
                return pieces[kept]
        return pieces

    def batch(self):
        """Numbers of texts that translate each other, left and right."""
        left, right, size = [], [], self.options.chunk
        for _ in range(self.options.batch // size):
            rows = self.rows[self.names[np.random.choice(len(self.names), p=self.shares)]]
            if random.random() < self.options.near and len(rows) > 4 * size:
                start = random.randrange(len(rows) - 2 * size)
                picked = [start + i for i in random.sample(range(2 * size), size)]
            else:
                picked = [random.randrange(len(rows)) for _ in range(size)]
            for number in picked:
                a, b = two(rows[number])
                left.append(a)
                right.append(b)
        return np.array(left), np.array(right)

    def index_words(self, table):
        """For each piece of the English texts the rows that have it, how much a piece tells, and vectors by which pieces are alike."""
        self.all = [row for name in self.names for row in self.rows[name] if row[0]]
        genres = [[n for n in names if n in self.rows] for names in GENRES]
        genres = [names for names in genres if names] + [[n for n in self.names if not any(n in names for names in GENRES)]]
        starts = dict(zip(self.names, np.cumsum([0] + [sum(1 for row in self.rows[n] if row[0]) for n in self.names])))
        self.genres = [np.concatenate([np.arange(starts[n], starts[n] + sum(1 for row in self.rows[n] if row[0])) for n in names]) for names in genres]
        pieces = [np.unique(self.first_cut(row[0][0])) for row in self.all]
        flat, numbers = np.concatenate(pieces), np.repeat(np.arange(len(pieces)), [len(p) for p in pieces])
        counts = np.bincount(flat, minlength=self.options.pieces)
        self.tells = np.log(len(pieces) / np.maximum(counts, 1)) ** 2
        self.holders, self.begins = numbers[np.argsort(flat, kind='stable')], np.concatenate([[0], np.cumsum(counts)])
        self.genre_of = np.zeros(len(self.all), np.int8)
        for number, rows in enumerate(self.genres):
            self.genre_of[rows] = number
        self.shared, self.table = pieces, F.normalize(table.detach().clone(), dim=-1).numpy() if self.options.like else None

    def overlap(self, first, second):
        """How much of what two texts say they share, 0 to 1: equal pieces, or each piece of one with the likest of the other."""
        both, sums = np.intersect1d(first, second, assume_unique=True), [float(self.tells[p].sum()) + 1e-6 for p in (first, second)]
        if self.table is None:
            return float(self.tells[both].sum()) / (sums[0] * sums[1]) ** 0.5
        alike = self.table[first] @ self.table[second].T
        shares = [float(self.tells[p] @ alike.max(axis)) / total for p, axis, total in ((first, 1, sums[0]), (second, 0, sums[1]))]
        return max(0, shares[0] * shares[1]) ** 0.5

    def partner(self, i, number):
        """A row to compare with row i: itself, any, or one that shares a piece, at times the one of several that shares most."""
        if number % 8 == 0:
            return i
        if number % 8 == 1:
            return random.choice(self.genres[self.genre_of[i]])
        weights = np.cumsum(self.tells[self.shared[i]] ** 0.5)
        found = []
        for _ in range(8 if number % 2 else 1):
            piece = self.shared[i][min(np.searchsorted(weights, random.random() * weights[-1]), len(weights) - 1)]
            for _ in range(4):
                j = self.holders[random.randrange(self.begins[piece], self.begins[piece + 1])]
                if self.genre_of[i] == self.genre_of[j]:
                    found.append(j)
                    break
        found = found or [random.choice(self.genres[self.genre_of[i]])]
        return max(found, key=lambda j: self.overlap(self.shared[i], self.shared[j])) if len(found) > 1 else found[0]

    def overlapping_pairs(self, count):
        """Rows that share words, graded by how much of what their English says they share; some that share nothing, some that are one row."""
        left, right, scores = [], [], []
        for number in range(count):
            i = random.choice(self.genres[number // 8 % len(self.genres)])
            j = self.partner(i, number)
            sides = [some_text(self.all[n]) for n in (i, j)]
            english = [text if text in self.all[n][0] else self.all[n][0][0] for text, n in zip(sides, (i, j))]
            score = self.overlap(*[np.unique(self.first_cut(text)) for text in english])
            left.append(sides[0])
            right.append(sides[1])
            scores.append((score + 0.9) / 2 if i == j and english[0] != english[1] else score)
        return left, right, torch.tensor(scores)

    def graded_pairs(self, kind, count):
        picked = [random.choice(self.pairs[kind]) for _ in range(count)]
        return [random.choice(sides[0]) for sides, _ in picked], [random.choice(sides[1]) for sides, _ in picked], torch.tensor([score for _, score in picked])


def two(row):
    """Texts of two languages of a row, English among them more often than not; now and then two wordings of one language."""
    present = [l for l in range(LANGUAGE_COUNT) if row[l]]
    several = [l for l in present if len(row[l]) > 1]
    if several and random.random() < 0.15:
        return random.sample(row[random.choice(several)], 2)
    if len(present) == 1:
        return random.sample(row[present[0]], 2)
    a, b = random.sample(present, 2)
    if row[0] and random.random() < 0.4:
        a, b = 0, random.choice([l for l in present if l])
    elif row[1] and row[2] and random.random() < 0.3:
        a, b = 1, 2  # the pair with the least text
    if random.random() < 0.5:
        a, b = b, a
    return random.choice(row[a]), random.choice(row[b])


def some_text(row):
    """A text of a row, English every other time."""
    return random.choice(row[0 if random.random() < 0.5 else random.choice([l for l in range(LANGUAGE_COUNT) if row[l]])])


def match_loss(x, y, left, right, temperature):
    """Each text finds its translation among all of the batch, both ways; equal texts are no wrong answers."""
    with torch.autocast(x.device.type, torch.bfloat16):  # Debian's BLAS is slow in float32; bfloat16 goes through oneDNN
        scores = x @ y.T
    scores = scores.float() / temperature
    same = torch.from_numpy((left[:, None] == left[None, :]) | (right[:, None] == right[None, :]) | (left[:, None] == right[None, :])).to(x.device)
    scores = scores.masked_fill(same.fill_diagonal_(False), -1e4)
    target = torch.arange(len(left), device=x.device)
    return (F.cross_entropy(scores, target) + F.cross_entropy(scores.T, target)) / 2


def grade_loss(cosines, scores):
    """How far the cosines are from growing with the grades: 1 less their correlation."""
    x, y = cosines - cosines.mean(), scores - scores.mean()
    return 1 - (x * y).sum() / (x.norm() * y.norm() + 1e-6)


@torch.no_grad()
def held_out(model, texts):
    """Nearest-neighbour accuracy from and to English on the rows held out, in per cent."""
    figures = {}
    for source, rows in texts.held.items():
        for number, language in ((1, 'zh'), (2, 'ru'), (3, 'fr'), (4, 'es')):
            both = [row for row in rows if row[0] and row[number]]
            if len(both) >= 100:
                a, b = (torch.cat([model([texts.first_cut(row[l][0]) for row in both[i:i + 256]]) for i in range(0, len(both), 256)]) for l in (0, number))
                right = torch.arange(len(both), device=a.device)
                figures[f'{source} {language} {len(both)}'] = round(50 * float(((a @ b.T).argmax(1) == right).float().mean() + ((b @ a.T).argmax(1) == right).float().mean()), 1)
    return figures


def step_losses(model, texts, left, right):
    """Of the batch, of graded and of inferred pairs and of overlapping ones, embedded together."""
    groups = [texts.graded_pairs('similar', GRADED), texts.graded_pairs('inferred', GRADED), texts.overlapping_pairs(texts.options.overlapping)]
    vectors = model([texts.some_cut(t) for t in [*left, *right, *(t for first, second, _ in groups for t in [*first, *second])]])
    n = len(left)
    losses = [match_loss(vectors[:n], vectors[n:2 * n], left, right, texts.options.temperature)]
    at = 2 * n
    for _, _, scores in groups:
        middle, end = at + len(scores), at + 2 * len(scores)
        losses.append(grade_loss((vectors[at:middle] * vectors[middle:end]).sum(1), scores.to(vectors.device)))
        at = end
    return losses


def load(model, path):
    """The table of an earlier run; its vectors are scaled to what the layers expect."""
    saved = torch.load(path, map_location='cpu')
    model.load_state_dict(saved['model'], strict=False)
    if len(model.layers) and 'gain' not in saved['model']:
        model.gain.data.fill_(1 / float(model.bag.weight.std()) / 4)


def save(model, chosen, steps):
    torch.save({'model': {k: v.cpu() for k, v in model.state_dict().items()}, 'options': vars(chosen), 'steps': steps}, chosen.out)


def main():
    chosen = options()
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(chosen.seed)
    random.seed(chosen.seed)
    np.random.seed(chosen.seed)
    texts = Texts(chosen.work, chosen)
    model = Embedder(chosen.pieces, chosen.width, chosen.layers, chosen.heads, chosen.inner)
    if chosen.start:
        load(model, chosen.start)
    texts.index_words(model.bag.weight)
    model.to(chosen.device)
    optimizers = [(torch.optim.SparseAdam([model.bag.weight], lr=chosen.table_rate), chosen.table_rate)]
    rest = [p for n, p in model.named_parameters() if not n.startswith('bag')]
    if rest:
        optimizers.append((torch.optim.AdamW(rest, lr=chosen.layer_rate, weight_decay=0.01), chosen.layer_rate))
    began = reported = time.time()
    step, losses = 0, [0.0] * 4
    while step < chosen.steps if chosen.steps else time.time() - began < chosen.minutes * 60:
        done = step / chosen.steps if chosen.steps else (time.time() - began) / chosen.minutes / 60
        for optimizer, rate in optimizers:
            optimizer.param_groups[0]['lr'] = rate * max(min(1, (step + 1) / chosen.warm) * (1 - done), 0.01)
            optimizer.zero_grad(set_to_none=True)
        left, right = texts.batch()
        loss = step_losses(model, texts, left, right)
        (loss[0] + chosen.graded * loss[1] + chosen.inferred * loss[2] + chosen.overlap * loss[3]).backward()
        for optimizer, _ in optimizers:
            optimizer.step()
        step += 1
        losses = [0.98 * old + 0.02 * float(new) for old, new in zip(losses, loss)]
        if time.time() - reported > chosen.report:
            reported = time.time()
            save(model, chosen, step)
            print(f'{reported - began:.0f} s, step {step}, losses {[round(l, 3) for l in losses]}', json.dumps(held_out(model, texts)), flush=True)
    save(model, chosen, step)
    print(f'{time.time() - began:.0f} s, step {step}, done', json.dumps(held_out(model, texts)), flush=True)


if __name__ == '__main__':
    main()
