import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { languageOf } from '../src/languages/index.js'
import { packageRoot } from '../src/package.js'
import { inLanguage } from '../src/text/language-id.js'
import type { GroundedDialogue } from '../src/types.js'

// What `npm start` does, on the real default models, with fewer dialogues, where no thread may open a socket and, if namespaces
// are allowed here, in one without a network: it has not even a loopback interface that is up.
const main = fileURLToPath(new URL('../src/cli/bin.cjs', import.meta.url))
const noSockets = new URL('./no-sockets.js', import.meta.url).href
const namespace = ['unshare', '-rn']
const allowed = spawnSync(namespace[0]!, [...namespace.slice(1), 'true']).status === 0
const skip = allowed ? false : 'network namespaces are not allowed here (unshare -rn)'
const node = (...argv: readonly string[]) => {
  const [program, ...rest] = [...(allowed ? namespace : []), process.execPath, '--no-regexp-tier-up', ...argv]
  return promisify(execFile)(program!, rest)
}
const out = mkdtempSync(join(tmpdir(), 'samples-'))
after(() => rmSync(out, { recursive: true, force: true }))

const codes = ['en', 'zh', 'ru', 'fr', 'es']
const rowsOf = (code: string) =>
  readFileSync(join(out, 'chat-specific', 'release', 'jsonl', `${code}.jsonl`), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as GroundedDialogue)

test('the samples build in five languages with the default models, without a network and with no socket in any thread, and end with a table, a dialogue of each and a release', async () => {
  const { stdout: said } = await node('--import', noSockets, main, 'build', '--config', join(packageRoot, 'data/samples/chat-specific.yaml'), '--limit', '5', '--out', out)
  for (const language of codes) {
    assert.match(said, new RegExp(`^${language} +\\d+ `, 'm'))
    assert.match(said, new RegExp(`^${language} · `, 'm'))
  }
  assert.match(said, /release: JSONL, Parquet and a dataset card/)
})

test('the guard of that build does refuse a socket', async () => {
  const code = "import net from 'node:net'; net.connect(9, '127.0.0.1')"
  await assert.rejects(node('--import', noSockets, '--input-type=module', '-e', code), /nothing may open a socket/)
})

test('the namespace of that build has no interface that is up', { skip }, async () => {
  assert.equal((await node('-e', "console.log(Object.keys(require('node:os').networkInterfaces()).length)")).stdout.trim(), '0')
})

for (const code of codes) {
  test(`every ${code} dialogue is grounded, in its language, new in every turn, and attributed`, () => {
    const rows = rowsOf(code)
    assert.ok(rows.length >= 2, `${rows.length} dialogues`)
    assert.equal(new Set(rows.map((row) => row.id)).size, rows.length)
    for (const { messages, passage, source, made, checks, language } of rows) {
      assert.equal(language, code)
      assert.deepEqual(messages.map((message) => message.role), messages.map((_, i) => (i % 2 === 0 ? 'user' : 'assistant')))
      assert.equal(checks.length * 2, messages.length)
      const said = messages.map((message) => message.content)
      assert.equal(new Set(said).size, said.length, 'a turn is said twice')
      for (const [i, text] of said.entries()) {
        assert.ok(inLanguage(text, languageOf(code)).ok, `not ${code}: ${text}`)
        assert.doesNotMatch(text, /<\|im_|<document|\{\{/)
        if (i % 2 === 0) assert.match(text, /[?？]/)
        else for (const part of text.split(/(?<=[.!?。！？])\s*/)) assert.ok(passage.text.includes(part.trim()), `not in the passage: ${part}`)
      }
      assert.match(source.url, /oldid=\d+$/)
      assert.ok(source.licence && source.revision > 0)
      assert.match(made.generator, /^nano-generator@[0-9a-f]{12}$/)
    }
  })
}
