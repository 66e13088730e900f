import type { Collection, DatasetKind } from '../dataset.js'
import { chatAgnostic } from './chat-agnostic.js'
import { chatSpecific } from './chat-specific.js'
import { code } from './code.js'
import { crossLingual } from './cross-lingual.js'
import { math } from './math.js'
import { ultralink } from './ultralink.js'

const byName = <T extends { readonly name: string }>(all: readonly T[]): Readonly<Record<string, T>> => Object.fromEntries(all.map((each) => [each.name, each]))

/** All datasets, by name. */
export const datasets = byName<DatasetKind>([chatSpecific, chatAgnostic, math, code, crossLingual])

/** All collections, by name. */
export const collections = byName<Collection>([ultralink])

export { chatAgnostic, chatSpecific, code, crossLingual, math, ultralink }
