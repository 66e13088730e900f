import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from './errors.js'
import { packageRoot } from './package.js'
import type { Prompt, Prompts } from './types.js'

/** Tokens beyond its messages that a chat template may add to a prompt, as is guessed before it is rendered; one that adds more is found then. */
export const templateTokens = 48

interface Where {
  /** Folder of the prompts; default: those of this package. */
  readonly folder?: string
  /** BCP 47 code. */
  readonly language: string
  /** A folder inside it whose prompts come first. */
  readonly set?: string
  /** The same for what the model that judges is asked; none given: no folder. */
  readonly judgeSet?: string
}

/**
 * Prompts of one language. Looked for in this order: `<set>/<name>.<lang>.md`, `<set>/<name>.md`,
 * `<name>.<lang>.md`, `<name>.md`.
 */
export function promptsIn({ folder = join(packageRoot, 'prompts'), language, set: own, judgeSet }: Where): Prompts {
  const found = new Map<string, Prompt>()
  const names = (name: string, set: string | undefined) => [
    ...(set ? [join(set, `${name}.${language}.md`), join(set, `${name}.md`)] : []),
    `${name}.${language}.md`,
    `${name}.md`,
  ]
  return {
    get(name, by) {
      const set = by === 'judge' ? judgeSet : own
      const key = join(set ?? '', name)
      const known = found.get(key)
      if (known) return known
      const file = names(name, set).find((candidate) => existsSync(join(folder, candidate)))
      if (!file) throw new UserError(`prompt "${name}" is missing: looked for ${names(name, set).join(', ')} in ${folder}`)
      const prompt = promptOf(name, file, readFileSync(join(folder, file), 'utf8'))
      found.set(key, prompt)
      return prompt
    },
  }
}

const variablePattern = /\{\{\s*(\w+)\s*\}\}/g

/** A prompt from its text; one newline at the end of the file is not part of it. */
export function promptOf(name: string, file: string, text: string): Prompt {
  const body = text.replace(/\r\n/g, '\n').replace(/\n$/, '')
  const variables = [...new Set([...body.matchAll(variablePattern)].map((match) => match[1] as string))]
  return {
    name,
    file,
    hash: createHash('sha256').update(body).digest('hex').slice(0, 12),
    variables,
    fill(values) {
      const missing = variables.find((variable) => values[variable] === undefined)
      if (missing) throw new UserError(`prompt ${file} wants {{${missing}}}; there is ${Object.keys(values).join(', ') || 'nothing'}`)
      return body.replace(variablePattern, (_, variable: string) => values[variable] as string)
    },
  }
}
