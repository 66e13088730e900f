import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageOf } from '../../src/languages/index.js'
import { dependentOpening, forbiddenPhrase } from '../../src/text/standalone.js'

/** Questions about a text the reader does not see, and innocent prose with the same words. */
const referring: Readonly<Record<string, { readonly refused: readonly string[]; readonly fine: readonly string[] }>> = {
  en: {
    refused: ['What does the text say about "Kelso Weir"?', 'What does the article say about Kelso?', 'What is the passage about?', 'According to the article, who built Kelso Weir?'],
    fine: ['Under article 5 of the constitution the council may sit in private.', 'A newspaper article of 1831 praised the weir.', 'The passage between the islands is narrow.', 'The Māori text of the treaty differs from the English one.'],
  },
  zh: {
    refused: ['文章对“云石桥”是怎么介绍的？', '文章是如何描写“云石桥”的？', '根据文章，云石桥建于何时？', '文中有哪些数字？'],
    fine: ['苏轼的文章为后人所推重。', '日本文化受到唐朝的影响。', '作家讲究文章的气势。', '刊物发表了一篇讨论桥梁的文章。'],
  },
  ru: {
    refused: ['О чём рассказывает статья «Самовар»?', 'Какой интересный факт есть в статье «Самовар»?', 'Что говорится в тексте на тему «Самовар»?', 'Кто упоминается в статье «Самовар»?', 'Какие цифры приводит статья «Самовар»?', 'Где происходит то, о чём говорит статья «Самовар»?', 'Чем запомнился людям герой статьи «Пушкин»?'],
    fine: ['В журнале вышла статья о самоварах.', 'Статья бюджета была сокращена вдвое.', 'Текст договора хранится в архиве.', 'Автор статей о театре жил в Твери.'],
  },
  fr: {
    refused: ["De quoi parle l'article « Pétanque » ?", 'Que dit le texte à propos de « Pétanque » ?', "Qui est cité dans l'article « Pétanque » ?", "Quels nombres l'article « Pétanque » donne-t-il ?", 'De quoi parle l’article « Pétanque » ?'],
    fine: ['Un article de presse annonça la découverte en 1810.', "L'article premier de la constitution fut voté sans débat.", 'Le texte du serment fut proposé par un avocat.', 'De quoi traite le roman de Stendhal ?'],
  },
  es: {
    refused: ['¿Qué dice el texto acerca de «Mate»?', '¿De qué trata el artículo «Mate»?', '¿A quién menciona el artículo «Mate»?', '¿Qué números da el artículo «Mate»?'],
    fine: ['El artículo 5 de la Constitución protege la lengua.', 'Un artículo de prensa dio la noticia en 1902.', '¿De qué trata el Quijote?', 'El texto del tratado se conserva en Simancas.'],
  },
}

/** Openings that point back, and openings that only look like it. */
const openings: Readonly<Record<string, { readonly dependent: readonly string[]; readonly fine: readonly string[] }>> = {
  en: {
    dependent: ['Its walls were raised in 1820.', 'Their owner was a lawyer.', 'This ended the quarrel.', 'Such walls are rare.', 'The result was a long winter.', 'Because of this, the mill closed.', 'The oldest of them dates from 1731.'],
    fine: ['Because of the war, Edinburgh grew.', 'Because meat and vegetables cook together, the crust stays moist.', 'Italy lent the money.', 'The Second World War spared the weir.', 'With its long history, Kelso draws many visitors.', 'Suchard made chocolate in Neuchâtel.'],
  },
  zh: {
    dependent: ['其后官府重修桥面。', '此后商旅日多。', '这座桥有三个桥孔。', '结果两岸的居民都得到了好处。', '他们把船停在桥下。'],
    fine: ['云石桥建成以后，商旅日多。', '在那不勒斯，渔民把船停在桥下。', '战争使云石桥受到损坏。'],
  },
  ru: {
    dependent: ['Такая гать служила долго.', 'Такой мост видели редко.', 'Результатом стала долгая зима.', 'Самый опасный из них дует осенью.', 'Этот же мастер починил колокол.'],
    fine: ['Вторая мировая война пощадила гать.', 'Такелаж судна меняли каждый год.', 'Из-за войны город опустел.', 'Этнографы записали обряд в 1902 году.'],
  },
  fr: {
    dependent: ['Le résultat fut un long hiver.', 'Cette crue emporta le pont.', 'Son architecte venait de Dole.', "L'une d'elles porte une date.", 'Tous ces ponts ont disparu.'],
    fine: ['La Seconde Guerre mondiale épargna le pont.', 'À cause de la guerre, la ville se vida.', 'Les résultats furent publiés en 1902.', 'Sonner les cloches était interdit.'],
  },
  es: {
    dependent: ['El resultado fue un largo invierno.', 'Su arquitecto venía de Toledo.', 'Gracias a ello se salvó el puente.', 'Entre los que cruzaban había arrieros.', 'Todo ello cambió en 1902.'],
    fine: ['La Segunda Guerra Mundial cambió el comercio.', 'A causa de la guerra la ciudad se vació.', 'El resultado de la votación se leyó en la plaza.', 'Sucre aprovechó la noche para cruzar el río.'],
  },
}

for (const [code, { refused, fine }] of Object.entries(referring)) {
  test(`standalone, ${code}: a question about a text is refused, prose about articles and texts is not`, () => {
    for (const text of refused) assert.ok(forbiddenPhrase(text, languageOf(code)), text)
    for (const text of fine) assert.equal(forbiddenPhrase(text, languageOf(code)), undefined, text)
  })
}

for (const [code, { dependent, fine }] of Object.entries(openings)) {
  test(`standalone, ${code}: an opening that points back is found, one that only looks like it is not`, () => {
    for (const text of dependent) assert.ok(dependentOpening(text, languageOf(code)), text)
    for (const text of fine) assert.equal(dependentOpening(text, languageOf(code)), undefined, text)
  })
}
