"""export.py CHECKPOINT WORK FOLDER: the folder that transformers.js loads: tokenizer.json, two configs and onnx/model_quantized.onnx.

The table holds two 4-bit values a byte with one scale a row; the layers' matrices are int8 with one scale a column. The graph unpacks both.
"""
import json
import math
import os
import sys

import numpy as np
import onnx
import sentencepiece
import torch
from onnx import TensorProto, helper, numpy_helper


class Graph:
    """Nodes and constants, by name."""

    def __init__(self):
        self.nodes, self.constants = [], {}

    def constant(self, name, array):
        self.constants.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def number(self, value, kind=np.float32):
        return self.constant(f'c{value}{kind.__name__}', np.array(value, kind))

    def node(self, kind, inputs, output, **attributes):
        outputs = output if isinstance(output, list) else [output]
        self.nodes.append(helper.make_node(kind, inputs, outputs, **attributes))
        return output


def four_bits(table):
    """Values -7 to 7 and one scale a row: of several scales the one with the least squared error."""
    best, error = None, np.full(len(table), np.inf)
    top = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8)
    for share in (1, 0.92, 0.85, 0.78, 0.7, 0.62):
        scale = top * share / 7
        values = np.clip(np.round(table / scale), -7, 7)
        now = ((values * scale - table) ** 2).sum(1)
        better = now < error
        best = (values, scale) if best is None else (np.where(better[:, None], values, best[0]), np.where(better[:, None], scale, best[1]))
        error = np.minimum(now, error)
    values, half = best[0].astype(np.int16) + 8, table.shape[1] // 2
    return (values[:, :half] * 16 + values[:, half:]).astype(np.uint8), best[1].astype(np.float32)


def lookup(graph, table, gain, output):
    packed, scale = four_bits(table)
    graph.node('Gather', [graph.constant('table', packed), 'input_ids'], 'packed')
    graph.node('Cast', ['packed'], 'byte', to=TensorProto.FLOAT)
    graph.node('Floor', [graph.node('Mul', ['byte', graph.number(1 / 16)], 'sixteenth')], 'high')
    graph.node('Sub', ['byte', graph.node('Mul', ['high', graph.number(16)], 'high16')], 'low')
    graph.node('Sub', [graph.node('Concat', ['high', 'low'], 'both', axis=-1), graph.number(8)], 'values')
    graph.node('Gather', [graph.constant('scale', scale * gain), 'input_ids'], 'rowscale')
    return graph.node('Mul', ['values', 'rowscale'], output)


def linear(graph, weights, x, name, output):
    """x W^T + b, W as int8 with a scale for each output."""
    matrix = weights[name + '.weight'].T
    scale = np.maximum(np.abs(matrix).max(0, keepdims=True), 1e-8) / 127
    graph.node('Cast', [graph.constant(name + '.q', np.clip(np.round(matrix / scale), -127, 127).astype(np.int8))], name + '.f', to=TensorProto.FLOAT)
    graph.node('Mul', [name + '.f', graph.constant(name + '.s', scale.astype(np.float32))], name + '.w')
    graph.node('MatMul', [x, name + '.w'], name + '.m')
    return graph.node('Add', [name + '.m', graph.constant(name + '.b', weights[name + '.bias'])], output)


def norm(graph, weights, x, name):
    graph.node('ReduceMean', [x], name + '.mean', axes=[-1])
    graph.node('Sub', [x, name + '.mean'], name + '.c')
    graph.node('ReduceMean', [graph.node('Mul', [name + '.c', name + '.c'], name + '.c2')], name + '.v', axes=[-1])
    graph.node('Sqrt', [graph.node('Add', [name + '.v', graph.number(1e-5)], name + '.ve')], name + '.sd')
    graph.node('Mul', [graph.node('Div', [name + '.c', name + '.sd'], name + '.n'), graph.constant(name + '.g', weights[name + '.weight'])], name + '.ng')
    return graph.node('Add', [name + '.ng', graph.constant(name + '.b', weights[name + '.bias'])], name + '.out')


def attention(graph, weights, x, at, width, heads):
    graph.node('Split', [linear(graph, weights, x, at + '.qkv', at + '.all'), graph.constant('thirds', np.array([width] * 3, np.int64))], [at + '.q', at + '.k', at + '.v'], axis=2)
    for part in 'qkv':
        graph.node('Reshape', [f'{at}.{part}', graph.constant('split', np.array([0, 0, heads, width // heads], np.int64))], f'{at}.{part}r')
        graph.node('Transpose', [f'{at}.{part}r'], f'{at}.{part}t', perm=[0, 2, 3, 1] if part == 'k' else [0, 2, 1, 3])
    graph.node('Mul', [graph.node('MatMul', [at + '.qt', at + '.kt'], at + '.qk'), graph.number(1 / math.sqrt(width // heads))], at + '.scaled')
    graph.node('Softmax', [graph.node('Add', [at + '.scaled', 'mask'], at + '.masked')], at + '.soft', axis=-1)
    graph.node('Transpose', [graph.node('MatMul', [at + '.soft', at + '.vt'], at + '.mixed')], at + '.back', perm=[0, 2, 1, 3])
    graph.node('Reshape', [at + '.back', graph.constant('joined', np.array([0, 0, width], np.int64))], at + '.joined')
    return linear(graph, weights, at + '.joined', at + '.o', at + '.attended')


def gelu(graph, x):
    graph.node('Erf', [graph.node('Mul', [x, graph.number(1 / math.sqrt(2))], x + '.r')], x + '.e')
    graph.node('Mul', [x, graph.node('Add', [x + '.e', graph.number(1)], x + '.e1')], x + '.xe')
    return graph.node('Mul', [x + '.xe', graph.number(0.5)], x + '.gelu')


def layer(graph, weights, x, at, options, output):
    attended = attention(graph, weights, norm(graph, weights, x, at + '.n1'), at, options['width'], options['heads'])
    x = graph.node('Add', [x, attended], at + '.x1')
    inner = linear(graph, weights, norm(graph, weights, x, at + '.n2'), at + '.f1', at + '.inner')
    return graph.node('Add', [x, linear(graph, weights, gelu(graph, inner), at + '.f2', at + '.outer')], output)


def prologue(graph, weights, options):
    """Vectors with positions (clipped to the trained ones) and the mask of the padding."""
    lookup(graph, weights['bag.weight'], float(weights['gain']), 'vectors')
    graph.node('Gather', [graph.node('Shape', ['input_ids'], 'shape'), graph.number(1, np.int64)], 'length')
    graph.node('Range', [graph.number(0, np.int64), 'length', graph.number(1, np.int64)], 'range')
    graph.node('Min', ['range', graph.number(options['longest'] - 1, np.int64)], 'places')
    trained = weights['position.weight'][:options['longest']].astype(np.float32)
    graph.node('Add', ['vectors', graph.node('Gather', [graph.constant('position', trained), 'places'], 'positions')], 'x')
    graph.node('Sub', [graph.number(1), graph.node('Cast', ['attention_mask'], 'present', to=TensorProto.FLOAT)], 'absent')
    graph.node('Unsqueeze', [graph.node('Mul', ['absent', graph.number(-1e4)], 'barred'), graph.constant('axes', np.array([1, 2], np.int64))], 'mask')
    return 'x'


def network(weights, options):
    graph, inputs = Graph(), [helper.make_tensor_value_info('input_ids', TensorProto.INT64, ['texts', 'pieces'])]
    if options['layers']:
        inputs.append(helper.make_tensor_value_info('attention_mask', TensorProto.INT64, ['texts', 'pieces']))
        x = prologue(graph, weights, options)
        for number in range(options['layers']):
            last = number == options['layers'] - 1
            x = layer(graph, weights, x, f'layers.{number}', options, f'x{number}' if 'out.weight' in weights or not last else 'last_hidden_state')
        if 'out.weight' in weights:
            linear(graph, weights, x, 'out', 'last_hidden_state')
    else:
        lookup(graph, weights['bag.weight'], float(1 / np.linalg.norm(weights['bag.weight'], axis=1).mean()), 'last_hidden_state')
    output = helper.make_tensor_value_info('last_hidden_state', TensorProto.FLOAT, ['texts', 'pieces', options['width']])
    made = helper.make_graph(graph.nodes, 'nano-embedder', inputs, [output], list(graph.constants.values()))
    model = helper.make_model(made, opset_imports=[helper.make_opsetid('', 13)], producer_name='ultralink')
    model.ir_version = 7
    onnx.checker.check_model(model)
    return model


def tokenizer(model):
    pieces = [[model.id_to_piece(i), round(float(model.get_score(i)), 3)] for i in range(model.get_piece_size())]
    pieces[0], pieces[1] = ['<pad>', round(min(score for _, score in pieces[2:]) - 20, 3)], ['<unk>', 0.0]
    special = [{'id': i, 'content': t, 'single_word': False, 'lstrip': False, 'rstrip': False, 'normalized': False, 'special': True} for i, t in enumerate(('<pad>', '<unk>'))]
    space = {'type': 'Metaspace', 'replacement': '▁', 'add_prefix_space': True}
    return {'version': '1.0', 'truncation': None, 'padding': None, 'added_tokens': special,
            'normalizer': {'type': 'Sequence', 'normalizers': [{'type': 'NFKD'}, {'type': 'StripAccents'}, {'type': 'Lowercase'}]},
            'pre_tokenizer': {'type': 'Sequence', 'pretokenizers': [{'type': 'WhitespaceSplit'}, space]},
            'post_processor': None, 'decoder': space, 'model': {'type': 'Unigram', 'unk_id': 1, 'vocab': pieces}}


def write(path, value):
    with open(path, 'w', encoding='utf8') as out:
        json.dump(value, out, ensure_ascii=False, separators=(',', ':'))


def main():
    checkpoint, work, folder = sys.argv[1:4]
    saved = torch.load(checkpoint, map_location='cpu')
    options, weights = saved['options'], {k: v.float().numpy() for k, v in saved['model'].items()}
    os.makedirs(folder + '/onnx', exist_ok=True)
    onnx.save(network(weights, options), folder + '/onnx/model_quantized.onnx')
    pieces = sentencepiece.SentencePieceProcessor(model_file=work + '/sp.model')
    write(folder + '/tokenizer.json', tokenizer(pieces))
    write(folder + '/tokenizer_config.json', {'tokenizer_class': 'XLMRobertaTokenizer', 'model_max_length': 512, 'pad_token': '<pad>', 'unk_token': '<unk>'})
    write(folder + '/config.json', {
        'model_type': 'bert', 'architectures': ['BertModel'], 'hidden_size': options['width'], 'num_hidden_layers': options['layers'], 'num_attention_heads': options['heads'],
        'intermediate_size': options['inner'], 'vocab_size': pieces.get_piece_size(), 'max_position_embeddings': 512, 'pad_token_id': 0})
    for base, _, names in os.walk(folder):
        for name in names:
            print(os.path.join(base, name), os.path.getsize(os.path.join(base, name)))


if __name__ == '__main__':
    main()
