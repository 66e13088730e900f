import { existsSync } from 'node:fs'
import { UserError } from '../errors.js'
import { size } from '../models/bytes.js'
import type { GgufHeader } from '../models/gguf.js'
import type { Backend } from '../models/machine.js'
import { checkModel } from '../models/open-models.js'
import { resolveFully, type Resolved } from '../models/registry.js'
import type { ModelEntry } from '../types.js'
import { memoryOf, type Finding } from './doctor-machine.js'

/** Tokens below which little of a passage and its dialogue fits. */
const CONTEXT = 2048

/** What a context and the rest of a build take beside the weights, in bytes, at the least. */
const BESIDE = 0.7e9

/** Checks the backend, then each model: found, hashed, fitting the memory, and for two seconds at work. */
export async function* examineModels(generator: string, embedder: string): AsyncGenerator<Finding> {
  const backend = await import('../models/machine.js').then(({ readBackend }) => readBackend()).catch(failureOf)
  if (backend instanceof Error) {
    yield { state: 'fail', check: 'backend', found: backend.message }
    return
  }
  yield aboutBackend(backend)
  const others = await resolveFully(embedder, 'embedder').then(({ model }) => [model], () => [])
  yield* examine('generator', generator, async (model) => aboutGenerator(model, { backend, others }))
  yield* examine('embedder', embedder, async (model) => aboutEmbedder(model))
}

/** A model that is not found, or not what it should be, says so itself. */
async function* examine(role: ModelEntry['role'], reference: string, more: (model: ModelEntry) => Promise<Finding[]>): AsyncGenerator<Finding> {
  const resolved = await resolveFully(reference, role).then(readable).catch(failureOf)
  if (resolved instanceof Error) {
    yield { state: 'fail', check: role, found: resolved.message }
    return
  }
  yield aboutFile(role, resolved)
  yield* await more(resolved.model).catch((thrown: unknown) => [{ state: 'fail' as const, check: role, found: failureOf(thrown).message }])
}

async function readable(resolved: Resolved): Promise<Resolved> {
  await checkModel(resolved.model)
  return resolved
}

/** Errors of the user's become lines; others are bugs. */
function failureOf(thrown: unknown): UserError {
  if (thrown instanceof UserError) return thrown
  throw thrown
}

function aboutFile(role: string, { model, source }: Resolved): Finding {
  const known = source === 'bundled' || source.startsWith('hf:') || source.startsWith('ollama:')
  return { state: 'ok', check: role, found: `${model.name}, ${model.path}, sha256 ${model.sha256.slice(0, 12)} ${known ? `(${source})` : '(a file of your own: nothing to compare it with)'}` }
}

function aboutBackend({ name, devices, vram }: Backend): Finding {
  if (name !== 'cpu') return { state: 'ok', check: 'backend', found: `${name} on ${devices.join(', ')}, ${size(vram.free)} free of ${size(vram.total)}` }
  const card = existsSync('/dev/nvidia0') || existsSync('/proc/driver/nvidia/version')
  if (!card) return { state: 'ok', check: 'backend', found: 'cpu; llama.cpp sees no GPU' }
  return { state: 'warn', check: 'backend', found: 'cpu, though there is an NVIDIA card', advice: 'install its driver with CUDA or Vulkan, then run npm ci again: a GPU is many times faster' }
}

async function aboutGenerator(model: ModelEntry, { backend, others }: { readonly backend: Backend; readonly others: readonly ModelEntry[] }): Promise<Finding[]> {
  const { readGenerator } = await import('../models/gguf.js')
  const header = await readGenerator(model.path)
  const fit = fits(header, backend, memoryOf())
  if (fit.state === 'fail') return [fit, aboutContext(header)]
  const { rememberedSettings, tryGenerator } = await import('../models/trial.js')
  const { tokensPerSecond, prompts, contextSize } = await tryGenerator(model)
  const found = `${Math.round(tokensPerSecond)} tokens/s, ${prompts} prompts at once, ${contextSize} tokens each`
  const slow: Finding = { state: 'warn', check: 'generation', found, advice: 'a smaller model or quantization, or a GPU: a dialogue takes some 300 tokens' }
  return [fit, aboutContext(header), tokensPerSecond < 5 ? slow : { state: 'ok', check: 'generation', found }, aboutSettings(await rememberedSettings(model, others), tokensPerSecond)]
}

/** What a build would run with. Settings measured while the machine was busy are worse than the trial's modest ones. */
export function aboutSettings(before: { settings: string; tokensPerSecond: number; file: string } | undefined, now: number): Finding {
  const check = 'settings'
  if (!before) return { state: 'ok', check, found: 'not measured yet: the first build does it, in half a minute at most' }
  if (before.tokensPerSecond >= now / 2) return { state: 'ok', check, found: before.settings }
  return { state: 'warn', check, found: before.settings, advice: `that was measured when the machine was busy: delete ${before.file}, and the next build measures again` }
}

/** Whether weights of this size and a context have room: on the GPU, else in main memory. */
export function fits({ bytes }: Pick<GgufHeader, 'bytes'>, { vram }: Pick<Backend, 'vram'>, { total, free }: { total: number; free: number }): Finding {
  const check = 'generator fits'
  const found = `${size(bytes)} of weights, ${size(total)} of memory${vram.total > 0 ? `, ${size(vram.total)} on the GPU` : ''}`
  if (bytes + BESIDE <= vram.free) return { state: 'ok', check, found }
  const advice = 'choose a smaller model or quantization ("ultralink models list" says what fits)'
  if (bytes + BESIDE > total + vram.total) return { state: 'fail', check, found, advice }
  if (vram.total > 0) return { state: 'warn', check, found, advice: `it will run on the CPU in part: ${advice}` }
  if (bytes + BESIDE > free) return { state: 'warn', check, found: `${found}, ${size(free)} of it free`, advice: 'end other programs, or choose a smaller model' }
  return { state: 'ok', check, found }
}

function aboutContext({ contextSize }: GgufHeader): Finding {
  const found = contextSize === undefined ? 'not said by the file' : `${contextSize} tokens`
  if ((contextSize ?? Infinity) >= CONTEXT) return { state: 'ok', check: 'context', found }
  return { state: 'warn', check: 'context', found, advice: 'passages will be short (a quarter of it), and dialogues too: choose a model with a longer context' }
}

async function aboutEmbedder(model: ModelEntry): Promise<Finding[]> {
  const { tryEmbedder } = await import('../models/trial.js')
  const { sentencesPerSecond, dimensions } = await tryEmbedder(model)
  const found = `${Math.round(sentencesPerSecond)} sentences/s, ${dimensions} dimensions${model.pooling ? `, ${model.pooling} pooling` : ''}${model.prefix ? ', with its prefixes' : ''}`
  if (sentencesPerSecond >= 5) return [{ state: 'ok', check: 'embedding', found }]
  return [{ state: 'warn', check: 'embedding', found, advice: 'choose a smaller embedder: a dialogue takes some 30 sentences' }]
}
