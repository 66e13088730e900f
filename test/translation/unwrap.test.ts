import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languages } from '../../src/languages/index.js'
import { hasForeignTag, unwrap } from '../../src/translation/unwrap.js'

const source = 'A text about pears.'
const text = 'Un texte sur les poires.'

const wrapped = [
  ` \n${text}\n `,
  `<text>${text}</text>`,
  `<text>\n${text}`,
  `${text}\n</text>`,
  `"${text}"`,
  `“${text}”`,
  `«\u00a0${text}\u00a0»`,
  `Translation: ${text}`,
  `French translation:\n${text}`,
  `**Traduction :** ${text}`,
  `Traduction en français : « ${text} »`,
  `Here is the translation of the text into French:\n\n${text}`,
  `Voici la traduction :\n\n<text>${text}</text>`,
  `译文：${text}`,
  `Перевод на русский язык: ${text}`,
  `Traducción (español): ${text}`,
]

for (const reply of wrapped) {
  test(`${JSON.stringify(reply)} is unwrapped`, () => {
    assert.equal(unwrap(reply, source).text, text)
    assert.equal(unwrap(reply, source).unwrapped, reply.trim() !== text)
  })
}

const kept: readonly (readonly [reply: string, source: string])[] = [
  ['“Oui”, dit-il, et “non”, dit-elle.', 'He said yes and she said no.'],
  ['"Oui"', '"Yes"'],
  ['Traduction : un art difficile', 'Translation: a difficult art'],
  ['La traduction de ce texte est difficile. Un conseil : dormez.', 'To translate this text is difficult. A piece of advice: sleep.'],
  ['Traduction :', 'A colon follows'],
  ['Les faits : il pleut.', 'The facts: it rains.'],
  ['翻译：我的猫是黑色的。', 'Translate: My cat is black.'],
  ['Traduction : mon chat est noir.', 'Translate: My cat is black.'],
  ['Traduction : mon chat est noir : oui.', 'Translate: My cat is black: yes.'],
  ['Traduction du texte suivant :\n\nmon chat', 'Translate the following text:\n\nmy cat'],
]

for (const [reply, of] of kept) {
  test(`${JSON.stringify(reply)} stays as it is for ${JSON.stringify(of)}`, () => {
    assert.deepEqual(unwrap(reply, of), { text: reply, unwrapped: false })
  })
}

test('a label before the beginning of a source is taken off, the beginning stays', () => {
  for (const label of ['Traduction : ', 'Voici la traduction :\n\n', '**Traduction :** Traduction : ']) {
    assert.equal(unwrap(`${label}Question : quel âge a-t-il ?`, 'Question: How old is he?').text, 'Question : quel âge a-t-il ?')
    assert.equal(unwrap(`${label}Il part à 12 h 30. Un conseil : dormez.`, 'He leaves at 12:30. A piece of advice: sleep.').text, 'Il part à 12 h 30. Un conseil : dormez.')
  }
})

test('a tag in the middle is foreign, unless the source has one', () => {
  assert.ok(hasForeignTag('Un texte.</text> Une note.', 'A text.'))
  assert.ok(!hasForeignTag('La balise <text>.', 'The tag <text>.'))
})

test('labels are in lower case', () => {
  for (const { translationLabels: { nouns, phrases } = { nouns: [], phrases: [] } } of Object.values(languages)) for (const label of [...nouns, ...phrases]) assert.equal(label, label.toLowerCase().trim())
})
