"""The network: a mean of subword vectors (no layers), or the same vectors through a few small transformer layers, then their mean."""
import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

POSITIONS = 128
GROUP = 128  # texts of about one length that go through the layers together


class Layer(nn.Module):
    """A pre-norm transformer layer that begins as the identity."""

    def __init__(self, width, heads, inner):
        super().__init__()
        self.heads = heads
        self.qkv, self.o = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.f1, self.f2 = nn.Linear(width, inner), nn.Linear(inner, width)
        self.n1, self.n2 = nn.LayerNorm(width), nn.LayerNorm(width)
        for linear in (self.o, self.f2):
            nn.init.zeros_(linear.weight)
            nn.init.zeros_(linear.bias)

    def forward(self, x, mask):
        texts, length, width = x.shape
        q, k, v = self.qkv(self.n1(x)).view(texts, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(width // self.heads) + mask, -1)
        x = x + self.o((weights.to(v.dtype) @ v).transpose(1, 2).reshape(texts, length, width))
        return x + self.f2(F.gelu(self.f1(self.n2(x))))


class Embedder(nn.Module):
    def __init__(self, pieces, width, layers, heads, inner):
        super().__init__()
        self.bag = nn.EmbeddingBag(pieces, width, mode='mean', sparse=True)
        nn.init.normal_(self.bag.weight, std=0.05)
        self.layers = nn.ModuleList(Layer(width, heads, inner) for _ in range(layers))
        if layers:
            self.position = nn.Embedding(POSITIONS, width)
            nn.init.normal_(self.position.weight, std=0.01)
            self.gain = nn.Parameter(torch.tensor(8.0))

    def forward(self, texts):
        """Vectors of length 1 of texts given as arrays of piece numbers."""
        if not len(self.layers):
            starts = np.cumsum([0] + [len(t) for t in texts[:-1]])
            device = self.bag.weight.device
            ids = torch.from_numpy(np.concatenate(texts).astype(np.int64)).to(device)
            return F.normalize(self.bag(ids, torch.from_numpy(starts).to(device)), dim=-1)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        means = torch.cat([self.group([texts[i] for i in order[at:at + GROUP]]) for at in range(0, len(order), GROUP)])
        back = torch.empty(len(order), dtype=torch.long, device=means.device)
        back[torch.tensor(order, device=means.device)] = torch.arange(len(order), device=means.device)
        return F.normalize(means[back], dim=-1)

    def group(self, texts):
        device, length = self.bag.weight.device, max(len(t) for t in texts)
        ids, present = np.zeros((len(texts), length), np.int64), np.zeros((len(texts), length), np.float32)
        for row, text in enumerate(texts):
            ids[row, :len(text)], present[row, :len(text)] = text, 1
        ids, present = torch.from_numpy(ids).to(device), torch.from_numpy(present).to(device)
        vectors = F.embedding(ids, self.bag.weight, sparse=True)
        with torch.autocast(device.type, torch.bfloat16):
            x, mask = self.gain * vectors + self.position.weight[:length], (1 - present)[:, None, None, :] * -1e4
            for layer in self.layers:
                x = layer(x, mask)
        return (x.float() * present[..., None]).sum(1) / present.sum(1, keepdim=True)
