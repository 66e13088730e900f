import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { build, builtStages, type BuildEvent, type BuiltStage } from '../src/build.js'
import { Interrupted, PromptTooLong, UserError } from '../src/errors.js'
import { languageOf } from '../src/languages/index.js'
import { fakeEmbedder } from '../src/models/fake-embedder.js'
import { lockName, readLock } from '../src/models/lock.js'
import { openModels } from '../src/models/open-models.js'
import { stream } from '../src/stage.js'
import { randomOf } from '../src/text/random.js'
import type { Context, Row } from '../src/types.js'
import { harbourGenerator } from './harbours.js'
import { bytesOf, filesOf, smallBuild, type SmallBuild } from './small-build.js'
import { modelsOf, promptsOf, work } from './world.js'

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'build-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An uninterrupted build in a folder of its own: its bytes, and how often it called the generator. */
async function reference(t: TestContext, given: Omit<SmallBuild, 'generator'> = {}) {
  const folder = folderOf(t)
  const generator = harbourGenerator()
  const stages = await smallBuild(folder, { ...given, generator })
  return { folder, stages, bytes: bytesOf(folder), calls: generator.usage().calls, tokens: tokensOf(stages) }
}

const dialoguesIn = (folder: string) => join(folder, '01-dialogues')
const journalIn = (folder: string) => join(dialoguesIn(folder), readdirSync(dialoguesIn(folder)).find((name) => name.startsWith('journal-'))!)
const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').filter((line) => line !== '')

/** What the dialogues took, without the speed. */
function tokensOf([, dialogues]: readonly BuiltStage[]) {
  const { prompt, evaluated, generated } = dialogues!.manifest.tokens!
  return { prompt, evaluated, generated }
}

class Kill extends Error {}

/** A generator that dies at its call of that index, and at all later ones. */
const dyingAt = (call: number) =>
  harbourGenerator(({ index }) => {
    if (index >= call) throw new Kill()
  })

test('a build leaves the lock of its models beside its stages, and none of models it was not built with', async (t) => {
  const folder = folderOf(t)
  const file = join(folder, lockName)
  const stages = [stream<Row, Row, typeof none>({ name: 'nothing', description: 'no rows', options: none, async *run() {} }).make()]
  const world = { folder, language: languageOf('en'), prompts: promptsOf({}), seed: 0, signal: new AbortController().signal, work }
  await using models = await openModels({ generator: 'nano-generator', embedder: 'nano-embedder' })
  await build(stages, { ...world, models })
  assert.deepEqual((await readLock(file)).map(({ name }) => name), ['nano-embedder', 'nano-generator'])
  await build(stages, { ...world, models: modelsOf(harbourGenerator(), fakeEmbedder()) })
  assert.ok(!existsSync(file), 'fakes cannot be pinned')
})

const none = z.object({})

test('a row whose prompt does not fit is rejected with what was rejected before it, and the others are built', async (t) => {
  const folder = folderOf(t)
  const asking = stream<Row, Row, z.ZodObject>({
    name: 'asking',
    description: 'asks about three rows',
    options: z.object({}),
    async *run(_, context) {
      for (const id of ['a', 'b', 'c']) {
        yield* await context.once<Row>({ id }, async (own) => {
          own.reject({ id: `${id}#1` }, 'unfinished')
          if (id === 'b') throw new PromptTooLong('a prompt of 9,000 tokens does not fit')
          return [{ id }]
        })
      }
    },
  })
  const [built] = await build([asking.make({})], { folder, language: languageOf('en'), models: modelsOf(harbourGenerator(), fakeEmbedder()), prompts: promptsOf({}), seed: 0, signal: new AbortController().signal, work })
  assert.deepEqual([built!.manifest.rowsOut, built!.manifest.rejected], [2, { 'prompt-too-long': 1, unfinished: 3 }])
  const rejects = linesOf(join(folder, '00-asking', 'rejected-00000.jsonl')).map((line) => JSON.parse(line) as Record<string, unknown>)
  assert.deepEqual(rejects.find(({ reason }) => reason === 'prompt-too-long')!['detail'], { error: 'a prompt of 9,000 tokens does not fit' })
})

const rejectsIn = (folder: string): number => readdirSync(folder).filter((name) => name.startsWith('rejected-')).reduce((sum, name) => sum + linesOf(join(folder, name)).length, 0)

test('rejects do not pile up unwritten, whether a stage reads a file or the rows of another stage', async (t) => {
  const rows = 20_000
  const numbered = async function* (context: Context): AsyncIterable<Row> {
    for (let i = 1; i <= rows; i++) {
      if (i % 100 === 0) await context.progress(i, rows)
      yield { id: `${i}` }
    }
  }
  const stageOf = (name: string, run: (given: AsyncIterable<Row>, context: Context) => AsyncIterable<Row>) =>
    stream<Row, Row, z.ZodObject>({ name, description: 'for this test', options: z.object({}), run }).make({})
  const rejecting = (folder: string, behind: number[], rowsOf: (given: AsyncIterable<Row>, context: Context) => AsyncIterable<Row>) =>
    stageOf('rejecting', async function* (given, context) {
      let rejected = 0
      for await (const row of rowsOf(given, context)) {
        context.reject(row, 'unwanted')
        if (++rejected % 500 === 0) behind.push(rejected - rejectsIn(folder))
      }
      yield { id: 'kept' }
    })
  const given: number[] = []
  const own: number[] = []
  const [first, second] = [folderOf(t), folderOf(t)]
  const options = { language: languageOf('en'), models: modelsOf(harbourGenerator(), fakeEmbedder()), prompts: promptsOf({}), seed: 0, signal: new AbortController().signal, work }
  await build([rejecting(join(first, '00-rejecting'), own, (_, context) => numbered(context))], { ...options, folder: first })
  const numbering = stageOf('numbering', (_, context) => numbered(context))
  await build([numbering], { ...options, folder: second })
  await build([numbering, rejecting(join(second, '01-rejecting'), given, (rows) => rows)], { ...options, folder: second })
  for (const behind of [own, given]) {
    assert.equal(behind.length, rows / 500)
    assert.ok(Math.max(...behind) <= 300, `${Math.max(...behind)} rejects were not written`)
  }
})

test('a stage that says how far it is does not wait for the inputs under way', async (t) => {
  const told: number[] = []
  const reading = stream<Row, Row, z.ZodObject>({
    name: 'reading',
    description: 'reads on while an input is worked on',
    options: z.object({}),
    async *run(_, context) {
      let finish = (): void => {}
      const rows = context.once<Row>({ id: 'slow' }, () => new Promise((resolve) => (finish = () => resolve([{ id: 'slow' }]))))
      for (const done of [1, 2, 3]) {
        await context.progress(done, 3)
        told.push(done)
      }
      finish()
      yield* await rows
    },
  })
  const options = { folder: folderOf(t), language: languageOf('en'), models: modelsOf(harbourGenerator(), fakeEmbedder()), prompts: promptsOf({}), seed: 0, signal: new AbortController().signal, work }
  const [built] = await build([reading.make({})], options)
  assert.deepEqual([told, built!.manifest.rowsOut], [[1, 2, 3], 1])
})

test('a build leaves a folder per stage with rows, rejects and a manifest', async (t) => {
  const { folder, stages } = await reference(t)
  assert.deepEqual(stages.map(({ manifest }) => manifest.name), ['harbours', 'dialogues', 'duplicates'])
  assert.deepEqual(await builtStages(folder), stages)
  for (const { folder: own, manifest } of stages) {
    assert.equal(manifest.done, true)
    assert.equal(linesOf(join(own, '00000.jsonl')).length, manifest.rowsOut)
    const rejects = existsSync(join(own, 'rejected-00000.jsonl')) ? linesOf(join(own, 'rejected-00000.jsonl')) : []
    assert.equal(rejects.length, Object.values(manifest.rejected).reduce((sum, n) => sum + n, 0))
  }
  const [, dialogues] = stages
  assert.equal(dialogues!.manifest.rowsIn, 4)
  assert.ok(dialogues!.manifest.tokens!.generated > 0)
  assert.equal(join(dialogues!.folder, dialogues!.manifest.journal!), journalIn(folder))
  assert.equal(dialogues!.manifest.generator, 'fake-generator@ffffffffffff')
  assert.equal(Object.keys(dialogues!.manifest.prompts!).length > 5, true)
})

test('a build killed at any call of the generator goes on to the same bytes, and makes no finished dialogue again', async (t) => {
  const { bytes, calls, tokens } = await reference(t)
  assert.ok(calls > 12, `${calls} calls are too few to tell`)
  const found = new Set<number>()
  for (let call = 0; call < calls; call++) {
    const folder = folderOf(t)
    await assert.rejects(smallBuild(folder, { generator: dyingAt(call) }), Kill)
    const finished = linesOf(journalIn(folder)).length
    const generator = harbourGenerator()
    const stages = await smallBuild(folder, { generator })
    assert.deepEqual(bytesOf(folder), bytes, `killed at call ${call}`)
    assert.equal(stages[1]!.manifest.resumed, finished)
    const again = tokensOf(stages)
    assert.ok(again.generated >= tokens.generated && again.prompt >= tokens.prompt, `killed at call ${call}: ${again.generated} of ${tokens.generated} tokens`)
    const keys = linesOf(journalIn(folder)).map((line) => (JSON.parse(line) as { key: string }).key)
    assert.equal(new Set(keys).size, 4, 'a passage was journaled twice')
    assert.equal(keys.length, 4)
    if (finished > 0) assert.ok(generator.usage().calls < calls)
    found.add(finished)
  }
  assert.deepEqual([...found].sort(), [0, 1, 2, 3])
})

test('a build killed again and again, one call further each time, ends with the same bytes', async (t) => {
  const { bytes, calls } = await reference(t)
  const folder = folderOf(t)
  let made = 0
  let kills = 0
  for (let call = 1; ; call++) {
    const generator = dyingAt(call)
    const done = await smallBuild(folder, { generator }).then(() => true, (error: unknown) => {
      if (!(error instanceof Kill)) throw error
      return false
    })
    made += generator.usage().calls
    if (done) break
    kills++
  }
  assert.ok(kills > 2)
  assert.deepEqual(bytesOf(folder), bytes)
  assert.ok(made >= calls)
})

test('a process killed with SIGKILL at any moment loses and doubles nothing', { skip: process.platform === 'win32' ? 'needs signals' : false }, async (t) => {
  const { bytes, tokens } = await reference(t, { passages: 12 })
  const child = fileURLToPath(new URL('./small-build-child.js', import.meta.url))
  const random = randomOf('moments')
  for (let round = 0; round < 2; round++) {
    const folder = folderOf(t)
    let finished = 0
    for (let kill = 0; kill < 3; kill++) {
      await killedWhen(child, folder, finished + 1 + Math.floor(random() * 2), Math.floor(random() * 8))
      const now = existsSync(dialoguesIn(folder)) ? linesOf(journalIn(folder)).length : 0
      assert.ok(now >= finished, 'the journal became shorter')
      finished = now
    }
    assert.ok(finished > 0)
    const again = tokensOf(await smallBuild(folder, { passages: 12, generator: harbourGenerator() }))
    assert.ok(again.generated >= tokens.generated && again.prompt >= tokens.prompt)
    assert.deepEqual(bytesOf(folder), bytes)
    assert.ok(!filesOf(folder).some((name) => name.endsWith('.tmp')))
  }
})

/** Runs the build in a process and kills it some milliseconds after its journal has that many lines. */
async function killedWhen(child: string, folder: string, lines: number, milliseconds: number): Promise<void> {
  const running = spawn(process.execPath, [child, folder, '4'], { stdio: 'ignore' })
  const ended = new Promise((resolve) => running.once('exit', resolve))
  const enough = () => existsSync(dialoguesIn(folder)) && readdirSync(dialoguesIn(folder)).some((name) => name.startsWith('journal-')) && linesOf(journalIn(folder)).length >= lines
  while (!enough() && running.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 3))
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  running.kill('SIGKILL')
  await ended
}

test('a torn last line of the journal is dropped, and only its passage made again', async (t) => {
  const { bytes, calls } = await reference(t)
  const folder = folderOf(t)
  await assert.rejects(smallBuild(folder, { generator: dyingAt(calls - 1) }), Kill)
  const journal = journalIn(folder)
  const whole = linesOf(journal).length
  assert.ok(whole > 1)
  truncateSync(journal, statSync(journal).size - 7)
  const stages = await smallBuild(folder, { generator: harbourGenerator() })
  assert.equal(stages[1]!.manifest.resumed, whole - 1)
  assert.deepEqual(bytesOf(folder), bytes)
})

test('a journal line that is no JSON is as good as absent', async (t) => {
  const { bytes, calls } = await reference(t)
  const folder = folderOf(t)
  await assert.rejects(smallBuild(folder, { generator: dyingAt(calls - 1) }), Kill)
  appendFileSync(journalIn(folder), '\u0000\u0000{"key"\n')
  await smallBuild(folder, { generator: harbourGenerator() })
  assert.deepEqual(bytesOf(folder), bytes)
})

test('a finished build is kept: nothing is called, nothing written', async (t) => {
  const { folder } = await reference(t)
  const before = timesOf(folder)
  const generator = harbourGenerator()
  const events: string[] = []
  await smallBuild(folder, { generator, onEvent: ({ type, stage }) => void events.push(`${type} ${stage}`) })
  assert.deepEqual(events, ['kept harbours', 'kept dialogues', 'kept duplicates'])
  assert.equal(generator.usage().calls, 0)
  assert.deepEqual(timesOf(folder), before)
})

const timesOf = (folder: string, prefix = '') => Object.fromEntries(filesOf(folder).filter((name) => name.startsWith(prefix)).map((name) => [name, statSync(join(folder, name)).mtimeMs]))

/** What a change makes run again, the rest being kept. */
async function runsAfter(t: TestContext, change: Partial<SmallBuild>) {
  const { folder } = await reference(t)
  const generator = harbourGenerator()
  const before = timesOf(folder)
  const ran: string[] = []
  const stages = await smallBuild(folder, { generator, ...change, onEvent: ({ type, stage }: BuildEvent) => void (type === 'start' && ran.push(stage)) })
  for (const [name, time] of Object.entries(before)) if (!ran.some((stage) => name.includes(stage))) assert.equal(timesOf(folder)[name], time, `${name} was touched`)
  return { ran, calls: generator.usage().calls, stages }
}

test('a changed option runs its stage and those after it, and leaves the ones before untouched', async (t) => {
  assert.deepEqual(await runsAfter(t, { duplicates: { lexical: 0.9 } }).then(({ ran, calls }) => ({ ran, calls })), { ran: ['duplicates'], calls: 0 })
  const changed = await runsAfter(t, { dialogues: { questionMin: 13 } })
  assert.deepEqual(changed.ran, ['dialogues', 'duplicates'])
  assert.ok(changed.calls > 0)
  assert.deepEqual((await runsAfter(t, { passages: 3 })).ran, ['harbours', 'dialogues', 'duplicates'])
})

test('a changed seed, prompt, generator or embedder runs what depends on it', async (t) => {
  assert.deepEqual((await runsAfter(t, { seed: 1 })).ran, ['dialogues', 'duplicates'])
  assert.deepEqual((await runsAfter(t, { prompts: promptsOf({ 'seed-question': 'BEGIN' }) })).ran, ['dialogues', 'duplicates'])
  const other = harbourGenerator()
  assert.deepEqual((await runsAfter(t, { generator: { ...other, entry: { ...other.entry, sha256: 'a'.repeat(64) } } })).ran, ['dialogues', 'duplicates'])
})

test('an option put back finds the finished dialogues again', async (t) => {
  const { folder, bytes } = await reference(t)
  await smallBuild(folder, { generator: harbourGenerator(), dialogues: { questionMin: 13 } })
  const generator = harbourGenerator()
  await smallBuild(folder, { generator })
  assert.equal(generator.usage().calls, 0)
  assert.deepEqual(bytesOf(folder), bytes)
})

test('a raised limit generates only what is missing, and ends with the bytes of the higher limit', async (t) => {
  const high = await reference(t, { passages: 12, dialogues: { limit: 7 } })
  const { folder, calls } = await reference(t, { passages: 12, dialogues: { limit: 3 } })
  const generator = harbourGenerator()
  const stages = await smallBuild(folder, { passages: 12, dialogues: { limit: 7 }, generator })
  assert.ok(stages[1]!.manifest.resumed >= 3)
  assert.ok(generator.usage().calls < high.calls, `${generator.usage().calls} calls, ${high.calls} from nothing, ${calls} before`)
  assert.equal(stages[1]!.manifest.rowsOut, 7)
  assert.deepEqual(bytesOf(folder), high.bytes)
})

test('a limit gives the same bytes and figures however long the calls take, rejects included', async (t) => {
  const dialogues = { limit: 2, attempts: 1 }
  const bytes: unknown[] = []
  for (const slow of [0, 1, 2, 3, 5]) {
    const folder = folderOf(t)
    const generator = harbourGenerator(({ index }) => new Promise((resolve) => setTimeout(resolve, slow === 0 ? 0 : (index * slow) % 7)))
    const [, { manifest }] = (await smallBuild(folder, { passages: 16, dialogues, generator })) as [BuiltStage, BuiltStage]
    bytes.push({ ...bytesOf(folder), figures: [manifest.rowsIn, manifest.rowsOut, manifest.rejected] })
  }
  for (const other of bytes.slice(1)) assert.deepEqual(other, bytes[0])
})

test('passages whose input did not change are not generated again', async (t) => {
  const { folder } = await reference(t)
  const generator = harbourGenerator()
  const stages = await smallBuild(folder, { passages: 5, generator })
  assert.equal(stages[1]!.manifest.resumed, 4)
  assert.equal(stages[1]!.manifest.rowsIn, 5)
  assert.deepEqual(bytesOf(folder), (await reference(t, { passages: 5 })).bytes)
})

test('a culture score that moved is written anew, and no dialogue is generated again for it', async (t) => {
  const { folder } = await reference(t, { culture: 0.5 })
  const generator = harbourGenerator()
  const stages = await smallBuild(folder, { culture: 0.7, generator })
  assert.equal(generator.usage().calls, 0)
  assert.equal(stages[1]!.manifest.resumed, 4)
  assert.deepEqual(bytesOf(folder), (await reference(t, { culture: 0.7 })).bytes)
  const [row] = linesOf(join(dialoguesIn(folder), '00000.jsonl')).map((line) => JSON.parse(line) as { culture: { score: number } })
  assert.equal(row!.culture.score, 0.7)
})

test('an interrupted build finishes the passages under way, and goes on from there', async (t) => {
  const { bytes, tokens } = await reference(t, { passages: 12 })
  const folder = folderOf(t)
  const stop = new AbortController()
  const generator = harbourGenerator(({ index }) => void (index === 9 && stop.abort()))
  await assert.rejects(smallBuild(folder, { passages: 12, generator, signal: stop.signal }), Interrupted)
  const finished = linesOf(journalIn(folder)).length
  assert.ok(finished >= 4 && finished < 12, `${finished} finished`)
  assert.equal(existsSync(join(dialoguesIn(folder), 'stage.json')), false)
  const stages = await smallBuild(folder, { passages: 12, generator: harbourGenerator() })
  assert.equal(stages[1]!.manifest.resumed, finished)
  assert.deepEqual(bytesOf(folder), bytes)
  assert.deepEqual(tokensOf(stages), tokens, 'no call was cut short, so none was made twice')
})

test('a torn manifest counts as none: its stage runs again from the journal, and knows what its rows took', async (t) => {
  const { folder, bytes, tokens } = await reference(t)
  for (const damaged of ['', 'null', '{}', '{"name":"dialo']) {
    writeFileSync(join(dialoguesIn(folder), 'stage.json'), damaged)
    assert.deepEqual((await builtStages(folder)).map(({ manifest }) => manifest.name), ['harbours'], damaged)
  }
  const generator = harbourGenerator()
  const [, { manifest }] = (await smallBuild(folder, { generator })) as [BuiltStage, BuiltStage]
  assert.equal(generator.usage().calls, 0)
  assert.deepEqual(bytesOf(folder), bytes)
  assert.deepEqual(manifest.tokens, tokens, 'with no speed, since nothing was generated')
})

test('a raised limit adds its tokens to those of the rows before', async (t) => {
  const { folder, tokens } = await reference(t, { passages: 12, dialogues: { limit: 3 } })
  const generator = harbourGenerator()
  const again = tokensOf(await smallBuild(folder, { passages: 12, dialogues: { limit: 7 }, generator }))
  const { promptTokens, evaluatedTokens, generatedTokens } = generator.usage()
  assert.deepEqual(again, { prompt: tokens.prompt + promptTokens, evaluated: tokens.evaluated + evaluatedTokens, generated: tokens.generated + generatedTokens })
})

test('rows that were lost of a finished stage are missed by the stage after it, and are there again when its manifest is deleted, with no call', async (t) => {
  const { folder, bytes } = await reference(t)
  const part = join(dialoguesIn(folder), '00000.jsonl')
  const whole = readFileSync(part, 'utf8')
  for (const damaged of [linesOf(part).slice(1).join('\n') + '\n', whole.slice(0, -9)]) {
    writeFileSync(part, damaged)
    rmSync(join(folder, '02-duplicates', 'stage.json'), { force: true })
    await assert.rejects(smallBuild(folder, { generator: harbourGenerator() }), ({ name, message }: Error) => name === 'UserError' && message.includes(dialoguesIn(folder)) && /delete the stage\.json there and build again/.test(message))
  }
  rmSync(join(dialoguesIn(folder), 'stage.json'))
  const generator = harbourGenerator()
  await smallBuild(folder, { generator })
  assert.equal(generator.usage().calls, 0)
  assert.deepEqual(bytesOf(folder), bytes)
})

test('what was generated is found again after a run with settings that generate nothing', async (t) => {
  const folder = folderOf(t)
  const options = z.object({ generate: z.boolean() })
  const stage = stream<Row, Row, typeof options>({
    name: 'perhaps',
    description: 'for this test',
    options,
    uses: ({ generate }) => (generate ? { generator: true } : {}),
    async *run(_, context, { generate }) {
      yield* await context.once<Row>({ id: 'a' }, async ({ models }) => {
        if (generate) await (await models.generator()).sequence((ask) => ask([{ role: 'user', content: 'SEED' }], { seed: 1, maxTokens: 9 }))
        return [{ id: 'a' }]
      })
    },
  })
  const generator = harbourGenerator()
  const run = (generate: boolean) => build([stage.make({ generate })], { folder, language: languageOf('en'), models: modelsOf(generator, fakeEmbedder()), prompts: promptsOf({}), seed: 0, signal: new AbortController().signal, work })
  const journals = () => readdirSync(join(folder, '00-perhaps')).filter((name) => name.startsWith('journal-'))
  for (const generate of [true, false, true]) {
    await run(generate)
    assert.equal(journals().length, 1, 'of what costs nothing no journal stays')
  }
  assert.equal(generator.usage().calls, 1)
})

test('while a stage runs again no later one looks finished', async (t) => {
  const { folder } = await reference(t)
  await assert.rejects(smallBuild(folder, { generator: dyingAt(0), passages: 5 }), Kill)
  assert.deepEqual((await builtStages(folder)).map(({ manifest }) => manifest.name), ['harbours'])
  assert.deepEqual(filesOf(folder).filter((name) => name.endsWith('stage.json')), [join('00-harbours', 'stage.json')])
})

test('what an earlier run left of a stage is gone when the stage runs again', async (t) => {
  const { folder, bytes } = await reference(t)
  for (const name of ['00007.jsonl', 'rejected-00003.jsonl', '00001.jsonl.tmp']) writeFileSync(join(dialoguesIn(folder), name), '{"id":"stale"}\n')
  rmSync(join(dialoguesIn(folder), 'stage.json'))
  await smallBuild(folder, { generator: harbourGenerator() })
  assert.deepEqual(bytesOf(folder), bytes)
  assert.ok(!filesOf(folder).some((name) => name.endsWith('.tmp')))
})

test('progress tells rows, the total, and tokens of the stage that generates', async (t) => {
  const events: BuildEvent[] = []
  let read = () => {}
  const allRead = new Promise<void>((resolve) => (read = resolve))
  const onEvent = (event: BuildEvent) => {
    events.push(event)
    if (event.type === 'end' && event.stage === 'harbours') read()
  }
  await smallBuild(folderOf(t), { generator: harbourGenerator(() => allRead), onEvent })
  const told = events.filter((event) => event.type === 'progress').filter(({ stage }) => stage === 'dialogues')
  assert.deepEqual(told.map(({ done, total }) => `${done}/${total}`), ['1/4', '2/4', '3/4', '4/4'])
  assert.ok(told.every(({ tokens }) => tokens > 0))
})

/** Does something as a user who may not write everywhere. The superuser becomes another for that time, where the system lets it. */
async function asNobody(t: TestContext, work: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return work()
  try {
    process.seteuid!(65534)
  } catch {
    return t.skip('the superuser may write everywhere')
  }
  await work().finally(() => process.seteuid!(0))
}

test('a folder that may not be written is one error of the user’s', { skip: process.platform === 'win32' ? 'needs file modes' : false }, async (t) => {
  const folder = folderOf(t)
  chmodSync(folder, 0o555)
  await asNobody(t, () => assert.rejects(smallBuild(folder, { generator: harbourGenerator() }), { name: 'UserError', message: /may not be written.*--out/ }))
  chmodSync(folder, 0o700)
})

test('a file where a folder should be is one error of the user’s', async (t) => {
  const folder = folderOf(t)
  writeFileSync(join(folder, '00-harbours'), '')
  await assert.rejects(smallBuild(folder, { generator: harbourGenerator() }), { name: 'UserError', message: /00-harbours.*a file is in its way/ })
})

test('a full disk is one error of the user’s; what was finished before is kept', async (t) => {
  const { bytes } = await reference(t)
  const folder = folderOf(t)
  mkdirSync(folder, { recursive: true })
  const probe = await open(join(folder, 'probe'), 'w')
  const prototype = Object.getPrototypeOf(probe) as typeof probe
  await probe.close()
  rmSync(join(folder, 'probe'))
  const write = prototype.appendFile
  let left = 5
  const full = t.mock.method(prototype, 'appendFile', function (this: typeof probe, ...values: Parameters<typeof write>) {
    if (--left < 0) return Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }))
    return write.apply(this, values)
  })
  await assert.rejects(smallBuild(folder, { generator: harbourGenerator() }), (error) => error instanceof UserError && /the disk is full.*nothing finished is lost/.test(error.message))
  full.mock.restore()
  const finished = linesOf(journalIn(folder)).length
  assert.ok(finished > 0)
  const stages = await smallBuild(folder, { generator: harbourGenerator() })
  assert.equal(stages[1]!.manifest.resumed, finished)
  assert.deepEqual(bytesOf(folder), bytes)
})

test('a stage begins with the first rows of the one before it, and the rows are those of a build in turn', async (t) => {
  const { bytes } = await reference(t, { passages: 300 })
  const folder = folderOf(t)
  let first = () => {}
  const begun = new Promise<void>((resolve) => (first = resolve))
  const order: string[] = []
  const onEvent = ({ type, stage }: BuildEvent) => void (type === 'progress' || order.push(`${type} ${stage}`))
  // The source goes on only when a dialogue is being made: were the stages run one after the other, it would wait for ever.
  await smallBuild(folder, { passages: 300, generator: harbourGenerator(first), onEvent, pause: { after: 200, until: begun } })
  assert.ok(order.indexOf('start dialogues') < order.indexOf('end harbours'), order.join(', '))
  assert.deepEqual(bytesOf(folder), bytes)
})

test('builds side by side generate one after the other when they share a turn', async (t) => {
  let busy = 0
  let most = 0
  const turn = async () => {
    while (busy > 0) await new Promise((resolve) => setTimeout(resolve, 2))
    most = Math.max(most, ++busy)
    return () => void busy--
  }
  await Promise.all([1, 2, 3].map(() => smallBuild(folderOf(t), { generator: harbourGenerator(), turn })))
  assert.deepEqual([most, busy], [1, 0])
})

test('a stage that fails stops those beside it, and its own error is told', async (t) => {
  const folder = folderOf(t)
  await assert.rejects(smallBuild(folder, { passages: 300, generator: dyingAt(3), pause: { after: 200, until: new Promise(() => {}) } }), Kill)
  assert.ok(!existsSync(join(folder, '00-harbours', 'stage.json')))
})

test('a missing prompt is named before anything is generated', async (t) => {
  const generator = harbourGenerator()
  const prompts = promptsOf({})
  const without = { get: (name: string) => (name === 'answer' ? missing(name) : prompts.get(name)) }
  await assert.rejects(smallBuild(folderOf(t), { generator, prompts: without }), /answer/)
  assert.equal(generator.usage().calls, 0)
})

function missing(name: string): never {
  throw new UserError(`prompt "${name}" is missing`)
}

test('two builds at once into one folder: the later one is told so, and the earlier one is not harmed', async (t) => {
  const folder = folderOf(t)
  let go = () => {}
  const wait = new Promise<void>((resolve) => void (go = resolve))
  const slow = stream<Row, Row, typeof none>({ name: 'slow', description: 'a row', options: none, async *run() { await wait; yield { id: 'a' } } }).make()
  const options = { folder, language: languageOf('en'), models: modelsOf(harbourGenerator(), fakeEmbedder()), prompts: promptsOf({}), seed: 0, signal: new AbortController().signal, work }
  let began = () => {}
  const started = new Promise<void>((resolve) => void (began = resolve))
  const first = build([slow], { ...options, onEvent: ({ type }) => type === 'start' && began() })
  await started
  await assert.rejects(build([slow], options), { name: 'UserError', message: /is being built by process \d+; wait for it or choose another folder/ })
  const reading = { ...slow, uses: { files: [join(folder, 'no-such-file')] } }
  await assert.rejects(build([reading], options), /is being built/, 'what is finished is looked at once nobody builds')
  go()
  assert.equal((await first)[0]!.manifest.rowsOut, 1)
  assert.equal((await build([slow], options))[0]!.manifest.rowsOut, 1)
  assert.deepEqual(readdirSync(folder), ['00-slow'])
})
