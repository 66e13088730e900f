import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { describeFile, download, listFiles } from '../../src/models/hub-files.js'
import { hubOptions, type HubOptions } from '../../src/models/hub.js'
import { commit, fakeHub, sha256 } from './fake-hub.js'
import { emptyHome } from './model-homes.js'

const bytes = Buffer.alloc(300_000, 'a model of many numbers ')
const file = { owner: 'some', repo: 'Model-GGUF', path: 'model-Q4_K_M.gguf' }
const files = { 'some/Model-GGUF/model-Q4_K_M.gguf': bytes, 'some/Model-GGUF/config.json': Buffer.from('{}') }
const optionsOf = (endpoint: string, token?: string): HubOptions => ({ endpoint, signal: new AbortController().signal, pause: 1, ...(token && { token }) })

test('a file of the Hub is described by size, sha256 and commit; a small one by the hash of git', async () => {
  await using hub = await fakeHub({ files })
  const large = await describeFile(file, optionsOf(hub.endpoint))
  assert.deepEqual([large.bytes, large.hash, large.commit], [bytes.length, { algorithm: 'sha256', hex: sha256(bytes) }, commit])
  assert.deepEqual((await describeFile({ ...file, path: 'config.json' }, optionsOf(hub.endpoint))).hash, { algorithm: 'git', hex: '9e26dfeeb6e641a33dae4961196235bdb965b21b' })
  assert.deepEqual(await listFiles(file, optionsOf(hub.endpoint)), ['model-Q4_K_M.gguf', 'config.json'])
})

test('a download that is cut off goes on from where it was, and tells how far it is', async (t) => {
  const path = join(emptyHome(t), 'deep', 'model.gguf')
  await using hub = await fakeHub({ files, cuts: [100_000, 50_000] })
  const options = optionsOf(hub.endpoint)
  const steps: number[] = []
  assert.equal(await download(await describeFile(file, options), path, options, (done) => steps.push(done)), sha256(bytes))
  assert.deepEqual(readFileSync(path), bytes)
  const starts = hub.seen.filter(({ method }) => method === 'GET').map(({ range }) => Number(/\d+/.exec(range ?? '0')))
  assert.equal(starts.length, 3)
  assert.deepEqual([starts[0], starts], [0, starts.toSorted((a, b) => a - b)])
  assert.equal(steps.at(-1), bytes.length)
  assert.deepEqual(steps, steps.toSorted((a, b) => a - b))
  assert.ok(!existsSync(`${path}.part`))
})

test('a download of an earlier run goes on from its part, and starts over where the server knows no ranges', async (t) => {
  const home = emptyHome(t)
  for (const whole of [false, true]) {
    await using hub = await fakeHub({ files, whole })
    const path = join(home, `${whole}.gguf`)
    writeFileSync(`${path}.part`, bytes.subarray(0, 120_000))
    const options = optionsOf(hub.endpoint)
    await download(await describeFile(file, options), path, options)
    assert.deepEqual(readFileSync(path), bytes)
    assert.equal(hub.seen.at(-1)?.range, 'bytes=120000-')
    assert.ok(hub.seen.at(-1)?.path.includes(`/resolve/${commit}/`), 'what is fetched is of the commit that was described')
  }
})

test('a download that never gets further ends with what to do, and keeps what it has', async (t) => {
  const path = join(emptyHome(t), 'model.gguf')
  await using hub = await fakeHub({ files, cuts: [1000, 0, 0, 0, 0, 0, 0] })
  const options = optionsOf(hub.endpoint)
  await assert.rejects(download(await describeFile(file, options), path, options), { name: 'UserError', message: /broke off at (0|1000) of 300000 bytes .*they are kept, run the same command again to go on from there$/ })
  assert.ok(existsSync(`${path}.part`) && !existsSync(path))
})

test('a network that is gone for a moment does not end a download that has begun', async (t) => {
  const path = join(emptyHome(t), 'model.gguf')
  const hub = await fakeHub({ files, cuts: [100_000] })
  const port = Number(new URL(hub.endpoint).port)
  const options = { ...optionsOf(hub.endpoint), pause: 50 }
  const remote = await describeFile(file, options)
  let back: Promise<AsyncDisposable> | undefined
  const gap = async () => {
    await hub[Symbol.asyncDispose]()
    await wait(120)
    return fakeHub({ files }, port)
  }
  assert.equal(await download(remote, path, options, (done) => void (done < bytes.length && (back ??= gap()))), sha256(bytes))
  await (await back)?.[Symbol.asyncDispose]()
})

test('a network that stays gone ends a download with what is kept, and one that has nothing at once', async (t) => {
  const path = join(emptyHome(t), 'model.gguf')
  const hub = await fakeHub({ files })
  const options = optionsOf(hub.endpoint)
  const remote = await describeFile(file, options)
  await hub[Symbol.asyncDispose]()
  await assert.rejects(download(remote, path, options), { name: 'UserError', message: /cannot reach/ })
  writeFileSync(`${path}.part`, bytes.subarray(0, 120_000))
  await assert.rejects(download(remote, path, options), { name: 'UserError', message: /broke off at 120000 of 300000 bytes \(ECONNREFUSED\); they are kept, run the same command again to go on from there$/ })
})

test('of two downloads into one file the second is refused, and the file is right', async (t) => {
  const path = join(emptyHome(t), 'model.gguf')
  await using hub = await fakeHub({ files })
  const options = optionsOf(hub.endpoint)
  const remote = await describeFile(file, options)
  writeFileSync(`${path}.part`, bytes.subarray(0, 1000))
  const ends = await Promise.allSettled([download(remote, path, options), download(remote, path, options)])
  const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as Error] : []))
  assert.deepEqual(refused.map(({ name }) => name), ['UserError'])
  assert.match(refused[0]!.message, new RegExp(`model\\.gguf is being pulled by process ${process.pid}; wait for it \\(if that process is no pull, delete .*\\.part\\.lock\\)$`))
  assert.deepEqual(readFileSync(path), bytes)
  assert.ok(!existsSync(`${path}.part.lock`))
})

test('the lock of a download whose process is gone is taken over, and one of another machine is not', async (t) => {
  const home = emptyHome(t)
  await using hub = await fakeHub({ files })
  const options = optionsOf(hub.endpoint)
  const remote = await describeFile(file, options)
  const gone = spawnSync(process.execPath, ['--version']).pid
  for (const [index, text] of [JSON.stringify({ pid: gone, host: hostname() }), JSON.stringify({ pid: process.pid, host: hostname(), started: '1' }), ''].entries()) {
    const path = join(home, `${index}.gguf`)
    writeFileSync(`${path}.part.lock`, text)
    assert.equal(await download(remote, path, options), sha256(bytes))
  }
  writeFileSync(join(home, 'x.gguf.part.lock'), JSON.stringify({ pid: gone, host: 'another.machine' }))
  await assert.rejects(download(remote, join(home, 'x.gguf'), options), { name: 'UserError', message: /is being pulled by process \d+ of another\.machine; / })
})

test('what is in the file counts, not what was received', async (t) => {
  const home = emptyHome(t)
  await using hub = await fakeHub({ files, silent: true })
  const options = optionsOf(hub.endpoint)
  const path = join(home, 'model.gguf')
  const remote = await describeFile(file, options)
  await assert.rejects(download(remote, path, options, (done) => done === bytes.length && appendFileSync(`${path}.part`, 'more')), { name: 'UserError', message: /did not arrive as the Hub has it: 300004 bytes and 300000 are wanted/ })
  assert.ok(!existsSync(path))
})

test('a file that cannot be written is said in one sentence', async (t) => {
  const home = emptyHome(t)
  await using hub = await fakeHub({ files })
  const options = optionsOf(hub.endpoint)
  const remote = await describeFile(file, options)
  const refuses = (path: string, message: RegExp) => assert.rejects(download(remote, join(home, path), options), { name: 'UserError', message })
  writeFileSync(join(home, 'file'), '')
  await refuses('file/model.gguf', /^cannot write .*file.*: a file is in its way; /)
  mkdirSync(join(home, 'model.gguf.part'))
  await refuses('model.gguf', /^cannot write .*model\.gguf\.part: a folder is in its way; .* ULTRALINK_MODELS .*goes on from what is here$/)
  if (!existsSync('/dev/full')) return
  symlinkSync('/dev/full', join(home, 'full.gguf.part'))
  await refuses('full.gguf', /^cannot write .*full\.gguf\.part: the disk is full; make room/)
})

test('what does not have the hash that the Hub told is deleted and gets no name', async (t) => {
  const home = emptyHome(t)
  await using hub = await fakeHub({ files, damage: 17 })
  const options = optionsOf(hub.endpoint)
  const path = join(home, 'model.gguf')
  await assert.rejects(download(await describeFile(file, options), path, options), { name: 'UserError', message: /did not arrive as the Hub has it: its hash is [0-9a-f]{64} and [0-9a-f]{64} is wanted; it was deleted/ })
  assert.ok(!existsSync(path) && !existsSync(`${path}.part`))
})

test('a part that is wrong from an earlier run is found out, and so is one that is whole', async (t) => {
  const path = join(emptyHome(t), 'model.gguf')
  await using hub = await fakeHub({ files })
  const options = optionsOf(hub.endpoint)
  const remote = await describeFile(file, options)
  writeFileSync(`${path}.part`, Buffer.alloc(1000))
  await assert.rejects(download(remote, path, options), /did not arrive as the Hub has it/)
  writeFileSync(`${path}.part`, bytes)
  const before = hub.seen.length
  assert.equal(await download(remote, path, options), sha256(bytes))
  assert.equal(hub.seen.length, before)
  writeFileSync(`${path}.part`, Buffer.concat([bytes, bytes]))
  assert.equal(await download(remote, path, options), sha256(bytes))
})

test('a small file is checked by the hash of git', async (t) => {
  const home = emptyHome(t)
  await using hub = await fakeHub({ files, damage: 1 })
  const options = optionsOf(hub.endpoint)
  await assert.rejects(download(await describeFile({ ...file, path: 'config.json' }, options), join(home, 'config.json'), options), /its hash is [0-9a-f]{40} and 9e26dfeeb6e641a33dae4961196235bdb965b21b is wanted/)
})

test('the token goes to the Hub and to no other host, not even where a file is fetched from', async (t) => {
  const path = join(emptyHome(t), 'model.gguf')
  await using store = await fakeHub({ files })
  await using hub = await fakeHub({ files, elsewhere: store.endpoint, token: 'hf_secret' })
  const options = optionsOf(hub.endpoint, 'hf_secret')
  await download(await describeFile(file, options), path, options)
  assert.deepEqual(readFileSync(path), bytes)
  assert.ok(hub.seen.every(({ authorization }) => authorization === 'Bearer hf_secret'))
  assert.deepEqual(store.seen.map(({ authorization, method }) => [authorization, method]), [[undefined, 'GET']])
})

test('a question that the Hub sends to another address of its own is asked there, with the token', async (t) => {
  const path = join(emptyHome(t), 'config.json')
  await using hub = await fakeHub({ files, detour: true, token: 'hf_secret' })
  const options = optionsOf(hub.endpoint, 'hf_secret')
  const remote = await describeFile({ ...file, path: 'config.json' }, options)
  assert.deepEqual([remote.bytes, remote.commit], [2, commit])
  assert.equal(await download(remote, path, options), sha256('{}'))
})

test('a busy server is asked again', async () => {
  await using hub = await fakeHub({ files, statuses: [503, 429] })
  assert.equal((await describeFile(file, optionsOf(hub.endpoint))).bytes, bytes.length)
  assert.equal(hub.seen.length, 3)
})

for (const [title, refuse, token, message] of [
  ['a licence that is not accepted', { status: 403, code: 'GatedRepo' }, undefined, /hf:some\/Model-GGUF\/model-Q4_K_M\.gguf is given out only after its licence is accepted: do that at http:.*\/some\/Model-GGUF, then set HF_TOKEN$/],
  ['a token that may not read it', { status: 401, code: 'GatedRepo' }, 'hf_x', /then set HF_TOKEN \(the one that is set may not read it\)$/],
  ['a repository that is not there', { status: 401, code: 'RepoNotFound' }, undefined, /is not there or not public \(401\): check the name at .*if it is private, set HF_TOKEN$/],
  ['a wrong token', { status: 401 }, 'hf_x', /HF_TOKEN may be wrong or too old$/],
  ['a file that is not there', { status: 404, code: 'EntryNotFound' }, undefined, /is not there \(404\): check the name/],
  ['a revision that is not there', { status: 404, code: 'RevisionNotFound' }, undefined, /is not there \(404\): the repository has no revision/],
  ['a server that fails on and on', { status: 502 }, undefined, /answered 502 for hf:some.*; try again later$/],
] as const) {
  test(`${title} is said in one sentence, without the token`, async () => {
    await using hub = await fakeHub({ files, refuse })
    const failed = await describeFile(file, optionsOf(hub.endpoint, token)).catch((error: Error) => error)
    assert.ok(failed instanceof Error && failed.name === 'UserError', String(failed))
    assert.match(failed.message, message)
    assert.doesNotMatch(failed.message, /hf_x/)
  })
}

test('no network is said with the way that needs none', async () => {
  const closed = await fakeHub({ files })
  await closed[Symbol.asyncDispose]()
  await assert.rejects(describeFile(file, optionsOf(closed.endpoint)), { name: 'UserError', message: /cannot reach 127\.0\.0\.1:\d+: ECONNREFUSED; without a network, "ultralink models pack"/ })
})

test('a download stops when the user asks it to', async (t) => {
  const path = join(emptyHome(t), 'model.gguf')
  await using hub = await fakeHub({ files })
  const stop = new AbortController()
  const options = { ...optionsOf(hub.endpoint), signal: stop.signal }
  const remote = await describeFile(file, options)
  await assert.rejects(download(remote, path, options, () => stop.abort()), { name: 'AbortError' })
  assert.ok(!existsSync(path))
})

test('HF_ENDPOINT names the host, HF_TOKEN the token, and what is no address is refused', () => {
  const { signal } = new AbortController()
  assert.deepEqual(hubOptions(signal, {}), { endpoint: 'https://huggingface.co', signal, pause: 1000 })
  assert.deepEqual(hubOptions(signal, { HF_ENDPOINT: 'https://mirror.example/', HF_TOKEN: ' hf_x\n' }), { endpoint: 'https://mirror.example', token: 'hf_x', signal, pause: 1000 })
  assert.throws(() => hubOptions(signal, { HF_ENDPOINT: 'http://mirror.example', HF_TOKEN: 'hf_x' }), (error: Error) => error.name === 'UserError' && /would travel unencrypted/.test(error.message) && !error.message.includes('hf_x'))
  for (const wrong of ['mirror.example', 'ftp://x']) assert.throws(() => hubOptions(signal, { HF_ENDPOINT: wrong }), { name: 'UserError', message: /HF_ENDPOINT is "/ })
})
