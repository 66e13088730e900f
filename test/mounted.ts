import { execFileSync } from 'node:child_process'

/** A shell in which disks can be mounted that nobody else sees. */
const shell = ['unshare', '-r', '-m', 'sh', '-e', '-c'] as const

/** Runs a script of such a shell, and gives what it says; `$node` is this Node. */
export function mounted(script: string, ...args: readonly string[]): string {
  const [program, ...options] = shell
  return execFileSync(program, [...options, script, 'sh', ...args], { encoding: 'utf8', env: { ...process.env, node: process.execPath }, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Why nothing can be mounted; false where it can. */
export const noMounts: string | false = (() => {
  try {
    mounted('mount -t tmpfs none /mnt')
    return false
  } catch {
    return 'nothing can be mounted here'
  }
})()
