import fs = require('node:fs')
import os = require('node:os')
import path = require('node:path')

/*
 * CommonJS, since src/cli/bin.cts asks before the first ES module is loaded.
 */

let known: number | undefined

/**
 * Cores that this process may keep busy: those it is bound to, or fewer where a control group gives it less time (`docker run --cpus`,
 * Kubernetes, Slurm, systemd's CPUQuota). Of a part of a core nothing is left, since threads of llama.cpp wait for one another; one at the
 * least. Node counts the quota from 22.12 on; before that, and in 20, it sees all cores of the host. `root`: where `proc` and `sys` are.
 */
function coreCount(root = '/'): number {
  if (root !== '/') return counted(root)
  return (known ??= counted(root))
}

function counted(root: string): number {
  return Math.max(1, Math.floor(Math.min(os.availableParallelism(), ...quotas(root))))
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
