import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { languages } from '../../src/languages/index.js'
import { packageRoot } from '../../src/package.js'
import { numberDifference, numbersOf } from '../../src/text/number-sets.js'
import { numberAs } from '../../src/text/numbers.js'
import { randomOf } from '../../src/text/random.js'

const numbers = (text: string, code = 'en') => numbersOf(text, languages[code]!)
const differ = (source: string, target: string, code: string, from = 'en') => numberDifference({ text: source, language: languages[from]! }, { text: target, language: languages[code]! })

test('numbers are read as their language writes them', () => {
  assert.deepEqual(numbers('It was 1,000.5, .5 and 007.'), ['0.5', '1000.5', '7'])
  assert.deepEqual(numbers('1 000,5 et 1\u202f234\u202f567', 'fr'), ['1000.5', '1234567'])
  assert.deepEqual(numbers('1.234,5 y 12 345 y 3,25', 'es'), ['1234.5', '12345', '3.25'])
  assert.deepEqual(numbers('1.5万、3亿、2千、30 万、550多万、１２', 'zh'), ['12', '15000', '2000', '300000', '300000000', '5500000'])
  assert.deepEqual(numbers('5 тыс. и 3,4 млн', 'ru'), ['3400000', '5000'])
  assert.deepEqual(numbers('$2 billion, 1.1 million, 5 hundred thousand'), ['1100000', '2000000000', '500000'])
})

test('signs, fractions, dates and ordinals are read, and units are no magnitudes', () => {
  assert.deepEqual(numbers('-5 °C, −3.5, 10-15, COVID-19'), ['-3.5', '-5', '10', '15', '19'])
  assert.deepEqual(numbers('1/2 of ¾, 2019-07-04, v1.2.3, 1st and 21st'), ['1', '1', '1/2', '2', '2019', '21', '3', '3/4', '4', '7'])
  assert.deepEqual(numbers('5千克、3千米、百分之50、三分之2', 'zh'), ['2/3', '3', '5', '50'])
  assert.deepEqual(numbers('3:30 and 25 cents', 'fr'), ['25', '3', '30'])
})

test('a text that repeats a magnitude ends in no number that cannot be held', () => {
  const repeated = [['en', ' million'], ['en', ' billion'], ['en', ' k'], ['ru', ' млн'], ['es', ' millones']] as const
  for (const [code, word] of repeated) {
    const [value = ''] = numbers(`5${word.repeat(400)}`, code)
    assert.ok(value.startsWith('5') && Number(value) <= 5 * Number.MAX_SAFE_INTEGER, `${code}${word}: ${value}`)
  }
  assert.deepEqual(numbers('5 million million'), ['5000000000000'])
  assert.equal(differ('one million million', '1 000 000 000 000', 'fr'), undefined)
  assert.deepEqual(numbers(`5${'亿'.repeat(400)}`, 'zh'), [`5${'0'.repeat(32)}`])
  assert.deepEqual(numbers('5万亿亿', 'zh'), [`5${'0'.repeat(20)}`])
  assert.deepEqual(numbers(`5${'亿零'.repeat(400)}`, 'zh'), [`5${'0'.repeat(32)}`])
})

test('a decade is counted from its century, in digits and in signs', () => {
  for (const text of ['20世纪90年代', '二十世纪九十年代', '之一20 世纪 90 年代']) assert.equal(differ('the 1990s', text, 'zh'), undefined, text)
  assert.equal(differ('the 2010s', '二十一世纪一十年代', 'zh'), undefined)
})

test('what is masked has no numbers', () => {
  assert.deepEqual(numbers('Use `x1`, $y_2$, ⟦3⟧, https://a.org/4 and [5, 6]; it costs $7 and $8.\n```\n9\n```'), ['7', '8'])
})

/** English, language, and its translation: the same numbers. */
const same: readonly (readonly [string, string, string])[] = [
  ['She has 3 apples and 1,000.5 g.', 'zh', '她有三个苹果和1000.5克。'],
  ['He sold 15,000 of 300 million.', 'zh', '他卖了1.5万，共3亿。'],
  ['20% of the 20th, at 3:30 pm on July 4, 2019.', 'zh', '2019年7月4日下午3点30分，第二十个的百分之二十。'],
  ['In the 1990s, two thirds (2/3) came.', 'zh', '20世纪90年代，三分之二（2/3）来了。'],
  ['It rose from 2 to 3 million.', 'zh', '从200万增至300万。'],
  ['The 1st took 3.5 hours, -5 degrees.', 'zh', '第一个用了三个半小时，零下5度。'],
  ['A house for $80,000 and 3 rooms.', 'fr', 'Une maison à 80 000 $ avec trois pièces.'],
  ['From 1 to 4 PM, at 7.30 am; 3:00 PM.', 'fr', 'De 13 h à 16 h, à 7 h 30 ; 15 h.'],
  ['The 1st of the 19th century: 75, 96 and 1.5 billion.', 'fr', 'Le 1er du XIXe siècle : soixante-quinze, quatre-vingt-seize et 1,5 milliard.'],
  ['He runs 2.5 miles, twice.', 'fr', 'Il court 2 miles et demi, 2 fois.'],
  ['25 cents and 5 hundred', 'fr', '25 cents et cinq cents'],
  ['1st, 2nd: 1,234 and 12,345 people, 1/2 and 50%.', 'es', '1.º, 2.º: 1234 y 12 345 personas, la mitad y el 50 %.'],
  ['$2 billion in the 19th century', 'es', '2000 millones de dólares en el siglo XIX'],
  ['135 and 36th', 'es', 'ciento treinta y cinco y trigésimo sexto'],
  ['The 1st has 1.5 million and 21 of 345.', 'ru', '1-й имеет 1,5 млн и двадцать один из трёхсот сорока пяти.'],
  ['5 apples, twice as many, 1.5 hours', 'ru', 'пять яблок, в 2 раза больше, полтора часа'],
  ['Two dozen, or 3 dozen', 'ru', '24, или 36'],
  ['One of a pair was an old one.', 'fr', 'Une des deux était vieille.'],
  ['Over 26 weeks that makes 13 songs.', 'zh', '26周一共13首歌。'],
  ['26 in total, 12 together, 7 of them, 1 of us.', 'zh', '总共26一共，12一起，7一些，我们1人。'],
  ['30,000 people need 100,000 a year.', 'zh', '3万人10万一年。'],
  ['35,000, 13,520 and 200 million', 'zh', '3万五千、1万三千五百二十和2亿'],
  ['Tickets cost 25,000.', 'fr', 'Les billets coûtent 25,000.'],
]

test('numbers that are written otherwise in another language are the same', () => {
  for (const [source, code, target] of same) assert.equal(differ(source, target, code), undefined, `${source} | ${target}`)
})

test('a number that is changed, dropped or added is found', () => {
  assert.deepEqual(differ('3 apples at $2', '3 pommes à 4 $', 'fr'), { missing: ['2'], extra: ['4'] })
  assert.deepEqual(differ('1.5 million', '1,5 milliard', 'fr'), { missing: ['1500000'], extra: ['1500000000'] })
  assert.deepEqual(differ('15,000', '1.5亿', 'zh'), { missing: ['15000'], extra: ['150000000'] })
  assert.deepEqual(differ('It is -5.', 'Es 5.', 'es'), { missing: ['-5'], extra: ['5'] })
  assert.deepEqual(differ('2/3 of 9', '3/2 из 9', 'ru'), { missing: ['2/3'], extra: ['3/2'] })
  assert.deepEqual(differ('1.5 m', '15 m', 'fr'), { missing: ['1.5'], extra: ['15'] })
  assert.deepEqual(differ('He has 20.', '他有三十个。', 'zh'), { missing: ['20'], extra: [] })
  assert.deepEqual(differ('5 and 5', '5', 'ru'), { missing: ['5'], extra: [] })
  assert.deepEqual(differ('Then she left.', 'Puis elle partit à 8 h 00.', 'fr'), { missing: [], extra: ['8'] })
  assert.deepEqual(differ('at 3:30', 'à 3 h 45', 'fr'), { missing: ['30'], extra: ['45'] })
  assert.deepEqual(differ('One crowd of 25,000', '25 1 personnes', 'fr'), { missing: ['25000'], extra: ['25'] })
  assert.deepEqual(differ('It costs 2,500.', 'Cela coûte 2,5.', 'fr'), { missing: ['2500'], extra: ['2.5'] })
  assert.deepEqual(differ('25 people', '25,000 personas', 'es'), { missing: ['25'], extra: ['25000'] })
  assert.deepEqual(differ('26 of 1', '共26首', 'zh'), { missing: ['1'], extra: [] })
  assert.deepEqual(differ('1 of 5 songs', '一共5首歌', 'zh'), { missing: ['1'], extra: [] })
})

test('a number in words needs no partner, but other words for three or more are no partner', () => {
  assert.equal(differ('Once upon a time there was one.', '从前有一个。', 'zh'), undefined)
  assert.equal(differ('Three of them left.', 'Ils sont partis.', 'fr'), undefined)
  assert.deepEqual(differ('She eats three eggs.', 'Elle mange quatre œufs.', 'fr'), { missing: ['3'], extra: ['4'] })
})

test('a number compares equal in the writing of every language', () => {
  const value = fc.tuple(fc.integer({ min: 0, max: 99_999_999 }), fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }))
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), (values) => {
      const write = (code: string) => values.map(([whole, hundredths]) => numberAs(`${whole}${hundredths === undefined ? '' : `${languages[code]!.numbers.decimal}${String(hundredths).padStart(2, '0')}`}`, languages[code]!)).join('; ')
      for (const from of Object.keys(languages)) for (const to of Object.keys(languages)) assert.equal(differ(write(from), write(to), to, from), undefined, `${write(from)} | ${write(to)}`)
    }),
    { numRuns: 50 },
  )
})

const folder = join(packageRoot, '../shared/data/multilingual-benchmarks/google-research__url-nlp')
const problems = (code: string) => readFileSync(join(folder, `mgsm_${code}.tsv`), 'utf8').trim().split('\n').map((line) => line.split('\t')[0]!)

test('translated word problems hardly raise an alarm, and a changed digit nearly always does', { skip: existsSync(folder) ? false : 'the shared data is not here' }, () => {
  const english = problems('en')
  for (const code of ['zh', 'ru', 'fr', 'es']) {
    const random = randomOf('changed digits', code)
    let alarms = 0
    let changed = 0
    let caught = 0
    for (const [place, text] of problems(code).entries()) {
      if (differ(english[place]!, text, code)) {
        alarms++
        continue
      }
      const digits = [...text.matchAll(/\d/g)]
      const digit = digits[Math.floor(random() * digits.length)]
      if (!digit) continue
      changed++
      const other = String((Number(digit[0]) + 1 + Math.floor(random() * 9)) % 10)
      if (differ(english[place]!, text.slice(0, digit.index) + other + text.slice(digit.index + 1), code)) caught++
    }
    assert.ok(alarms <= 0.03 * english.length, `${code}: ${alarms} false alarms of ${english.length}`)
    assert.ok(changed > 200 && caught >= 0.97 * changed, `${code}: ${caught} of ${changed} caught`)
  }
})

test('words that every object has by itself are no numbers', () => {
  assert.deepEqual(numbers('Write a class with a constructor that takes a name. Remove 3 constructor arguments calls, 5constructor.'), ['3', '5'])
  assert.equal(differ('Write a class with a constructor that takes five names.', 'Écrivez une classe avec un constructor qui prend cinq noms.', 'fr'), undefined)
})
