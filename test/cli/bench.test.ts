import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { BenchResult } from '../../src/bench/result.js'
import { resultOf } from '../bench/results.js'
import { ultralink } from './terminal.js'

const folder = mkdtempSync(join(tmpdir(), 'bench-'))
const results = join(folder, 'results.jsonl')
const file = (name: string, lines: readonly unknown[]) => {
  writeFileSync(join(folder, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  return join(folder, name)
}
const cache = process.env['XDG_CACHE_HOME']
before(() => void (process.env['XDG_CACHE_HOME'] = folder))
after(() => {
  if (cache === undefined) delete process.env['XDG_CACHE_HOME']
  else process.env['XDG_CACHE_HOME'] = cache
  rmSync(folder, { recursive: true, force: true })
})

describe('ultralink bench', () => {
  const tiny = ['bench', '--shape', 'layers=1,width=64,vocabulary=2000', '--gpu', 'false', '-t', '1', '-p', '64', '-n', '16', '-r', '2', '--out', results]

  it('measures a model of random weights and lays the results out as llama-bench does', async () => {
    const { code, out, err } = await ultralink([...tiny, '--sequences', '1,4', '--only', 'pp,tg'])
    assert.equal(code, 0, err)
    assert.match(out, /^\d+ cores of .*, no GPU, .*Node \d+.*ultralink \d/)
    assert.match(out, /^model +size +params +backend +threads +test +t\/s +full +evaluated$/m)
    for (const name of ['pp64', 'tg16', 'pp64 @ 4', 'tg16 @ 4']) assert.match(out, new RegExp(`^llama random-1x64\\S+ Q8_0 +\\S+ kB +\\S+ M +cpu +1 +${name} +[1-9][\\d.]* ± +[\\d.]+`, 'm'), out)
    assert.match(err, /writing a model of random weights, \S+ kB, once/)
    assert.match(err, /appended to .*results\.jsonl/)
  })
  it('appends a line for each test, with machine, model and settings', () => {
    const lines = readFileSync(results, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as BenchResult)
    assert.deepEqual(lines.map(({ test }) => test), ['pp64', 'tg16', 'pp64 @ 4', 'tg16 @ 4'])
    for (const { values, model, machine, settings } of lines) {
      assert.equal(values.length, 2)
      assert.equal(model?.quantization, 'Q8_0')
      assert.equal(machine.backend, 'cpu')
      assert.equal(settings['threads'], 1)
    }
  })
  it('gives JSON that goes on where a file is compared with', async () => {
    const { code, out, err } = await ultralink([...tiny, '--sequences', '4', '--only', 'tg', '--json', '--compare', results])
    assert.equal(code, 0, err)
    const { test, compared } = JSON.parse(out) as BenchResult & { compared: { verdict: string; differing: string[] } }
    assert.equal(test, 'tg16 @ 4')
    assert.deepEqual(compared.differing, [])
    assert.match(compared.verdict, /faster|slower|no difference beyond noise/)
  })
  it('measures a dialogue build with random weights, the embedder, and wikitext', async () => {
    const { code, out, err } = await ultralink([...tiny, '--sequences', '2', '-r', '1', '--only', 'build,embed,wikitext', '--csv'])
    assert.equal(code, 0, err)
    const [head, ...lines] = out.trim().split('\n')
    const column = head!.split(',').indexOf('test')
    assert.deepEqual(lines.map((line) => line.split(',')[column]), ['build @ 2', 'embed', 'wikitext'])
    assert.match(lines[1]!, /,texts\/s,[1-9]/)
    assert.match(lines[2]!, /,MB\/s,\d/)
  })
  it('measures as a build runs, with as many tokens in all as eight sequences have', async () => {
    const { code, out, err } = await ultralink([...tiny, '--sequences', 'auto', '-r', '1', '--only', 'tg,build', '--json'])
    assert.equal(code, 0, err)
    const [text, dialogues] = out.trim().split('\n').map((line) => JSON.parse(line) as BenchResult)
    const { replicas, sequences } = text!.settings as { replicas: number; sequences: number }
    const all = replicas * sequences
    assert.ok(all >= 8)
    assert.deepEqual([text!.test, dialogues!.test], [`tg${Math.ceil(16 * 8 / all)} @ ${all}`, `build @ ${all}`])
    assert.match(err, /as a build runs/)
  })
  it('compares two files without measuring anything', async () => {
    const [before, now] = [file('before.jsonl', [resultOf({ values: [100, 101, 99] })]), file('now.jsonl', [resultOf({ values: [120, 121, 119] }), resultOf({ test: 'pp512', values: [900] })])]
    const { code, out, err } = await ultralink(['bench', '--from', now, '--compare', before])
    assert.equal(code, 0, err)
    assert.match(out, /^some-model +tg128 @ 8 +100\.0 +120\.0 +faster 20 % \(1\d to 2\d\)$/m)
    assert.match(out, /^some-model +pp512 +– +900\.0 +not measured before$/m)
    assert.equal(err, '')
  })
  it('says what is wrong before it measures', async () => {
    const says = async (args: readonly string[], message: RegExp) => {
      const { code, err } = await ultralink(['bench', ...args])
      assert.equal(code, 1)
      assert.match(err, message)
    }
    await says(['--compare', join(folder, 'none.jsonl')], /cannot read the results/)
    await says(['--shape', '7b', '--only', 'tg'], /"7b" is no shape/)
    await says(['--only', 'tg,speed'], /"speed" is none of pp, tg, build, embed, wikitext/)
    await says(['--sequences', '1,all'], /auto, or a whole number from 1 is wanted/)
    await says(['--repeats', '0'], /(?<!auto, or )a whole number from 1 is wanted/)
    await says(['--generator', 'no-such-model', '--only', 'tg'], /no-such-model/)
    await says(['--generator', 'no-such-model', '--only', 'tg', '--out', folder], /^cannot append results to .*: a folder is in its way; give another file with --out/)
  })
  it('explains itself', async () => {
    const { code, out } = await ultralink(['bench', '--help'])
    assert.equal(code, 0)
    assert.match(out, /--generator[^]*--shape[^]*--compare[^]*Examples:/)
  })
})
