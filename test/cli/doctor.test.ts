import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { disk, examineMachine } from '../../src/cli/doctor-machine.js'
import { aboutSettings, fits } from '../../src/cli/doctor-models.js'
import { packageRoot } from '../../src/package.js'
import { mounted, noMounts } from '../mounted.js'
import { ultralink } from './terminal.js'

const folder = mkdtempSync(join(tmpdir(), 'doctor-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const nano = join(packageRoot, 'models', 'nano-generator.gguf')
const embedder = join(packageRoot, 'models', 'nano-embedder')

describe('ultralink doctor', () => {
  it('looks at everything a build needs, a line each, and tries both models', async () => {
    const { code, out, err } = await ultralink(['doctor', '--generator', 'nano-generator', '--embedder', 'nano-embedder', '--out', join(folder, 'runs')])
    assert.equal(code, 0, err + out)
    const lines = out.trim().split('\n')
    for (const check of ['node', 'cores', 'memory', 'open files', 'clock', 'out', 'temporary', 'cache', 'backend', 'generator', 'generator fits', 'context', 'generation', 'settings', 'embedder', 'embedding'])
      assert.equal(lines.filter((line) => new RegExp(`^(ok|warn) +${check}  `).test(line)).length, 1, `${check}\n${out}`)
    assert.match(out, /^\w+ +generation +[1-9]\d* tokens\/s, 4 prompts at once/m)
    assert.match(out, /^\w+ +embedding +[1-9]\d* sentences\/s, \d+ dimensions, mean pooling/m)
    assert.match(out, /sha256 [0-9a-f]{12} \(bundled\)/)
  })
  it('makes no folder and leaves nothing behind', () => {
    assert.equal(existsSync(join(folder, 'runs')), false)
    assert.deepEqual(readdirSync(folder), [])
  })
  it('ends with 1 and names what will fail, and still says the rest', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    const { code, out, err } = await ultralink(['doctor', '--generator', embedder, '--embedder', nano, '--out', join(file, 'runs')])
    assert.equal(code, 1)
    assert.match(out, /^fail +out .*a-file is no folder/m)
    assert.match(out, /^fail +generator .*is a folder; a \.gguf file is wanted/m)
    assert.match(out, /^fail +embedder .*writes text \(qwen2\) and gives no vectors/m)
    assert.match(out, /^ok +node /m)
    assert.match(err, /^a build will fail: see out, generator, embedder$/m)
  })
  it('says what a model is that is not there', async () => {
    const { code, out } = await ultralink(['doctor', '--generator', 'no-such-model', '--embedder', 'nano-embedder', '--out', folder])
    assert.equal(code, 1)
    assert.match(out, /^fail +generator .*no-such-model/m)
    assert.match(out, /^ok +embedding /m)
  })
  it('explains itself', async () => {
    const { code, out } = await ultralink(['doctor', '--help'])
    assert.equal(code, 0)
    assert.match(out, /--generator[^]*--embedder[^]*--out[^]*Examples:/)
  })
})

describe('a check', () => {
  it('says that a disk is too small, or nearly', async () => {
    assert.equal((await disk('out', folder, { least: 0, enough: 0 })).state, 'ok')
    assert.equal((await disk('out', folder, { least: 0, enough: Infinity })).state, 'warn')
    const { state, advice } = await disk('out', folder, { least: Infinity, enough: Infinity })
    assert.equal(state, 'fail')
    assert.match(advice ?? '', /make room, or give another folder with --out/)
  })
  it('says that a folder is a link to nothing, where a build could not make it', { skip: process.platform === 'win32' && 'needs links' }, async () => {
    const link = join(folder, 'dangling')
    symlinkSync('/nowhere/x', link)
    for (const path of [link, join(link, 'below')]) assert.deepEqual(await disk('out', path, { least: 0, enough: 0 }).then(({ state, found }) => [state, found]), ['fail', `${path}: ${link} is a link to /nowhere/x, which is not there`])
    rmSync(link)
  })
  it('says that a folder cannot be written', async () => {
    const { state, found } = await disk('out', '/proc/ultralink', { least: 0, enough: 0 })
    assert.equal(state, 'fail')
    assert.match(found, /\/proc\/ultralink: cannot be written/)
  })
  it('only warns of a temporary folder, which no build needs', async () => {
    const refused = await disk('temporary', '/proc/ultralink', { least: 0, enough: 0 })
    assert.equal(refused.state, 'warn')
    assert.match(refused.advice ?? '', /TMPDIR.*plan/)
    assert.equal((await disk('temporary', folder, { least: Infinity, enough: Infinity })).state, 'warn')
  })
  it('needs no shell, which small containers do not have', { skip: noMounts }, () => {
    const script = `import { examineMachine } from ${JSON.stringify(new URL('../../src/cli/doctor-machine.js', import.meta.url).href)}
      console.log((await examineMachine('/tmp')).find(({ check }) => check === 'open files').found)`
    assert.match(mounted('mount --bind /dev/null /bin/sh; exec "$node" --input-type=module -e "$1"', script), /^(?:at most \d+|no limit)\n$/)
  })
  it('says which settings a build would take, and where they were measured on a busy machine', () => {
    const before = { settings: 'threads 1', tokensPerSecond: 100, file: '/cache/tuning.json' }
    assert.match(aboutSettings(undefined, 150).found, /not measured yet/)
    assert.deepEqual(aboutSettings(before, 150), { state: 'ok', check: 'settings', found: 'threads 1' })
    const busy = aboutSettings(before, 900)
    assert.equal(busy.state, 'warn')
    assert.match(busy.advice ?? '', /delete \/cache\/tuning\.json/)
  })
  it('weighs a model against the memory there is', () => {
    const none = { vram: { total: 0, free: 0 } }
    const memory = { total: 16e9, free: 8e9 }
    assert.equal(fits({ bytes: 4e9 }, none, memory).state, 'ok')
    assert.equal(fits({ bytes: 9e9 }, none, memory).state, 'warn')
    assert.equal(fits({ bytes: 20e9 }, none, memory).state, 'fail')
    assert.equal(fits({ bytes: 20e9 }, { vram: { total: 24e9, free: 23e9 } }, memory).state, 'ok')
    assert.match(fits({ bytes: 20e9 }, { vram: { total: 12e9, free: 11e9 } }, memory).advice ?? '', /on the CPU in part/)
  })
  it('is made of the machine as it is', async () => {
    const findings = await examineMachine(folder)
    assert.equal(new Set(findings.map(({ check }) => check)).size, findings.length)
    for (const { state, advice } of findings) assert.equal(state === 'ok', advice === undefined)
  })
})
