"""average.py OUT FILE...: the mean of the weights of several runs that went on from one another, which is better than each of them (Wortsman et al. 2022, arXiv 2203.05482)."""
import sys

import torch

out, *files = sys.argv[1:]
saved = [torch.load(file, map_location='cpu') for file in files]
model = {key: sum(each['model'][key].float() for each in saved) / len(saved) for key in saved[0]['model']}
torch.save({**saved[0], 'model': model}, out)
