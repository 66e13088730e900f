import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { packageRoot } from '../src/package.js'

const folder = mkdtempSync(join(tmpdir(), 'consumer #1 50% '))
after(() => rmSync(folder, { recursive: true, force: true }))

/** What a project of somebody else's writes: stages, a dataset of its own and of this package's stages, tasks, options, results. */
const code = `
import { build, dataset, filter, from, map, openPool, PromptTooLong, stages, stream, UserError, z } from 'ultralink'
import type { Article, Ask, Benchmarks, BatchOptions, BuildOptions, Chain, Context, Damage, Decontaminated, Drop, DumpOptions, EmbedderOptions, Engine, FakeReply, FormatOptions, Generator, GroundedDialogue, Language, Leak, LocalGenerator, Models, ParquetExportOptions, Passage, ReadArticle, Row, StageKind, Survey, SurveyOptions, Tokenizer } from 'ultralink'

interface Word extends Row { readonly word: string }
const words = stream({
  name: 'words', description: 'words of a list', options: z.strictObject({ list: z.array(z.string()) }),
  async *run(_rows: AsyncIterable<Row>, { signal }, { list }): AsyncIterable<Word> {
    for (const [i, word] of list.entries()) if (!signal.aborted) yield { id: String(i), word }
  },
})
const long = (word: string): true | Drop => word.length < 9 || { reason: 'too-long', detail: { length: word.length } }
const short = filter({ name: 'short', description: 'short words', options: z.strictObject({}), test: ({ word }: Word) => long(word) })
const said = map({
  name: 'said', description: 'what is said of them', options: z.strictObject({ times: z.number().default(1) }), uses: () => ({ generator: true, seed: true }),
  each: (row: Word, context: Context, { times }) => context.once(row, async ({ models, seed, signal }) => {
    const generator: Generator = await models.generator()
    const reply = await generator.sequence((ask: Ask) => ask([{ role: 'user', content: row.word.repeat(times) }], { seed, maxTokens: 5 }), signal)
    return [{ ...row, reply: reply.text }]
  }),
})
export const own = dataset('own', 'words', from(words).then(short).then(said))

const southern = filter({ name: 'southern', description: 'passages', options: z.strictObject({}), test: (passage: Passage) => (passage.coordinates?.latitude ?? 1) < 0 || 'northern' })
const mixed: Chain<GroundedDialogue> = from(stages.articles).then(stages.passages).then(southern).then(stages.culture).then(stages.dialogues)
export const southernChat = dataset('southern', 'dialogues about the south', mixed)
// @ts-expect-error: pages are no passages
from(stages.articles).then(stages.culture)

export async function run(options: Omit<BuildOptions, 'work'>, models: Models, language: Language): Promise<number> {
  await using pool = openPool({ threads: 1 })
  const article: ReadArticle = await pool.work('article', { title: 'A', wikitext: 'B.', language })
  const built = await build(own.stages({ words: { list: ['a'] } }), { ...options, models, language, work: pool.work })
  return built.at(-1)!.manifest.rowsOut + article.paragraphs.length
}
export type Named = [Article, Benchmarks, BatchOptions, Damage, Decontaminated, DumpOptions, EmbedderOptions, Engine, FakeReply, FormatOptions, Leak, LocalGenerator, ParquetExportOptions, StageKind, Survey, SurveyOptions, Tokenizer, UserError, PromptTooLong]
`

const compiler = join(packageRoot, 'node_modules', 'typescript', 'bin', 'tsc')
const wanted = { skip: !existsSync(compiler) && 'the compiler is not here' }

mkdirSync(join(folder, 'node_modules'))
if (existsSync(compiler)) symlinkSync(packageRoot, join(folder, 'node_modules', 'ultralink'), 'junction')
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
writeFileSync(join(folder, 'main.ts'), code)

for (const [moduleResolution, module] of [['nodenext', 'nodenext'], ['bundler', 'esnext']] as const) {
  test(`a strict project elsewhere compiles against the package, library types and all (${moduleResolution})`, wanted, async () => {
    const compilerOptions = { ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true }, ...{ module, moduleResolution, target: 'es2022', lib: ['es2023', 'esnext.disposable'] }, types: ['node'], typeRoots: [join(packageRoot, 'node_modules', '@types')] }
    writeFileSync(join(folder, `${moduleResolution}.json`), JSON.stringify({ compilerOptions, files: ['main.ts'] }))
    const said = await new Promise<string>((resolve) => execFile(process.execPath, [compiler, '-p', join(folder, `${moduleResolution}.json`)], (_, out, err) => resolve(out + err)))
    assert.equal(said, '')
  })
}
