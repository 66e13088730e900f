import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { languages, languageOf } from '../src/languages/index.js'
import { registry } from '../src/models/registry.js'
import { packageRoot } from '../src/package.js'
import { promptOf, promptsIn } from '../src/prompt.js'
import { dialogues } from '../src/stages/dialogues.js'
import { screen } from '../src/stages/screen.js'
import { translate } from '../src/stages/translate.js'
import { verify } from '../src/stages/verify.js'
import { inLanguage } from '../src/text/language-id.js'

const folder = join(packageRoot, 'prompts')
const sets = ['', ...readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)]
const codes = Object.keys(languages)

/** All prompts of a set: name → versions by language, the English one under an empty code. */
function versionsOf(set: string): Map<string, Map<string, string>> {
  const versions = new Map<string, Map<string, string>>()
  for (const file of readdirSync(join(folder, set)).filter((name) => name.endsWith('.md'))) {
    const [, name, code = ''] = /^([a-z-]+)(?:\.([a-z-]+))?\.md$/.exec(file) ?? assert.fail(`${file} is not named like a prompt`)
    const own = versions.get(name!) ?? new Map<string, string>()
    own.set(code, readFileSync(join(folder, set, file), 'utf8'))
    versions.set(name!, own)
  }
  return versions
}

const variablesOf = (text: string) => promptOf('', '', text).variables.filter((variable) => variable !== 'language').sort()

for (const set of sets) {
  const versions = versionsOf(set)
  const where = set === '' ? 'prompts' : `prompts/${set}`

  test(`${where}: each prompt has an English version, and the others are of known languages`, () => {
    for (const [name, own] of versions) {
      assert.ok(own.has(''), `${name}.md is missing`)
      for (const code of own.keys()) if (code !== '') assert.ok(codes.includes(code), `${name}.${code}.md`)
    }
  })

  test(`${where}: a version in another language wants the variables of the English one, save {{language}}`, () => {
    for (const [name, own] of versions) {
      for (const [code, text] of own) assert.deepEqual(variablesOf(text), variablesOf(own.get('')!), `${name}.${code}.md`)
    }
  })

  test(`${where}: the versions in a language are written in it, or say {{language}}`, () => {
    for (const code of codes) {
      const own = [...versions.values()].flatMap((texts) => texts.get(code) ?? [])
      const words = own.filter((text) => !text.includes('{{language}}')).join('\n').replace(/\{\{\w+\}\}|<[^>]*>/g, ' ')
      assert.ok(words.trim() === '' || inLanguage(words, languageOf(code)).ok, `those of ${code} are not in ${code}`)
    }
  })

  test(`${where}: the English version of a prompt with words says the language, save where a grammar has the words`, () => {
    for (const [name, own] of versions) {
      if (name === 'answer-extractive' || name === 'screen') continue
      const text = own.get('')!
      const words = text.replace(/\{\{\w+\}\}|<[^>]*>/g, ' ').match(/\p{L}+/gu)?.length ?? 0
      if (words > 3) assert.ok(text.includes('{{language}}'), `${name}.md never says which language`)
    }
  })

  test(`${where}: braces are those of variables, and nothing else`, () => {
    for (const [name, own] of versions) for (const [code, text] of own) assert.doesNotMatch(text.replace(/\{\{\w+\}\}/g, ''), /[{}]/, `${name}.${code}`)
  })
}

/** What src/dialogue/writer.ts, src/translation and src/screening fill in. */
const known = new Set(['language', 'title', 'passage', 'subject', 'dialogue', 'question', 'answer', 'text', 'role', 'source', 'translation'])

test('prompts want only what the stages have to give', () => {
  for (const set of sets) for (const [name, own] of versionsOf(set)) for (const text of own.values()) for (const variable of variablesOf(text)) assert.ok(known.has(variable), `${set}/${name}: {{${variable}}}`)
})

test('every prompt that a stage uses is there for each language and set', () => {
  const stages = [dialogues.make({ document: 'omit' }), translate.make(), verify.make({ roundTrip: true, judge: 'generator' }), screen.make()]
  const used = stages.flatMap(({ uses }) => [...(uses.prompts ?? []), ...(uses.judge ?? [])])
  assert.ok(used.length > 15)
  for (const set of sets) for (const language of codes) for (const name of used) assert.ok(promptsIn({ folder, language, ...(set ? { set } : {}) }).get(name).hash)
})

test('where no folder is given, prompts are those of this package', () => {
  assert.equal(promptsIn({ language: 'fr' }).get('system').hash, promptsIn({ folder, language: 'fr' }).get('system').hash)
})

test('a prompt of the model’s set comes first, then the one of the language, then the English one', () => {
  const get = (language: string, set?: string) => promptsIn({ folder, language, ...(set ? { set } : {}) }).get('question-for-answer').file.replaceAll('\\', '/')
  assert.equal(get('fr', 'nano'), 'nano/question-for-answer.fr.md')
  assert.equal(get('fr'), 'question-for-answer.fr.md')
  assert.equal(get('sw'), 'question-for-answer.md')
  assert.equal(get('sw', 'nano'), 'nano/question-for-answer.md')
})

test('the judge is asked in the words of its own set', () => {
  const file = (sets: { set?: string; judgeSet?: string }, by?: 'judge') => promptsIn({ folder, language: 'en', ...sets }).get('screen', by).file.replaceAll('\\', '/')
  assert.deepEqual([file({ set: 'nano' }), file({ set: 'nano' }, 'judge'), file({ judgeSet: 'nano' }, 'judge')], ['nano/screen.md', 'screen.md', 'nano/screen.md'])
})

test('the sets that models name exist', () => {
  for (const { name, prompts } of registry()) if (prompts) assert.ok(existsSync(join(folder, prompts)), `${name}: ${prompts}`)
})

test('filling a prompt puts in every value as it stands, and fails on one that is missing', () => {
  const prompt = promptOf('greet', 'greet.md', 'Hello {{name}}, {{ name }} of {{place}}\r\n')
  assert.deepEqual(prompt.variables, ['name', 'place'])
  assert.equal(prompt.fill({ name: '$& {{place}}', place: 'Velder' }), 'Hello $& {{place}}, $& {{place}} of Velder')
  assert.throws(() => prompt.fill({ name: 'Ada' }), { name: 'UserError', message: /greet\.md wants \{\{place\}\}/ })
})

test('a missing prompt is an error that says where it was looked for', () => {
  assert.throws(() => promptsIn({ folder, language: 'fr', set: 'nano' }).get('sing'), { name: 'UserError', message: /"sing".*sing\.fr\.md.*sing\.md/ })
})

test('the hash of a prompt follows its text, not the line ends of a checkout', () => {
  const hash = (text: string) => promptOf('a', 'a.md', text).hash
  assert.equal(hash('one\r\ntwo\r\n'), hash('one\ntwo\n'))
  assert.notEqual(hash('one\ntwo\n'), hash('one\ntwo!\n'))
})
