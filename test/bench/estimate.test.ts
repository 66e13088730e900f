import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { estimate } from '../../src/bench/estimate.js'
import type { Wanted } from '../../src/bench/estimate-rows.js'
import type { Rehearsal, StageSample } from '../../src/bench/rehearsal.js'

const stage = (name: string, rows: number, out: number, seconds = rows): StageSample => ({ name, rows, out, seconds, bytes: 100 * rows, journal: 0 })
/** A build whose time is a load of 2 s, 5 s more when cold, and 0.1 s a row of the stage that generates. */
function rehearsed(rows: number, cold: boolean): Rehearsal {
  const seconds = 2 + (cold ? 5 : 0) + 0.1 * rows
  const tokens = { prompt: 50 * rows, evaluated: 20 * rows, generated: 10 * rows }
  return { seconds, cpu: 2 * seconds, release: 300 * rows, vectors: 0, chains: [{ name: 'math', stages: [stage('originals', rows, rows, 0)] }, { name: 'math fr', stages: [{ ...stage('translate', rows, rows, 0.1 * rows), tokens }, stage('verify', rows, rows / 2, 0)] }] }
}

describe('an estimate', () => {
  const wanted = (total: number, limit?: number) => (chain: { name: string }, ends: (name: string) => number): Wanted => (chain.name === 'math' ? { total, perLimit: {} } : { total: ends('math'), limit, perLimit: { translate: 1 } })

  it('tells what the start takes from what each row takes', () => {
    const { seconds, cpu, tokens, rows } = estimate({ cold: rehearsed(4, true), small: rehearsed(4, false), large: rehearsed(40, false), wanted: wanted(1_000) })
    assert.ok(Math.abs(seconds.likely - 107) < 1e-6, `${seconds.likely}`)
    assert.ok(Math.abs(cpu.likely - 214) < 1e-6)
    const whole = estimate({ cold: rehearsed(4, true), small: rehearsed(4, false), large: rehearsed(40, false), wanted: wanted(1_000), start: 3 })
    assert.ok(Math.abs(whole.seconds.likely - 110) < 1e-6)
    assert.ok(seconds.low < 107 && seconds.high > 107 && seconds.high < 2 * 107)
    assert.deepEqual([Math.round(tokens.generated), Math.round(tokens.prompt), Math.round(rows)], [10_000, 50_000, 500])
  })
  it('takes no more than a limit asks for', () => {
    const { rows, stages } = estimate({ cold: rehearsed(4, true), small: rehearsed(4, false), large: rehearsed(40, false), wanted: wanted(1_000, 50) })
    assert.equal(Math.round(rows), 50)
    assert.equal(Math.round(stages.find(({ stage: name }) => name === 'translate')!.rowsIn), 111)
  })
  it('is less sure of few rows, of many times as many, and on a noisy machine', () => {
    const spread = (first: number, total: number, noise = 0.1) => {
      const { seconds } = estimate({ cold: rehearsed(first, true), small: rehearsed(first, false), wanted: wanted(total), noise })
      return seconds.high / seconds.likely
    }
    assert.ok(spread(4, 1_000) > spread(40, 1_000))
    assert.ok(spread(40, 1_000_000) > spread(40, 1_000))
    assert.ok(spread(40, 1_000, 0.3) > spread(40, 1_000))
  })
  it('is less sure, of time and tokens, the fewer rows of the sample were kept, where a limit is to be reached', () => {
    const keeping = (share: number) => (rows: number): Rehearsal => ({ ...rehearsed(rows, false), chains: rehearsed(rows, false).chains.map(({ name, stages }) => ({ name, stages: stages.map((each) => (each.name === 'verify' ? { ...each, out: rows * share } : each)) })) })
    const spread = (share: number, limit?: number) => {
      const { seconds, made, tokens } = estimate({ cold: keeping(share)(4), small: keeping(share)(4), large: keeping(share)(40), wanted: wanted(1_000, limit) })
      assert.equal(made.likely, tokens.generated)
      return [seconds.high / seconds.likely, made.high / made.likely] as const
    }
    for (const i of [0, 1] as const) {
      assert.ok(spread(0.1, 20)[i] > spread(0.5, 20)[i])
      assert.ok(spread(0.5, 20)[i] > spread(1, 20)[i])
      assert.ok(spread(0.1)[i] === spread(0.5)[i])
    }
  })
  it('adds the release to what the stages leave on disk', () => {
    const { bytes } = estimate({ cold: rehearsed(4, true), small: rehearsed(4, false), large: rehearsed(40, false), wanted: wanted(400) })
    // 100 bytes a row of three stages, and 300 × 40 for 20 dialogues of the release.
    assert.ok(Math.abs(bytes.likely - (3 * 100 * 400 + 300 * 400)) < 1e-6, `${bytes.likely}`)
  })
  it('counts journals by their rows, and vectors by what the stages that ask for them write, beside those that every build has', () => {
    const kept = (rows: number, cold: boolean): Rehearsal => {
      const { chains, ...rest } = rehearsed(rows, cold)
      return { ...rest, vectors: 5_000 + 40 * rows, chains: chains.map(({ name, stages }) => ({ name, stages: stages.map((each) => ({ ...each, ...(each.name === 'verify' ? { embeds: true, journal: 60 * rows } : {}) })) })) }
    }
    const { disk, bytes } = estimate({ cold: kept(4, true), small: kept(4, false), large: kept(40, false), wanted: wanted(400) })
    assert.deepEqual(Object.entries(disk).map(([what, each]) => [what, Math.round(each)]), [['rows', 3 * 100 * 400], ['journals', 60 * 400], ['vectors', 5_000 + 40 * 400], ['release', 300 * 400]])
    assert.equal(Math.round(bytes.likely), Math.round(disk.rows + disk.journals + disk.vectors + disk.release))
  })
  it('keeps no more vectors than a build does', () => {
    const kept = (rows: number): Rehearsal => ({ ...rehearsed(rows, false), vectors: 1e6 * rows, chains: rehearsed(rows, false).chains.map(({ name, stages }) => ({ name, stages: stages.map((each) => ({ ...each, embeds: true })) })) })
    assert.equal(estimate({ cold: kept(4), small: kept(4), large: kept(40), wanted: wanted(100_000) }).disk.vectors, 2 ** 30)
  })
  it('counts tokens and journals by the length of the rows that come first, and lets fewer of long ones pass', () => {
    const journaled = (rows: number): Rehearsal => ({ ...rehearsed(rows, false), chains: rehearsed(rows, false).chains.map(({ name, stages }) => ({ name, stages: stages.map((each) => ({ ...each, journal: 60 * rows })) })) })
    // Of 1,000 rows the first half are twice as long as those of the sample, the others half as long.
    const coming = Array.from({ length: 100 }, (_, i) => (i < 50 ? 200 : 50))
    const long = (rows: number): Rehearsal => ({ ...journaled(rows), chains: journaled(rows).chains.map(({ name, stages }) => ({ name, stages: stages.map((each) => (each.name === 'translate' ? { ...each, lengths: { taken: [100, 100], coming } } : each)) })) })
    const planned = (of: typeof long, limit: number) => estimate({ cold: of(4), small: of(4), large: of(40), wanted: wanted(1_000, limit) })
    const [even, heavy] = [planned(journaled, 50), planned(long, 50)]
    const [plain, first] = [even, heavy].map(({ stages }) => stages.find(({ stage: name }) => name === 'translate')!)
    assert.equal(Math.round(plain!.rowsIn), 111)
    // One in four passes instead of one in two.
    assert.equal(Math.round(heavy.rows), 50)
    assert.equal(Math.round(first!.rowsIn), 200)
    assert.ok(Math.abs(first!.tokens!.generated - 2 * 10 * first!.rowsIn) < 1e-6)
    assert.ok(Math.abs(first!.journal - 2 * 60 * first!.rowsIn) < 1e-6)
    assert.equal(Math.round(first!.bytes), Math.round(100 * first!.rowsIn))
  })
})
