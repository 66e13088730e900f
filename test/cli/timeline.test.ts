import assert from 'node:assert/strict'
import { test } from 'node:test'
import { timeline } from '../../src/cli/timeline.js'

const stage = (name: string, { from, seconds, waited = 0, run = '2026-01-02T00:00:00.000Z' }: { from: number; seconds: number; waited?: number; run?: string }) => ({
  folder: '',
  manifest: { name, seconds, waited, run, started: new Date(Date.parse('2026-01-02T00:00:00.000Z') + 1000 * from).toISOString() },
})

test('a timeline shows each stage of the last run from its beginning to its end, and the share of that time it had rows', () => {
  const dataset = { name: 'some', shared: 1 }
  const shared = stage('originals', { from: 0, seconds: 10 })
  const built = [
    { dataset, language: 'fr', stages: [shared, stage('translate', { from: 10, seconds: 20 })] },
    { dataset, language: 'es', stages: [shared, stage('translate', { from: 30, seconds: 10, waited: 5 })] },
  ] as unknown as Parameters<typeof timeline>[0]
  const [head = '', , ...lines] = timeline(built).split('\n')
  assert.match(head, /40 s from the first row to the last/)
  assert.deepEqual(lines.map((line) => line.split(/ {2,}/)[0]), ['shared originals', 'fr translate', 'es translate'])
  const bars = lines.map((line) => [line.indexOf('█'), line.lastIndexOf('█')] as const)
  assert.ok(bars[0]![1] <= bars[1]![0] && bars[1]![1] <= bars[2]![0])
  assert.match(lines[2]!, /10 s +50%$/)
})

test('what was kept from an earlier run is counted, not drawn', () => {
  const dataset = { name: 'some', shared: 0 }
  const stages = [stage('articles', { from: -90_000, seconds: 9, run: '2026-01-01T00:00:00.000Z' }), stage('passages', { from: 0, seconds: 1 })]
  const text = timeline([{ dataset, language: 'fr', stages }] as unknown as Parameters<typeof timeline>[0])
  assert.doesNotMatch(text, /articles/)
  assert.match(text, /1 more was done in an earlier run/)
})
