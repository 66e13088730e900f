import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { duration, progressOf } from '../../src/cli/progress.js'
import { summary } from '../../src/cli/report.js'
import { table, width, wrap } from '../../src/cli/table.js'

test('columns are as wide as their widest cell, wide characters counting as two, numbers to the right', () => {
  const lines = table(['name', 'rows'], [['中文', '5'], ['français', '1,200']]).split('\n')
  assert.deepEqual(lines, ['name      rows', '────────  ─────', '中文          5', 'français  1,200'])
})

test('the width of a text is what it takes on a terminal', () => {
  assert.deepEqual(['abc', '中文', 'e\u0301', '，'].map(width), [3, 4, 1, 2])
})

const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '中', '。', '\n', 'é'), maxLength: 120 })

test('wrapped text has no line wider than asked for, and loses nothing but spaces', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 8, max: 30 }), (given, columns) => {
      const short = given.replace(/[abé]{7,}/g, (run) => run.slice(0, 6))
      const wrapped = wrap(short, columns, '  ')
      for (const line of wrapped.split('\n')) assert.ok(width(line.trimEnd()) <= columns, JSON.stringify(line))
      assert.equal(wrapped.replace(/\s/g, ''), short.replace(/\s/g, ''))
    }),
  )
})

test('code keeps its indentation where it is wrapped, and what goes on in the next line has none', () => {
  assert.equal(wrap('def f(n):\n    return n + n', 12, '  '), '  def f(n):\n      return\n  n + n')
  assert.equal(wrap(`${' '.repeat(20)}word`, 12), 'word')
})

test('durations are told in the unit that fits', () => {
  assert.deepEqual([0.04, 9.96, 42, 150, 7_260].map(duration), ['0.0 s', '10.0 s', '42 s', '3 min', '2 h 01 min'])
})

test('progress away from a terminal is whole lines without control characters; on one it is drawn over', () => {
  const manifest = { name: 'culture', rowsOut: 1200, rejected: { 'lower-culture-rank': 3 }, resumed: 0, seconds: 2 } as unknown as Parameters<ReturnType<typeof progressOf>>[1] extends { manifest?: infer M } ? M : never
  const said = (isTTY: boolean) => {
    let out = ''
    const tell = progressOf({ write: (written) => void (out += written), isTTY })
    tell('fr', { type: 'start', stage: 'culture' })
    tell('fr', { type: 'end', stage: 'culture', manifest })
    return out
  }
  assert.equal(said(false), 'fr culture: 1,200 rows, 3 rejected (2.0 s)\n')
  assert.ok(said(true).includes('\u001b[K'))
})

test('progress on a narrow terminal stays in one line', async () => {
  let out = ''
  const tell = progressOf({ write: (written) => void (out += written), isTTY: true, columns: 20 })
  await new Promise((resolve) => setTimeout(resolve, 150))
  tell('fr', { type: 'progress', stage: 'dialogues', done: 34, total: 52, tokens: 9000, seconds: 20 })
  assert.equal(out, '\r\u001b[Kfr dialogues 65% (3')
})

test('the closing table counts rejects by stage and reason in a column for each language', () => {
  const stage = (name: string, rejected: Record<string, number>) => ({ folder: '', manifest: { name, rejected, rowsIn: 2, rowsOut: 1, counts: {} } })
  const dataset = { name: 'some', kinds: [{ name: 'articles' }, { name: 'dialogues' }] }
  const built = [
    { dataset, language: 'en', stages: [stage('articles', { list: 1 }), stage('dialogues', { 'too-short': 1200 })] },
    { dataset, language: 'zh', stages: [stage('articles', { 'corrupt-block': 2 }), stage('dialogues', {})] },
  ] as unknown as Parameters<typeof summary>[0]
  const [counts = '', rejects = ''] = summary(built).split('\n\n')
  assert.match(counts, /^language +articles +dialogues\n[^\n]*\nen +1 +1$/m)
  const [first, second] = built
  const counted = [{ ...first!, stages: first!.stages.map((each) => ({ ...each, manifest: { ...each.manifest, counts: { turns: 3 } } })) }, second!]
  assert.match(summary(counted), /^language +articles +dialogues +turns\n[^\n]*\nen +1 +1 +3\nzh +1 +1 +–$/m)
  const head = ['rejected in  reason         en     zh', '───────────  ─────────────  ─────  ──']
  assert.deepEqual(rejects.split('\n'), [...head, 'articles     list               1   –', 'articles     corrupt-block      –   2', 'dialogues    too-short      1,200   –'])
})
