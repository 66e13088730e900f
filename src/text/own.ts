/** What a table has under a word of a text, which may be one that every object has (`constructor`). */
export function ownOf<T>(table: Readonly<Record<string, T>> | undefined, word: string): T | undefined {
  return table && Object.hasOwn(table, word) ? table[word] : undefined
}
