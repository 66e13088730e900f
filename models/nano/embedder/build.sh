#!/bin/sh
# build.sh CORPORA [WORK]: rebuilds ../../nano-embedder from the fetched repositories in CORPORA (see data.py), in WORK. About two and a half hours on one core.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
corpora=$1 work=${2:-/tmp/nano-embedder} python=${PYTHON:-/usr/bin/python3}
export PYTHONHASHSEED=0 OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}" MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=268435456
cd "$here"
"$python" data.py "$corpora" "$work"
"$python" tokenizer.py "$work" 48000
"$python" train.py "$work" --out "$work/bag.pt" --batch 1536 --chunk 128 --drop 0.2 --minutes "${BAG_MINUTES:-10}"
layer() { # NAME FROM MINUTES ...: the layer on top of the bag
  name=$1 from=$2 minutes=$3; shift 3
  "$python" train.py "$work" --out "$work/$name.pt" --from "$work/$from.pt" --minutes "$minutes" --batch 768 --layers 1 --inner 768 --layer-rate 7e-4 --longest 48 "$@"
}
layer first bag "${LAYER_MINUTES:-17.5}" --table-rate 1e-3 --drop 0.12
layer second first "${SECOND_MINUTES:-46}" --table-rate 2e-3 --drop 0.12 --seed 2
layer third second "${THIRD_MINUTES:-11}" --table-rate 8e-4 --layer-rate 5e-4 --drop 0.08 --graded 1 --overlap 1.5 --seed 12
layer fourth third "${FOURTH_MINUTES:-22}" --table-rate 1.5e-3 --drop 0.1 --graded 1 --overlap 1.5 --seed 21
"$python" average.py "$work/mean.pt" "$work/first.pt" "$work/second.pt" "$work/third.pt" "$work/fourth.pt"
# More of English, of the kinds of text that people grade.
english() { # NAME FROM MINUTES ...
  layer "$@" --batch 384 --drop 0.1 --graded 1 --overlap 2.5 --overlapping 192 --like
}
english fifth mean "${FIFTH_MINUTES:-15}" --table-rate 1.5e-3 --warm 30 --seed 61
english sixth fifth "${SIXTH_MINUTES:-17}" --table-rate 5e-3 --layer-rate 1e-3 --seed 41
"$python" average.py "$work/three.pt" "$work/mean.pt" "$work/fifth.pt" "$work/sixth.pt"
english seventh three "${SEVENTH_MINUTES:-13}" --table-rate 5e-3 --layer-rate 1e-3 --seed 87
"$python" average.py "$work/all.pt" "$work/mean.pt" "$work/fifth.pt" "$work/sixth.pt" "$work/seventh.pt"
"$python" finish.py "$work/all.pt" "$work" "$work/finished.pt"
"$python" export.py "$work/finished.pt" "$work" "$here/../../nano-embedder"
sha256sum "$here/../../nano-embedder/onnx/model_quantized.onnx"
