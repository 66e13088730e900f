import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

/** Every file of types that is reached from one, with the packages that are named on the way. */
function reached(file: URL, seen = new Map<string, readonly string[]>()): Map<string, readonly string[]> {
  if (seen.has(file.href)) return seen
  const names = [...readFileSync(file, 'utf8').matchAll(/(?:from |import\(|import )["']([^"']+)["']/g)].map((match) => match[1]!)
  seen.set(file.href, names.filter((name) => !name.startsWith('.')))
  for (const name of names) if (name.startsWith('.')) reached(new URL(name.replace(/\.js$/, '.d.ts'), file), seen)
  return seen
}

test("the library's types need none of the engine's, which are not all sound", () => {
  const index = new URL('../../src/index.d.ts', import.meta.url)
  assert.ok(existsSync(index))
  const all = reached(index)
  assert.ok(all.size > 20)
  const packages = new Set([...all.values()].flat())
  for (const engine of ['node-llama-cpp', '@xenova/transformers', 'onnxruntime-node']) assert.equal(packages.has(engine), false, engine)
})
