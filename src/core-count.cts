import fs = require('node:fs')
import os = require('node:os')
import path = require('node:path')

/*
 * CommonJS, since src/cli/start.cts asks before the first ES module is loaded.
 */

let known: number | undefined

/**
 * Cores that this process may keep busy: those it is bound to, or fewer where a control group gives it less time (`docker run --cpus`,
 * Kubernetes, Slurm, systemd's CPUQuota). Of a part of a core nothing is left, since threads of llama.cpp wait for one another; one at the
 * least. Node is asked only where there is no `proc`: its libuv counts no quota before 1.49 (Node 20, and 22 before 22.12), none of the
 * first version ever, and 1.49 and 1.50 multiply it by the group's weight, so that little was left of a pod that may have more than it
 * requests. `root`: where `proc` and `sys` are.
 */
function coreCount(root = '/'): number {
  if (root !== '/') return counted(root)
  return (known ??= counted(root))
}

function counted(root: string): number {
  return Math.max(1, Math.floor(Math.min(bound(root) ?? os.availableParallelism(), ...quotas(root))))
}

/** Cores that this process is bound to (`0-3,8`), which may name some that the machine could have and has not. */
function bound(root: string): number | undefined {
  const [, list] = /^Cpus_allowed_list:\s*(\d[\d,-]*)$/m.exec(read(path.join(root, 'proc/self/status')) ?? '') ?? []
  const sizes = list?.split(',').map((range) => {
    const [first, last = first] = range.split('-').map(Number)
    return last! - first! + 1
  })
  return sizes && Math.min(sizes.reduce((sum, size) => sum + size), os.cpus().length || Infinity)
}

/** Cores' worth of time of the control groups of this process, in both versions: the group, and all above it. */
function quotas(root: string): number[] {
  return (read(path.join(root, 'proc/self/cgroup')) ?? '').split('\n').flatMap((line) => {
    // 0::/group, or 4:cpu,cpuacct:/group; in a container the group may be out of sight, and what is mounted is its own.
    const [, controllers = '', group = '/'] = /^\d+:([^:]*):(.*)$/.exec(line) ?? []
    if (controllers !== '' && !controllers.split(',').includes('cpu')) return []
    // Not every system names the folder as it names the controllers (cpuacct,cpu); a link called cpu is on all.
    const bases = controllers === '' ? [''] : [controllers, 'cpu']
    return bases.flatMap((base) => above(group).flatMap((folder) => quotaOf(path.join(root, 'sys/fs/cgroup', base, folder)) ?? []))
  })
}

function quotaOf(folder: string): number | undefined {
  const [quota, period] = read(path.join(folder, 'cpu.max'))?.split(/\s+/).map(Number) ?? [read(path.join(folder, 'cpu.cfs_quota_us')), read(path.join(folder, 'cpu.cfs_period_us'))].map(Number)
  return quota! > 0 && period! > 0 ? quota! / period! : undefined
}

/** A folder and all that it is in. */
function above(folder: string): string[] {
  const parent = path.posix.dirname(folder)
  return parent === folder ? [folder] : [folder, ...above(parent)]
}

function read(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return undefined // no such controller, or no control groups at all
  }
}

export = coreCount
