import { readFileSync, readdirSync } from 'node:fs'

/** A text file, or undefined where there is none to be read. */
export function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** What is in a folder (below it, with slashes, when `deep`); nothing where it may not be read. */
export function entriesOf(folder: string, { deep = false } = {}): string[] {
  try {
    return readdirSync(folder, { recursive: deep, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'))
  } catch {
    return []
  }
}
