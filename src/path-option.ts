import { existsSync } from 'node:fs'
import { z } from 'zod'

/** An option that is the path of a file: a relative one in a configuration file is taken from that file's folder. `label`: what may stand before it, such as `en-fr=`. */
export const path = (label = /^/) => z.string().min(1).meta({ path: label })

/** A path with `from` done to what stands behind its label; a file or folder of that very name has no label. */
export function behindLabel(text: string, label: RegExp, from: (path: string) => string): string {
  const [before = ''] = (existsSync(from(text)) ? undefined : label.exec(text)) ?? []
  return `${before}${from(text.slice(before.length))}`
}

/** An option's value with `from` done to the paths in it; the schema says which those are. */
export function withPaths(value: unknown, schema: z.core.$ZodType | undefined, from: (path: string) => string): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return withPaths(value, schema.unwrap(), from)
  if (schema instanceof z.ZodArray) return Array.isArray(value) ? value.map((each) => withPaths(each, schema.element, from)) : value
  const label = schema instanceof z.ZodType ? schema.meta()?.['path'] : undefined
  return typeof value === 'string' && label instanceof RegExp ? behindLabel(value, label, from) : value
}
