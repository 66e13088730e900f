import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languages } from '../../src/languages/index.js'
import { numberDifference } from '../../src/text/number-sets.js'

type Pair = readonly [source: string, language: string, target: string]

const there = ([source, code, target]: Pair) => numberDifference({ text: source, language: languages['en']! }, { text: target, language: languages[code]! })
const back = ([source, code, target]: Pair) => numberDifference({ text: target, language: languages[code]! }, { text: source, language: languages['en']! })

/** English, language, and its translation: the same numbers. */
const same: Readonly<Record<string, readonly Pair[]>> = {
  'discounts in Chinese': [
    ['10% off', 'zh', '打9折'], ['20% off', 'zh', '打8折'], ['15% off', 'zh', '打85折'], ['15% off', 'zh', '打8.5折'], ['90%', 'zh', '九折'], ['5% off', 'zh', '九五折'],
    ['15% off', 'zh', '八五折'], ['25% off', 'zh', '打七五折'], ['30% off', 'zh', '打7折'], ['$20 at 10% off is $18.', 'zh', '20美元打九折是18美元。'],
    ['She folded it 3 times.', 'zh', '她对折了3次。'], ['8 folds', 'zh', '8 次折叠'], ['8 folds at 3', 'zh', '在3处8折叠'],
  ],
  'signs that multiply or begin a unit, or begin another word': [
    ['100 points', 'zh', '一百分'], ['200 minutes', 'zh', '两百分钟'], ['100%', 'zh', '百分之百'], ['50 percent', 'zh', '百分之五十'], ['2000 m', 'zh', '两千米'],
    ['2000 m', 'zh', '2千米'], ['2 km', 'zh', '两千米'], ['2 km', 'zh', '2千米'], ['5000 meters', 'zh', '五千米'], ['3000 grams', 'zh', '三千克'], ['3 kg', 'zh', '三千克'],
    ['5 kilowatts', 'zh', '5千瓦'], ['A kilometre away', 'zh', '一千米外'], ['21 kinds', 'zh', '二十一样'], ['21 kinds, 2.5 km', 'zh', '二十一样，2.5千米'],
    ['7 of them', 'zh', '7一样'], ['100 points, 5%', 'zh', '100分，5个百分点'], ['1/300', 'zh', '三百分之一'], ['500 taels', 'zh', '五百两银子'], ['21 cases', 'zh', '二十一起案件'],
    ['in case 5 come', 'zh', '万一来了5个'],
  ],
  'seconds that are no ordinals': [
    ['sixty seconds', 'es', 'sesenta segundos'], ['60 seconds', 'es', 'sesenta segundos'], ['thirty seconds', 'es', 'treinta segundos'],
    ['30 seconds', 'es', '30 segundos'], ['the 2nd ones', 'es', 'los segundos'], ['a thirty-second pause', 'fr', 'une pause de trente secondes'],
    ['a thirty-second pause', 'fr', 'une pause de 30 secondes'], ['the thirty-second president', 'fr', 'le 32e président'],
  ],
  'halves and quarters of an hour': [
    ['3:30 pm', 'zh', '下午3点半'], ['10:30', 'zh', '十点半'], ['5:30', 'fr', '5 heures et demie'], ['12:30', 'es', 'las doce y media'],
    ['7:15', 'es', 'las siete y cuarto'], ['7:15', 'fr', '7 heures et quart'], ['5:15', 'zh', '5点一刻'], ['5:45', 'zh', '5点三刻'], ['3:30', 'zh', '三点三十分'],
    ['Temperature: 5 degrees below zero', 'zh', '气温：零下五度'], ['Subtract 3 and you get 4.', 'zh', '减三得四'], ['Five degrees below zero', 'ru', 'Минус пять градусов'], ['At 3 pm a train leaves.', 'zh', '下午三点一列火车出发。'],
    ['1 thousandth of a second', 'es', '1 milésima de segundo'], ['1.5', 'zh', '一点五'],
    ['8:05', 'zh', '八点零五'], ['8:20', 'zh', '八点二十'],
  ],
  'fractions of magnitudes, and magnitudes of magnitudes': [
    ['1.5 million', 'es', 'un millón y medio'], ['1.5 million', 'fr', 'un million et demi'], ['1.5 million', 'ru', 'полтора миллиона'],
    ['2.5 million', 'fr', 'deux millions et demi'], ['2.5 million', 'ru', 'два с половиной миллиона'], ['1,500 people', 'ru', 'полторы тысячи человек'],
    ['two and a half million', 'fr', 'deux millions et demi'], ['2.5 million', 'es', '2 millones y medio'], ['billions of years', 'es', 'miles de millones de años'],
    ['hundreds of thousands', 'zh', '数十万'], ['tens of thousands', 'zh', '数万'], ['dozens of people', 'zh', '数十人'], ['2.5 hours', 'ru', 'два с половиной часа'],
    ['2.5 hours', 'fr', 'deux heures et demie'], ['2 million and half of them', 'fr', '2 millions et la moitié'],
  ],
  'spoken Chinese': [
    ['36,000', 'zh', '三万六'], ['150', 'zh', '一百五'], ['2,500', 'zh', '两千五'], ['25,000', 'zh', '两万五'], ['1.5', 'zh', '一点五'], ['12.5%', 'zh', '百分之十二点五'],
    ['3.14', 'zh', '三点一四'], ['7 or 8', 'zh', '七八个'], ['20 to 30', 'zh', '二三十'], ['20 to 30 people', 'zh', '二三十人'], ['200 or 300 people', 'zh', '两三百人'],
    ['4 out of 5', 'zh', '五分之四'], ['1 in 10 people', 'zh', '十分之一的人'], ['30,006', 'zh', '三万零六'], ['105', 'zh', '一百零五'], ['1998', 'zh', '一九九八'], ['78', 'zh', '七八'],
    ['1 or 2 days', 'zh', '一两天'], ['7 or 8 years', 'zh', '七八年'], ['12 or 13', 'zh', '十二三岁'], ['15,000', 'zh', '一点五万'], ['100,000 a year', 'zh', '十万一年'],
    ['In 1978', 'zh', '一九七八年'],
  ],
  'decimals that are no thousands': [
    ['3.125', 'fr', '3,125'], ['1.250 kg', 'zh', '1.25公斤'],
  ],
  'money and per cent': [
    ['6 cents', 'fr', 'six cents'], ['50 cents', 'fr', 'cinquante cents'], ['600', 'fr', 'six cents'], ['1,200 euros', 'fr', 'douze cents euros'],
    ['1,900', 'fr', 'mil neuf cents'], ['20%', 'fr', 'vingt pour cent'], ['20%', 'es', 'veinte por ciento'], ['100 people', 'es', 'cien personas'],
    ['100%', 'fr', 'cent pour cent'], ['twenty per cent', 'fr', '20 %'], ['Dozens of people, 20%', 'es', 'Decenas de personas, el 20 por ciento'],
    ['Dozens of people, 20%', 'fr', 'Des dizaines de personnes, 20 pour cent'], ['100%', 'es', 'cien por cien'], ['divided by 100', 'es', 'dividido por cien'],
    ['Dozens of trains, 35 percent', 'es', 'Decenas de trenes, treinta y cinco por ciento'], ['Dozens, 20% one day', 'es', 'Decenas, el 20 por ciento un día'],
    ['for 100 euros', 'fr', 'pour cent euros'], ['for 120 euros', 'es', 'por ciento veinte euros'],
  ],
  'ordinals, parts and cases': [
    ['with 300', 'ru', 'с тремястами'], ['in 300', 'ru', 'в трехстах'], ['with 400', 'ru', 'с четырьмястами'], ['with 500', 'ru', 'с пятьюстами'],
    ['with 600', 'ru', 'с шестьюстами'], ['with 700', 'ru', 'с семьюстами'], ['with 800', 'ru', 'с восемьюстами'], ['with 900', 'ru', 'с девятьюстами'],
    ['with 80', 'ru', 'с восемьюдесятью'], ['the 10th', 'ru', 'десятым'], ['2/5', 'ru', 'две пятые'], ['3/20', 'ru', 'три двадцатых'], ['6 times', 'ru', 'вшестеро'],
    ['10 times', 'ru', 'вдесятеро'], ['150', 'ru', 'полтораста'], ['200 years', 'ru', 'двухсотлетие'], ['25 years old', 'ru', 'двадцатипятилетний'],
    ['75', 'fr', 'septante-cinq'], ['99', 'fr', 'nonante-neuf'], ['the 200th', 'fr', 'deux-centième'], ['the 300th', 'fr', 'trois centième'],
    ['the 1000th', 'fr', 'millième'], ['the 1,000,000th', 'fr', 'millionième'], ['the 80th', 'fr', 'quatre-vingtième'], ['the 90th', 'fr', 'quatre-vingt-dixième'],
    ['the 71st', 'fr', 'soixante et onzième'], ['1/20', 'fr', 'un vingtième'], ['1/16', 'fr', 'un seizième'], ['1/1000', 'fr', 'un millième'],
    ['the 11th', 'es', 'decimoprimer'], ['the 13th', 'es', 'decimotercer'], ['the 14th', 'es', 'decimocuarto'], ['the 19th', 'es', 'decimonoveno'],
    ['the 25th', 'es', 'vigesimoquinta'], ['the 70th', 'es', 'septuagésima'], ['2/7', 'es', 'dos séptimos'], ['1/12', 'es', 'una doceava parte'],
    ['1/1000', 'es', 'una milésima'], ['1/20', 'es', 'un veinteavo'], ['22', 'es', 'veintidos'], ['twenty-two', 'es', 'veintidos'], ['one twentieth', 'fr', '1/20'],
    ['one fifteenth', 'fr', '1/15'], ['one eleventh', 'fr', '1/11'], ['20', 'zh', '廿'], ['25', 'zh', '廿五'], ['30', 'zh', '卅'],
    ['the 2,000th', 'fr', 'deux-millième'], ['2/1000', 'fr', 'deux millièmes'], ['20', 'ru', 'два десятка'],
  ],
  'minus in words': [
    ['-5', 'zh', '负五'], ['-5', 'fr', 'moins cinq'], ['-10', 'es', 'menos diez'], ['minus five', 'fr', '-5'], ['-5', 'ru', 'минус пять'],
    ['7 minus 5', 'fr', '7 moins 5'], ['7 minus 5', 'zh', '七减五'], ['seven minus five', 'fr', '7 - 5'], ['at least 5', 'es', 'al menos cinco'],
    ['at least 5', 'fr', 'au moins cinq'],
  ],
}

for (const [what, pairs] of Object.entries(same)) {
  test(`${what}: the same`, () => {
    for (const pair of pairs) for (const way of [there, back]) assert.equal(way(pair), undefined, pair.join(' | '))
  })
}

/** The same, with numbers that differ. */
const different: Readonly<Record<string, readonly Pair[]>> = {
  'discounts in Chinese': [
    ['7% off', 'zh', '打7折'], ['9% off', 'zh', '打九折'], ['20% off', 'zh', '打7折'],
  ],
  'signs that multiply or begin a unit, or begin another word': [
    ['200 m', 'zh', '两千米'], ['200 points', 'zh', '一百分'], ['22 kinds', 'zh', '二十一样'],
  ],
  'seconds that are no ordinals': [
    ['62 seconds', 'es', 'sesenta segundos'],
  ],
  'halves and quarters of an hour': [
    ['8:05', 'zh', '八点零六'], ['3:30', 'fr', '3 h 20'], ['3:20', 'zh', '3点半'], ['7:30', 'es', 'las siete y cuarto'],
  ],
  'fractions of magnitudes, and magnitudes of magnitudes': [
    ['1.5 million', 'fr', '1,5 milliard'], ['1.5 million', 'fr', 'un million'], ['2.5 million', 'fr', 'trois millions et demi'],
    ['2 million', 'ru', 'два с половиной миллиона'],
  ],
  'spoken Chinese': [
    ['1 of 3', 'zh', '三分之二'], ['a third of the 3 boys and 1 girl', 'zh', '男孩和女孩的三分之一'], ['30,006', 'zh', '三万六'], ['105', 'zh', '一百五'], ['78 people', 'zh', '七八个人'],
    ['230', 'zh', '二三十'], ['15', 'zh', '一点五'],
  ],
  'decimals that are no thousands': [
    ['3.125', 'fr', '3125'], ['3.142', 'es', '3142'], ['2.718', 'ru', '2718'], ['1.250 kg', 'zh', '1250公斤'],
  ],
  'money and per cent': [
    ['4,000', 'fr', 'quarante cents'], ['100 people, 20%', 'es', 'gente, 20 por ciento'], ['100 people, 20%', 'fr', 'les gens, 20 pour cent'],
  ],
  'minus in words': [
    ['5', 'fr', 'moins cinq'], ['5', 'zh', '负五'], ['10', 'es', 'menos diez'],
  ],
}

for (const [what, pairs] of Object.entries(different)) {
  test(`${what}: a difference`, () => {
    for (const pair of pairs) for (const way of [there, back]) assert.ok(way(pair), pair.join(' | '))
  })
}

test('texts that repeat their numbers thousands of times are told apart and told alike', () => {
  const times = 8000
  assert.ok(there(['7 x '.repeat(times), 'fr', 'neuf y '.repeat(times)]))
  assert.ok(there(['1/2, '.repeat(times), 'fr', '1, 3, '.repeat(times)]))
  assert.equal(there(['3.5, '.repeat(times), 'fr', '3, demi '.repeat(times)]), undefined)
  assert.equal(there(['53,000, '.repeat(times), 'zh', '5万3千，'.repeat(times)]), undefined)
})
