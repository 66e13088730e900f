import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { csvOf } from '../../src/bench/csv.js'
import { commitOf } from '../../src/bench/machine.js'
import { appendResults, lastOfEach, readResultsFile, resultsFile } from '../../src/bench/store.js'
import { UserError } from '../../src/errors.js'
import { resultOf } from './results.js'

const folder = mkdtempSync(join(tmpdir(), 'bench-store-'))
after(() => rmSync(folder, { recursive: true, force: true }))

describe('a file of results', () => {
  it('holds a line for each, and gives back what was appended', () => {
    const file = join(folder, 'new', 'results.jsonl')
    appendResults(file, [resultOf()])
    appendResults(file, [resultOf({ test: 'wikitext', unit: 'MB', model: undefined })])
    assert.equal(readFileSync(file, 'utf8').trim().split('\n').length, 2)
    assert.deepEqual(readResultsFile(file).map(({ test }) => test), ['tg128 @ 8', 'wikitext'])
    assert.deepEqual(readResultsFile(file)[0], resultOf())
  })
  it('is in the folder bench where there is one', () => {
    assert.match(resultsFile(undefined, folder), /results\.jsonl$/)
    assert.equal(resultsFile(undefined, folder).startsWith(folder), false)
    mkdirSync(join(folder, 'bench'))
    assert.equal(resultsFile(undefined, folder), join(folder, 'bench', 'results.jsonl'))
    assert.equal(resultsFile('mine.jsonl', folder), 'mine.jsonl')
  })
  it('is named with the line that is no result', () => {
    const file = join(folder, 'torn.jsonl')
    writeFileSync(file, `${JSON.stringify(resultOf())}\n{"format":1,"test":"pp5`)
    const says = (message: RegExp) => (thrown: unknown) => thrown instanceof UserError && message.test(thrown.message)
    assert.throws(() => readResultsFile(file), says(/torn\.jsonl:2 is no result of "ultralink bench"/))
    writeFileSync(file, JSON.stringify({ ...resultOf(), values: [] }))
    assert.throws(() => readResultsFile(file), says(/torn\.jsonl:1 .*values/))
    writeFileSync(file, '\n')
    assert.throws(() => readResultsFile(file), says(/has no results/))
    assert.throws(() => readResultsFile(join(folder, 'none')), says(/cannot read the results .*none: there is no such file; give a file that/))
    assert.throws(() => appendResults(join(file, 'x'), [resultOf()]), says(/cannot append results to .*: a file is in its way; give another file with --out/))
  })
  it('gives the last result of each thing', () => {
    const results = [resultOf({ values: [1] }), resultOf({ values: [2] }), resultOf({ settings: { threads: 2 } }), resultOf({ test: 'pp512' })]
    assert.deepEqual(lastOfEach(results), results.slice(1))
  })
})

describe('results as CSV', () => {
  it('have a line of names and as many fields in every line, quoted where they have to be', () => {
    const [head, line, rest] = csvOf([resultOf({ full: 0.98 })]).split('\n')
    assert.equal(rest, '')
    assert.match(head!, /^date,version,commit,test,model,.*,mean,sd,repeats,/)
    assert.match(line!, /,"A ""fast"" cpu, old",2,/)
    const fields = line!.match(/"(?:[^"]|"")*"|[^,]+|(?<=,)(?=,)|(?<=,)$/g)!
    assert.equal(fields.length, head!.split(',').length)
    assert.equal(fields[head!.split(',').indexOf('mean')], '101')
    assert.equal(fields[head!.split(',').indexOf('sd')], '1')
    assert.equal(fields[head!.split(',').indexOf('values')], '100 101 102')
  })
})

describe('the commit', () => {
  it('is read from the branch that is checked out, or is not told', () => {
    const root = join(folder, 'checkout')
    mkdirSync(join(root, '.git', 'refs', 'heads'), { recursive: true })
    writeFileSync(join(root, '.git', 'HEAD'), 'ref: refs/heads/main\n')
    writeFileSync(join(root, '.git', 'packed-refs'), `# pack-refs\n${'b'.repeat(40)} refs/heads/main\n`)
    assert.equal(commitOf(root), 'b'.repeat(12))
    writeFileSync(join(root, '.git', 'refs', 'heads', 'main'), `${'a'.repeat(40)}\n`)
    assert.equal(commitOf(root), 'a'.repeat(12))
    writeFileSync(join(root, '.git', 'HEAD'), `${'c'.repeat(40)}\n`)
    assert.equal(commitOf(root), 'c'.repeat(12))
    assert.equal(commitOf(folder), undefined)
  })
})
