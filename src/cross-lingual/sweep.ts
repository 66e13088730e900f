import { Interrupted } from '../errors.js'
import { parted } from '../stage.js'
import { inOrder } from '../text/in-order.js'
import { randomOf } from '../text/random.js'
import type { Context, CrossLingualDialogue, Parallel } from '../types.js'
import { directionName, type Direction } from './directions.js'
import type { Glossary } from './glossary.js'
import { written, type Order } from './write.js'

/** What the sweeps over the pairs share. */
export interface Sharing {
  readonly context: Context
  readonly given: { readonly pivots: readonly string[]; readonly tasks: Order['weights']; readonly generate: boolean }
  readonly directions: readonly Direction[]
  /** By direction: rows wanted, rows made, and pairs not seen yet. */
  readonly asked: readonly number[]
  readonly got: number[]
  readonly left: number[]
  /** By direction and place of the pair: 1 where it is used already. */
  readonly tried: readonly Uint8Array[]
  readonly glossaries: ReadonlyMap<string, Glossary>
}

/** Pairs worked on before the quotas are looked at again. */
const batch = 32

/** More pairs are taken than are needed, since some are rejected. */
const spare = 1.1

/** Goes over the pairs and makes rows until every direction has its quota: of pairs drawn evenly from all, then of any that is left. */
export async function* sweep(rows: AsyncIterable<Parallel>, sharing: Sharing, isEven: boolean): AsyncGenerator<CrossLingualDialogue> {
  const { context, directions, asked, got } = sharing
  let orders: Order[] = []
  let place = 0
  for await (const row of rows) {
    if (context.signal.aborted) throw new Interrupted()
    orders.push(...ordersOf(row, sharing, { isEven, orders, place: place++ }))
    if (orders.length < batch) continue
    yield* made(orders, sharing)
    orders = []
    if (directions.every((_, i) => got[i]! >= asked[i]!)) return
  }
  yield* made(orders, sharing)
}

/** What is to be made of a row: nothing, or one dialogue in one or both of its directions. */
function ordersOf(row: Parallel, { context, given, directions, asked, got, left, tried, glossaries }: Sharing, { isEven, orders, place }: { isEven: boolean; orders: readonly Order[]; place: number }): Order[] {
  return directions.flatMap((direction, i) => {
    if (row.pivot !== direction.from && row.pivot !== direction.to) return []
    const need = asked[i]! - got[i]! - orders.filter((order) => order.direction === direction).length
    const chance = isEven ? (need * spare + 1) / left[i]! : 1
    left[i]!--
    if (need <= 0 || tried[i]![place] || randomOf(context.seed, 'chosen', row.id, directionName(direction))() >= chance) return []
    tried[i]![place] = 1
    return [{ row, direction, pivots: given.pivots, weights: given.tasks, glossary: glossaries.get(row.pivot) ?? [], generate: given.generate }]
  })
}

async function* made(orders: readonly Order[], { context, given, directions, got }: Sharing): AsyncGenerator<CrossLingualDialogue> {
  const width = given.generate ? (await context.models.generator()).concurrency : 1
  const each = (order: Order) => (given.generate ? writtenOnce(order, context) : written(order, context))
  for await (const row of inOrder(streamOf(orders), each, { width, signal: context.signal })) {
    got[directions.findIndex(({ from, to }) => from === row.direction.from && to === row.direction.to)]!++
    context.count(`task-${row.task}`)
    yield row
  }
}

/** What goes along: no turn is generated again because the pair's file has another name, or its line another number. */
const carry = ['source'] as const

function writtenOnce(order: Order, context: Context): Promise<readonly CrossLingualDialogue[]> {
  const { own, carried } = parted(order.row, carry)
  return context.once({ ...own, ...{ direction: order.direction } }, async (inner) => (await written({ ...order, row: own }, inner)).map((row) => parted(row, carry).own), carried)
}

async function* streamOf<T>(list: readonly T[]): AsyncGenerator<T> {
  yield* list
}
