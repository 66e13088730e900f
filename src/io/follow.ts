import { open, type FileHandle } from 'node:fs/promises'
import { Interrupted } from '../errors.js'
import type { PartWriter, WrittenPart } from './jsonl.js'

const chunkBytes = 1 << 18

/**
 * The rows of parts while they are written, to their end; can be gone over again. What the reader has not come to yet
 * waits on disk, so that a fast writer costs no memory and is never held up.
 * @throws Interrupted when the signal is aborted while it waits: the writer may never end
 */
export function follow<T>(writer: PartWriter, signal: AbortSignal): AsyncIterable<T> {
  return {
    async *[Symbol.asyncIterator]() {
      for (let index = 0; await begun(writer, index, signal); index++) yield* rowsOf<T>(writer, index, signal)
    },
  }
}

/** Whether there is a part of that number, once that is known. */
export async function begun(writer: PartWriter, index: number, signal: AbortSignal): Promise<boolean> {
  while (!writer.written.parts[index] && !writer.written.ended) await orAborted(writer.grown(), signal)
  return writer.written.parts[index] !== undefined
}

async function* rowsOf<T>(writer: PartWriter, index: number, signal: AbortSignal): AsyncIterable<T> {
  const part = () => writer.written.parts[index]!
  await using handle = await openPart(part())
  let rest = Buffer.alloc(0)
  for (let position = 0; ; ) {
    const { bytes, complete } = part()
    if (position === bytes) {
      if (complete) return
      await orAborted(writer.grown(), signal)
      continue
    }
    const chunk = Buffer.alloc(Math.min(chunkBytes, bytes - position))
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, position)
    if (bytesRead === 0) throw new Error(`${part().file} became shorter while it was read`)
    position += bytesRead
    const text = Buffer.concat([rest, chunk.subarray(0, bytesRead)])
    const end = text.lastIndexOf(10) + 1
    rest = text.subarray(end)
    for (const line of text.toString('utf8', 0, end).split('\n')) if (line !== '') yield JSON.parse(line) as T
  }
}

/** A part has its last name from the moment it is complete, which may be this one. */
function openPart({ file }: WrittenPart): Promise<FileHandle> {
  return open(`${file}.tmp`).catch(() => open(file))
}

async function orAborted(grown: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw new Interrupted()
  let stop = () => {}
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new Interrupted())
    signal.addEventListener('abort', stop)
  })
  await Promise.race([grown, aborted]).finally(() => signal.removeEventListener('abort', stop))
}
