"""The generator: a qwen2 architecture (RMSNorm, biases on q k v, rotary positions, SwiGLU), computed on samples laid end to end.

Attention and the loss are written out by hand: in bf16 on a CPU that is three times as fast as autograd's own.
`hand_init` builds copying in: heads of layer 0 look one, two and three tokens back, heads of layers 1 and 4 look where the same tokens stood before.
Without it a model this small needs many more samples before it copies a title.
"""
import math
import torch
import torch.nn as nn
import torch.nn.functional as F

CONFIG = dict(vocabulary=12288, width=256, layers=6, heads=4, head=64, inner=704, theta=1e6, eps=1e-5, context=2048)
BF16 = torch.bfloat16
COPYING = (0, 1, 4)  # layers that hand_init sets


class Norm(torch.autograd.Function):
    """RMSNorm in float32; result in bf16."""
    @staticmethod
    def forward(ctx, x, weight, eps):
        x = x.float()
        scale = torch.rsqrt((x * x).mean(-1, keepdim=True) + eps)
        normal = x * scale
        ctx.save_for_backward(normal, scale, weight)
        return (normal * weight).to(BF16)

    @staticmethod
    def backward(ctx, grad):
        normal, scale, weight = ctx.saved_tensors
        grad = grad.float()
        inner = grad * weight
        return scale * (inner - normal * (inner * normal).mean(-1, keepdim=True)), (grad * normal).flatten(0, -2).sum(0), None


class Attention(torch.autograd.Function):
    """Causal attention; q k v are (heads, tokens, head), samples are the segments [start, end), each with its mask."""
    @staticmethod
    def forward(ctx, q, k, v, segments, masks):
        out, shares = torch.empty_like(q), []
        for (a, e), mask in zip(segments, masks):
            scores = torch.bmm(q[:, a:e], k[:, a:e].transpose(1, 2)).mul_(q.shape[-1] ** -0.5).add_(mask)
            shares.append(torch.softmax(scores, -1))
            out[:, a:e] = torch.bmm(shares[-1], v[:, a:e])
        ctx.save_for_backward(q, k, v, out)
        ctx.shares, ctx.segments = shares, segments
        return out

    @staticmethod
    def backward(ctx, grad):
        q, k, v, out = ctx.saved_tensors
        grad, scale = grad.contiguous(), q.shape[-1] ** -0.5
        delta = (grad * out).sum(-1, keepdim=True)
        dq, dk, dv = torch.empty_like(q), torch.empty_like(q), torch.empty_like(q)
        for share, (a, e) in zip(ctx.shares, ctx.segments):
            g = grad[:, a:e]
            dv[:, a:e] = torch.bmm(share.transpose(1, 2), g)
            ds = torch.bmm(g, v[:, a:e].transpose(1, 2)).sub_(delta[:, a:e]).mul_(share).mul_(scale)
            dq[:, a:e] = torch.bmm(ds, k[:, a:e])
            dk[:, a:e] = torch.bmm(ds.transpose(1, 2), q[:, a:e])
        ctx.shares = None
        return dq, dk, dv, None, None


class HeadLoss(torch.autograd.Function):
    """Weighted cross entropy over the vocabulary, in chunks; also gives each token's loss and whether it was the likeliest."""
    @staticmethod
    def forward(ctx, hidden, table, targets, weights):
        E, count = table.to(BF16), hidden.shape[0]
        d_hidden, d_table = torch.empty_like(hidden), torch.zeros_like(table, dtype=torch.float32)
        loss, right, total = torch.empty(count, device=hidden.device), torch.empty(count, device=hidden.device), weights.sum()
        for a in range(0, count, 256):
            x, t = hidden[a:a + 256], targets[a:a + 256]
            logits = F.linear(x, E).float()
            right[a:a + 256] = (logits.argmax(-1) == t).float()
            logs = torch.log_softmax(logits, -1)
            loss[a:a + 256] = -logs.gather(1, t[:, None])[:, 0]
            p = logs.exp_()
            p.scatter_add_(1, t[:, None], torch.full((len(t), 1), -1.0, device=p.device))
            g = p.mul_((weights[a:a + 256] / total)[:, None]).to(BF16)
            d_hidden[a:a + 256] = g @ E
            d_table += g.t() @ x
        ctx.d_hidden, ctx.d_table = d_hidden, d_table
        ctx.mark_non_differentiable(loss, right)
        return (loss * weights).sum() / total, loss, right

    @staticmethod
    def backward(ctx, grad, _loss, _right):
        return ctx.d_hidden * grad, ctx.d_table * grad, None, None


def linear(x, weight, bias=None):
    return F.linear(x, weight.to(BF16), None if bias is None else bias.to(BF16))


def rotate(x, cos, sin):
    a, b = x.chunk(2, -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


class Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        d, ff = c['width'], c['inner']
        draw = lambda rows, columns, scale: nn.Parameter(torch.randn(rows, columns) * scale)
        self.n1, self.n2 = nn.Parameter(torch.ones(d)), nn.Parameter(torch.ones(d))
        self.wq, self.wk, self.wv, self.wo = draw(d, d, .04), draw(d, d, .04), draw(d, d, .04), draw(d, d, .001)
        self.bq, self.bk, self.bv = (nn.Parameter(torch.zeros(d)) for _ in range(3))
        self.wg, self.wu, self.wd = draw(ff, d, .04), draw(ff, d, .04), draw(d, ff, .0005)

    def forward(self, x, c, cos, sin, segments, masks):
        h = Norm.apply(x, self.n1, c['eps'])
        split = lambda w, b: linear(h, w, b).view(len(x), c['heads'], c['head'])
        turn = lambda t: rotate(t, cos, sin).transpose(0, 1).contiguous()
        out = Attention.apply(turn(split(self.wq, self.bq)), turn(split(self.wk, self.bk)), split(self.wv, self.bv).transpose(0, 1).contiguous(), segments, masks)
        x = x + linear(out.transpose(0, 1).reshape(len(x), -1), self.wo)
        h = Norm.apply(x, self.n2, c['eps'])
        return x + linear(F.silu(linear(h, self.wg)) * linear(h, self.wu), self.wd)


class Nano(nn.Module):
    def __init__(self, c=CONFIG, longest=1024):
        super().__init__()
        self.c = c
        self.emb = nn.Parameter(torch.randn(c['vocabulary'], c['width']) / math.sqrt(c['width']))
        self.blocks = nn.ModuleList([Block(c) for _ in range(c['layers'])])
        self.nf = nn.Parameter(torch.ones(c['width']))
        self.head = nn.Parameter(self.emb.detach().clone())  # learns fast, while the embeddings, which copying matches by, hardly move
        angles = torch.arange(longest).float()[:, None] * frequencies(c)
        self.register_buffer('cos', angles.cos().to(BF16), persistent=False)
        self.register_buffer('sin', angles.sin().to(BF16), persistent=False)
        self.register_buffer('mask', torch.full((longest, longest), -1e4).triu(1).to(BF16), persistent=False)

    def hidden(self, ids, branch, segments):
        """(tokens, width) of samples laid end to end; a token sees the prompt of its sample (branch 0) and its own branch."""
        masks, positions = zip(*(self.view(branch[a:e]) for a, e in segments))
        positions = torch.cat(positions)
        x, cos, sin = F.embedding(ids, self.emb).to(BF16), self.cos[positions][:, None], self.sin[positions][:, None]
        for block in self.blocks: x = block(x, self.c, cos, sin, segments, masks)
        return Norm.apply(x, self.nf, self.c['eps'])

    def view(self, branch):
        """What the tokens of a sample see, and where they stand: each branch goes on where the prompt ends."""
        size, last = len(branch), int(branch[-1])
        mask, order = self.mask[:size, :size], torch.arange(size, device=branch.device)
        if last < 2: return mask, order
        prompt, apart = int((branch == 0).sum()), (branch[:, None] != branch[None]) & (branch[None] > 0)
        starts = torch.stack([(branch == b).float().argmax() for b in range(last + 1)])
        return mask.masked_fill(apart, -1e4), torch.where(branch > 0, prompt + order - starts[branch], order)


def frequencies(c):
    return c['theta'] ** (-torch.arange(0, c['head'], 2).float() / c['head'])


def hand_init(m, seed=0):
    """Sets the copying heads. Dimensions of a head that rotate fast carry positions, those that hardly rotate carry what is matched."""
    c, g = m.c, torch.Generator().manual_seed(seed)
    d, hd = c['width'], c['head']
    orthogonal = lambda rows, columns=None: torch.linalg.qr(torch.randn(rows, columns or rows, generator=g))[0]
    U, R = orthogonal(d), orthogonal(d)
    P, back = [U[i * hd:(i + 1) * hd] for i in range(4)], [R[:, i * hd:(i + 1) * hd] for i in range(4)]
    freq = frequencies(c)
    fast = [k for k in range(hd // 2) if freq[k] > .05]
    slow = [k for k in range(hd // 2) if freq[k] < 1 / 600]
    still = slow + [k + hd // 2 for k in slow]
    rows = lambda h: slice(h * hd, (h + 1) * hd)
    picked = lambda h: [h * hd + x for x in still]
    with torch.no_grad():
        b = m.blocks[0]  # heads that look 1, 1, 2 and 3 tokens back and write what stood there
        for h, offset, part in [(0, 1, 0), (1, 1, 1), (2, 2, 1), (3, 3, 1)]:
            b.wq[rows(h)] *= .2
            b.wk[rows(h)] *= .2
            for k in fast:
                b.bq[h * hd + k] = 8.5
                b.bk[h * hd + k], b.bk[h * hd + k + hd // 2] = 8.5 * math.cos(freq[k] * offset), 8.5 * math.sin(freq[k] * offset)
            b.wv[rows(h)], b.wo[:, rows(h)] = P[part] / 4, back[h] / 4
        b = m.blocks[1]  # heads that find the token after an earlier copy of this one
        for i, h in enumerate([0, 1]):
            C = orthogonal(hd, len(still)).T
            b.wq[rows(h)] *= .3
            b.wk[rows(h)] *= .3
            b.wq[picked(h)], b.wk[picked(h)] = 3.6 * C @ P[i], 3.6 * C @ back[i].T
            V, z = U[[(128 + i * hd + j) % d for j in range(hd)]], math.sqrt(.6 / 11)
            b.wv[rows(h)], b.wo[:, rows(h)] = V * z, V.T * z
        C = orthogonal(hd, len(still)).T  # and one that finds the same token
        b.wq[picked(2)], b.wk[picked(2)] = 2.4 * C @ P[2], 2.0 * C @ P[2]
        b = m.blocks[4]  # heads that match the last one, two and three tokens
        sizes = (len(still) - 2 * (len(still) * 10 // 34), len(still) * 10 // 34, len(still) * 10 // 34)
        for h in range(4):
            C = [orthogonal(hd, n).T for n in sizes]
            b.wq[rows(h)] *= .3
            b.wk[rows(h)] *= .3
            b.wq[picked(h)] = 5.5 * torch.cat([C[0] @ P[0], C[1] @ back[1].T, C[2] @ back[2].T])
            b.wk[picked(h)] = 5.5 * torch.cat([C[0] @ back[0].T, C[1] @ back[2].T, C[2] @ back[3].T])
            V, z = U[h * hd:(h + 1) * hd], math.sqrt(3 / 8)
            b.wv[rows(h)], b.wo[:, rows(h)] = V * z, V.T * z
