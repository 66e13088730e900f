import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parquetTables, type TableName } from '../io/parquet-tables.js'
import { writeParquet } from '../io/parquet.js'
import type { Dialogue } from '../types.js'
import { createFolder } from '../writable.js'

/** Most bytes of one Parquet shard: what hubs like. */
export const bytesPerShard = 500e6

interface Sharding {
  readonly split: string
  readonly table: TableName
  /** Bytes. */
  readonly shard: number
}

/**
 * Writes rows into numbered files of at most so many bytes, whose names say how many there are. They take the place of those of an
 * earlier time when all are there; of what is not finished nothing stays.
 */
export async function writeShards(folder: string, rows: AsyncIterable<Dialogue>, { split, table, shard: most }: Sharding): Promise<{ rows: number; bytes: number; data: number }> {
  createFolder(folder)
  const remove = async (shard: RegExp) => {
    for (const name of await readdir(folder)) if (shard.test(name)) await rm(join(folder, name))
  }
  const unfinished = new RegExp(`^${split}-\\d+\\.parquet(\\.tmp)+$`)
  await remove(unfinished)
  const number = (n: number) => String(n).padStart(5, '0')
  const unnamed = (shard: number) => join(folder, `${split}-${number(shard)}.parquet.tmp`)
  const iterator = peeking(rows)
  const total = { rows: 0, bytes: 0, data: 0 }
  let shards = 0
  try {
    do {
      const written = await writeParquet(unnamed(shards++), iterator, { table: parquetTables[table], most })
      for (const figure of ['rows', 'bytes', 'data'] as const) total[figure] += written[figure]
    } while (!(await iterator.isAtEnd()))
  } catch (error) {
    await remove(unfinished).catch(() => {}) // what went wrong first is said
    throw error
  }
  // Of another number of shards none may stay: whoever reads the folder would read rows twice.
  await remove(new RegExp(`^${split}-\\d+(-of-\\d+)?\\.parquet$`))
  for (let shard = 0; shard < shards; shard++) await rename(unnamed(shard), join(folder, `${split}-${number(shard)}-of-${number(shards)}.parquet`))
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

