import assert from 'node:assert/strict'
import { test } from 'node:test'
import { continued } from '../../src/cross-lingual/continued.js'
import type { Draft } from '../../src/cross-lingual/draft.js'
import { translation } from '../../src/cross-lingual/translation.js'
import { fakeGenerator } from '../../src/models/fake-generator.js'
import { textMaterial } from './material.js'
import { worldIn } from './world.js'

const material = textMaterial('The old lighthouse stands above the harbour. '.repeat(20).trim(), 'Le vieux phare se dresse au-dessus du port. '.repeat(20).trim())

function asked(contextSize: number) {
  const seen: number[] = []
  const generator = fakeGenerator({ contextSize, reply: (_, { maxTokens }) => (seen.push(maxTokens), '') })
  return { seen, made: continued(translation(material) as Draft, material, worldIn('fr', { generator }).context) }
}

test('a conversation that the context has no room to go on with is a finding, and the generator is not asked', async () => {
  const { seen, made } = asked(300)
  assert.equal(((await made) as { reason: string }).reason, 'context-full')
  assert.deepEqual(seen, [])
})

test('a turn is as long as the context has room for', async () => {
  const [tight, wide] = [asked(600), asked(4096)]
  await Promise.all([tight.made, wide.made])
  assert.ok(tight.seen[0]! >= 32 && tight.seen[0]! < 512, `${tight.seen[0]}`)
  assert.deepEqual(wide.seen, [512])
})
