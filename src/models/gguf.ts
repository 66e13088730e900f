import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { readGgufFileInfo, type GgufFileInfo } from 'node-llama-cpp'
import { UserError } from '../errors.js'
import type { ModelEntry } from '../types.js'
import { openTemplate } from './chat-template.js'
import { embedderRule } from './embedder-rules.js'
import { checkLength } from './gguf-length.js'

/** What a GGUF says about the model in it. */
export interface GgufHeader {
  readonly architecture: string
  /** Tokens the model was trained on at a time. */
  readonly contextSize?: number
  /** Size of all parts in bytes. */
  readonly bytes: number
}

/** What a GGUF says about the embedder in it. */
export interface EmbedderHeader extends GgufHeader {
  readonly name?: string
  readonly pooling?: 'mean' | 'cls' | 'last'
}

/** Architectures that give vectors and no text. */
const ENCODERS: ReadonlySet<string> = new Set([
  'bert', 'modern-bert', 'nomic-bert', 'nomic-bert-moe', 'neo-bert', 'eurobert', 'jina-bert-v2', 'jina-bert-v3',
  'gemma-embedding', 'llama-embed', 't5encoder', 'clip', 'wavtokenizer-dec',
])

/** Of these, the ones whose vectors are not of texts. */
const OTHERS: ReadonlySet<string> = new Set(['clip', 'wavtokenizer-dec', 't5encoder'])

/** llama.cpp's pooling types by number; 4 scores pairs of texts. */
const POOLINGS = [undefined, 'mean', 'cls', 'last'] as const
const SCORES = 4

/**
 * Reads the header of a GGUF and makes sure that it can generate text. Rejects with a UserError when the file is missing,
 * is no GGUF, is cut short, gives vectors only, or has no chat template, or one that cannot be rendered.
 */
export async function readGenerator(path: string): Promise<GgufHeader> {
  const { template, pooling, name: _, ...header } = await readHeader('generator', path)
  if (ENCODERS.has(header.architecture) || pooling > 0)
    throw new UserError(`generator ${path} is an embedding model (${header.architecture}) and writes no text; give an instruction-tuned model`)
  if (!template?.trim())
    throw new UserError(`generator ${path} has no chat template (tokenizer.chat_template); give an instruction-tuned model`)
  openTemplate(template, path)
  return header
}

/**
 * Reads the header of a GGUF and makes sure that it gives vectors of texts: an encoder, or a decoder that says how it is
 * pooled, or is known by name, or for which a pooling is asked. Rejects with a UserError when the file is missing, broken, or a model of another kind.
 */
export async function readEmbedder(path: string, asked: Pick<ModelEntry, 'pooling'> = {}): Promise<EmbedderHeader> {
  const { template: _, pooling, ...header } = await readHeader('embedder', path)
  const { architecture, name } = header
  if (pooling === SCORES) throw new UserError(`embedder ${path} scores pairs of texts (a reranker) and gives no vectors; give an embedding model`)
  if (OTHERS.has(architecture)) throw new UserError(`embedder ${path} gives no vectors of texts (${architecture}); give an embedding model`)
  if (!ENCODERS.has(architecture) && pooling === 0 && !asked.pooling && !embedderRule(basename(path), name))
    throw new UserError(`embedder ${path} is a model that writes text (${architecture}) and gives no vectors; give an embedding model`)
  return { ...header, pooling: POOLINGS[pooling] }
}

type Header = GgufHeader & { readonly template?: string; readonly name?: string; readonly pooling: number }

async function readHeader(what: ModelEntry['role'], path: string): Promise<Header> {
  await checkMagic(what, path)
  const info = await readGgufFileInfo(path, { sourceType: 'filesystem', logWarnings: false }).catch((thrown: unknown) => {
    throw damaged(what, path, thrown)
  })
  if (!info.metadata.general) throw damaged(what, path)
  const bytes = await checkLength(what, path, info)
  const general: { readonly architecture: string; readonly type?: string; readonly name?: string } = info.metadata.general
  const { context_length: contextSize, pooling_type: pooling } = info.architectureMetadata as Record<string, unknown>
  if (general.type === 'adapter' || general.type === 'mmproj')
    throw new UserError(`${what} ${path} is no language model (its GGUF says ${general.type}); give the GGUF of the model it belongs to`)
  return {
    ...{ architecture: general.architecture, name: general.name, bytes, template: templateOf(info), pooling: Number(pooling ?? 0) },
    contextSize: contextSize === undefined ? undefined : Number(contextSize),
  }
}

function templateOf({ metadata: { tokenizer } }: GgufFileInfo): string | undefined {
  return tokenizer?.chat_template
}

function damaged(what: string, path: string, cause?: unknown): UserError {
  return new UserError(`${what} ${path} is a GGUF with a damaged or incomplete header; get the file again`, { cause })
}

async function checkMagic(what: string, path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new UserError(`${what} ${path} is not there; check the path`)
  if (!found.isFile()) throw new UserError(`${what} ${path} is no file; a .gguf file is wanted`)
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    const magic = buffer.subarray(0, bytesRead).toString('latin1')
    if (magic !== 'GGUF')
      throw new UserError(`${what} ${path} is no GGUF: it begins with ${JSON.stringify(magic)}; convert the model to GGUF first`)
  } finally {
    await file.close()
  }
}
