import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkAnswer } from '../../src/dialogue/checks.js'
import { languageOf, languages } from '../../src/languages/index.js'
import { fakeEmbedder } from '../../src/models/fake-embedder.js'

/** A question, answers that show what it asks for, and answers of the same text that do not. */
interface Golden {
  readonly asks: string
  readonly fits: readonly string[]
  readonly misses?: readonly string[]
}

const golden: Readonly<Record<string, readonly Golden[]>> = {
  en: [
    { asks: 'What is "Kelso Weir"?', fits: ['Kelso Weir (c. 1820) is a low dam of stone on the River Tweed, built to turn four mills.'], misses: ['In 1831 a flood carried away the northern end of Kelso Weir together with two boats.'] },
    { asks: 'How would you describe "Kelso Weir"?', fits: ['Kelso Weir is one of the lowest dams on the river, a curved bank of rough stones.'], misses: ['A local lawyer left money to the mill, and his widow spent it on a school.'] },
    { asks: 'When did "Kelso Weir" begin?', fits: ['Kelso Weir was first built in 1731 by the owner of the abbey lands.'], misses: ['Four wheels turn beside Kelso Weir, and each of them drives two pairs of stones.'] },
    { asks: 'Which dates matter in the history of "Kelso Weir"?', fits: ['A flood broke Kelso Weir in 1831, and it was rebuilt two years later.'], misses: ['The syrup of Kelso Weir boils after some 40 minutes and holds 66 per cent of sugar.'] },
    { asks: 'How big is "Kelso Weir"?', fits: ['Kelso Weir is 140 m long and a little over 2 m high.'], misses: ['A flood broke Kelso Weir in 1831, and the mill stood still for a whole winter.'] },
    { asks: 'Where can "Kelso Weir" be found?', fits: ['Kelso Weir lies just above the bridge, on the south bank of the Tweed.'], misses: ['Kelso Weir owes its shape to ice and to the patience of its masons.'] },
    { asks: 'Who helped to shape "Kelso Weir"?', fits: ['The engineer John Rennie designed the sluices of Kelso Weir.'], misses: ['During a dry summer Kelso Weir was read by few.'] },
    { asks: 'Why is "Kelso Weir" important?', fits: ['Kelso Weir matters because it kept four mills at work all summer.'], misses: ['The captain of the ferry at Kelso Weir was appointed marshal, and he wore a green coat.'] },
    { asks: 'What is "Kelso Weir" known for?', fits: ['Kelso Weir is famous for its salmon, which leap in autumn.'], misses: ['A ball driven over the bar of Kelso Weir scores a point, and a ball driven under it scores three.'] },
    { asks: 'How is "Kelso Weir" made?', fits: ['The stones were cut on the bank, dragged to the river and packed with clay.'], misses: ['A merchant gave Kelso Weir to the town, on condition that children might fish there.'] },
    { asks: 'What is "Kelso Weir" like today?', fits: ['Kelso Weir still stands, and canoeists pass it by a chute.'], misses: ['A mason invented the ceremony of Kelso Weir and claimed that it came from the druids.'] },
    { asks: 'Why did the mill at Kelso lose its water in the summer of 1826?', fits: ['The river had sunk so low that the water no longer reached the sluice. It was one of the driest summers on record, and the farmers upstream had dug channels to save their meadows, so that little was left for the wheels.'] },
    { asks: 'How many mills did the weir serve, and who owned them?', fits: ['The weir served four mills. Two belonged to the duke, one to the town and the last to a family of millers named Hogg, who had leased it for three generations.'] },
  ],
  zh: [
    { asks: '“云石桥”是什么？', fits: ['云石桥是一座建于清朝的石拱桥，桥身有三个桥孔。'], misses: ['1921年，镇上的商人集资重修了桥面。', '镇上的渔民每到清早便把船停在桥下，等候买主。'] },
    { asks: '“云石桥”是怎样开始的？', fits: ['云石桥始建于1731年，由当地的盐商出资。'], misses: ['桥头的居民掷六颗骰子，按点数赢得大小不同的糕饼。'] },
    { asks: '“云石桥”在哪里？', fits: ['云石桥位于浙江省北部的一个小镇，横跨运河。'], misses: ['工人把原料摊在向阳的坡上，让日晒雨淋慢慢漂白。'] },
    { asks: '“云石桥”的规模有多大？', fits: ['云石桥全长46米，宽5米。'], misses: ['1731年以后，盐商常在桥上交易，热闹得很。'] },
    { asks: '谁对“云石桥”的影响最大？', fits: ['工匠李春河主持修建了云石桥，县令也捐了俸银。'], misses: ['石缝里的水汽到了冬天便结成一层薄冰。'] },
    { asks: '“云石桥”为什么重要？', fits: ['云石桥是运河上唯一的通道，因此成为商旅必经之地。'], misses: ['桥边的茶馆下午卖糕饼，傍晚卖酒。'] },
    { asks: '“云石桥”以什么闻名？', fits: ['云石桥以桥栏上的一百只石狮著称。'], misses: ['茶馆的门板漆成蓝色，窗下摆着两张长凳。'] },
    { asks: '“云石桥”是怎么制作的？', fits: ['工匠先把石料切成方块，再用糯米浆砌合。'], misses: ['云石桥在2006年列入省里的名录。'] },
    { asks: '云石桥一带的渔民为什么在冬天不出船？', fits: ['冬天水位太低，船容易搁浅，所以渔民把船拖上岸修补。到了春天河水上涨，渔民才重新下水，这一习惯一直保持到20世纪中叶。'] },
  ],
  ru: [
    { asks: 'Что такое «Вешняя Гать»?', fits: ['Вешняя Гать — старинная насыпь из брёвен через болото под Тверью.'], misses: ['В купеческой среде сапоги передавали по наследству и дарили на свадьбу.'] },
    { asks: 'Какие даты важны для темы «Вешняя Гать»?', fits: ['Вешнюю Гать насыпали в 1731 году, а в XIX веке замостили камнем.'], misses: ['Гать мостили зимой, потому что по льду легче возить брёвна, до 40 возов за день.'] },
    { asks: 'С чего начинается история темы «Вешняя Гать»?', fits: ['Первая гать появилась у болота при Петре I.'], misses: ['Вода в колее держится до лета, и по вечерам над ней стоит туман.'] },
    { asks: 'Какие места связаны с темой «Вешняя Гать»?', fits: ['Вешняя Гать соединяет две деревни на берегу реки Медведицы.'], misses: ['Лёгкий пар получается, когда воду плещут небольшими порциями.'] },
    { asks: 'Какие числа важны для темы «Вешняя Гать»?', fits: ['Длина гати — 640 метров, ширина — четыре метра.'], misses: ['Изнутри короб покрывают тонким слоем олова, так как медь даёт неприятный привкус.'] },
    { asks: 'Какие люди связаны с темой «Вешняя Гать»?', fits: ['Гать построил инженер Фёдор Лыков на деньги купца Ершова.'], misses: ['Берёзовый веник режут в начале лета, пока лист мягок, и сушат в тени.'] },
    { asks: 'Почему важна тема «Вешняя Гать»?', fits: ['Вешняя Гать важна потому, что весной другой дороги не было.'], misses: ['Путники попадают на остров летом по воде, чаще всего на лодках.'] },
    { asks: 'Чем известна тема «Вешняя Гать»?', fits: ['Вешняя Гать известна тем, что простояла без ремонта сто лет.'], misses: ['Короб состоит из трубы, крана и крышки.'] },
    { asks: 'Как выглядит «Вешняя Гать»?', fits: ['Гать сложена из сосновых брёвен, её ширина около четырёх метров.'], misses: ['Города, оставшиеся в стороне, теряли торговлю, и купцы уезжали.'] },
    { asks: 'Почему жители Медведицы не чинили гать до самой весны?', fits: ['Зимой по льду ездили напрямик, и гать никому не была нужна. Чинить её начинали в марте, чтобы успеть до разлива, и на работу выходила вся деревня.'] },
  ],
  fr: [
    { asks: 'Qu’est-ce que « Pont-Grison » ?', fits: ['Pont-Grison est un pont de pierre à trois arches, jeté sur la Loue au XVIIe siècle.'], misses: ['La confrérie surveille depuis longtemps la culture de la vigne et paie les ouvriers à la tâche.'] },
    { asks: 'Quand apparaît « Pont-Grison » ?', fits: ['Pont-Grison fut construit en 1731 à la place d’un gué.'], misses: ['Le cochonnet roule près de Pont-Grison et heurte parfois la borne.'] },
    { asks: 'Quelles dates comptent dans l’histoire de « Pont-Grison » ?', fits: ['Une crue emporta Pont-Grison en 1856.'], misses: ['À Pont-Grison, ils coiffent un grand chapeau dont le poids atteint plusieurs kilogrammes.'] },
    { asks: 'Quels lieux sont liés à « Pont-Grison » ?', fits: ['Pont-Grison relie deux villages de la vallée de la Loue.'], misses: ['Pendant la Révolution, le mot de roi devint suspect et le gâteau changea de nom.'] },
    { asks: 'Quels chiffres aident à comprendre « Pont-Grison » ?', fits: ['Pont-Grison mesure 46 m de long et porte une chaussée de 5 m.'], misses: ['La répartition était voulue : les autorités espéraient que les familles se perdraient.'] },
    { asks: 'Qui a marqué l’histoire de « Pont-Grison » ?', fits: ['L’architecte Jean Querret dessina les arches de Pont-Grison.'], misses: ['Le galet est lancé à une distance de 6 m du cercle.'] },
    { asks: 'Pourquoi « Pont-Grison » compte-t-il autant ?', fits: ['Pont-Grison compte parce qu’il fut longtemps le seul passage vers le Jura.'], misses: ['Le boulanger de Pont-Grison porte un tablier bleu et siffle en travaillant.'] },
    { asks: 'Qu’est-ce qui distingue « Pont-Grison » des autres ?', fits: ['Pont-Grison est le seul pont de la vallée dont les piles soient rondes.'], misses: ['La foire de Pont-Grison se tient à la fin de novembre et dure trois jours.'] },
    { asks: 'À quoi sert « Pont-Grison » ?', fits: ['Pont-Grison sert surtout aux piétons, car un autre pont porte la route.'], misses: ['Une légende de Pont-Grison fait descendre les danseurs des courtisans du roi.'] },
    { asks: 'Pourquoi les meuniers de la Loue ont-ils refusé le péage de 1742 ?', fits: ['Les meuniers passaient le pont plusieurs fois par jour avec leur farine. Le péage, fixé par tête de bétail et par voiture, aurait mangé la moitié de leur gain, et ils obtinrent du parlement une exemption.'] },
  ],
  es: [
    { asks: '¿Qué es «Puente Berrueco»?', fits: ['Puente Berrueco es un puente de piedra de tres arcos sobre el río Lozoya.'], misses: ['Los días de mercado las familias llevan flores y dejan las cestas en la orilla.'] },
    { asks: '¿Qué fechas son importantes en la historia de «Puente Berrueco»?', fits: ['Puente Berrueco se terminó en 1731 y se ensanchó en 1902.'], misses: ['La piedra de Puente Berrueco se pinta con pigmentos disueltos en agua.'] },
    { asks: '¿Cómo empieza la historia de «Puente Berrueco»?', fits: ['El primer Puente Berrueco, de madera, lo construyó un convento.'], misses: ['El pincel no admite correcciones y el color se seca en el acto.'] },
    { asks: '¿Dónde se encuentra «Puente Berrueco»?', fits: ['Puente Berrueco se alza en un pueblo de la sierra, al norte de Madrid.'], misses: ['El músico combina el punteo con un rasgueo muy rápido.'] },
    { asks: '¿Qué cifras ayudan a entender «Puente Berrueco»?', fits: ['Puente Berrueco mide 46 metros de largo y tiene tres arcos.'], misses: ['Muchos aficionados discutieron durante años si aquella música era todavía un baile.'] },
    { asks: '¿Qué personas tienen relación con «Puente Berrueco»?', fits: ['El arquitecto Pedro de Ribera dirigió las obras de Puente Berrueco.'], misses: ['La leña da una llama alta y regular, y el caldo hierve pronto.'] },
    { asks: '¿Por qué importa «Puente Berrueco»?', fits: ['Puente Berrueco importa porque fue durante siglos el único paso de la sierra.'], misses: ['En el borde de la fuente está grabado un poema que elogia el agua.'] },
    { asks: '¿En qué se distingue «Puente Berrueco» de los demás?', fits: ['Puente Berrueco es el único de la comarca con pretiles de hierro.'], misses: ['Los azulejos cubren cúpulas, cocinas y fachadas del centro.'] },
    { asks: '¿Cómo se construyó el lugar «Puente Berrueco»?', fits: ['Los canteros labraron los sillares en la orilla y los unieron con argamasa.'], misses: ['La compañía visita cada verano los pueblos vecinos y toca en las plazas.'] },
    { asks: '¿Por qué dejaron los arrieros de pasar por Berrueco después de 1860?', fits: ['El ferrocarril llegó a la comarca ese año y bajó el precio del transporte. Los arrieros, que tardaban tres días hasta Madrid, perdieron sus clientes, y las ventas del camino cerraron una tras otra.'] },
  ],
}

for (const [code, pairs] of Object.entries(golden)) {
  for (const { asks, fits, misses = [] } of pairs) {
    test(`asks, ${code}: ${asks}`, async () => {
      for (const answer of fits) assert.equal(await reasonFor(asks, answer, code), undefined, answer)
      for (const answer of misses) assert.equal(await reasonFor(asks, answer, code), 'answer-does-not-fit', answer)
    })
  }
}

test('asks: a question that is no sentence fits no answer', async () => {
  const broken = { en: 'What is "Kelso Weir" important?', zh: '“云石桥？', ru: 'Чем известна тема Вешняя Гать»?', fr: 'Quel rôle joue Pont-Grison » ?', es: '¿Qué papel desempeña «Puente Berrueco?' }
  for (const [code, question] of Object.entries(broken)) {
    const { fits } = golden[code]!.at(-1)!
    assert.equal(await reasonFor(question, fits[0]!, code), 'answer-does-not-fit', question)
  }
})

test('asks: every expression compiles, has a kebab-case kind, and no question of its language is left without one of the main kinds', () => {
  for (const { code, dialogue } of Object.values(languages)) {
    for (const { kind, question, answer } of dialogue.asks) {
      assert.match(kind, /^[a-z]+(-[a-z]+)*$/)
      assert.doesNotThrow(() => [new RegExp(question, 'iu'), new RegExp(answer, 'iu')], `${code} ${kind}`)
    }
    const kinds = new Set(dialogue.asks.map(({ kind }) => kind))
    for (const kind of ['definition', 'time', 'place', 'person', 'number', 'cause']) assert.ok(kinds.has(kind), `${code} ${kind}`)
  }
})

/** Why the check turns the pair down when the passage is the answer itself. */
async function reasonFor(question: string, answer: string, code: string): Promise<string | undefined> {
  const limits = { questionMin: 1, answerMin: 1, repeat: 2, repeatCosine: 2, supportMin: 0, groundedMin: -1 }
  const checking = { language: languageOf(code), embedder: fakeEmbedder(), limits, passage: { title: '', text: answer }, sentenceVectors: [], promptTexts: [], quoted: (question: string) => question, turns: [] }
  return (await checkAnswer({ text: answer, finish: 'stop' }, checking, question)).reason
}
