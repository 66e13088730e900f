import { accessSync, constants, existsSync, rmSync, statfsSync, statSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { cpus, freemem, loadavg, tmpdir, totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import coreCount from '../core-count.cjs'
import { size } from '../models/bytes.js'
import { cacheFolder } from '../models/cache-folder.js'
import { memoryLimit } from '../models/memory.js'
import { packageRoot } from '../package.js'
import { brokenLink } from '../read-problem.js'
import { createFolder } from '../writable.js'

/** One line of the doctor: what was looked at, how it is, what was found, and what to do about it. */
export interface Finding {
  readonly state: 'ok' | 'warn' | 'fail'
  readonly check: string
  readonly found: string
  readonly advice?: string
}

/** Bytes below which a disk will not do, and below which it may not. A temporary folder takes far less, and of `plan` alone. */
const DISK = { out: { least: 1e9, enough: 20e9 }, temporary: { least: 50e6, enough: 500e6 } }

/** File systems that lose what is on them, or on which locks and renames are weak; by the number statfs gives on Linux. */
const WEAK_DISKS: Readonly<Record<number, string>> = { 0x01021994: 'in memory and lost at a restart', 0x6969: 'on the network (NFS)', 0xff534d42: 'on the network (SMB)', 0xfe534d42: 'on the network (SMB)' }

/** Checks everything but the models. `out` is the folder that builds would go to. */
export async function examineMachine(out: string): Promise<Finding[]> {
  return [node(), cores(), memory(), openFiles(), clock(), await disk('out', out, DISK.out), await disk('temporary', tmpdir(), DISK.temporary), await cache()]
}

/** An old one has been told before this is loaded (old-node.cts). */
function node(): Finding {
  return { state: 'ok', check: 'node', found: `${process.versions.node} on ${process.platform} ${process.arch}` }
}

function cores(): Finding {
  const usable = coreCount()
  const [load = 0] = loadavg()
  const found = `${usable} of ${cpus().length || usable} cores, load ${load.toFixed(1)}, ${cpus()[0]?.model.trim() ?? 'unknown cpu'}`
  if (load <= usable + 0.5) return { state: 'ok', check: 'cores', found }
  return { state: 'warn', check: 'cores', found, advice: 'other programs want the cores too: a build will be slow, and what it measures of this machine wrong' }
}

/** Bytes of main memory this process may have, and those that are free now. */
export function memoryOf(): { readonly total: number; readonly free: number } {
  const total = memoryLimit()
  return { total, free: Math.min(total, freemem()) }
}

function memory(): Finding {
  const { total, free } = memoryOf()
  const found = `${size(free)} free of ${size(total)}${total < totalmem() ? ` (limited; the machine has ${size(totalmem())})` : ''}`
  if (total < 1.5e9) return { state: 'fail', check: 'memory', found, advice: 'give the process 2 GB or more' }
  if (free < 1e9) return { state: 'warn', check: 'memory', found, advice: 'end other programs: a build may be killed' }
  return { state: 'ok', check: 'memory', found }
}

function openFiles(): Finding {
  const { userLimits } = process.report.getReport() as { readonly userLimits?: { readonly open_files: { readonly soft: number | 'unlimited' } } } // none on Windows
  const limit = Number(userLimits?.open_files.soft)
  const finding = { check: 'open files', found: Number.isFinite(limit) ? `at most ${limit}` : 'no limit' }
  if (Number.isNaN(limit) || limit >= 256) return { state: 'ok', ...finding }
  return { state: limit < 64 ? 'fail' : 'warn', ...finding, advice: 'raise the limit: ulimit -n 1024' }
}

/** A clock that is behind the files it made gives wrong dates in a release, and servers refuse it. */
function clock(): Finding {
  const now = new Date()
  const installed = statSync(join(packageRoot, 'package.json')).mtime
  const finding = { check: 'clock', found: `${now.toISOString().slice(0, 16).replace('T', ' ')} UTC` }
  if (now >= installed && now.getUTCFullYear() >= 2025) return { state: 'ok', ...finding }
  return { state: 'warn', ...finding, advice: `set it: it is behind the day ultralink was installed (${installed.toISOString().slice(0, 10)})` }
}

/** Checks that a folder can be written, that its disk has room, and what kind of disk it is. */
export async function disk(check: string, folder: string, { least, enough }: { readonly least: number; readonly enough: number }): Promise<Finding> {
  const path = resolve(folder)
  const there = existing(path)
  const bad = check === 'out' ? 'fail' : 'warn'
  const refused = await writable(there)
  if (refused) return { state: bad, check, found: `${path}: ${refused}`, advice: check === 'out' ? 'give another folder with --out, or the right to write' : 'set TMPDIR to a folder that can be written, or plan cannot build there' }
  const { bavail, bsize, files, ffree, type } = statfsSync(there)
  const weak = check === 'out' ? WEAK_DISKS[Number(type)] : undefined
  const finding = { check, found: `${path}, ${size(bavail * bsize)} free` }
  const advice = check === 'out' ? 'make room, or give another folder with --out: a build stops when the disk is full' : 'make room there, or set TMPDIR'
  if (bavail * bsize < least) return { state: bad, ...finding, advice }
  if (files > 0 && ffree < 1000) return { state: bad, check, found: `${path}, ${ffree} more files fit`, advice }
  if (weak) return { state: 'warn', check, found: `${finding.found}, ${weak}`, advice: 'give a folder on a local disk with --out for long builds' }
  return bavail * bsize < enough ? { state: 'warn', ...finding, advice } : { state: 'ok', ...finding }
}

/** The folder, or its nearest parent that is there, if only as a link that leads nowhere. */
function existing(path: string): string {
  return existsSync(path) || brokenLink(path) || dirname(path) === path ? path : existing(dirname(path))
}

/** Why a folder cannot be written; a file is written and read again, since rights alone do not tell of quotas and read-only disks. */
async function writable(folder: string): Promise<string | undefined> {
  const link = brokenLink(folder)
  if (link) return `${folder} is ${link}`
  try {
    if (!statSync(folder).isDirectory()) return `${folder} is no folder`
    accessSync(folder, constants.W_OK)
    const probe = await mkdtemp(join(folder, '.ultralink-doctor-'))
    try {
      await writeFile(join(probe, 'probe'), 'x'.repeat(65_536))
      return (await readFile(join(probe, 'probe'))).length === 65_536 ? undefined : 'what is written there comes back shorter'
    } finally {
      await rm(probe, { recursive: true, force: true })
    }
  } catch (thrown) {
    return `cannot be written (${(thrown as NodeJS.ErrnoException).code ?? (thrown as Error).message})`
  }
}

/** What is measured of this machine is remembered there; without it every build measures again. */
async function cache(): Promise<Finding> {
  const path = cacheFolder()
  const made = !existsSync(path)
  try {
    createFolder(path)
  } catch {
    return { state: 'warn', check: 'cache', found: `${path} cannot be made`, advice: 'set XDG_CACHE_HOME to a folder that can be written, or every build hashes and measures again' }
  }
  const refused = await writable(path)
  if (made) rmSync(path, { recursive: true, force: true })
  if (refused) return { state: 'warn', check: 'cache', found: `${path}: ${refused}`, advice: 'set XDG_CACHE_HOME to a folder that can be written, or every build hashes and measures again' }
  return { state: 'ok', check: 'cache', found: path }
}
