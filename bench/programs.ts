import { execFile } from 'node:child_process'
import { access, copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { cacheFolder } from '../src/models/cache-folder.js'
import type { Gpu } from '../src/models/run-settings.js'
import { packageRoot } from '../src/package.js'

const run = promisify(execFile)
const modules = join(packageRoot, 'node_modules')

/**
 * The folder of llama-batched-bench and llama-bench, made once from the source that node-llama-cpp brings, against the binaries it
 * runs: the same kernels. Takes Linux, git, g++ and a quarter of a minute; undefined, with a note, where they cannot be made.
 */
export async function llamaPrograms(gpu: Exclude<Gpu, 'auto'> = false): Promise<string | undefined> {
  return made(gpu).catch((error: Error) => void process.stderr.write(`measured without llama.cpp's own limit: ${error.message}\n`))
}

async function made(gpu: Exclude<Gpu, 'auto'>): Promise<string> {
  if (platform() !== 'linux') throw new Error('llama-batched-bench is built for Linux alone')
  const source = join(modules, 'node-llama-cpp', 'llama', 'gitRelease.bundle')
  const kind = [`linux-${arch()}`, ...(gpu === false ? [] : [gpu])].join('-')
  const binaries = join(modules, '@node-llama-cpp', kind, 'bins', kind)
  const release = (await readdir(binaries)).map((name) => /^libllama\.(.+)\.so$/.exec(name)?.[1]).find((each) => each !== undefined)
  if (release === undefined) throw new Error(`no libllama.*.so in ${binaries}`)
  const folder = join(cacheFolder(), 'llama-programs', release)
  if (await access(join(folder, 'llama-bench')).then(() => true, () => false)) return folder
  await mkdir(dirname(folder), { recursive: true })
  const work = await mkdtemp(`${folder}-`)
  try {
    process.stderr.write(`building llama-batched-bench and llama-bench of llama.cpp ${release}, once: ${folder}\n`)
    await run('git', ['-c', 'advice.detachedHead=false', 'clone', '-q', source, join(work, 'source')])
    const whole = join(work, 'made')
    await mkdir(whole)
    for (const name of await readdir(binaries)) if (name.endsWith('.so')) await copyFile(join(binaries, name), join(whole, name))
    await Promise.all([compile('batched-bench', join(whole, 'llama-batched-bench'), { work, release }), compile('llama-bench', join(whole, 'llama-bench'), { work, release })])
    await rename(whole, folder)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return folder
}

async function compile(tool: string, program: string, { work, release }: { readonly work: string; readonly release: string }): Promise<void> {
  const source = join(work, 'source')
  const files = (await readdir(join(source, 'tools', tool))).filter((name) => name.endsWith('.cpp')).map((name) => join(source, 'tools', tool, name))
  const headers = ['include', 'ggml/include', 'common', 'vendor', `tools/${tool}`].map((folder) => `-I${join(source, folder)}`)
  const libraries = ['-lllama-common', `-l:libllama.${release}.so`, `-l:libggml.${release}.so`, '-lggml-base', '-pthread']
  await run('g++', ['-O2', '-std=c++17', ...headers, ...files, '-o', program, `-L${dirname(program)}`, ...libraries, '-Wl,-rpath,$ORIGIN'])
}
