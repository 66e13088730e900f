import { createHash } from 'node:crypto'
import { createReadStream, renameSync, writeFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { createFolder } from '../writable.js'
import { cacheFolder } from './cache-folder.js'
import { textOf } from './quiet-files.js'

/** Bytes from which a hash is remembered; a smaller file is hashed each time. */
const least = 1 << 24

/** Hex sha256 of a file, of a large one computed once and remembered by path, size and times of change; `fresh`: computed now in any case. */
export async function sha256Of(path: string, { fresh = false }: { readonly fresh?: boolean } = {}): Promise<string> {
  const { size, mtimeMs, ctimeMs } = await stat(path)
  const file = resolve(path)
  const key = `${file}|${size}|${mtimeMs}|${ctimeMs}`
  const known = size < least || fresh ? undefined : remembered()[key]
  if (known) return known
  const digest = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) digest.update(chunk as Buffer)
  const hex = digest.digest('hex')
  if (size >= least) remember(file, key, hex)
  return hex
}

const memory = () => join(cacheFolder(), 'sha256.json')

function remembered(): Record<string, string> {
  try {
    return JSON.parse(textOf(memory()) ?? '{}') as Record<string, string>
  } catch {
    return {} // damaged: it is written anew
  }
}

/** In one go, so that of files hashed at the same time none is forgotten. */
function remember(file: string, key: string, hex: string): void {
  const others = Object.entries(remembered()).filter(([name]) => !name.startsWith(`${file}|`))
  try {
    createFolder(dirname(memory()))
    const temporary = `${memory()}.${process.pid}`
    writeFileSync(temporary, JSON.stringify(Object.fromEntries([...others, [key, hex]]), null, 1))
    renameSync(temporary, memory())
  } catch {
    // a cache that cannot be written only costs time
  }
}
