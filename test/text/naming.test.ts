import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOpen } from '../../src/dialogue/open-question.js'
import { languageOf, languages } from '../../src/languages/index.js'
import { nameIn, opensOnKnown, withSubject } from '../../src/text/naming.js'

/** What a text calls its subject: language, subject, text, name. */
const named: readonly (readonly [string, string, string, string | undefined])[] = [
  ['en', 'Golden Gate Bridge', 'The Golden Gate Bridge spans the strait. Painters work on the Golden Gate Bridge all year.', 'the Golden Gate Bridge'],
  ['en', 'Maple syrup', 'Maple syrup is made of sap. Forty litres of sap give one litre of maple syrup.', 'maple syrup'],
  ['en', 'Edinburgh', 'The castle stands above Edinburgh. The Edinburgh Festival began in 1947.', 'Edinburgh'],
  ['en', 'Edinburgh', 'Edinburgh is a city.', undefined],
  ['en', 'Arts Club of Chicago', 'Arts Club of Chicago is a private club.', 'Arts Club of Chicago'],
  ['en', 'Maple syrup', 'Maple syrup is sweet.', undefined],
  ['en', 'Olympic Games', 'The Olympic Games are held every four years, and the Olympic Games began in Greece.', undefined],
  ['en', 'Volcano', 'A volcano is a vent. There is little volcano activity. Near a volcano it is warm.', undefined],
  ['en', 'Volcano', 'A volcano is a vent. The study of volcano, and of a volcano.', undefined],
  ['en', 'Dollar Point, California', 'The population was 1,215.', 'Dollar Point, California'],
  ['en', 'Maple syrup', 'It was named by its constructor maple syrup for luck.', 'maple syrup'],
  ['en', 'Cello', 'She bought a cello. This cello is old.', undefined],
  ['en', 'Ur', 'In the night the urn fell. Ships came to Ur.', 'Ur'],
  ['fr', 'Galette des rois', 'La galette des rois est une pâtisserie. On partage une galette des rois.', 'la galette des rois'],
  ['fr', 'Fest-noz', 'Le fest-noz réunit le village. On danse au fest-noz.', 'le fest-noz'],
  ['fr', 'Alhambra', "On visite l'Alhambra le soir. L’Alhambra est rouge.", "l'Alhambra"],
  ['fr', 'Robert Haldane', 'Haldane quitte la marine.', 'Robert Haldane'],
  ['fr', 'Sébastien Le Prestre de Vauban', 'Vauban naquit en 1633.', 'Sébastien Le Prestre de Vauban'],
  ['fr', 'Dictature militaire', 'Le peso fut dévalué.', undefined],
  ['fr', 'Irak', "En Irak, au nord d'Irak. L'Irak est vaste.", "l'Irak"],
  ['fr', 'Coupe Dewar', 'Une coupe en argent.', 'la Coupe Dewar'],
  ['fr', 'Coupe Dewar', 'Les coupes. Sa coupe brille.', undefined],
  ['fr', 'Lyon', 'Il naquit à Lyon et mourut près de Lyon.', 'Lyon'],
  ['fr', 'Crêpe', 'Les crêpes se mangent. Une pâte de crêpe repose.', undefined],
  ['fr', 'Crêpe', 'Une crêpe se mange.', 'la crêpe'],
  ['fr', 'Écluse', 'Une écluse se ferme.', "l'Écluse".replace('É', 'é')],
  ['fr', 'Ingérence humanitaire', "Le droit d'aider. Ainsi, l'ingérence est admise.", "l'ingérence humanitaire"],
  ['en', 'Steam engine', 'The engine has a boiler. Water enters the engine.', 'the steam engine'],
  ['en', 'Golden Gate Bridge', 'Painters work on the bridge all year.', 'the Golden Gate Bridge'],
  ['en', 'Great Fire of London', 'Later the fire reached the river.', 'the Great Fire of London'],
  ['es', 'Máquina de vapor', 'En Inglaterra la máquina movía bombas.', 'la máquina de vapor'],
  ['es', 'Volcán', 'Un volcán es una abertura.', 'el volcán'],
  ['es', 'Lago Titicaca', 'Las islas del lago son altas.', 'el Lago Titicaca'],
  ['fr', 'Mont-Saint-Michel', 'Le mont Saint-Michel est un îlot.', 'le mont Saint-Michel'],
  ['fr', 'Herbe', 'Une herbe pousse.', undefined],
  ['fr', 'Jeux olympiques', 'Les Jeux olympiques ont lieu. Le feu des Jeux olympiques brûle.', undefined],
  ['es', 'Alhambra', 'La Alhambra fue residencia. Los palacios de la Alhambra son célebres.', 'la Alhambra'],
  ['es', 'Día de Muertos', 'Las ofrendas del Día de Muertos son altas.', 'el Día de Muertos'],
  ['es', 'Granada', 'Entró en Granada en 1492.', 'Granada'],
  ['zh', '红楼梦', '《红楼梦》是小说。作者写《红楼梦》用了十年。', '《红楼梦》'],
  ['zh', '宣纸', '宣纸产于泾县。', '宣纸'],
  ['zh', '进', '四合院的大小用进来计算。', undefined],
  ['ru', 'Самовар', 'В доме стоял самовар. Самовар греет воду.', 'самовар'],
  ['ru', 'Паровая машина', 'Так работала паровая машина насоса.', 'паровая машина'],
  ['ru', 'Байкал', 'Здесь лежит Байкал.', 'Байкал'],
  ['ru', 'Щука', 'Ловили щук.', undefined],
]

test('a subject is named as the text names it, where it tells', () => {
  for (const [code, subject, text, name] of named) assert.equal(nameIn(text, subject, languageOf(code)), name, `${code} ${text}`)
})

/** Language, question, name, what is asked. */
const asked: readonly (readonly [string, string, string | undefined, string])[] = [
  ['en', 'Where is {{named}}?', 'the Golden Gate Bridge', 'Where is the Golden Gate Bridge?'],
  ['en', '{{named}}: what is known of it?', 'the Golden Gate Bridge', 'The Golden Gate Bridge: what is known of it?'],
  ['en', 'Where is {{named}}?', undefined, 'Where is "X"?'],
  ['en', 'When was {{subject}} born?', 'the X', 'When was X born?'],
  ['fr', 'Que sait-on de {{named}} ?', 'le fest-noz', 'Que sait-on du fest-noz ?'],
  ['fr', 'Que sait-on de {{named}} ?', 'la galette des rois', 'Que sait-on de la galette des rois ?'],
  ['fr', 'Que sait-on de {{named}} ?', "l'Alhambra", "Que sait-on de l'Alhambra ?"],
  ['fr', 'Que sait-on de {{named}} ?', 'Évian', "Que sait-on d'Évian ?"],
  ['fr', 'Que sait-on de {{named}} ?', 'Lyon', 'Que sait-on de Lyon ?'],
  ['fr', 'Que sait-on de {{named}} ?', 'Honfleur', 'Que sait-on de "X" ?'],
  ['fr', 'À quoi sert-il à {{named}} ?', 'le fest-noz', 'À quoi sert-il au fest-noz ?'],
  ['fr', 'Qu’est-ce que {{named}} ?', 'Évian', "Qu’est-ce qu'Évian ?"],
  ['es', '¿Qué se sabe de {{named}}?', 'el Día de Muertos', '¿Qué se sabe del Día de Muertos?'],
  ['es', '¿Qué llegó a {{named}}?', 'el Día de Muertos', '¿Qué llegó al Día de Muertos?'],
  ['es', '¿Era {{named}} un plato?', 'la paella', '¿Era la paella un plato?'],
  ['es', '¿{{named}} es un plato?', 'la paella', '¿La paella es un plato?'],
  ['ru', 'Не могу вспомнить: {{subject}} — что это?', 'самовар', 'Не могу вспомнить: самовар — что это?'],
  ['ru', '{{subject}}: что это?', 'самовар', 'X: что это?'],
  ['ru', 'Что такое {{named}}?', 'самовар', 'Что такое "X"?'],
  ['zh', '{{named}}是什么？', '《红楼梦》', '《红楼梦》是什么？'],
]

test('a name runs together with the words before it as the language has it', () => {
  for (const [code, question, name, text] of asked) assert.equal(withSubject(question, { subject: 'X', name, quoted: '"{{subject}}"', language: languageOf(code) }), text)
})

test('every open question is known as open, however its subject is named', () => {
  const names: Readonly<Record<string, readonly string[]>> = { en: ['the Quarl', 'Quarl'], fr: ['le Quarl', 'la Quarl', "l'Aquarl", 'Aquarl'], es: ['el Quarl', 'la Quarl', 'Quarl'], zh: ['《夸》', '夸'] }
  for (const [code, forms] of Object.entries(names)) {
    const language = languages[code]!
    for (const name of forms) {
      const subject = name.replace(/^(?:the|le|la|el) |^l'|[《》]/g, '')
      for (const open of language.dialogue.open) {
        const question = withSubject(open.replace('…', '{{named}}'), { subject, name, quoted: '"{{subject}}"', language })
        assert.ok(isOpen(question, language, subject), question)
      }
    }
  }
})

test('a sentence that opens with a definite article and a common noun is told', () => {
  const opens = (code: string, sentence: string) => opensOnKnown(sentence, languageOf(code))
  assert.deepEqual([opens('en', 'The priest came.'), opens('en', 'The Beatles came.'), opens('en', 'A priest came.')], [true, false, false])
  assert.deepEqual([opens('fr', 'L’église est vieille.'), opens('fr', 'Les prêtres vinrent.'), opens('fr', 'La Sorbonne est vieille.')], [true, true, false])
  assert.deepEqual([opens('es', 'El sacerdote vino.'), opens('zh', '神父来了。'), opens('ru', 'Священник пришёл.')], [true, false, false])
})
