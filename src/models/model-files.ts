import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { UserError } from '../errors.js'
import { weightsOf } from './embedder-at.js'
import { sha256Of } from './sha256.js'

/** A file of a model. */
export interface ModelFile {
  /** Relative to the folder that the model's files share, with slashes. */
  readonly file: string
  /** Absolute. */
  readonly path: string
}

/** What an embedder's folder is loaded from, beside its weights; all but the first two may be absent. */
export const folderFiles = [
  ...['config.json', 'tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json', 'modules.json'],
  ...['sentence_bert_config.json', 'config_sentence_transformers.json', '1_Pooling/config.json', '2_Dense/config.json', 'README.md', 'LICENSE'],
]

const split = /-(\d{5})-of-(\d{5})\.gguf$/i

/** Names of all parts of a GGUF, given the name of one. */
export function partsOf(file: string): string[] {
  const match = split.exec(file)
  if (!match) return [file]
  const total = Number(match[2])
  return Array.from({ length: total }, (_, index) => file.replace(split, `-${String(index + 1).padStart(5, '0')}-of-${match[2]}.gguf`))
}

/** The files of a model at a path: a GGUF with all its parts, or what of an embedder's folder is read. @throws UserError when a part is missing */
export function filesOf(path: string): ModelFile[] {
  if (!statSync(path).isDirectory()) {
    const files = partsOf(path).map((part) => ({ file: basename(part), path: part }))
    const missing = files.find((part) => !existsSync(part.path))
    if (missing) throw new UserError(`${path} is one of ${files.length} parts and ${missing.file} is missing in ${dirname(path)}; get all parts`)
    return files
  }
  const weights = weightsOf(path)
  const data = readdirSync(dirname(weights)).filter((name) => name.startsWith(`${basename(weights)}_data`))
  const names = [...folderFiles, `onnx/${basename(weights)}`, ...data.map((name) => `onnx/${name}`)]
  return names.map((file) => ({ file, path: join(path, file) })).filter((file) => existsSync(file.path))
}

/** The hash that stands for a model: of its GGUF or ONNX file; of a split GGUF, that of the list of its parts' hashes. */
export async function sha256OfModel(path: string): Promise<string> {
  if (statSync(path).isDirectory()) return sha256Of(weightsOf(path))
  const hashes: string[] = []
  for (const part of filesOf(path)) hashes.push(await sha256Of(part.path))
  return combined(hashes)
}

/** One hash of the hashes of a split model's parts; the hash itself when there is one. */
export function combined(hashes: readonly string[]): string {
  return hashes.length === 1 ? hashes[0]! : createHash('sha256').update(hashes.join('\n')).digest('hex')
}
