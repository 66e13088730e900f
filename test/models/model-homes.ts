import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'

const variables = ['HOME', 'USERPROFILE', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'ULTRALINK_MODELS', 'ULTRALINK_CONFIG', 'HF_HOME', 'HF_HUB_CACHE', 'HUGGINGFACE_HUB_CACHE', 'HF_ENDPOINT', 'HF_TOKEN', 'OLLAMA_MODELS', 'LLAMA_CACHE']

/** A home of its own for a test: no model of the machine's is seen, nothing is written outside. Gives its folder. */
export function emptyHome(t: TestContext): string {
  const home = mkdtempSync(join(tmpdir(), 'models-'))
  const before = variables.map((name) => [name, process.env[name]] as const)
  for (const name of variables) delete process.env[name]
  Object.assign(process.env, { HOME: home, USERPROFILE: home })
  t.after(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    rmSync(home, { recursive: true, force: true })
  })
  return home
}

/** Writes a file and the folders above it; gives its path. */
export function put(path: string, content: string | Buffer): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}
