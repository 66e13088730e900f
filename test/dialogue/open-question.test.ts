import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isOpen } from '../../src/dialogue/open-question.js'
import { languageOf } from '../../src/languages/index.js'
import { registry } from '../../src/models/registry.js'
import { packageRoot } from '../../src/package.js'

const cases: readonly (readonly [string, string, boolean, subject: string])[] = [
  ['en', 'What is worth knowing about "Bocage"?', true, 'Bocage'],
  ['en', 'what is worth knowing about the bocage?', true, 'Bocage'],
  ['en', 'When was Gustave Eiffel born?', false, 'Gustave Eiffel'],
  ['en', 'What is worth knowing about "Bocage" and when was it planted? Tell me more.', false, 'Bocage'],
  ['en', 'What do we know about the marriage of Ada Quill?', false, 'Ada Quill'],
  ['en', 'What do we know about Ada Quill?', true, 'Ada Quill'],
  ['en', 'What is worth knowing about What?', true, 'What'],
  ['en', 'What is worth knowing about Edinburgh?', false, 'Bocage'],
  ['en', 'What is worth knowing about c++ (language)?', true, 'C++ (language)'],
  ['zh', '“都江堰”有什么值得知道的？', true, '都江堰'],
  ['zh', '都江堰是谁修建的？', false, '都江堰'],
  ['ru', 'Для общего развития: Хохлома — что стоит знать?', true, 'Хохлома'],
  ['ru', 'Когда родилась Софья Ковалевская?', false, 'Софья Ковалевская'],
  ['fr', 'Que faut-il savoir sur « Bocage » ?', true, 'Bocage'],
  ['fr', 'Où se trouve « Bocage » ?', false, 'Bocage'],
  ['es', '¿Qué vale la pena saber de «Mate»?', true, 'Mate'],
  ['es', '¿Cómo se prepara «Mate»?', false, 'Mate'],
]

for (const [code, question, open, subject] of cases) {
  test(`${code}: "${question}" is ${open ? 'an open question' : 'about something'}`, () => assert.equal(isOpen(question, languageOf(code), subject), open))
}

test('the open questions that the default generator is trained on are known as such in each of its languages', () => {
  for (const language of registry().find(({ name }) => name === 'nano-generator')!.languages!.map(languageOf)) {
    const file = readFileSync(join(packageRoot, 'models', 'nano', 'questions', `${language.code}.txt`), 'utf8')
    const section = /^\[any\]$([\s\S]*?)(?=^\[|$(?![\s\S]))/m.exec(file)?.[1] ?? ''
    const frames = section.split('\n').map((line) => line.replace(/ @ .*/, '').trim()).filter((line) => /[?？]$/.test(line) && !line.startsWith('#'))
    assert.ok(frames.length >= 25, `${language.code}: ${frames.length} frames`)
    const [opening, closing] = language.quotes
    for (const frame of frames) {
      const question = frame.replace(/{[QW]}/, `${opening}Xyz${closing}`).replace('{T}', 'Xyz')
      assert.ok(isOpen(question, language, 'Xyz'), `${language.code}: ${question}`)
    }
  }
})
