import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isOpen } from '../../src/dialogue/open-question.js'
import { languageOf, languages } from '../../src/languages/index.js'
import { packageRoot } from '../../src/package.js'

const cases: readonly (readonly [string, string, boolean])[] = [
  ['en', 'What is worth knowing about "Bocage"?', true],
  ['en', 'what is worth knowing about the bocage?', true],
  ['en', 'When was Gustave Eiffel born?', false],
  ['en', 'What is worth knowing about "Bocage" and when was it planted? Tell me more.', false],
  ['zh', '“都江堰”有什么值得知道的？', true],
  ['zh', '都江堰是谁修建的？', false],
  ['ru', 'Что стоит знать о теме «Хохлома»?', true],
  ['ru', 'Когда родилась Софья Ковалевская?', false],
  ['fr', 'Que faut-il savoir sur « Bocage » ?', true],
  ['fr', 'Où se trouve « Bocage » ?', false],
  ['es', '¿Qué vale la pena saber de «Mate»?', true],
  ['es', '¿Cómo se prepara «Mate»?', false],
]

for (const [code, question, open] of cases) {
  test(`${code}: "${question}" is ${open ? 'an open question' : 'about something'}`, () => assert.equal(isOpen(question, languageOf(code)), open))
}

test('the open questions that the default generator is trained on are known as such in each language', () => {
  for (const language of Object.values(languages)) {
    const file = readFileSync(join(packageRoot, 'models', 'nano', 'questions', `${language.code}.txt`), 'utf8')
    const section = /^\[any\]$([\s\S]*?)(?=^\[|$(?![\s\S]))/m.exec(file)?.[1] ?? ''
    const frames = section.split('\n').map((line) => line.replace(/ @ .*/, '').trim()).filter((line) => /[?？]$/.test(line) && !line.startsWith('#'))
    assert.ok(frames.length >= 25, `${language.code}: ${frames.length} frames`)
    const [opening, closing] = language.quotes
    for (const frame of frames) {
      const question = frame.replace('{Q}', `${opening}Xyz${closing}`).replace('{T}', 'Xyz')
      assert.ok(isOpen(question, language), `${language.code}: ${question}`)
    }
  }
})
