import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeEmbedder } from '../../src/models/fake-embedder.js'
import { prune } from '../../src/stages/prune.js'
import { methods } from '../../src/text/selection.js'
import type { Original, Row } from '../../src/types.js'
import { originals } from '../originals.js'
import { everything, stageLaws } from '../stage-laws.js'
import { worldOf, type World } from '../world.js'

const rows = originals(120)

stageLaws(prune, { rows, context: (signal) => worldOf({ signal }), filter: true })

const choose = async (options = {}, given: readonly Original[] = rows, world = worldOf()) => everything(prune.make(options), given, world)
const idsOf = (run: { out: readonly Original[] }) => run.out.map(({ id }) => id)

for (const method of methods) {
  test(`prune: ${method} keeps a share or a number, in the order of choice`, async () => {
    for (const [keep, count] of [[0.5, 60], [0.01, 2], [1, 120], [7, 7], [1_000, 120]] as const) {
      const { out } = await choose({ keep, method, threshold: 1 })
      assert.equal(out.length, count)
      assert.deepEqual(out.map((row) => row.choice!.rank), out.map((_, i) => i))
    }
  })

  test(`prune: with ${method}, fewer are the first of more`, async () => {
    const all = idsOf(await choose({ keep: 1, method, threshold: 1 }))
    for (const keep of [3, 20, 77]) assert.deepEqual(idsOf(await choose({ keep, method, threshold: 1 })), all.slice(0, keep))
  })

  test(`prune: with ${method}, each row dropped names a row that is kept, its cosine, and its cluster`, async () => {
    const { out, world } = await choose({ keep: 20, method })
    const kept = new Set(out.map(({ id }) => id))
    for (const { row, reason, detail } of world.rejected) {
      assert.equal(reason, 'not-chosen')
      assert.ok(kept.has(detail!['keeper'] as string) && !kept.has(row.id))
      assert.ok(Math.abs(detail!['similarity'] as number) <= 1.0001)
      assert.ok(Number.isInteger(detail!['cluster']))
    }
  })
}

test('prune: the choice says cluster, similarity to its centre, and quality', async () => {
  const { out } = await choose()
  for (const { choice } of out) {
    assert.ok(choice!.cluster >= 0 && choice!.similarity > 0 && choice!.similarity <= 1.0001)
    assert.ok(choice!.quality > 0 && choice!.quality <= 1)
  }
})

test('prune: the keeper named is the kept row most similar', async () => {
  const { out, world } = await choose({ keep: 15 })
  const { embed } = fakeEmbedder()
  const vectorOf = async ({ messages }: Original) => (await embed([messages[0]!.content]))[0]!
  const kept = await Promise.all(out.map(vectorOf))
  for (const { row, detail } of world.rejected.slice(0, 20)) {
    const vector = await vectorOf(row as Original)
    const best = Math.max(...kept.map((other) => other.reduce((sum, value, i) => sum + value * vector[i]!, 0)))
    assert.ok(Math.abs(best - (detail!['similarity'] as number)) < 0.02)
  }
})

test('prune: kmeans takes from every cluster before it takes twice', async () => {
  const { out } = await choose({ clusters: 12, keep: 12 })
  assert.equal(new Set(out.map(({ choice }) => choice!.cluster)).size, 12)
})

test('prune: semdedup leaves no two kept rows of a cluster as alike as the threshold', async () => {
  const { out } = await choose({ method: 'semdedup', keep: 1, threshold: 0.6, clusters: 4 })
  assert.ok(out.length < rows.length)
  const vectors = await fakeEmbedder().embed(out.map(({ messages }) => messages[0]!.content))
  out.forEach((a, i) => out.forEach((b, j) => i < j && a.choice!.cluster === b.choice!.cluster && assert.ok(vectors[i]!.reduce((sum, value, d) => sum + value * vectors[j]![d]!, 0) < 0.62)))
})

test('prune: another seed makes another choice', async () => {
  assert.notDeepEqual(idsOf(await choose({}, rows, worldOf({ seed: 1 }))), idsOf(await choose({}, rows, worldOf({ seed: 2 }))))
})

/** A world whose journal remembers, as a build's does, and an embedder that counts its texts. */
function remembering(): { world: () => World; embedded: () => number } {
  const journal = new Map<string, Promise<readonly Row[]>>()
  const fake = fakeEmbedder()
  let texts = 0
  const embedder = { ...fake, embed: (asked: readonly string[]) => ((texts += asked.length), fake.embed(asked)) }
  const world = () => {
    const made = worldOf({ embedder })
    const once = (<Out extends Row>(input: Row, does: (context: World['context']) => Promise<readonly Out[]>) => {
      const key = JSON.stringify(input)
      if (!journal.has(key)) journal.set(key, does(made.context).then((out) => JSON.parse(JSON.stringify(out)) as Row[]))
      return journal.get(key) as Promise<readonly Out[]>
    }) as World['context']['once']
    return { ...made, context: { ...made.context, once } }
  }
  return { world, embedded: () => texts }
}

test('prune: every row is embedded once, whatever is chosen afterwards, and what comes from the journal chooses the same', async () => {
  const { world, embedded } = remembering()
  const first = await choose({ keep: 0.3 }, rows, world())
  assert.equal(embedded(), rows.length)
  for (const options of [{ keep: 0.6 }, { method: 'semdedup' }, { method: 'kcenter', keep: 9 }, { clusters: 3 }]) await choose(options, rows, world())
  assert.equal(embedded(), rows.length)
  assert.deepEqual(idsOf(await choose({ keep: 0.3 }, rows, world())), idsOf(first))
  await choose({}, originals(130), world())
  assert.equal(embedded(), rows.length + 10)
})

test('prune: its journal is the same for every option', () => {
  const stage = prune.make()
  assert.deepEqual([...stage.volatile!].sort(), Object.keys(stage.options).sort())
})

test('prune: without rows nothing comes out and no embedder is loaded', async () => {
  const world = worldOf()
  const models = { ...world.context.models, embedder: () => assert.fail('the embedder was loaded') }
  assert.deepEqual((await choose({}, [], { ...world, context: { ...world.context, models } })).out, [])
})

test('prune: a single row is kept', async () => {
  assert.equal((await choose({}, rows.slice(0, 1))).out.length, 1)
})
