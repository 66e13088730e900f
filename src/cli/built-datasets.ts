import { join } from 'node:path'
import type { DatasetKind } from '../dataset.js'
import { collections, datasets } from '../datasets/index.js'
import { UserError } from '../errors.js'

/** The dataset of a name, or those of a collection (`ultralink`, or one of it as `ultralink/math`), and where each is built. @throws UserError when it is not known */
export function datasetsOf(name: string, out: string): { readonly kind: DatasetKind; readonly folder: string }[] {
  const [first = '', part] = name.split('/')
  const collection = Object.hasOwn(collections, first) ? collections[first] : undefined
  const found = collection?.parts.filter(({ dataset }) => part === undefined || dataset.name === part) ?? []
  if (found.length > 0) return found.map(({ dataset }) => ({ kind: dataset, folder: join(out, first, dataset.name) }))
  if (Object.hasOwn(datasets, name)) return [{ kind: datasets[name]!, folder: join(out, name) }]
  const known = [...Object.keys(datasets), ...Object.values(collections).flatMap((each) => [each.name, ...each.parts.map(({ dataset }) => `${each.name}/${dataset.name}`)])]
  throw new UserError(`dataset "${name}" is not known; known are ${known.join(', ')}`)
}
