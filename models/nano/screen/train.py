"""Trains the screen's classifier: one logistic regression per criterion, over lexical signals and a text's vector.

    node models/nano/screen/features.mjs > features.jsonl
    python3 models/nano/screen/train.py features.jsonl [--penalty 3] [--out models/nano-screen/classifier.json]

Needs numpy only. Five-fold cross-validation (a text and those made of it never apart from it in another fold) chooses the
strength of regularisation, unless that is given, and is printed; then all texts are used. A second set of weights has no vector: it serves
embedders other than the one the vectors are of.
"""
import argparse
import json
from pathlib import Path

import numpy as np

FOLDS = 5
PENALTIES = (1.0, 2.0, 4.0)
# Vectors have length 1, so that one number of them is small beside a signal of 0 or 1.
VECTOR_SCALE = 6.0


def read(path):
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    head, rows = json.loads(lines[0]), [json.loads(line) for line in lines[1:]]
    labels = np.array([[criterion in row["criteria"] for criterion in head["criteria"]] for row in rows], dtype=float)
    signals = np.array([row["signals"] for row in rows])
    vectors = np.array([row["vector"] for row in rows]) * VECTOR_SCALE
    groups = [row["groups"] for row in rows]
    return head, labels, signals, vectors, groups


def fit(x, y, penalty):
    """Newton's method with a ridge; the bias goes free."""
    x1 = np.hstack([x, np.ones((len(x), 1))])
    ridge = np.full(x1.shape[1], penalty)
    ridge[-1] = 1e-6
    weights = np.zeros(x1.shape[1])
    for _ in range(15):
        p = 1 / (1 + np.exp(-np.clip(x1 @ weights, -30, 30)))
        gradient = x1.T @ (p - y) + ridge * weights
        curve = (x1 * (p * (1 - p))[:, None]).T @ x1 + np.diag(ridge)
        step = np.linalg.solve(curve, gradient)
        weights -= step
        if np.abs(step).max() < 1e-4:
            break
    return weights


def apply(x, weights):
    return 1 / (1 + np.exp(-np.clip(x @ weights[:-1] + weights[-1], -30, 30)))


def firsts(groups):
    """Which texts are not made of two and not a second time the same."""
    seen = set()
    return np.array([len(own) == 1 and own[0] not in seen and not seen.add(own[0]) for own in groups])


def crossed(x, y, groups, penalty):
    """Probabilities of each text that is not made of two, by a model that has seen nothing of it."""
    touches = np.array([[any(group % FOLDS == fold for group in own) for fold in range(FOLDS)] for own in groups])
    single = firsts(groups)
    out = np.zeros(len(y))
    for fold in range(FOLDS):
        seen, held = ~touches[:, fold], touches[:, fold] & single
        out[held] = apply(x[held], fit(x[seen], y[seen], penalty))
    return out[single]


def loss(p, y):
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()


def figures(p, y, at=0.5):
    said = p >= at
    hits = (said & (y > 0)).sum()
    return hits / max(1, said.sum()), hits / max(1, (y > 0).sum())


def train(name, x, labels, groups, criteria, given):
    if given is not None:
        return [fit(x, labels[:, i], given) for i in range(len(criteria))]
    best, chosen = None, None
    truth = labels[firsts(groups)]
    for penalty in PENALTIES:
        probabilities = np.column_stack([crossed(x, labels[:, i], groups, penalty) for i in range(len(criteria))])
        value = loss(probabilities, truth)
        print(f"{name}: penalty {penalty}: loss {value:.4f}")
        if best is None or value < best:
            best, chosen, kept = value, penalty, probabilities
    print(f"{name}: penalty {chosen}; precision and recall at 0.5, texts held out")
    for i, criterion in enumerate(criteria):
        print(f"  {criterion:10}" + " {:.3f} {:.3f}".format(*figures(kept[:, i], truth[:, i])))
    any_label, highest = truth.max(axis=1), kept.max(axis=1)
    print("  any       " + " {:.3f} {:.3f}".format(*figures(highest, any_label)))
    for low, high in ((0.1, 0.8), (0.15, 0.75), (0.2, 0.7), (0.3, 0.6)):
        open_rows = (highest < high) & (highest >= low)
        clear = ~open_rows
        right = ((highest >= 0.5) == (any_label > 0))[clear].mean()
        print(f"  low {low} high {high}: {open_rows.mean():.2f} of the texts left open, {right:.3f} of the others right")
    return [fit(x, labels[:, i], chosen) for i in range(len(criteria))]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("features")
    parser.add_argument("--penalty", type=float)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[2] / "nano-screen" / "classifier.json")
    given = parser.parse_args()
    head, labels, signals, vectors, groups = read(given.features)
    target = given.out
    print(f"{len(labels)} texts, {sum(len(own) > 1 for own in groups)} of them made of two; " + ", ".join(f"{c} {int(n)}" for c, n in zip(head["criteria"], labels.sum(axis=0))))
    n = signals.shape[1]
    both = train("signals and vector", np.hstack([signals, vectors]), labels, groups, head["criteria"], given.penalty)
    alone = train("signals alone", signals, labels, groups, head["criteria"], given.penalty)
    short = lambda values, digits: [round(float(value), digits) for value in values]
    entry = lambda weights, vector: {"bias": round(float(weights[-1]), 4), "signals": short(weights[:n], 3), "vector": vector}
    out = {
        "embedder": head["embedder"],
        "signals": head["signals"],
        "withVector": {c: entry(w, short(w[n:-1] * VECTOR_SCALE, 2)) for c, w in zip(head["criteria"], both)},
        "withoutVector": {c: entry(w, []) for c, w in zip(head["criteria"], alone)},
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = json.dumps(out, separators=(",", ":")).replace('"withVector"', '\n"withVector"').replace('"withoutVector"', '\n"withoutVector"')
    target.write_text(lines + "\n", encoding="utf-8")
    print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
