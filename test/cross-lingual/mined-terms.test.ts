import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fewest, minedTerms } from '../../src/cross-lingual/mined-terms.js'
import { textMaterial } from './material.js'

const nouns = Array.from({ length: 50 }, (_, i) => [`lantern${'abcdefghij'[i % 10]}${'klmno'[i % 5]}`, `lampion${'abcdefghij'[i % 10]}${'klmno'[i % 5]}`] as const)

function mined(pairs: number) {
  const found = minedTerms()
  for (let i = 0; i < pairs; i++) {
    const [[one, other], [next, after]] = [nouns[i % 50]!, nouns[(i * 7 + Math.floor(i / 50)) % 50]!]
    found.add(textMaterial(`The ${one} hangs beside the ${next}, and sometimes a ghost${i % 40} walks there.`, `Là pend ${other}, près de ${after}, et parfois ${i % 3 ? 'fantôme' : 'esprit'} passe.`).row)
  }
  return found.terms()
}

test('terms are words that stand in the same pairs, each the other’s best; too few pairs tell of none', () => {
  const found = mined(fewest)
  const known = new Map<string, string>(nouns)
  assert.ok(found.length >= 10, `${found.length}`)
  for (const [one, other] of found) assert.equal(known.get(one), other)
  assert.deepEqual(mined(fewest - 1), [])
})
