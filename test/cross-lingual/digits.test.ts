import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digitDifference } from '../../src/cross-lingual/digits.js'

test('digits that have nothing in common differ', () => {
  assert.deepEqual(digitDifference('In 1987 the town had 12,400 people.', 'Der Markt öffnet um 7.30 Uhr und schließt um 18 Uhr.'), { missing: ['1987', '12400'], extra: ['7', '30', '18'] })
  assert.deepEqual(digitDifference('Walk 300 metres.', 'امشِ ٤٥٠ متر.'), { missing: ['300'], extra: ['450'] })
  assert.deepEqual(digitDifference('It closes at 18:00.', 'この町には40人の住民がいました。'), { missing: ['18', '00'], extra: ['40'] })
})

test('one number in common, words beside digits, other digits, clocks and calendars are no difference', () => {
  for (const [one, other] of [
    ['In 1987 the town had 12,400 people.', '1987 hatte die Stadt 13.400 Einwohner.'],
    ['5 people walked 30 miles.', '5人が48キロ歩いた。'],
    ['The town had 12,400 people.', 'この町には1万2400人の住民がいました。'],
    ['They sold 3.5 million.', '350万台が売れた。'],
    ['It closes at 18:00.', 'يغلق في الساعة ١٨:٠٠.'],
    ['Walk 300 metres.', 'เดิน ๓๐๐ เมตร'],
    ['It costs 1,500,000 rupees.', 'इसकी कीमत 15,00,000 रुपये है।'],
    ['It opened in 1987.', 'เปิดเมื่อปี 2530'],
    ['It opened in 1987.', 'در سال ۱۳۶۶ باز شد.'],
    ['It opened in 1987.', '昭和62年に開業した。'],
    ['The bus leaves at 10 in the evening.', 'Otobüs 22.05’te kalkar.'],
    ['Come at 10.', 'Njoo saa 16 jioni.'],
    ['There are 12 of them.', 'Hay doce, 3 de ellos nuevos.'],
    ['Twenty people came.', 'Es kamen 20 Leute.'],
  ] as const) assert.equal(digitDifference(one, other), undefined, other)
})
