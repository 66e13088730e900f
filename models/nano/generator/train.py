"""Trains the generator.   train.py OUT.pt DATA.npz... --minutes M | --steps N   [--resume X.pt] [--device cuda] [--rate 1]

The learning rate is flat for a quarter and then falls to nothing by the end, measured in minutes or in steps (steps make a run repeatable).
Muon for matrices (slower on the hand-built attention), Adam for the rest.
"""
import argparse, json, os, time
import numpy as np
import torch
from model import BF16, COPYING, CONFIG, HeadLoss, Nano, hand_init

WEIGHTS = torch.tensor([0, 2, .75, 1.5, .7, .4])  # of the loss, by kind: prompt, title, question, translation, answer, verdict
WARM = 30  # steps until the full rate: faster than that the hand-built copying is lost before it is used (bench/LOG.md)
NAMES = ['title', 'question', 'translation', 'answer', 'verdict']


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument('out'); p.add_argument('data', nargs='+')
    p.add_argument('--minutes', type=float); p.add_argument('--steps', type=int)
    p.add_argument('--resume'); p.add_argument('--device', default='cuda' if torch.cuda.is_available() else 'cpu')
    p.add_argument('--rate', type=float, default=1.0); p.add_argument('--batch', type=int, default=8192, help='tokens')
    p.add_argument('--seed', type=int, default=0)
    return p.parse_args()


def batches(paths, size, rng):
    """(tokens, targets, their kinds, branches, segments) of samples laid end to end, over the files again and again; a file that is not there yet is left out."""
    while True:
        for path in [p for p in paths if os.path.exists(p)]:
            z = np.load(path)
            columns, offsets = [z[name].astype(np.int64) for name in ('ids', 'targets', 'kinds', 'branch')], z['offsets']
            picked, total = [], 0
            for i in rng.permutation(len(offsets) - 1):
                picked.append((offsets[i], offsets[i + 1]))
                total += offsets[i + 1] - offsets[i]
                if total < size: continue
                ends = np.cumsum([e - a for a, e in picked])
                segments = list(zip([0, *ends[:-1].tolist()], ends.tolist()))
                yield *(torch.from_numpy(np.concatenate([column[a:e] for a, e in picked])) for column in columns), segments
                picked, total = [], 0


def orthogonalised(matrices, steps=4):
    """Newton-Schulz towards the nearest orthogonal matrix (Muon); float32 in and out."""
    out = []
    for g in matrices:
        x = (g / (g.norm() + 1e-7)).to(BF16)
        for _ in range(steps):
            a = x.t() @ x
            x = torch.addmm(x, x, torch.addmm(a, a, a, beta=-4.7750, alpha=2.0315), beta=3.4445)
        out.append(x)
    return torch.stack(out).float()


class Muon:
    """Momentum on matrices of one shape, made orthogonal. `shares`: each matrix's share of the rate; `flip`: those to be transposed."""
    def __init__(self, params, shares, flip, rate):
        self.params, self.shares, self.flip, self.rate = params, shares, flip, rate
        self.momentum = torch.zeros(len(params), *self.turned(params[0], 0).shape, device=params[0].device)

    def turned(self, tensor, i):
        return tensor.t() if self.flip[i] else tensor

    def step(self, scale, beta):
        grads = torch.stack([self.turned(p.grad, i) for i, p in enumerate(self.params)])
        self.momentum.mul_(beta).add_(grads)
        updates = orthogonalised(grads.add_(self.momentum, alpha=beta))
        for i, (p, share) in enumerate(zip(self.params, self.shares)):
            rate = self.rate * scale * share
            p.mul_(1 - rate * .01).add_(self.turned(updates[i], i), alpha=-rate)


def optimizers(m, rate):
    square, wide = [], []
    for i, b in enumerate(m.blocks):
        square += [(getattr(b, n), .1 if i in COPYING else 1.0, False) for n in ('wq', 'wk', 'wv', 'wo')]
        wide += [(getattr(b, n), 1.3, n == 'wd') for n in ('wg', 'wu', 'wd')]
    muons = [Muon(*map(list, zip(*group)), .006 * rate) for group in (square, wide)]
    known = {id(p) for p, *_ in square + wide}
    rest = [p for p in m.parameters() if id(p) not in known]
    adam = torch.optim.AdamW([dict(params=[p for p in rest if p.dim() == 1], lr=1e-3 * rate), dict(params=[m.head], lr=6e-4 * rate), dict(params=[m.emb], lr=4e-5 * rate)], betas=(.9, .97), eps=1e-6, weight_decay=0)
    return muons, adam, rest


def main():
    args = arguments()
    torch.manual_seed(args.seed)
    device = torch.device(args.device)
    m = Nano()
    m.load_state_dict(torch.load(args.resume, map_location='cpu')) if args.resume else hand_init(m, args.seed)
    m.to(device)
    muons, adam, rest = optimizers(m, args.rate)
    rates = [group['lr'] for group in adam.param_groups]
    source, weights = batches(args.data, args.batch, np.random.RandomState(args.seed)), WEIGHTS.to(device)
    start, saved, step, tokens, seen = time.time(), time.time(), 0, 0, []
    log = open(args.out + '.log', 'w')
    while True:
        minutes = (time.time() - start) / 60
        done = step / args.steps if args.steps else minutes / args.minutes
        if done >= 1: break
        ids, targets, kinds, branch, segments = (x.to(device) if torch.is_tensor(x) else x for x in next(source))
        scale = min(1, (step + 1) / WARM) * (1 if done < .25 else max(.01, 1 - (done - .25) / .75))
        hidden, spoken = m.hidden(ids, branch, segments), kinds > 0
        loss, each, right = HeadLoss.apply(hidden[spoken], m.head, targets[spoken], weights[kinds[spoken]])
        loss.backward()
        with torch.no_grad():
            for muon in muons: muon.step(scale, min(.95, .85 + .1 * step / 60))
            for group, rate in zip(adam.param_groups, rates): group['lr'] = rate * scale
            torch.nn.utils.clip_grad_norm_(rest, 1.0)
            adam.step()
            for p in m.parameters(): p.grad = None
            own = kinds[spoken]
            seen.append([v for k in range(1, 6) for v in ((each[own == k].mean().item(), right[own == k].mean().item()) if (own == k).any() else (np.nan, np.nan))])
        step, tokens = step + 1, tokens + len(ids)
        if step % 20 == 0:
            means, seen = np.nanmean(seen, 0), []
            line = json.dumps(dict(step=step, minutes=round(minutes, 1), tokens=tokens, per_second=int(tokens / (time.time() - start)), scale=round(scale, 3),
                                   **{n: [round(means[2 * i], 3), round(means[2 * i + 1], 3)] for i, n in enumerate(NAMES)}))
            print(line, flush=True)
            log.write(line + '\n'); log.flush()
        if time.time() - saved > 120: save(m, args.out); saved = time.time()
    save(m, args.out)
    print(f'done: {step} steps, {tokens} tokens, {(time.time() - start) / 60:.1f} minutes on {args.device}')


def save(m, path):
    torch.save({k: v.cpu() for k, v in m.state_dict().items()}, path + '.tmp')
    os.replace(path + '.tmp', path)


if __name__ == '__main__': main()
