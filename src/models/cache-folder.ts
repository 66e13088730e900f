import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where measurements and hashes of this machine are remembered. */
export function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'ultralink')
}
