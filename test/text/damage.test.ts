import assert from 'node:assert/strict'
import { test } from 'node:test'
import { damageOf } from '../../src/text/damage.js'

test('half a surrogate pair, a replacement character and control characters are damage, and are named with what stands around them', () => {
  assert.deepEqual(damageOf('a na\ufffdve reader'), { found: 'U+FFFD', near: 'a na\ufffdve reader' })
  for (const [text, found] of [['Why \ud83d?', 'U+D83D'], ['\frac{1}{2}', 'U+000C'], ['\beta', 'U+0008'], ['Ma sÅ\u0093ur', 'U+0093']] as const) assert.equal(damageOf(text)?.found, found)
})

test('line ends of any system, tabs, emoji and joiners are none', () => {
  for (const text of ['one\r\ntwo\n\tthree\r', '👩‍👩‍👧 ok', 'می‌خواهم', '']) assert.equal(damageOf(text), undefined)
})
