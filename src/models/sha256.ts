import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { cacheFolder } from './cache-folder.js'

/** Hex sha256 of a file, computed once and remembered by path, size and time of change; `fresh`: computed now in any case. */
export async function sha256Of(path: string, { fresh = false }: { readonly fresh?: boolean } = {}): Promise<string> {
  const { size, mtimeMs } = await stat(path)
  const key = `${path}|${size}|${mtimeMs}`
  const memory = join(cacheFolder(), 'sha256.json')
  const known = await readFile(memory, 'utf8').then((text) => JSON.parse(text) as Record<string, string>).catch(() => ({}) as Record<string, string>)
  if (known[key] && !fresh) return known[key]
  const digest = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) digest.update(chunk as Buffer)
  const hex = digest.digest('hex')
  await mkdir(dirname(memory), { recursive: true })
    .then(() => writeFile(memory, JSON.stringify({ ...known, [key]: hex }, null, 1)))
    .catch(() => {}) // a cache that cannot be written only costs time
  return hex
}
