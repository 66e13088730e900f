/**
 * Speed of unpacking bzip2 dumps, against `bzip2 -dc` on the same files in the same run.
 *
 *   node dist/bench/bzip2.js [dump, default the English sample] [MB of XML, default 100] [most workers, default the cores]
 *
 * The dump's XML is repeated to that size and packed once as one stream and once as streams of 500 kB, as multistream dumps have
 * them. Each is unpacked by `bzip2 -dc` and by 1, 2, 4 … workers; MB/s of XML by the clock, its ratio to `bzip2 -dc` and to one worker,
 * and MB per CPU second, which a busy machine changes less.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import coreCount from '../src/core-count.cjs'
import { unpacked } from '../src/io/bzip2-pieces.js'
import { segments } from '../src/io/bzip2-segments.js'
import { packageRoot } from '../src/package.js'
import { openPool } from '../src/pool.js'

const [dump = join(packageRoot, 'data/samples/ensample-pages-articles-multistream.xml.bz2'), megabytes = '100', most = String(coreCount())] = process.argv.slice(2)
const print = (...cells: (string | number)[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`)

/** Bytes of XML in a stream of the multistream file. */
const streamSize = 500_000

interface Measured {
  readonly clock: number
  readonly used: number
}

/** Appends parts, each packed by itself; packed once, since the dump repeats. */
function writePacked(path: string, xml: Buffer, repeats: number, size: number): void {
  const parts = Array.from({ length: Math.ceil(xml.length / size) }, (_, i) => pack(xml.subarray(i * size, (i + 1) * size)))
  const file = openSync(path, 'w')
  for (let i = 0; i < repeats; i++) for (const part of parts) writeSync(file, part)
  closeSync(file)
}

const pack = (bytes: Buffer) => execFileSync('bzip2', ['-c'], { input: bytes, maxBuffer: 1 << 30 })

const timing = 'import os,subprocess,sys,time; s=time.time(); subprocess.run(sys.argv[1:],check=True,stdout=subprocess.DEVNULL); t=os.times(); print(time.time()-s, t.children_user+t.children_system)'

/** `bzip2 -dc`, by the clock; its CPU time where there is a Python to ask for it. */
function byCommand(path: string): Measured {
  const asked = spawnSync('python3', ['-c', timing, 'bzip2', '-dc', path], { encoding: 'utf8' })
  if (asked.status === 0) {
    const [clock = NaN, used = NaN] = asked.stdout.split(' ').map(Number)
    return { clock, used }
  }
  const start = performance.now()
  execFileSync('bzip2', ['-dc', path], { stdio: ['ignore', 'ignore', 'inherit'] })
  return { clock: (performance.now() - start) / 1000, used: NaN }
}

async function byWorkers(path: string, threads: number, expected: number): Promise<Measured> {
  await using pool = openPool({ threads })
  await read(path, pool.work, 1 << 21) // loads the decoder
  const [start, cpu] = [performance.now(), process.cpuUsage()]
  const bytes = await read(path, pool.work)
  const { user, system } = process.cpuUsage(cpu)
  if (bytes !== expected) throw new Error(`${path}: ${bytes} bytes were unpacked of ${expected}`)
  return { clock: (performance.now() - start) / 1000, used: (user + system) / 1e6 }
}

async function read(path: string, work: Parameters<typeof unpacked>[1]['work'], most = Infinity): Promise<number> {
  const file = await open(path)
  try {
    let bytes = 0
    const { size } = await file.stat()
    for await (const piece of unpacked(segments(file, [{ from: 0, to: Math.min(size, most) }]), { work })) bytes += piece.bytes.length
    return bytes
  } finally {
    await file.close()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'bzip2-'))
try {
  const xml = dump.endsWith('.bz2') ? execFileSync('bzip2', ['-dc', dump], { maxBuffer: 1 << 30 }) : readFileSync(dump)
  const repeats = Math.max(1, Math.round((Number(megabytes) * 1e6) / xml.length))
  const whole = Buffer.concat(Array.from({ length: repeats }, () => xml))
  print('file', 'by', 'MB/s', '÷ bzip2', '÷ 1 worker', 'MB per CPU second', '÷ bzip2')
  print(...Array.from({ length: 7 }, () => '---'))
  for (const kind of ['one stream', 'multistream'] as const) {
    const path = join(folder, `${kind}.bz2`)
    if (kind === 'one stream') writePacked(path, whole, 1, whole.length)
    else writePacked(path, xml, repeats, streamSize)
    const rate = (seconds: number) => (whole.length / 1e6 / seconds).toFixed(1)
    const base = byCommand(path)
    print(kind, '`bzip2 -dc`', rate(base.clock), 1, '', rate(base.used), 1)
    let one: Measured | undefined
    for (let threads = 1; threads <= Number(most); threads *= 2) {
      const ours = await byWorkers(path, threads, whole.length)
      one ??= ours
      print(kind, `${threads} workers`, rate(ours.clock), (base.clock / ours.clock).toFixed(2), (one.clock / ours.clock).toFixed(2), rate(ours.used), (base.used / ours.used).toFixed(2))
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
