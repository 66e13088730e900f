import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createFolder, writable } from '../writable.js'

/** A file of JSONL that is being written. */
export interface LineFile {
  write(value: unknown): Promise<void>
  /** To be called behind its last line. */
  end(): Promise<void>
}

/** Files of JSONL under temporary names. */
export interface LineFiles extends AsyncDisposable {
  /** `option`: the one that names another place. */
  open(file: string, option: '--to' | '--report'): Promise<LineFile>
  /** Gives all files their names; without it none of them is left. */
  finish(): Promise<void>
}

/** Files of which all are there in the end, or none. */
export function lineFiles(): LineFiles {
  /** With the option that names another place. */
  const unnamed = new Map<string, '--to' | '--report'>()
  const handles = new Set<FileHandle>()
  const close = async (handle: FileHandle) => {
    handles.delete(handle)
    await handle.close()
  }
  const written = <T>(file: string, work: () => Promise<T>) => writable(file, `mend that or choose another ${unnamed.get(file)}, then run the same command again`, work)
  return {
    async open(file, option) {
      unnamed.set(file, option)
      const handle = await written(file, async () => {
        createFolder(dirname(file))
        return open(`${file}.tmp`, 'w')
      })
      handles.add(handle)
      return {
        write: (value) => written(file, () => handle.appendFile(`${JSON.stringify(value)}\n`)),
        end: () =>
          written(file, async () => {
            await handle.sync()
            await close(handle)
          }),
      }
    },
    async finish() {
      for (const file of [...unnamed.keys()]) {
        await written(file, () => rename(`${file}.tmp`, file))
        unnamed.delete(file)
      }
    },
    async [Symbol.asyncDispose]() {
      for (const handle of handles) await close(handle)
      for (const file of unnamed.keys()) await rm(`${file}.tmp`, { force: true }).catch(() => {}) // where nothing can be written nothing is
    },
  }
}
