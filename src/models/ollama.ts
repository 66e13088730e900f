import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Search } from './places.js'
import { ollamaReference, type OllamaReference } from './reference.js'
import { entriesOf, textOf } from './quiet-files.js'

/** Looks for a model by the name that Ollama gives it. */
export function findOfOllama(reference: OllamaReference): Search {
  const looked: string[] = []
  const { owner, model, tag } = reference
  for (const root of ollamaFolders()) {
    for (const manifests of ['manifests', 'manifests-v2', 'manifest-v2']) {
      for (const host of reference.host === 'registry.ollama.ai' ? [reference.host, 'ollama.com'] : [reference.host]) {
        const file = join(root, manifests, host, owner, model, tag)
        if (manifests === 'manifests') looked.push(file)
        const path = blobOf(root, file)
        const name = `${owner === 'library' ? '' : `${owner}/`}${model}:${tag}`
        if (path) return { found: { path, place: 'Ollama', source: `ollama:${reference.host === 'hf.co' ? 'hf.co/' : ''}${name}` }, looked }
      }
    }
  }
  return { looked }
}

/** Everything that Ollama has, by its name. */
export function ollamaModels(): { readonly name: string; readonly path: string }[] {
  return ollamaFolders().flatMap((root) => {
    const base = join(root, 'manifests')
    return entriesOf(base, { deep: true }).sort().flatMap((file) => {
      const name = file.replace(/^(registry\.ollama\.ai|ollama\.com)\//, '').replace(/^library\//, '').replace(/\/([^/]+)$/, ':$1')
      const path = file.split('/').length === 4 && ollamaReference(name) ? blobOf(root, join(base, file)) : undefined
      return path ? [{ name, path }] : []
    })
  })
}

function ollamaFolders(): string[] {
  const own = process.env['OLLAMA_MODELS']
  return [...(own ? [own] : []), join(homedir(), '.ollama', 'models'), ...(process.platform === 'linux' ? ['/usr/share/ollama/.ollama/models'] : [])]
}

/** The weights that a manifest of Ollama's names. */
function blobOf(root: string, manifest: string): string | undefined {
  const text = textOf(manifest)
  if (!text) return undefined
  try {
    const { layers = [] } = JSON.parse(text) as { layers?: { mediaType?: string; digest?: string }[] }
    const digest = layers.find(({ mediaType }) => mediaType === 'application/vnd.ollama.image.model')?.digest
    const path = digest && /^sha256:[0-9a-f]{64}$/.test(digest) ? join(root, 'blobs', digest.replace(':', '-')) : undefined
    return path && existsSync(path) ? path : undefined
  } catch {
    return undefined // no manifest, whatever it is
  }
}
