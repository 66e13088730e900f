import { stat } from 'node:fs/promises'
import { GgufFileType, readGgufFileInfo } from 'node-llama-cpp'
import { UserError } from '../errors.js'
import type { ModelEntry } from '../types.js'
import { weightsOf } from './embedder-at.js'
import { filesOf } from './model-files.js'

/** What tables of measurements say of a model. */
export interface ModelFacts {
  /** Of the weights. */
  readonly bytes: number
  /** These three of a GGUF only. */
  readonly architecture?: string
  readonly parameters?: number
  /** As llama.cpp calls it: `Q8_0`, `Q4_K_M`. */
  readonly quantization?: string
}

/** Reads them from the files of a model. @throws UserError when a header cannot be read */
export async function factsOf({ role, path }: ModelEntry): Promise<ModelFacts> {
  if ((await stat(path)).isDirectory()) return { bytes: (await stat(weightsOf(path))).size }
  const info = await readGgufFileInfo(path, { sourceType: 'filesystem', logWarnings: false }).catch((cause: unknown) => {
    throw new UserError(`${role} ${path} has a header that cannot be read; get the file again`, { cause })
  })
  const { architecture, file_type: type } = info.metadata.general
  const tensors = info.fullTensorInfo ?? info.tensorInfo ?? []
  const sizes = await Promise.all(filesOf(path).map((file) => stat(file.path)))
  return {
    ...{ architecture, bytes: sizes.reduce((sum, { size }) => sum + size, 0) },
    parameters: tensors.reduce((sum, { dimensions }) => sum + dimensions.reduce<number>((product, n) => product * Number(n), 1), 0),
    ...(type === undefined ? {} : { quantization: GgufFileType[type]?.replace(/^(?:MOSTLY|ALL)_/, '') ?? `type ${type}` }),
  }
}
