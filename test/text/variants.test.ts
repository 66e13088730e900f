import assert from 'node:assert/strict'
import { test } from 'node:test'
import { variantOf } from '../../src/text/variants.js'

const variants = ['zh-cn', 'zh-hans']

test('the first variant that is there is shown', () => {
  assert.equal(variantOf('zh-hans:软件; zh-hant:軟體', variants), '软件')
  assert.equal(variantOf('zh-tw:甲;zh-cn:乙;zh-hans:丙', variants), '乙')
  assert.equal(variantOf('zh-tw:甲;zh-hk:乙', variants), '甲')
})

test('text without rules is shown as it is, and so are rules that are added and shown', () => {
  assert.equal(variantOf('乾隆', variants), '乾隆')
  assert.equal(variantOf('R|乾隆', variants), '乾隆')
  assert.equal(variantOf('A|zh-hans:网; zh-hant:網', variants), '网')
  assert.equal(variantOf('軟體=>zh-cn:软件;', variants), '软件')
})

test('hidden rules and titles show nothing', () => {
  assert.equal(variantOf('H|zh-cn:网;zh-tw:網', variants), '')
  assert.equal(variantOf('T|zh-cn:网;zh-tw:網', variants), '')
})
