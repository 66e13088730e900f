import { existsSync, readFileSync } from 'node:fs'
import { arch, cpus, platform, release } from 'node:os'
import { join } from 'node:path'
import coreCount from '../core-count.cjs'
import type { Backend } from '../models/machine.js'
import { memoryLimit } from '../models/memory.js'
import { packageRoot } from '../package.js'
import type { BenchMachine } from './result.js'

/** Describes the machine. */
export function describeMachine({ name, devices }: Pick<Backend, 'name' | 'devices'>): BenchMachine {
  return {
    ...{ cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: coreCount(), memory: memoryLimit() },
    ...{ backend: name, gpus: [...devices], system: `${platform()} ${release()} ${arch()}`, node: process.versions.node },
  }
}

/** The commit that is checked out where the program stands, first 12 digits; undefined where it was installed from a package. */
export function commitOf(root = packageRoot): string | undefined {
  const git = join(root, '.git')
  const head = textOf(join(git, 'HEAD'))
  const reference = head?.startsWith('ref: ') ? head.slice('ref: '.length) : undefined
  if (!reference) return head?.slice(0, 12)
  const packed = textOf(join(git, 'packed-refs'))?.split('\n').find((line) => line.endsWith(` ${reference}`))
  return (textOf(join(git, reference)) ?? packed)?.slice(0, 12)
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}
