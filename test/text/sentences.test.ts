import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { languages } from '../../src/languages/index.js'
import { sentences } from '../../src/text/sentences.js'

/** Sentences are separated by `¦` here, in place of the gap. */
const splits = (code: string, marked: string): void => {
  const language = languages[code]!
  const parts = marked.split('¦')
  assert.deepEqual(sentences(parts.join(language.gap), language), parts)
}

test('sentences joined with the gap of the language give the text back', () => {
  const piece = fc.constantFrom('.', '!', '?', '…', '。', '！', ' ', '  ', '"', '»', '”', '」', '(', ')', 'A', 'b', 'Dr', '中', 'г', 'В', '1', '\n', ',', '«', 'J.', ' The ')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.constantFrom(...Object.values(languages)), (pieces, language) => {
      const text = pieces.join('')
      assert.equal(sentences(text, language).join(language.gap), text)
    }),
    { numRuns: 1000 },
  )
})

test('English abbreviations, initials, decimals and quotes', () => {
  splits('en', 'J. R. R. Tolkien wrote it.¦He lived in St. Petersburg, Fla., for 2.5 years.¦"Really?" she asked.¦"Yes."¦Then he left... and came back.')
  splits('en', 'Mr. Smith (b. 1900) died c. 1950.¦The U.S. Navy sailed.¦He moved to the U.S.¦The end.')
  splits('en', 'It ended in 1918.¦(He was right.)¦See No. 5 and vol. 3.¦What?¦Why!')
  splits('en', 'It was cold (so he said. Nobody else felt it.) and wet.¦Then it snowed.')
})

test('Chinese stops with closing quotes and brackets, without spaces', () => {
  splits('zh', '他问：“真的吗？”¦她答：“是的。”¦然后走了。¦价格是3.5元。¦《红楼梦》很好。¦（见下文。）¦完。')
  splits('zh', '他说“走！”，就走了。¦他想……算了！¦「好。」¦『不。』¦走吧。')
})

test('Russian abbreviations, initials, direct speech', () => {
  splits('ru', 'А. С. Пушкин родился в 1799 г. в Москве.¦В XIX в. он жил, т. е. работал, на ул. Ленина, д. 5.¦«Пора!» — сказал он.¦«Пора!»¦Он ушёл.')
})

test('French spaces before marks and inside quotes', () => {
  splits('fr', 'M. Dupont arriva.¦« Où ? » demanda-t-il.¦« Ici. »¦Il partit.¦Né v. 1200 av. J.-C. à Rome.¦Est-ce vrai ?¦Oui !')
})

test('Spanish inverted marks and abbreviations', () => {
  splits('es', 'El Sr. Pérez vive en EE. UU. desde 1990.¦¿Quién?¦¡Nadie!¦«Sí».¦«No.»¦Murió en 44 a. C. en Roma.¦Costó 3.500,50 pesos.')
})
