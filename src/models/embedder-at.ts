import { existsSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { UserError } from '../errors.js'
import type { ModelEntry } from '../types.js'
import { readSettings } from './embedder-folder.js'
import { embedderRule } from './embedder-rules.js'
import { isBegun, modelsFolder } from './places.js'
import { hubReference, hubText } from './reference.js'
import { sha256Of } from './sha256.js'

/**
 * What is found out about an embedder of the user's: a GGUF, or a folder for transformers.js. Its own settings
 * (`1_Pooling`, `config_sentence_transformers.json`, the header of a GGUF) come before what is known of its family.
 * @throws UserError when something is missing or broken, or when it is a model of the other kind
 */
export async function embedderAt(path: string): Promise<ModelEntry> {
  return statSync(path).isDirectory() ? folderAt(path) : ggufAt(path)
}

/** The file whose hash stands for a model: the GGUF, or the ONNX file of an embedder. */
export function weightsOf(path: string): string {
  if (!statSync(path).isDirectory()) return path
  checkFinished(path)
  const candidates = ['onnx/model_quantized.onnx', 'onnx/model.onnx'].map((name) => join(path, name))
  const found = candidates.find((candidate) => existsSync(candidate))
  if (!found) throw new UserError(`embedder ${path} has no onnx/model_quantized.onnx and no onnx/model.onnx; export it to ONNX first`)
  return found
}

/** Makes sure that no file of a folder is still to come. @throws UserError with the way to go on */
function checkFinished(path: string): void {
  if (!isBegun(path)) return
  const reference = hubReference(relative(modelsFolder(), path).replaceAll('\\', '/'))
  throw new UserError(`embedder ${path} is not whole: its download was not finished; ${reference ? `"ultralink models pull ${hubText(reference)}" goes on with it` : 'get it again'}`)
}

async function folderAt(path: string): Promise<ModelEntry> {
  checkFinished(path)
  const settings = readSettings(path)
  const rule = embedderRule(basename(path), settings.name)
  const prefix = settings.prefix ?? rule?.prefix
  return {
    ...{ name: basename(path), role: 'embedder', path, sha256: await sha256Of(weightsOf(path)) },
    pooling: settings.pooling ?? rule?.pooling ?? 'mean',
    ...(prefix && { prefix }),
  }
}

async function ggufAt(path: string): Promise<ModelEntry> {
  // Imported when there is one to read: the library behind it takes a while to load.
  const { readEmbedder } = await import('./gguf.js')
  const header = await readEmbedder(path)
  const rule = embedderRule(basename(path), header.name, header.architecture)
  const pooling = header.pooling ?? rule?.pooling
  return {
    ...{ name: basename(path).replace(/\.gguf$/i, ''), role: 'embedder', path, sha256: await sha256Of(path) },
    ...(pooling && { pooling }),
    ...(rule?.prefix && { prefix: rule.prefix }),
  }
}
