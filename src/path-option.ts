import { z } from 'zod'

/** An option that is the path of a file: a relative one in a configuration file is taken from that file's folder. */
export const path = () => z.string().min(1).meta({ path: true })

/** An option's value with `from` done to the paths in it; the schema says which those are. */
export function withPaths(value: unknown, schema: z.core.$ZodType | undefined, from: (path: string) => string): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return withPaths(value, schema.unwrap(), from)
  if (schema instanceof z.ZodArray) return Array.isArray(value) ? value.map((each) => withPaths(each, schema.element, from)) : value
  return typeof value === 'string' && schema instanceof z.ZodType && schema.meta()?.['path'] === true ? from(value) : value
}
