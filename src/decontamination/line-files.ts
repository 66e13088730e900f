import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A file of JSONL that is being written. */
export interface LineFile {
  write(value: unknown): Promise<void>
  /** To be called behind its last line. */
  end(): Promise<void>
}

/** Files of JSONL under temporary names. */
export interface LineFiles extends AsyncDisposable {
  open(file: string): Promise<LineFile>
  /** Gives all files their names; without it none of them is left. */
  finish(): Promise<void>
}

/** Files of which all are there in the end, or none. */
export function lineFiles(): LineFiles {
  const unnamed = new Set<string>()
  const handles = new Set<FileHandle>()
  const close = async (handle: FileHandle) => {
    handles.delete(handle)
    await handle.close()
  }
  return {
    async open(file) {
      await mkdir(dirname(file), { recursive: true })
      const handle = await open(`${file}.tmp`, 'w')
      handles.add(handle)
      unnamed.add(file)
      return {
        async write(value) {
          await handle.appendFile(`${JSON.stringify(value)}\n`)
        },
        async end() {
          await handle.sync()
          await close(handle)
        },
      }
    },
    async finish() {
      for (const file of unnamed) {
        await rename(`${file}.tmp`, file)
        unnamed.delete(file)
      }
    },
    async [Symbol.asyncDispose]() {
      for (const handle of handles) await close(handle)
      for (const file of unnamed) await rm(`${file}.tmp`, { force: true })
    },
  }
}
