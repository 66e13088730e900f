import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { anyLanguageOf } from '../../src/languages/any.js'
import { languages } from '../../src/languages/index.js'
import { packageRoot } from '../../src/package.js'
import { subtractionDifference, subtractionsOf } from '../../src/text/subtractions.js'

type Told = readonly [text: string, from: number, taken: number, left?: number]

/** What each way to tell a subtraction says: with units, decimals, groups, words for numbers, formulas, results below zero and none at all. */
const told: Readonly<Record<string, readonly Told[]>> = {
  en: [
    ['15 minus 7 leaves 8 people.', 15, 7, 8], ['1,250.5 minus 250.25 is 1,000.25.', 1250.5, 250.25, 1000.25], ['twelve minus five equals seven', 12, 5, 7], ['$15$ minus $7$ is $8$', 15, 7, 8], ['5 minus 8 is -3', 5, 8, -3],
    ['20 pears take away 5 makes 15', 20, 5, 15], ['If you take 12 away from 70, you get 58.', 70, 12, 58], ['Now subtract 15 degrees from the 50 degrees of noon.', 50, 15], ['Subtracting \\(12\\) from \\(70\\) gives \\(58\\).', 70, 12, 58],
    ['12 euros are deducted from 70 euros, which leaves 58.', 70, 12, 58], ['From 50 we subtract 12 and get 38.', 50, 12, 38], ['There are 70 - 12 = 58 of them.', 70, 12, 58],
  ],
  zh: [
    ['38减去36得2。', 38, 36, 2], ['50元减去32元，得18元。', 50, 32, 18], ['从50个里减去32个，还剩18个', 50, 32, 18], ['三十六减去十二等于二十四', 36, 12, 24], ['1,250.5减250.25是1000.25', 1250.5, 250.25, 1000.25], ['5减8等于-3', 5, 8, -3], ['5减8等于负3', 5, 8, -3],
    ['$50$减去$32$为$18$', 50, 32, 18], ['50个苹果拿走了32个，剩18个', 50, 32, 18], ['把32从50中减去，得18', 50, 32, 18], ['从70里扣除12', 70, 12], ['70 - 12 = 58', 70, 12, 58],
  ],
  ru: [
    ['50 минус 32 будет 18.', 50, 32, 18], ['пятнадцать минус семь равно восьми', 15, 7, 8], ['5 минус 8 равно −3', 5, 8, -3], ['$50$ минус $32$ — это $18$', 50, 32, 18], ['Вычтем 12 евро из 70 евро, останется 58.', 70, 12, 58], ['вычитая 250,25 из 1 250,5, получим 1000,25', 1250.5, 250.25, 1000.25],
    ['Если из 50 вычесть 32, получится 18.', 50, 32, 18], ['От 70 отнимаем 12', 70, 12], ['70 - 12 = 58', 70, 12, 58],
  ],
  fr: [
    ['50 euros moins 32 euros, cela fait 18 euros.', 50, 32, 18], ['quinze moins sept égale huit', 15, 7, 8], ['5 moins 8 est égal à −3', 5, 8, -3], ["Si l'on retire 32 de 50, on obtient 18.", 50, 32, 18], ['En soustrayant 250,25 de 1 250,5, on obtient 1 000,25', 1250.5, 250.25, 1000.25],
    ['La soustraction de $32$ à $50$ donne $18$', 50, 32, 18], ['32 est soustrait de 50', 50, 32], ['De 50, on soustrait 32 : il reste 18', 50, 32, 18], ['70 - 12 = 58', 70, 12, 58],
  ],
  es: [
    ['70 menos 12 es 58.', 70, 12, 58], ['quince menos siete es igual a ocho', 15, 7, 8], ['5 menos 8 son −3', 5, 8, -3], ['Restamos 12 euros de 70 euros y quedan 58.', 70, 12, 58], ['Restando $12$ a $70$ se obtiene $58$', 70, 12, 58], ['al sustraer 250,25 de 1.250,5 resulta 1.000,25', 1250.5, 250.25, 1000.25],
    ['Si a 180 se le resta 115, se obtiene 65.', 180, 115, 65], ['De los 50 grados quitamos 15', 50, 15], ['70 - 12 = 58', 70, 12, 58],
  ],
}

const english = 'If you take 36 away from 38, you get 2.'
const differ = (source: string, target: string, code: string) => subtractionDifference({ text: source, language: languages['en']! }, { text: target, language: anyLanguageOf(code) })?.said
const turned = (text: string, one: string, other: string) => text.replaceAll(one, '@').replaceAll(other, one).replaceAll('@', other)

for (const [code, all] of Object.entries(told)) {
  test(`${code}: what is taken from what, and what is left, are read from every way to tell it`, () => {
    for (const [text, ...wanted] of all) {
      const found = subtractionsOf(text, languages[code]!)
      assert.equal(found.length, 1, text)
      const [{ from, taken, left }] = found as [(typeof found)[number]]
      assert.deepEqual([from, taken, left].map((values, i) => values?.includes(wanted[i]!) ?? wanted[i] === undefined), [true, true, true], `${text} ${JSON.stringify(found)}`)
    }
  })

  test(`${code}: every pattern is one of those ways, and all of them are right beside an original that says nothing of it`, () => {
    const single = (stated: string) => ({ ...languages[code]!, subtraction: { ...languages[code]!.subtraction!, stated: [stated] } })
    for (const stated of languages[code]!.subtraction!.stated) assert.ok(all.some(([text]) => !text.includes(' = ') && subtractionsOf(text, single(stated)).length > 0), stated)
    for (const [text] of all) assert.equal(differ('The rest is easy.', text, code), undefined, text)
  })
}

/** The same turned round, told by the original's order or by its own result. */
const wrong: readonly (readonly [source: string, target: string, code: string])[] = [
  [english, '36减去38得2。', 'zh'], ['Nothing of it is said here.', '36减去38得2。', 'zh'], ['Take 12.5 away from 70.', '12.5减去70。', 'zh'],
  ['If you take 115 away from 180, you get 65.', 'Si a 115 se le resta 180, se obtiene 65.', 'es'], ['80 - 45 = 35', 'Son 45 - 80 = 35.', 'es'], ['Subtract 1,250 from 3,000.', 'Resta 3.000 de 1.250.', 'es'],
  [english, 'Если из 36 вычесть 38, получится 2.', 'ru'], ['15 minus 7 leaves 8.', 'семь минус пятнадцать будет восемь', 'ru'], ['Now subtract 15 degrees from 50 degrees.', 'Теперь вычтем 50 градусов из 15 градусов.', 'ru'],
  [english, "Si l'on retire 38 de 36, on obtient 2.", 'fr'], ['$15$ minus $7$ is $8$.', '$7$ moins $15$ font $8$.', 'fr'], ['5 minus 8 is -3.', '8 moins 5 est égal à −3.', 'fr'],
  ['If you take 115 away from 180, you get 65.', 'Si a 115 se le resta 65, se obtiene 180.', 'es'],
]

test('a subtraction that is told the wrong way round is found, with its words', () => {
  for (const [source, target, code] of wrong) assert.ok(differ(source, target, code), target)
  assert.equal(differ(english, '6乘以6等于36。36减去38得2。', 'zh'), '36减去38得2')
})

test('each way to tell a subtraction is found when its numbers change places', () => {
  for (const [code, all] of Object.entries(told)) {
    const plain = all.filter(([text]) => /\d{2}\D+\d{2}/.test(text) && !/\d[.,]\d|-|−/.test(text))
    assert.ok(plain.length >= 4, code)
    for (const [text, from, taken] of plain) {
      const other = turned(text, String(from), String(taken))
      assert.ok(differ(`Subtract ${taken} from ${from}.`, other, code), other)
    }
  }
})

/** What is no such mistake. */
const right: readonly (readonly [source: string, target: string, code: string])[] = [
  [english, '38减去36得2。', 'zh'], [english, '从38减少到2，少了36。', 'zh'], [english, 'Si de 38 se quitan 36, quedan 2.', 'es'], [english, '38 − 36 = 2', 'ru'],
  // As the original has it, right or wrong.
  ['36 minus 38 is 2.', '36减去38得2。', 'zh'], ['20 - 5 - 5 = 10', 'Son 20 - 5 - 5 = 10.', 'es'], ['5 minus 8 is -3.', '5 moins 8 font −3.', 'fr'],
  // A result that would be wrong in any order: other units.
  ['An hour less 15 minutes is 45 minutes.', 'Une heure moins 15 minutes font 45 minutes.', 'fr'], ['Two metres without 50 centimetres are 150.', '2 метра минус 50 сантиметров будет 150 сантиметров.', 'ru'],
  // Comparisons, clocks, ranges, and words that only begin like those of a subtraction.
  ['15 is 5 less than 20.', '5 menos que 20 es 15.', 'es'], ['15 is 5 less than 20.', '5 de moins que 20 font 15.', 'fr'], ['It is at least 5 of 20.', 'Il y en a 20, dont au moins 5, et 15 restent.', 'fr'], ['An amount of 5 with at least 20 is 15.', 'Sur 5, une tranche d’au moins 20 font 15.', 'fr'], ['5 with at least 20 is 15.', '5 con al menos 20 son 15.', 'es'], ['A ticket for 5 to 9 people.', '5-9人的票。', 'zh'],
  ['Each of the 5 restaurants has 20 seats.', 'El restaurante 5 da 20 de 25.', 'es'], ['7 minus 7 is 0.', '7 menos 7 es 0.', 'es'],
  // What was there and what is left in one sentence, and a part of a longer calculation, in whatever signs and words.
  ['If we take 5 coins out of the bag, 20 are left, so the total is 25.', 'Si quitamos 5 monedas de la bolsa quedan 20, así que el total es 25.', 'es'], ['5 balls were taken out of each of 3 boxes, and 8 are left.', '3个箱子各取出5个球，剩8个。', 'zh'],
  ['2 * 10 - 5 = 15', 'Son 2 x 10 - 5 = 15.', 'es'], ['2 × 10 − 15 = 5', '2 fois 10 moins 15 font 5.', 'fr'], ['2 × 10 − 15 = 5', '2乘以10减15等于5。', 'zh'],
  // From what is taken may stand first.
  ['Subtract the discount of 20 from 100 euros.', 'Descontamos a los 100 euros el descuento de 20 y quedan 80.', 'es'], ['Subtract the discount of 20 from 100 euros.', 'On retire aux 100 euros la remise de 20.', 'fr'], ['Subtract the tax of 20 from 100 roubles.', 'Вычтем из 100 рублей налог от 20 рублей.', 'ru'],
  // 用…去减 is said both ways round.
  [english, '用36去减38，得2。', 'zh'],
  // What stands in code and formulas is not told.
  [english, '38减去36得2：`36减去38得2`', 'zh'],
]

test('right subtractions, those of the original, comparisons and other units are no mistake', () => {
  for (const [source, target, code] of right) assert.equal(differ(source, target, code), undefined, target)
})

test('a language without such patterns is checked by its signs alone', () => {
  assert.equal(differ('80 - 45 = 35', '80 - 45 = 35', 'sw'), undefined)
  assert.equal(differ('80 - 45 = 35', 'Ni 45 - 80 = 35.', 'sw'), '45 - 80 = 35')
  assert.equal(differ(english, 'Ukiondoa 38 kwenye 36, unapata 2.', 'sw'), undefined)
})

const folder = join(packageRoot, '../shared/data/multilingual-benchmarks')

test('translations of word problems and news by people raise no alarm', { skip: existsSync(folder) ? false : 'the shared data is not here' }, () => {
  const lines = (file: string) => readFileSync(join(folder, file), 'utf8').split(/\r?\n/)
  const news = { en: 'src.eng', zh: 'ref.zho-CN', ru: 'ref.rus', fr: 'ref.fra', es: 'ref.spa' }
  const texts = (code: keyof typeof news) => [...lines(`google-research__url-nlp/mgsm_${code}.tsv`).map((line) => line.split('\t')[0]!), ...lines(`MicrosoftTranslator__NTREX/newstest2019-${news[code]}.txt`)]
  const sources = texts('en')
  for (const code of ['zh', 'ru', 'fr', 'es'] as const) {
    for (const [i, text] of texts(code).entries()) assert.equal(differ(sources[i]!, text, code), undefined, text)
  }
})

test('the work grows with the length of a text, whatever it repeats', () => {
  for (const [code, piece] of [['en', 'take 5 away from '], ['en', '5 minus '], ['fr', 'de de '], ['fr', 'retirretir'], ['ru', 'из 5 вычесть '], ['zh', '5减'], ['es', 'a 5 se le resta '], ['zh', '从5把5从']] as const) {
    assert.ok(subtractionsOf(piece.repeat(4000), languages[code]!).length <= 4001, piece)
  }
})
