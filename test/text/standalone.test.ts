import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageOf } from '../../src/languages/index.js'
import { answerSpans, passageSentences } from '../../src/text/spans.js'
import { balanced, dependentOpening, endsProperly, forbiddenPhrase } from '../../src/text/standalone.js'

/** For each language: what refers to a text unseen, what depends on what came before, and what stands by itself. */
const cases: Readonly<Record<string, { readonly forbidden: readonly string[]; readonly dependent: readonly string[]; readonly fine: readonly string[] }>> = {
  en: {
    forbidden: ['According to the text, it is old.', 'As an AI, I cannot say.', 'The passage   mentions a bell.'],
    dependent: ['It was built in 1741.', 'They moved the lighthouse.', '“However, the bell rang.”'],
    fine: ['Italy borders France.', 'Theodora ruled Byzantium.', 'The textile trade grew, according to Abel.', 'Hemp ropes are strong.'],
  },
  fr: {
    forbidden: ['D’après le texte, le phare est ancien.', 'Selon le passage, la ville prospère.'],
    dependent: ['Il fut bâti en 1741.', 'Elle domine la ville.'],
    fine: ['Illkirch est une commune.', 'Le phare domine la ville.'],
  },
  es: { forbidden: ['Según el texto, el faro es antiguo.'], dependent: ['Además, la campana sonó.'], fine: ['El faro domina la ciudad.'] },
  ru: { forbidden: ['Согласно тексту, маяк старый.'], dependent: ['Он был построен в 1741 году.'], fine: ['Онега впадает в Белое море.'] },
  zh: { forbidden: ['根据文章，灯塔很古老。', '作为一个人工智能，我不知道。'], dependent: ['它建于1741年。', '因此，钟响了。'], fine: ['灯塔建于1741年。'] },
}

for (const [code, { forbidden, dependent, fine }] of Object.entries(cases)) {
  const language = languageOf(code)
  test(`${code}: finds what refers to a text the reader does not see, and lets other words pass`, () => {
    for (const text of forbidden) assert.ok(forbiddenPhrase(text, language), text)
    for (const text of [...dependent, ...fine]) assert.equal(forbiddenPhrase(text, language), undefined, text)
  })

  test(`${code}: finds openings that depend on what came before, whole words only`, () => {
    for (const text of dependent) assert.ok(dependentOpening(text, language), text)
    for (const text of fine) assert.equal(dependentOpening(text, language), undefined, text)
  })
}

test('a finished sentence ends with one of the language’s marks, quotation marks and brackets may follow', () => {
  const [en, zh, fr] = [languageOf('en'), languageOf('zh'), languageOf('fr')]
  for (const text of ['Done.', '“Done.”', 'Done!)', 'Done…', 'Done.  ']) assert.ok(endsProperly(text, en), text)
  for (const text of ['Done', 'Done,', 'Done. And', '']) assert.ok(!endsProperly(text, en), text)
  assert.ok(endsProperly('« Fini. »', fr))
  assert.ok(endsProperly('“完了。”', zh) && !endsProperly('完了，', zh))
})

test('brackets and quotation marks have to come in pairs', () => {
  const en = languageOf('en')
  for (const text of ['(a [b] c)', '«a “b”»', '《红楼梦》（小说）', 'none']) assert.ok(balanced(text, en), text)
  for (const text of ['(a', 'a)', ')a(', '《红楼梦']) assert.ok(!balanced(text, en), text)
  assert.ok(balanced('«Орден „Знак Почёта“»', languageOf('ru')) && !balanced('«Орден „Знак Почёта»', languageOf('ru')) && !balanced('„Знак“ Почёта“', languageOf('ru')))
})

test('spans are runs of whole sentences of one paragraph that could be an answer', () => {
  const en = languageOf('en')
  const all = passageSentences('Abel drew a map. It was good. Pilots used it.\n\nThe quay is grey. Ropes rot (fast. Salt helps.', en)
  assert.deepEqual(all.map(({ paragraph }) => paragraph), [0, 0, 0, 1, 1, 1])
  const spans = answerSpans(all, en, { most: 2, least: 5 }).map(({ text }) => text)
  assert.deepEqual(spans, ['Abel drew a map.', 'Abel drew a map. It was good.', 'Pilots used it.', 'The quay is grey.', 'Salt helps.'])
})

test('spans are at least so long, and joined without a gap in Chinese', () => {
  const zh = languageOf('zh')
  const all = passageSentences('灯塔很高。码头用花岗岩砌成。', zh)
  assert.deepEqual(answerSpans(all, zh, { most: 3, least: 6 }).map(({ text }) => text), ['灯塔很高。码头用花岗岩砌成。', '码头用花岗岩砌成。'])
})

test('no span begins with what ends a sentence, or holds an editor’s remark, the signs of a heading or marks around nothing', () => {
  const spansOf = (code: string, text: string) => answerSpans(passageSentences(text, languageOf(code)), languageOf(code), { most: 1, least: 5 }).map((span) => span.text)
  assert.deepEqual(spansOf('zh', '灯塔很高。\n\n，码头用花岗岩砌成。'), ['灯塔很高。'])
  assert.deepEqual(spansOf('zh', '他写了《》一书。码头用花岗岩砌成。'), ['码头用花岗岩砌成。'])
  assert.deepEqual(spansOf('ru', 'Маяк очень старый [нет источника]. Причал построен из гранита.'), ['Причал построен из гранита.'])
  assert.deepEqual(spansOf('fr', 'Le phare est ancien [réf. nécessaire]. Le quai est en granit [3].'), ['Le quai est en granit [3].'])
  assert.deepEqual(spansOf('en', 'The quay ===Building=== is made of granite. The lighthouse is high.'), ['The lighthouse is high.'])
})

test('a name in quotation marks, a word that only begins like a pronoun, and the title of the article are no dependent openings', () => {
  const fine: Readonly<Record<string, readonly string[]>> = {
    en: ['"It" is a novel by Stephen King.', '“They” was published in 1904.'],
    zh: ['《我的世界》是一款沙盒游戏。', '但丁于1265年出生于佛罗伦萨。', '可见光的波长很短。', '当中国共产党成立时，他们有五十多名党员。', '同时代的诗人很多。'],
    ru: ['«Они» — фильм ужасов.'],
    fr: ['« Elle » est un magazine français.', '« Il trovatore » est un opéra de Verdi.'],
  }
  for (const [code, texts] of Object.entries(fine)) for (const text of texts) assert.equal(dependentOpening(text, languageOf(code)), undefined, text)
  assert.equal(dependentOpening('Les Luthiers fue un grupo argentino.', languageOf('es'), 'Les Luthiers'), undefined)
  assert.equal(dependentOpening('It is a film (2017).', languageOf('en'), 'It (2017 film)'), undefined)
  assert.equal(dependentOpening('“It was late.” That is how the novel opens.', languageOf('en')), 'it')
  assert.equal(dependentOpening('“He was the best player I ever saw,” Jordan said.', languageOf('en')), 'he')
  assert.equal(dependentOpening('«Они ушли на рассвете», — писал он.', languageOf('ru')), 'они')
  assert.equal(dependentOpening('« Il est parti », dit-elle.', languageOf('fr')), 'il')
  assert.equal(dependentOpening('Les gustaba el mar.', languageOf('es'), 'Les Luthiers'), 'les')
})
