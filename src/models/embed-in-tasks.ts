import type { Embedder, ModelEntry } from '../types.js'

interface Tasks {
  readonly entry: ModelEntry
  readonly dimensions: number
  /** Texts of a task. */
  readonly most: number
}

/** Embeds texts, with what the model wants before them, in tasks of a worker thread, each of which gives its vectors one behind the other. */
export function embedInTasks(run: (texts: readonly string[]) => Promise<Float32Array>, { entry, dimensions, most }: Tasks): Embedder['embed'] {
  return async (texts, as = 'passage') => {
    const prefixed = texts.map((text) => (entry.prefix?.[as] ?? '') + text)
    const tasks: Promise<Float32Array>[] = []
    for (let start = 0; start < prefixed.length; start += most) tasks.push(run(prefixed.slice(start, start + most)))
    return (await Promise.all(tasks)).flatMap((flat) => Array.from({ length: flat.length / dimensions }, (_, i) => flat.slice(i * dimensions, (i + 1) * dimensions)))
  }
}
