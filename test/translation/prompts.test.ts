import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { languages } from '../../src/languages/index.js'
import { packageRoot } from '../../src/package.js'
import { promptsIn } from '../../src/prompt.js'
import { promptNames } from '../../src/translation/prompt-names.js'

const folder = join(packageRoot, 'prompts')
const named = promptNames.filter((name) => name !== 'translate-earlier')

for (const language of Object.values(languages)) {
  test(`${language.code}: the small model is asked in the one way it was trained on, whatever the kind`, () => {
    for (const name of named) {
      const prompt = promptsIn({ folder, language: language.code, set: 'nano' }).get(name)
      assert.equal(prompt.fill({ language: language.name, dialogue: '[user: …]', text: 'A\nB' }), `Translate the text into ${language.name}.\n<text>A\nB</text>`)
    }
  })

  test(`${language.code}: in the prompt for each kind the text comes last but for one line`, () => {
    for (const name of named) {
      const prompt = promptsIn({ folder, language: language.code }).get(name)
      const [before, between, after] = prompt.fill({ language: language.name, dialogue: '\u0001', text: '\u0002' }).split(/[\u0001\u0002]/)
      assert.ok(before!.length > 300 && before!.endsWith('<dialogue>\n') && between!.endsWith('<text>\n'))
      assert.match(after!, /^\n<\/text>\n\n[^\n]{5,60}[:：]$/)
    }
  })
}
