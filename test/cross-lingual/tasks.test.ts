import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf } from '../../src/cross-lingual/address.js'
import { draftVerdict } from '../../src/cross-lingual/check-draft.js'
import type { Draft, Material } from '../../src/cross-lingual/draft.js'
import { termsIn, wholeWord } from '../../src/cross-lingual/glossary.js'
import { sentencePairs } from '../../src/cross-lingual/sentence-pairs.js'
import { taskNames, taskOrder, tasks, type Task } from '../../src/cross-lingual/tasks.js'
import { contentWords, isAskable, sharedTerms } from '../../src/cross-lingual/words.js'
import { randomOf } from '../../src/text/random.js'
import { dialogueMaterial, textMaterial } from './material.js'

const english = 'The museum keeps 300 old maps. The oldest shows the harbour. Nobody may touch it.'
const french = 'Le musée conserve 300 cartes anciennes. La plus vieille montre le port. Personne ne doit y toucher.'
const dialogue = [['Why is the sea salty?', 'Rivers carry salt into it.'], ['Pourquoi la mer est-elle salée ?', 'Les rivières y apportent du sel.']] as const

/** Drafts of a task with many seeds. */
const drafts = (task: Task, make: (seed: number) => Material, seeds = 200): Draft[] => Array.from({ length: seeds }, (_, seed) => tasks[task](make(seed))).filter((draft) => draft !== undefined)

const kindsOf = (all: readonly Draft[]) => new Set(all.flatMap(({ how }) => how!.split(' ')))

test('translation: the whole source is asked for, the answer is the target and nothing else', () => {
  for (const draft of drafts('translation', (seed) => textMaterial(english, french, { seed, ask: seed % 2 ? 'fr' : 'en' }))) {
    assert.ok(draft.messages[0]!.content.includes(english))
    assert.deepEqual(draft.messages.slice(1), [{ role: 'assistant', content: french }])
    assert.match(draft.template, /^translation\.(?:en|fr)\.\d+$/)
  }
})

test('constrained: words that are asked for stand in the answer and not in the source; every kind of constraint comes', () => {
  const [source, target] = ['Please send the file A4-7 to Marta before you leave.', 'Envoyez le fichier A4-7 à Marta avant votre départ, s’il vous plaît.']
  const all = drafts('constrained', (seed) => textMaterial(source, target, { seed, glossary: [['file', 'fichier']] }))
  assert.deepEqual(kindsOf(all), new Set(['words', 'keep', 'glossary', 'formal']))
  for (const { how, must = [], messages } of all) {
    for (const text of must) {
      assert.ok(messages[1]!.content.includes(text), text)
      assert.ok(messages[0]!.content.includes(text), text)
      if (how === 'words') assert.ok(!source.includes(text), text)
      if (how === 'keep') assert.ok(source.includes(text), text)
    }
  }
})

test('constrained: a text that shows no constraint makes no dialogue', () => {
  assert.equal(tasks.constrained(textMaterial('So do we.', 'Nous de même.')), undefined)
})

test('interactive: every turn follows from the pair, whatever is drawn', () => {
  const [en, fr] = [english, french].map((text) => text.split(/(?<=\.) /)) as [string[], string[]]
  const all = drafts('interactive', (seed) => textMaterial(english, french, { seed, glossary: [['maps', 'cartes']] }), 600)
  assert.deepEqual(kindsOf(all), new Set(['first', 'all-but-last', 'numbered', 'table', 'back', 'add', 'explain']))
  for (const { messages, how } of all) {
    const names = how!.split(' ')
    assert.equal(messages.length, 2 + 2 * names.length)
    assert.equal(messages[1]!.content, names[0] === 'add' ? fr.slice(0, 2).join(' ') : french)
    let covered = names[0] === 'add' ? 2 : 3
    names.forEach((name, i) => {
      const answer = messages[3 + 2 * i]!.content
      covered = { first: 1, 'all-but-last': covered - 1, add: 3 }[name] ?? covered
      const now = [en.slice(0, covered), fr.slice(0, covered)] as const
      if (['first', 'all-but-last', 'add'].includes(name)) assert.equal(answer, now[1].join(' '))
      if (name === 'numbered') assert.equal(answer, now[1].map((sentence, at) => `${at + 1}. ${sentence}`).join('\n'))
      if (name === 'table') assert.equal(answer.split('\n').slice(2).join('\n'), now[0].map((sentence, at) => `| ${sentence} | ${now[1][at]} |`).join('\n'))
      if (name === 'back') assert.ok(answer === now[0].join(' ') && i === names.length - 1)
      if (name === 'explain') assert.match(answer, /maps.*cartes|cartes.*maps/)
    })
  }
})

test('interactive: sentences that may not belong together are never taken apart', () => {
  assert.equal(sentencePairs({ source: 'One. Two came later.', target: 'Un et deux sont venus.' }, { from: 'en', to: 'fr' }), undefined)
  assert.equal(sentencePairs({ source: 'Stop. The old captain had already gone down to the boats before dawn.', target: 'Le vieux capitaine était déjà descendu. Aux barques.' }, { from: 'en', to: 'fr' }), undefined)
  assert.equal(sentencePairs({ source: 'One came.\nTwo came later.', target: 'Un vint.\nDeux vinrent plus tard.' }, { from: 'en', to: 'fr' }), undefined)
  const single = drafts('interactive', (seed) => textMaterial('The forest is older than the town.', 'La forêt est plus vieille que la ville.', { seed }))
  assert.deepEqual(kindsOf(single), new Set(['table', 'back']))
})

test('cross-lingual-answer: the user keeps to one language and the assistant to the other, in every turn', () => {
  const [source, target] = [[...dialogue[0], 'And lakes?', 'They have a way out.'], [...dialogue[1], 'Et les lacs ?', 'Ils ont une issue.']]
  for (const { messages } of drafts('cross-lingual-answer', (seed) => dialogueMaterial(source, target, { seed }))) {
    assert.ok(messages[0]!.content.includes(source[0]!) && messages[0]!.content !== source[0])
    assert.deepEqual(messages.slice(1).map(({ content }) => content), [target[1], source[2], target[3]])
  }
  assert.equal(tasks['cross-lingual-answer'](textMaterial(english, french)), undefined)
})

test('pivot-guided: a question in the target, put and answered in the pivot, then answered in the target', () => {
  const all = drafts('pivot-guided', (seed) => dialogueMaterial(...dialogue, { seed, ask: seed % 2 ? 'en' : 'fr' }))
  assert.equal(all.length, 200)
  for (const { messages: [question, answer] } of all) {
    assert.ok(question!.content.includes(dialogue[1][0]))
    const places = [dialogue[0][0], dialogue[0][1], dialogue[1][1]].map((text) => answer!.content.indexOf(text))
    assert.ok(places[0]! >= 0 && places[0]! < places[1]! && places[1]! < places[2]!)
  }
  assert.equal(tasks['pivot-guided'](dialogueMaterial(dialogue[1], dialogue[0], { from: 'fr', to: 'en' })), undefined)
})

test('mixed: translation with an answer, both answers, JSON that parses, or sentence by sentence', () => {
  const all = [...drafts('mixed', (seed) => dialogueMaterial(...dialogue, { seed })), ...drafts('mixed', (seed) => textMaterial(english, french, { seed }))]
  assert.deepEqual(kindsOf(all), new Set(['translate-then-answer', 'answer-twice', 'json', 'sentences']))
  for (const { messages, how } of all) {
    const said = messages[1]!.content
    if (how === 'translate-then-answer') assert.equal(said, dialogue[1].join('\n\n'))
    if (how === 'answer-twice') assert.equal(said, `${dialogue[1][1]}\n\n${dialogue[0][1]}`)
    if (how === 'json') assert.deepEqual(Object.keys(JSON.parse(said) as object), ['en', 'fr'])
    if (how === 'sentences') assert.ok(said.startsWith('The museum keeps 300 old maps.\nLe musée conserve 300 cartes anciennes.\n\n'))
  }
})

test('a draft is checked again: words that are missing and pieces in another language are found', () => {
  const draft = tasks.translation(textMaterial(english, french))!
  assert.deepEqual(draftVerdict(draft).findings, [])
  assert.equal(draftVerdict({ ...draft, must: ['bateau'] }).findings[0]!.reason, 'constraint-not-met')
  assert.equal(draftVerdict({ ...draft, parts: [{ text: english, language: 'fr' }] }).findings[0]!.reason, 'wrong-language')
  assert.deepEqual(draftVerdict({ ...draft, parts: [{ text: 'Nyumba iko karibu na ziwa, na mashua ziko pwani tangu asubuhi.', language: 'sw' }] }).scores['sw-told-by'], 'trigrams')
})

test('words worth asking for: content words once each, cut where a script has no spaces', () => {
  assert.deepEqual(contentWords('The bridge and the bridge over there are closed.', 'en'), ['bridge', 'closed'])
  const chinese = contentWords('邻居送给我们蜂蜜和面包。', 'zh')
  assert.ok(chinese.includes('邻居') && chinese.every((word) => word.length > 1 && word.length < 5))
  assert.deepEqual(contentWords('学校は一週間閉まっていました。心臓の本です。', 'ja').filter((word) => /^\p{Script=Hiragana}+$/u.test(word)), [])
  assert.deepEqual(contentWords('시장은 7시 30분에 열고 18시에 닫습니다.', 'ko'), ['시장은', '열고', '닫습니다'])
})

test('constrained: Chinese words are asked for though they begin or end with a character that is a small word elsewhere', () => {
  for (const word of ['中国', '时间', '地震', '地区', '国会', '最高法院', '重要', '比赛']) assert.equal(isAskable(word, 'zh'), true, word)
  for (const piece of ['我把', '了三', '贵了', '他的', '是在']) assert.equal(isAskable(piece, 'zh-Hans'), false, piece)
  for (const [code, word] of [['fr', 'pont'], ['ja', '学校']] as const) assert.equal(isAskable(word, code), true, word)
})

test('constrained: no piece of a Chinese sentence is asked for that is no word, such as 我把, 贵了 and 他的', () => {
  for (const [source, target] of [['«Я положил их на стол».', '“我把它们放在桌子上了。”'], ['Билет стоит дороже, чем в прошлом году.', '票价比去年贵了很多。'], ['У него дрожат руки.', '他的手在发抖。']] as const) {
    const asked = new Set(drafts('constrained', (seed) => textMaterial(source, target, { seed, from: 'ru', to: 'zh', pivot: 'zh' })).flatMap(({ must = [] }) => must))
    assert.deepEqual([...asked].filter((word) => /^[我他]|[了的]$/.test(word)), [], target)
    assert.ok(asked.size > 0)
  }
})

test('what stays as it is: names inside a sentence, codes and addresses, if they stand on both sides', () => {
  assert.deepEqual(sharedTerms('Table A4-7 of Marta is in Paris; write to a@b.example. PDF only.', 'La table A4-7 de Marta est à Lyon ; écrivez à a@b.example. PDF seulement.'), ['A4-7', 'Marta', 'a@b.example', 'PDF'])
  assert.deepEqual(sharedTerms('Animals sleep 12 hours.', 'Animals 12'), [])
})

test('terms count as whole words, written as they are there; scripts without spaces have no borders', () => {
  assert.equal(wholeWord('Bees, a bee, beehive', 'bee'), 'bee')
  assert.equal(wholeWord('beehive', 'bee'), undefined)
  assert.equal(wholeWord('秋天送蜂蜜给邻居', '蜂蜜'), '蜂蜜')
  assert.deepEqual(termsIn([['Lift', 'ascenseur'], ['lift', 'pont']], { source: 'The lift is slow', target: 'L’ascenseur est lent' }), [['lift', 'ascenseur']])
})

test('a form of address is told where words show it and none shows the other', () => {
  const cases = [['fr', 'Vous avez raison.', 'formal'], ['fr', 'Tu as raison.', 'informal'], ['fr', 'Tu diras à vos amis', undefined], ['ru', 'Скажи, где твой зонт.', 'informal'], ['ru', 'Напишите нам, где ваш зонт.', 'formal'], ['zh', '您好', 'formal'], ['es', 'Se lo digo a usted.', 'formal'], ['es', 'Esto es para ti.', 'informal'], ['de', 'Haben Sie Zeit?', 'formal'], ['de', 'Sie kommt. Er kommt.', undefined], ['en', 'You are right.', undefined]] as const
  const tones = [['fr', 'Le ton de la lettre était amical.', undefined], ['fr', 'Il faut changer de ton.', undefined], ['fr', 'Il change de ton et sort.', undefined], ['fr', 'Notre ton a changé.', undefined], ['fr', 'Prends ton manteau.', 'informal'], ['fr', 'Appelle ton père.', 'informal'], ['fr', 'Range ton en-cas.', 'informal'], ['fr', 'C’est l’avis de ton père.', 'informal']] as const
  for (const [language, text, form] of [...cases, ...tones]) assert.equal(addressOf(text, language), form, text)
})

test('tasks come as often as their weights say; weight 0 is never; dialogues are used first for what only they can do', () => {
  const firsts = (weights: Parameters<typeof taskOrder>[0], shape: 'text' | 'dialogue') => {
    const found: Record<string, number> = {}
    for (let i = 0; i < 6_000; i++) {
      const [first] = taskOrder(weights, shape, randomOf('order', i))
      found[first!] = (found[first!] ?? 0) + 1
    }
    return found
  }
  const even = firsts({}, 'text')
  for (const task of taskNames) assert.ok(Math.abs(even[task]! - 1_000) < 150, `${task} ${even[task]}`)
  const some = firsts({ translation: 3, constrained: 1, interactive: 0, 'cross-lingual-answer': 0, 'pivot-guided': 0, mixed: 0 }, 'text')
  assert.deepEqual(Object.keys(some).sort(), ['constrained', 'translation'])
  assert.ok(Math.abs(some['translation']! - 4_500) < 200)
  assert.ok(firsts({}, 'dialogue')['pivot-guided']! > 1_250)
})
