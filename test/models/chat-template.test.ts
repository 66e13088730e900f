import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SpecialTokensText } from 'node-llama-cpp'
import { UserError } from '../../src/errors.js'
import { openTemplate, type ChatTemplate } from '../../src/models/chat-template.js'
import type { Message } from '../../src/types.js'
import { templates } from './thinking-templates.js'

const open = (name: keyof typeof templates): ChatTemplate => openTemplate(templates[name], `/models/${name}.gguf`)
const question: Message = { role: 'user', content: 'Where is Bordeaux?' }
const tail = (name: keyof typeof templates, silent = false) => open(name).render([question], { silent }).tail

describe('a chat template', () => {
  it('tells a model that can be told so not to think', () => {
    assert.match(tail('qwen3'), /assistant\n<think>\n\n<\/think>\n\n$/)
    assert.match(tail('v31'), /<｜Assistant｜><\/think>$/)
    assert.match(tail('seed'), /No budget\.<\/seed:cot_budget_reflect><\/seed:think>$/)
    assert.match(tail('ernie'), /Assistant: <think>\n\n<\/think>\n\n$/)
    assert.match(tail('hunyuan'), /<\/think>\n<answer>\n$/)
    for (const name of ['qwen3', 'v31', 'seed', 'ernie', 'hunyuan'] as const) assert.equal(open(name).render([question]).opened, undefined, name)
  })
  it('asks for short thoughts where none at all cannot be asked for', () => {
    assert.match(open('harmony').render([question]).text.toString(), /Reasoning: low/)
  })
  it('says when it opens a thought itself', () => {
    assert.equal(open('r1').render([question]).opened?.close, '</think>')
  })
  it('leaves no room for a thought when silence is asked for', () => {
    assert.match(tail('r1', true), /<think>\n\n<\/think>\n\n$/)
    assert.match(tail('harmony', true), /<\|start\|>assistant<\|channel\|>final<\|message\|>$/)
    assert.equal(tail('qwen3', true), tail('qwen3'))
    for (const name of ['r1', 'harmony'] as const) assert.equal(open(name).render([question], { silent: true }).opened, undefined, name)
  })
  it('is not moved by marks in the words of the user', () => {
    const content = 'What does <think> mean, and <|channel|>?'
    for (const name of ['qwen3', 'gemma', 'magistral'] as const) assert.equal(open(name).render([{ role: 'user', content }]).opened, undefined, name)
  })
  it('has a system message also where the template takes none', () => {
    const text = open('gemma').render([{ role: 'system', content: 'Be brief.' }, question]).text.toString()
    assert.match(text, /Be brief\.[^]*Where is Bordeaux\?<end_of_turn>\n<start_of_turn>model\n$/)
  })
  it('begins the assistant turn once, after every message', () => {
    for (const name of (Object.keys(templates) as (keyof typeof templates)[]).filter((each) => each !== 'numbered')) {
      const text = open(name).render([question, { role: 'assistant', content: 'In France.' }, { role: 'user', content: 'On which river?' }]).text.toString()
      const places = ['Where is Bordeaux?', 'In France.', 'On which river?'].map((part) => text.indexOf(part))
      assert.ok(places.every((place, i) => place > (places[i - 1] ?? -1)), `${name}: ${text}`)
      assert.equal(text.split('On which river?').length, 2, name)
    }
  })
  it('knows what ends the assistant turn', () => {
    const ends = (name: keyof typeof templates) => open(name).ends.map(String).join(' ')
    assert.match(ends('qwen3'), /<\|im_end\|>/)
    assert.match(ends('harmony'), /<\|return\|>/)
    assert.match(ends('gemma'), /<end_of_turn>/)
  })
  it('takes neither the end of a thought nor the next turn for what ends the assistant turn', () => {
    const ends = (name: keyof typeof templates) => open(name).ends.flatMap(({ values }) => values.map((value) => (value instanceof SpecialTokensText ? value.value : String(value))))
    assert.deepEqual([ends('glm').length, ends('glm').join().includes('think')], [1, false])
    assert.equal(ends('next').at(-1), '\n\n')
  })
  it('has the same date on every day, in the format that the template asks for', (t) => {
    const dated = (code: string) => openTemplate(`${code}{%- for m in messages %}{{- m.role + ': ' + m.content + '\\n' }}{%- endfor %}`, '/models/x.gguf').render([question]).text.toString().split('\n')[0]
    t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2031, 0, 5, 23, 59, 59) })
    for (const [code, wanted] of [
      ['{{ strftime_now("%d %b %Y") }}', '26 Jul 2024'],
      ["{%- set today = strftime_now('%Y-%m-%d') %}{{ today }}", '2024-07-26'],
      ["{%- set ns = namespace(day='') %}{%- set ns.day = strftime_now('%B %d, %Y') %}{{ ns.day }}", 'July 26, 2024'],
      ["{%- macro said() %}{{ 'on ' + strftime_now(format='%Y-%m-%d') }}{%- endmacro %}{{ said() }}", 'on 2024-07-26'],
      ["{%- if not date_string is defined %}{%- if strftime_now is defined %}{%- set date_string = strftime_now('%d %b %Y') %}{%- endif %}{%- endif %}{{ date_string }}", '26 Jul 2024'],
      ["{%- set clock = strftime_now %}{{ clock('%A, %d %B %Y, %H:%M') }}", 'Friday, 26 July 2024, 00:00'],
    ] as const) assert.equal(dated(`${code}{{ '\\n' }}`), wanted, code)
  })
  it('is not changed by the date that it asks for', () => {
    const body = "  {{- '' }}\n\n{%- for m in messages %}\n{{ m.role }}: {{ m.content }}\n{% endfor %}"
    const text = (template: string) => openTemplate(template, '/models/x.gguf').render([question]).text.toString()
    assert.equal(text(`\n${body}{# strftime_now #}`), text(`\n${body}{# #}`))
    assert.equal(text(`${body}{# strftime_now #}`), text(`${body}{# #}`))
  })
  it('has no tools, which is another thing than not to know them', () => {
    assert.match(open('counting').render([question]).text.toString(), /^<\|user\|>\nWhere is Bordeaux\?/)
  })
  it('that the engine cannot render is an error in one sentence', () => {
    const broken = [templates.numbered, '{% for m in messages %}{{ m.content }}', "{{ raise_exception('no') }}", '{{ messages[0].content | nosuchfilter }}', 'no messages at all']
    for (const template of broken) {
      assert.throws(() => openTemplate(template, '/models/x.gguf'), (thrown: unknown) => thrown instanceof UserError && /^generator \/models\/x\.gguf has a chat template that cannot be rendered \(.+\); use .+$/.test(thrown.message), template)
    }
  })
})
