/** A file, a quantization or a folder in a repository of the Hub. */
export interface HubReference {
  readonly owner: string
  readonly repo: string
  /** Branch, tag or commit. */
  readonly revision?: string
  /** In the repository. Neither path nor quantization: the whole folder of an embedder. */
  readonly path?: string
  /** Such as Q4_K_M: the GGUF whose name has it. */
  readonly quantization?: string
}

/** A model as Ollama names it. */
export interface OllamaReference {
  /** `registry.ollama.ai`, or `hf.co`. */
  readonly host: string
  readonly owner: string
  readonly model: string
  readonly tag: string
}

const name = '[A-Za-z0-9][\\w.-]*'
const hubPattern = new RegExp(`^(?:hf:)?(${name})/(${name})(?:@([\\w.-]+))?(?::([\\w.-]+)|/([^\\\\]+))?$`)
const pagePattern = new RegExp(`^https?://[^/]+/(${name})/(${name})(?:/(?:resolve|blob|tree)/([^/]+)(?:/([^?#]+))?)?/?(?:[?#].*)?$`)
const ollamaPattern = new RegExp(`^(?:(hf\\.co|registry\\.ollama\\.ai)/)?(?:(${name})/)?(${name})(?::([\\w.-]+))?$`)

/** Reads `hf:owner/repository/file.gguf`, `hf:owner/repository:Q4_K_M`, `hf:owner/repository`, each also without `hf:`, and addresses of the Hub's pages. */
export function hubReference(text: string): HubReference | undefined {
  const page = pagePattern.exec(text)
  if (page) return hub(page[1]!, page[2]!, page[3], undefined, page[4] && decodeURIComponent(page[4]))
  const match = hubPattern.exec(text)
  if (!match) return undefined
  const [, owner, repo, revision, quantization, path] = match
  return path?.split('/').some((part) => part === '' || part === '.' || part === '..') ? undefined : hub(owner!, repo!, revision, quantization, path)
}

/** The text of a reference to the Hub, without its revision. */
export function hubText({ owner, repo, path, quantization }: HubReference): string {
  return `hf:${owner}/${repo}${path ? `/${path}` : quantization ? `:${quantization}` : ''}`
}

/** Reads `qwen3:8b`, `owner/model:tag` and `hf.co/owner/repository:Q4_K_M`. */
export function ollamaReference(text: string): OllamaReference | undefined {
  const match = ollamaPattern.exec(text)
  if (!match) return undefined
  const [, host = 'registry.ollama.ai', owner = 'library', model, tag = 'latest'] = match
  return { host, owner, model: model!, tag }
}

/** Whether a GGUF's file name is of a quantization; of a split model only its first part. */
export function isQuantization(file: string, quantization: string): boolean {
  const upper = file.toUpperCase()
  const at = upper.lastIndexOf(quantization.toUpperCase())
  const whole = at > 0 && !/[A-Z0-9_]/.test(upper[at - 1]!) && !/[A-Z0-9_]/.test(upper[at + quantization.length] ?? '')
  return whole && upper.endsWith('.GGUF') && !/MMPROJ/.test(upper) && (/-00001-OF-\d{5}\.GGUF$/.test(upper) || !/-\d{5}-OF-\d{5}\.GGUF$/.test(upper))
}

function hub(owner: string, repo: string, revision?: string, quantization?: string, path?: string): HubReference {
  return { owner, repo, ...(revision && { revision }), ...(quantization && { quantization }), ...(path && { path }) }
}
