import { InsufficientMemoryError } from 'node-llama-cpp'
import { UserError } from '../errors.js'
import type { ModelEntry } from '../types.js'

/** The error for a model that llama.cpp did not load, or made no context of, with what it said. */
export function refused(role: ModelEntry['role'], path: string, { what, thrown }: { readonly what: string; readonly thrown: unknown }): UserError {
  const why = (thrown instanceof Error ? thrown.message : String(thrown)).split('\n')[0]
  const memory = thrown instanceof InsufficientMemoryError || /no room/.test(what) || /memory|VRAM|allocat|resources/i.test(why ?? '')
  const less = role === 'generator' ? 'use fewer sequences, a smaller context or a smaller model' : 'use a smaller model'
  return new UserError(`${role} ${path} ${what} (${why}); ${memory ? less : 'is the file whole, and is there memory for it?'}`, { cause: thrown })
}
