"""Writes a checkpoint as GGUF (qwen2, SentencePiece BPE), Q8_0 or F16.   export.py IN.pt OUT.gguf [--f16]"""
import struct, sys
import numpy as np
import torch
from sentencepiece import SentencePieceProcessor
from data import CRITERIA, questions
from model import CONFIG as C
from tokenizer import MASKS, TAGS

TEMPLATE = "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
U32, F32, BOOL, STRING, ARRAY, I32 = 4, 6, 7, 8, 9, 5
F32_TENSOR, F16_TENSOR, Q8_TENSOR = 0, 1, 8

text = lambda s: struct.pack('<Q', len(s.encode())) + s.encode()
value = {U32: lambda v: struct.pack('<I', v), F32: lambda v: struct.pack('<f', v), BOOL: lambda v: struct.pack('<?', v), STRING: text}


def array(kind, items):
    return struct.pack('<IQ', kind, len(items)) + (b''.join(map(text, items)) if kind == STRING else np.array(items, {F32: np.float32, I32: np.int32}[kind]).tobytes())


def metadata(sp):
    size = sp.get_piece_size()
    pieces = [sp.id_to_piece(i) for i in range(size)]
    marks = set(TAGS + MASKS + ['\n'])
    kinds = [2 if sp.is_unknown(i) else 6 if sp.is_byte(i) else 3 if sp.is_control(i) else 4 if p in marks else 1 for i, p in enumerate(pieces)]
    q = 'qwen2.'
    entries = [('general.architecture', STRING, 'qwen2'), ('general.name', STRING, 'nano-generator'), ('general.license', STRING, 'cc-by-sa-4.0'),
               (q + 'context_length', U32, C['context']), (q + 'embedding_length', U32, C['width']), (q + 'block_count', U32, C['layers']), (q + 'feed_forward_length', U32, C['inner']),
               (q + 'attention.head_count', U32, C['heads']), (q + 'attention.head_count_kv', U32, C['heads']), (q + 'attention.layer_norm_rms_epsilon', F32, C['eps']),
               (q + 'rope.freq_base', F32, C['theta']), (q + 'vocab_size', U32, size), ('tokenizer.ggml.model', STRING, 'llama'), ('tokenizer.ggml.pre', STRING, 'default'),
               ('tokenizer.ggml.bos_token_id', U32, 1), ('tokenizer.ggml.eos_token_id', U32, sp.piece_to_id('<|im_end|>')), ('tokenizer.ggml.unknown_token_id', U32, 0),
               ('tokenizer.ggml.add_bos_token', BOOL, False), ('tokenizer.ggml.add_eos_token', BOOL, False), ('tokenizer.ggml.add_space_prefix', BOOL, False),
               ('tokenizer.ggml.remove_extra_whitespaces', BOOL, False), ('tokenizer.chat_template', STRING, TEMPLATE)]
    out = [text(k) + struct.pack('<I', kind) + value[kind](v) for k, kind, v in entries]
    lists = [('tokens', STRING, pieces), ('scores', F32, [sp.get_score(i) for i in range(size)]), ('token_type', I32, kinds)]
    return out + [text('tokenizer.ggml.' + k) + struct.pack('<I', ARRAY) + array(kind, v) for k, kind, v in lists]


def q8(matrix):
    """Blocks of 32 values: a float16 scale and 32 int8."""
    blocks = matrix.reshape(-1, 32).astype(np.float32)
    scale = np.abs(blocks).max(1) / 127
    whole = np.round(blocks / np.where(scale == 0, 1, scale)[:, None]).astype(np.int8)
    return np.concatenate([scale.astype(np.float16).view(np.uint8).reshape(-1, 2), whole.view(np.uint8)], 1).tobytes()


def main():
    state, out, half = torch.load(sys.argv[1], map_location='cpu'), sys.argv[2], '--f16' in sys.argv
    kv = metadata(SentencePieceProcessor(model_file=f'{questions.WORK}/tokenizer.model'))
    names = dict(n1='attn_norm.weight', n2='ffn_norm.weight', wq='attn_q.weight', wk='attn_k.weight', wv='attn_v.weight', bq='attn_q.bias', bk='attn_k.bias', bv='attn_v.bias',
                 wo='attn_output.weight', wg='ffn_gate.weight', wu='ffn_up.weight', wd='ffn_down.weight')
    tensors = [('token_embd.weight', state['emb'])] + [(f'blk.{l}.{n}', state[f'blocks.{l}.{k}']) for l in range(C['layers']) for k, n in names.items()] + [('output_norm.weight', state['nf']), ('output.weight', state['head'])]
    padded = lambda n: (n + 31) // 32 * 32
    head, body, at = b'', [], 0
    for name, tensor in tensors:
        t = tensor.float().numpy()
        kind = F32_TENSOR if t.ndim == 1 else F16_TENSOR if half else Q8_TENSOR
        data = t.astype(np.float32).tobytes() if kind == F32_TENSOR else t.astype(np.float16).tobytes() if kind == F16_TENSOR else q8(t)
        head += text(name) + struct.pack('<I', t.ndim) + b''.join(struct.pack('<Q', x) for x in t.shape[::-1]) + struct.pack('<IQ', kind, at)
        body.append(data + b'\0' * (padded(len(data)) - len(data)))
        at += padded(len(data))
    start = b'GGUF' + struct.pack('<IQQ', 3, len(tensors), len(kv)) + b''.join(kv) + head
    with open(out, 'wb') as file: file.write(start + b'\0' * (padded(len(start)) - len(start)) + b''.join(body))
    print(out, padded(len(start)) + at, 'bytes')


main()
