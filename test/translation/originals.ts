import type { Message, Original, Role } from '../../src/types.js'
import { promptsOf } from '../world.js'

/** Prompts of a few words; the text to translate stands at the end. */
const prompt = (name: string) => `${name} {{language}}\n<dialogue>{{dialogue}}</dialogue>\n<text>{{text}}</text>`

export const translatePrompts = promptsOf({
  ...Object.fromEntries(['chat', 'math-question', 'math-answer', 'code'].map((name) => [`translate-${name}`, prompt(name.toUpperCase())])),
  'translate-earlier': '[{{role}}: {{text}}]',
})

/** The text that a prompt asks to translate. */
export const textOf = (messages: readonly Message[]): string => /<text>([^]*)<\/text>$/.exec(messages.at(-1)!.content)![1]!

/** What stands in view before it. */
export const viewOf = (messages: readonly Message[]): string => /<dialogue>([^]*)<\/dialogue>\n<text>/.exec(messages.at(-1)!.content)![1]!

/** A language of which nothing has to be known: every word has an ending. */
export const ended = (text: string): string => text.replace(/\p{L}+/gu, (word) => `${word}ette`)

const message = (role: Role, content: string): Message => ({ role, content })

/** An original of these messages, user and assistant in turn; a first one that begins with `SYSTEM ` is a system message. */
export function original(id: string, contents: readonly string[], more: Partial<Original> = {}): Original {
  const system = contents[0]?.startsWith('SYSTEM ') ? 1 : 0
  const messages = contents.map((content, i) => (i < system ? message('system', content.slice(7)) : message((i - system) % 2 === 0 ? 'user' : 'assistant', content)))
  return { id, language: 'en', kind: 'chat_agnostic', messages, source: { dataset: 'chats.jsonl', row: 1, format: 'sharegpt' }, ...more }
}

const fruits = ['apples', 'pears', 'plums', 'quinces', 'figs']

/** So many short originals of all kinds. */
export const originals = (count: number): Original[] =>
  Array.from({ length: count }, (_, i) => {
    const fruit = fruits[i % fruits.length]!
    const [two, five] = [i + 2, 5 * (i + 2)]
    const source = { dataset: 'all.jsonl', row: i + 1, format: 'sharegpt' }
    if (i % 3 === 0) return original(`o${i}`, [`SYSTEM You know all about ${fruit}.`, `How do I keep ${two} ${fruit} fresh?`, `Put them in a cool room.\n\nThen look at \`fruit.log\` every day.`, 'Thank you!', 'You are welcome.'], { source })
    if (i % 3 === 1) return original(`o${i}`, [`Anna buys ${two} bags with 5 ${fruit} each. How many ${fruit} are there?`, `There are $${two} \\cdot 5 = ${five}$ ${fruit}.\n#### ${five}`], { kind: 'math', source })
    return original(`o${i}`, [`Write a function that counts ${fruit}.`, `Use a loop:\n\n\`\`\`js\nfor (const ${fruit} of all) n += ${two}\n\`\`\`\n\nIt counts ${two} at a time.`], { kind: 'code', source })
  })
