import { createHash } from 'node:crypto'
import type { ParallelFile, Unit } from '../io/parallel/unit.js'
import { isLanguage } from '../languages/any.js'
import type { Finding } from '../translation/verify/pair.js'
import type { Message, Origin, Parallel } from '../types.js'

/** Languages of a build. */
export interface Wanted {
  readonly language: string
  readonly pivots: readonly string[]
}

/** Dialogues in pivots: pivot → the dialogue's id → its messages. */
export type PivotDialogues = ReadonlyMap<string, ReadonlyMap<string, readonly Message[]>>

/** A table of the codes that files use, filled as they are met. */
export function codeReader(): <T>(given: Readonly<Record<string, T>>, wanted: string) => T | undefined {
  const known = new Map<string, boolean>()
  const matches = (code: string, wanted: string): boolean => {
    const key = `${code} ${wanted}`
    const found = known.get(key) ?? isLanguage(code, wanted)
    known.set(key, found)
    return found
  }
  return (given, wanted) => given[wanted] ?? given[Object.keys(given).find((code) => matches(code, wanted)) ?? '']
}

/** The dialogues in a pivot that stand in files of their own, so that those in the language can be joined with them by id. */
export async function pivotDialogues(files: readonly ParallelFile[], { language, pivots }: Wanted, signal: AbortSignal): Promise<PivotDialogues> {
  const found = new Map(pivots.map((pivot) => [pivot, new Map<string, readonly Message[]>()]))
  const read = codeReader()
  for (const file of files.filter(({ format }) => format === 'json')) {
    for await (const { dialogues, id } of file.units(signal)) {
      if (!dialogues || id === undefined || read(dialogues, language)) continue
      for (const pivot of pivots) {
        const messages = read(dialogues, pivot)
        const own = found.get(pivot)!
        if (messages && !own.has(id)) own.set(id, messages)
      }
    }
  }
  return found
}

/** A pair, and why it is none. */
export interface Found {
  readonly row: Parallel
  readonly problem?: Finding
}

/** What a unit has in the language and in each pivot. */
export function rowsOf(unit: Unit, { language, pivots }: Wanted, { file, read, joined, licence }: { file: ParallelFile; read: ReturnType<typeof codeReader>; joined: PivotDialogues; licence?: string | undefined }): Found[] {
  const own = contentOf(unit, language, read)
  if (!own) return []
  const said = unit.licence ?? licence
  const source: Origin = { dataset: file.name, row: unit.row, format: file.format, ...(unit.id === undefined ? {} : { id: unit.id }), ...(said ? { licence: said } : {}) }
  return pivots.flatMap((pivot) => {
    const other = contentOf(unit, pivot, read) ?? (unit.dialogues && unit.id !== undefined ? joined.get(pivot)?.get(unit.id) : undefined)
    if (!other) return []
    const row: Parallel = { id: idOf(pivot, language, [other, own]), language, pivot, shape: unit.dialogues ? 'dialogue' : 'text', messages: { pivot: other, own }, source }
    const roles = { [pivot]: rolesOf(other), [language]: rolesOf(own) }
    return [roles[pivot]!.join() === roles[language]!.join() ? { row } : { row, problem: { reason: 'roles-differ', detail: { roles } } }]
  })
}

function contentOf({ texts, dialogues }: Unit, language: string, read: ReturnType<typeof codeReader>): readonly Message[] | undefined {
  if (dialogues) return read(dialogues, language)
  const text = texts && read(texts, language)?.trim()
  return text ? [{ role: 'user', content: text }] : undefined
}

const rolesOf = (messages: readonly Message[]) => messages.map(({ role }) => role)

/** First 16 hex digits of the sha256 of both sides. */
function idOf(pivot: string, language: string, sides: readonly (readonly Message[])[]): string {
  return createHash('sha256').update(JSON.stringify([pivot, language, sides.map((side) => side.map(({ role, content }) => [role, content]))])).digest('hex').slice(0, 16)
}
