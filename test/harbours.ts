import { createHash } from 'node:crypto'
import { fakeGenerator, type FakeCall, type FakeReply } from '../src/models/fake-generator.js'
import type { Generator, Message, Passage, Sampling } from '../src/types.js'

/** What passages about made-up harbour towns say, and what may be asked about it. */
const facts: readonly (readonly [question: string, answer: string])[] = [
  ['Why was the old lighthouse of TOWN moved to the northern rock?', 'The old lighthouse of TOWN was moved to the northern rock because the sand bar had wandered away from the river mouth.'],
  ['How do the bakers of TOWN keep their rye bread fresh at sea?', 'The bakers of TOWN dry their rye bread twice in a slow oven, so that it keeps for a whole voyage.'],
  ['What do the ropewalk workers of TOWN celebrate in the spring?', 'The ropewalk workers of TOWN carry a hemp wreath through the streets on the first Sunday after the ice has gone.'],
  ['Who drew the first reliable map of the shallows near TOWN?', 'A ship’s carpenter named Henrik Abel drew the first reliable map of the shallows near TOWN in 1741.'],
  ['Which stone are the quays of TOWN made of, and where is it cut?', 'The quays of TOWN are made of grey granite that is cut on two small islands in the bay.'],
  ['How did the herring trade change the council of TOWN?', 'The herring trade brought TOWN so many foreign merchants that its council met in two languages for a century.'],
  ['Why do the houses of TOWN have their kitchens under the roof?', 'Floods came every autumn, and for that reason the families of TOWN cooked and slept directly under the roof.'],
  ['What is the bell of TOWN said to foretell?', 'The cracked bell of TOWN is said to ring by itself on the evening before a great storm.'],
  ['How are the eel traps of TOWN woven?', 'Eel traps in TOWN are woven from willow shoots that have been soaked in brackish water for nine days.'],
  ['When was the ferry across the sound of TOWN replaced by a bridge?', 'The ferry across the sound of TOWN was replaced in 1932 by a swing bridge of riveted steel.'],
  ['Why did painters gather in TOWN every summer?', 'Painters gathered in TOWN every summer because the light over the salt meadows changes slowly until midnight.'],
  ['What did the shipyard of TOWN build after the war?', 'After the war the shipyard of TOWN built barges for gravel, and later a dozen research vessels.'],
  ['How does the museum of TOWN show the work of divers?', 'The museum of TOWN shows the work of divers with copper helmets, air pumps and a tank of green water.'],
  ['Which rule did the pilots of TOWN swear to follow?', 'The pilots of TOWN swore never to leave a ship in fog, whatever its captain promised them.'],
  ['Why are the cellars of TOWN filled with sand?', 'Smugglers once dug passages below TOWN, and the mayor had every cellar filled with sand to stop them.'],
  ['What makes the smoked cheese of TOWN unusual?', 'The smoked cheese of TOWN hangs above smouldering juniper for a week and is then washed with sour beer.'],
  ['How did the school of TOWN teach children to swim?', 'The school of TOWN taught children to swim with a harness that hung from the boom of a fishing boat.'],
  ['Who paid for the organ in the church of TOWN?', 'A widow who owned three whaling ships paid for the organ in the church of TOWN.'],
  ['Why did the railway never come to TOWN?', 'The railway never came to TOWN, since the landowners of the marsh refused to sell a strip of grazing ground.'],
  ['What do visitors find on the market square of TOWN?', 'On the market square of TOWN visitors find a bronze scale with which the catch was weighed in public.'],
  ['How is the midwinter fire of TOWN prepared?', 'Families of TOWN collect driftwood from October on and stack it into a boat that burns at midwinter.'],
  ['Which birds nest on the breakwater of TOWN?', 'Common terns and a few pairs of oystercatchers nest on the outer breakwater of TOWN.'],
  ['Why does the dialect of TOWN have so many words for wind?', 'Sailmakers settled in TOWN from four coasts, and each group kept its own words for wind.'],
  ['What was the winter harbour of TOWN used for?', 'The winter harbour of TOWN sheltered timber rafts, which were sold at auction as soon as the ice broke.'],
]

const towns = ['Velderhaven', 'Morrowick', 'Skarnstad', 'Tidemouth', 'Oldesund', 'Brackwater', 'Lynnport', 'Grimsfleet']

/** How many facts a passage holds. */
const perPassage = 6

/** The passage of that number; its facts are those of no passage up to three before it. */
export function harbour(index: number): Passage {
  const town = townOf(index)
  const own = factsOf(index).map(([, answer]) => answer)
  const text = [own.slice(0, 3).join(' '), own.slice(3).join(' ')].join('\n\n')
  const id = `testwiki-${index + 1}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`
  const source = { wiki: 'testwiki', title: town, page: index + 1, revision: 1000 + index, url: `https://example.org/w/index.php?title=${town}&oldid=${1000 + index}`, licence: 'CC-BY-SA-4.0' }
  return { id, language: 'en', title: town, text, tokens: Math.ceil(text.length / 4), source, categories: index % 2 === 0 ? ['Harbours of England'] : ['Harbours'] }
}

/** So many passages. */
export const harbours = (count: number): Passage[] => Array.from({ length: count }, (_, i) => harbour(i))

function townOf(index: number): string {
  const round = Math.floor(index / towns.length)
  return towns[index % towns.length]! + (round === 0 ? '' : ` ${String.fromCharCode(64 + round)}`)
}

function factsOf(index: number): (readonly [string, string])[] {
  return Array.from({ length: perPassage }, (_, i) => {
    const [question, answer] = facts[(index * perPassage + i) % facts.length]!
    return [question.replace('TOWN', townOf(index)), answer.replace('TOWN', townOf(index))] as const
  })
}

/** The facts of the first passages, more than any test has. */
const all = Array.from({ length: 96 }, (_, i) => factsOf(i))

/**
 * What a good generator would say under `shortPrompts`: the question of the next fact, its answer, or the question that
 * belongs to an answer. One call in eight, chosen by its seed, gives a reply that a check has to reject.
 */
export function harbourReply(messages: readonly Message[], { seed }: Pick<Sampling, 'seed'>): string {
  const prompt = messages.at(-1)!.content
  const asked = prompt.split('\n').at(-1)!
  const known = all.find((own) => prompt.includes(own[0]![1]) || own.some(([question]) => asked.includes(question))) ?? []
  if (seed % 8 === 0) return 'Nobody knows.'
  if (asked.startsWith('ASK FOR')) return known.find(([, answer]) => asked.includes(answer))?.[0] ?? 'What?'
  if (/^(ANSWER|CHOOSE|ALONE)/.test(asked)) return known.find(([question]) => asked.includes(question))?.[1] ?? 'It depends.'
  return known.find(([question]) => !prompt.includes(question))?.[0] ?? 'What else?'
}

/** A generator that answers about the harbours, two calls at once. `before` may delay or break a call. */
export function harbourGenerator(before: (call: FakeCall) => Promise<void> | void = () => {}): Generator {
  return fakeGenerator({
    concurrency: 2,
    async reply(messages, sampling, call): Promise<FakeReply> {
      await before(call)
      return harbourReply(messages, sampling)
    },
  })
}
