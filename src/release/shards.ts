import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parquetTables, type TableName } from '../io/parquet-tables.js'
import { writeParquet } from '../io/parquet.js'
import type { Dialogue } from '../types.js'

/** Most bytes of one Parquet shard: what hubs like. */
export const bytesPerShard = 500e6

interface Sharding {
  readonly split: string
  readonly table: TableName
  /** Bytes. */
  readonly shard: number
}

/** Writes rows into numbered files of at most so many bytes, whose names say how many there are. */
export async function writeShards(folder: string, rows: AsyncIterable<Dialogue>, { split, table, shard: most }: Sharding): Promise<{ rows: number; bytes: number; data: number }> {
  await mkdir(folder, { recursive: true })
  // Of another number of shards none may stay: whoever reads the folder would read rows twice.
  for (const name of await readdir(folder)) if (new RegExp(`^${split}-\\d+(-of-\\d+)?\\.parquet(\\.tmp)?$`).test(name)) await rm(join(folder, name))
  const number = (n: number) => String(n).padStart(5, '0')
  const iterator = peeking(rows)
  const total = { rows: 0, bytes: 0, data: 0 }
  let shards = 0
  do {
    const written = await writeParquet(join(folder, `${split}-${number(shards++)}.parquet`), iterator, { table: parquetTables[table], most })
    for (const figure of ['rows', 'bytes', 'data'] as const) total[figure] += written[figure]
  } while (!(await iterator.isAtEnd()))
  for (let shard = 0; shard < shards; shard++) await rename(join(folder, `${split}-${number(shard)}.parquet`), join(folder, `${split}-${number(shard)}-of-${number(shards)}.parquet`))
  return total
}

/** Goes through rows, and says whether there are more. */
function peeking<T>(rows: AsyncIterable<T>): AsyncIterator<T> & { isAtEnd(): Promise<boolean> } {
  const iterator = rows[Symbol.asyncIterator]()
  let held: Promise<IteratorResult<T>> | undefined
  return {
    async isAtEnd() {
      return (await (held ??= iterator.next())).done === true
    },
    next() {
      const next = held ?? iterator.next()
      held = undefined
      return next
    },
  }
}

