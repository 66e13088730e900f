#!/bin/sh
# Rebuilds the generator: corpus, tokenizer, samples, weights, GGUF, figures.
#   models/nano/generator/build.sh CORPORA [--minutes M | --steps N]      (default: --steps 4600, about 38 M tokens)
# CORPORA holds bare git snapshots of the repositories named in corpora.py, one folder `owner+name/repo` each.
# Needs python3 with torch and sentencepiece (Debian: python3-torch python3-sentencepiece), and the project compiled (npm ci).
set -e
here=$(cd "$(dirname "$0")" && pwd)
corpora=$1
shift
export PYTHONHASHSEED=0 NANO_WORK=${NANO_WORK:-$(mktemp -d)}
python=${PYTHON:-/usr/bin/python3}
$python "$here/../corpora.py" "$corpora"
cd "$here"
$python tokenizer.py
for part in 1 2 3 4; do $python data.py 5000000 $part "$NANO_WORK/part$part.npz"; done
$python train.py "$NANO_WORK/copying.pt" "$NANO_WORK"/part?.npz --steps 260 --rate 0.25
$python train.py "$NANO_WORK/generator.pt" "$NANO_WORK"/part?.npz --resume "$NANO_WORK/copying.pt" --rate 0.5 ${@:---steps 4600}
$python frames.py
$python export.py "$NANO_WORK/generator.pt" "$NANO_WORK/nano-generator.gguf"
$python evaluate.py make "$NANO_WORK/asked.jsonl"
node generate.mjs "$NANO_WORK/asked.jsonl" "$NANO_WORK/replies.jsonl" "$NANO_WORK/nano-generator.gguf"
$python evaluate.py score "$NANO_WORK/asked.jsonl" "$NANO_WORK/replies.jsonl"
echo "$NANO_WORK/nano-generator.gguf"
