import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { languageOf } from '../../src/languages/index.js'
import { openGenerator, type LocalGenerator } from '../../src/models/generator.js'
import { packageRoot } from '../../src/package.js'
import { promptsIn } from '../../src/prompt.js'
import { translate } from '../../src/stages/translate.js'
import { mask } from '../../src/text/masks.js'
import { numberDifference } from '../../src/text/number-sets.js'
import type { ModelEntry } from '../../src/types.js'
import { everything } from '../stage-laws.js'
import { worldOf } from '../world.js'
import { original } from './originals.js'

const entry: ModelEntry = { name: 'nano', role: 'generator', path: join(packageRoot, 'models', 'nano-generator.gguf'), sha256: 'test' }

const given = [
  original('greeting', ['Hello!', 'Good morning.']),
  original('thanks', ['Thank you.', 'You are welcome.']),
  original('code', ['Use `sort` here.', '```py\nsort(all)\n```'], { kind: 'code' }),
  original('number', ['I have 3 apples.', 'That is good.']),
]

describe('translate with the default model', () => {
  let generator: LocalGenerator
  before(async () => {
    generator = await openGenerator(entry, { gpu: false, threads: 1, sequences: 2, contextSize: 512 })
  })
  after(() => generator[Symbol.asyncDispose]())

  it('keeps masks and numbers in whatever it keeps, and says why it does not keep the rest', async () => {
    const [from, to] = [languageOf('en'), languageOf('fr')]
    const world = worldOf({ language: 'fr', generator, prompts: promptsIn({ folder: join(packageRoot, 'prompts'), language: 'fr', set: 'nano' }) })
    const { out } = await everything(translate.make({ attempts: 2 }), given, world)
    assert.equal(out.length + world.rejected.length, given.length)
    for (const { messages, original: sources } of out) {
      for (const [i, { content }] of messages.entries()) {
        const source = sources![i]!.content
        assert.deepEqual([...mask(content).spans].sort(), [...mask(source).spans].sort())
        assert.equal(numberDifference({ text: source, language: from }, { text: content, language: to }), undefined)
        assert.notEqual(content.trim(), '')
      }
    }
    for (const { detail } of world.rejected) assert.ok(detail!['source'], 'a reject does not show its source')
  })
})
