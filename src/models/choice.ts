import { readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { UserError } from '../errors.js'
import { createFolder } from '../writable.js'

const choiceSchema = z.strictObject({ generator: z.string().optional(), embedder: z.string().optional() })

/** The models that are taken where none is named. */
export type Choice = z.output<typeof choiceSchema>

/** The file in which `ultralink models use` remembers: `ULTRALINK_CONFIG`, or in the user's folder for settings. */
export function choiceFile(): string {
  return process.env['ULTRALINK_CONFIG'] || join(process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'ultralink', 'models.json')
}

/** What the user chose. @throws UserError when the file is there and cannot be understood */
export function readChoice(): Choice {
  const file = choiceFile()
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return {}
    throw new UserError(`cannot read ${file}: ${(error as Error).message}`)
  }
  try {
    return choiceSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new UserError(`${file} is not what "ultralink models use" writes: {"generator": name, "embedder": name} is wanted; mend it or delete it`, { cause })
  }
}

/** Remembers a choice beside those of other roles. */
export function writeChoice(choice: Choice): Choice {
  const file = choiceFile()
  const all = { ...readChoice(), ...choice }
  try {
    createFolder(dirname(file))
    writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`)
  } catch (error) {
    throw new UserError(`cannot write ${file}: ${(error as Error).message}; ULTRALINK_CONFIG may name another file`)
  }
  return all
}
