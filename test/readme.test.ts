import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { programOf } from '../src/cli/program.js'
import { datasets } from '../src/datasets/index.js'
import { packageRoot, version } from '../src/package.js'

const program = () => programOf({ out: { write() {}, isTTY: false }, err: { write() {}, isTTY: false }, signal: new AbortController().signal })
const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8')
const { scripts } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1]!)
const commands = blocks.flatMap((block) => block.replace(/\\\n\s*/g, '').split('\n')).map((line) => line.replace(/\s+#.*$/, '').trim()).filter(Boolean)

test('the first two commands of the README are the promise, and npm knows their scripts', () => {
  assert.deepEqual(commands.slice(0, 2), ['npm ci && npm start', 'npm cit'])
  assert.ok(scripts['start'] && scripts['test'] && scripts['prepare'])
  const config = /--config (\S+)/.exec(scripts['start']!)?.[1]
  assert.ok(config && existsSync(join(packageRoot, config)), 'npm start builds from a file that is there')
})

const called = commands.filter((line) => line.startsWith('npx ultralink '))

test('the README shows every command of the program', () => {
  const names = program().commands.map((command) => command.name())
  for (const name of names) assert.ok(called.some((line) => line.startsWith(`npx ultralink ${name} `)), `README shows no "ultralink ${name}"`)
})

for (const line of called) {
  test(`the README's command is one the program takes: ${line.slice(0, 70)}`, () => {
    const [name, ...words] = line.split(/\s+/).slice(2)
    const group = program().commands.find((candidate) => candidate.name() === name)
    assert.ok(group, `there is no command ${name}`)
    const command = group.commands.length > 0 ? group.commands.find((candidate) => candidate.name() === words[0]) : group
    assert.ok(command, `there is no command ${name} ${words[0]}`)
    const known = command.options.flatMap((option) => [option.short, option.long])
    for (const word of words.filter((candidate) => /^--?[a-z]/.test(candidate))) assert.ok(known.includes(word), `${name} has no option ${word}`)
    for (const [, stage, option] of line.matchAll(/--set ([a-z-]+)\.(\w+)=/g)) {
      const kind = Object.values(datasets).flatMap((dataset) => dataset.kinds).find((candidate) => candidate.name === stage)
      assert.ok(kind && option! in kind.schema.shape, `there is no option ${stage}.${option}`)
    }
  })
}

test('options that the README names in its text exist', () => {
  for (const [, stage, option] of readme.matchAll(/--set ([a-z-]+)\.(\w+)=/g)) {
    const kind = Object.values(datasets).flatMap((dataset) => dataset.kinds).find((candidate) => candidate.name === stage)
    assert.ok(kind && option! in kind.schema.shape, `there is no option ${stage}.${option}`)
  }
})

test('the README describes every stage, and the changelog begins with this version', () => {
  for (const kind of Object.values(datasets).flatMap((dataset) => dataset.kinds)) assert.ok(readme.includes(`| \`${kind.name}\` |`), `README has no line on ${kind.name}`)
  const changelog = readFileSync(join(packageRoot, 'CHANGELOG.md'), 'utf8')
  assert.equal(/^## (\S+)/m.exec(changelog)?.[1], version)
})
