#!/bin/sh
# build.sh CORPORA [WORK]: rebuilds ../../nano-embedder from the fetched repositories in CORPORA (see data.py), in WORK. About 35 minutes on one core.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
corpora=$1 work=${2:-/tmp/nano-embedder} python=${PYTHON:-/usr/bin/python3}
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}" MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=268435456
cd "$here"
"$python" data.py "$corpora" "$work"
"$python" tokenizer.py "$work" 48000
"$python" train.py "$work" --out "$work/bag.pt" --batch 1536 --chunk 128 --drop 0.2 --minutes "${BAG_MINUTES:-10}"
"$python" train.py "$work" --out "$work/layer.pt" --from "$work/bag.pt" --batch 768 --layers 1 --inner 768 --table-rate 1e-3 --layer-rate 7e-4 \
  --drop 0.12 --longest 48 --minutes "${LAYER_MINUTES:-17.5}"
"$python" export.py "$work/layer.pt" "$work" "$here/../../nano-embedder"
sha256sum "$here/../../nano-embedder/onnx/model_quantized.onnx"
