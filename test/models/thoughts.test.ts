import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { listen, openThought, spoken, thoughtMarks, unframed } from '../../src/models/thoughts.js'

const said = (reply: string, opened?: string): string | undefined => {
  const range = spoken(reply, thoughtMarks.find(({ open }) => open === opened))
  return range && reply.slice(...range).trim()
}

describe('thoughts', () => {
  it('are no part of what is said', () => {
    const cases: readonly (readonly [reply: string, said: string])[] = [
      ['<think>\nFrance, I think.\n</think>\n\nIn France.', 'In France.'],
      ['[THINK]France?[/THINK]In France.', 'In France.'],
      ['<seed:think>a</seed:think>In France.', 'In France.'],
      ['◁think▷a◁/think▷In France.', 'In France.'],
      ['<|channel|>analysis<|message|>France?<|end|><|start|>assistant<|channel|>final<|message|>In France.', 'In France.'],
      ['<|channel|>final<|message|>In France.', 'In France.'],
      ['<|channel>thought\nFrance?<channel|>In France.', 'In France.'],
      ['<|START_THINKING|>a<|END_THINKING|><|START_RESPONSE|>In France.<|END_RESPONSE|>', '<|START_RESPONSE|>In France.<|END_RESPONSE|>'],
      ['<think>a</think>\n<think>b</think>In France.', 'In France.'],
      ['<think>a</think>Once more.<think>b</think>In France.', 'In France.'],
      ['<think>a</think>Once more:\n<think>\nb</think>In France.', 'In France.'],
      ['Let me see: France.\n</think>\n\nIn France.', 'In France.'],
      ['<think>a</think>\n\n</think>\n\nIn France.', 'In France.'],
      ['In France.', 'In France.'],
    ]
    for (const [reply, wanted] of cases) assert.equal(said(reply), wanted, reply)
  })
  it('are told from words about them', () => {
    const replies = [
      'Le modèle écrit <think> avant sa réponse, puis conclut.',
      'Reka closes with </reasoning>. Then it answers.',
      'Schreiben Sie Ihren Plan zwischen <thinking> und </thinking>, dann die Antwort.',
      'Use [THINK] to begin. It is special.',
      'La balise <reasoning> est ouverte. <think> aussi. Puis </think>.',
      'A reply holds [BEGIN FINAL RESPONSE] after “Here are my reasoning steps:”.',
    ]
    for (const reply of replies) {
      assert.equal(said(reply), reply)
      assert.equal(said(`<think>a</think>${reply.replaceAll('<think> aussi', '<thought> aussi')}`), reply.replaceAll('<think> aussi', '<thought> aussi'))
    }
    assert.equal(said('France</think>It ends with </think>, always.', '<think>'), 'It ends with </think>, always.')
  })
  it('that never ended leave nothing', () => {
    for (const { open } of thoughtMarks) assert.equal(said(`${open} and so on`), undefined, open)
    assert.equal(said('France, I think', '<think>'), undefined)
    assert.equal(said('<think>a</think><think>b'), undefined)
  })
  it('that begin after the reply are cut off', () => assert.equal(said('<think>a</think>In France.<think>or'), 'In France.'))
  it('that the template opened end at their mark', () => assert.equal(said('France, I think</think>In France.', '<think>'), 'In France.'))
  it('are never published, whatever is in them and around them', () => {
    fc.assert(fc.property(fc.constantFrom(...thoughtMarks), fc.string(), fc.constantFrom('', '\n', ' '), ({ open, close }, thought, space) => {
      fc.pre(!thought.includes(close))
      assert.equal(said(`${space}${open}${thought}${close}${space}In France.`), 'In France.')
    }))
  })
  it('are heard as they come, in pieces of any size', () => {
    const reply = '<think>\nFrance, I think.\n</think>\n\nIn France.'
    for (const size of [1, 3, 7, 100]) {
      const listener = listen()
      const heard: boolean[] = []
      for (let at = 0; at < reply.length; at += size) {
        listener.hear(reply.slice(at, at + size))
        heard.push(listener.thinking)
      }
      assert.equal(heard.at(-1), false)
      assert.equal(listener.done, true)
      if (size < 8) assert.equal(heard[Math.ceil(12 / size)], true)
    }
  })
  it('are not waited for once the reply began without one', () => {
    const listener = listen()
    listener.hear(' <')
    assert.equal(listener.done, false)
    listener.hear('b>In France.')
    assert.deepEqual([listener.done, listener.thinking], [true, false])
  })
  it('are open from the start when the template opened one', () => {
    const listener = listen(openThought('<｜Assistant｜><think>\n'))
    assert.equal(listener.thinking, true)
    listener.hear('x'.repeat(9000))
    listener.hear('</thi')
    listener.hear('nk>')
    assert.equal(listener.thinking, false)
  })
  it('that a text closes are not open', () => assert.equal(openThought('<think>\n\n</think>\n\n'), undefined))
})

describe('a frame around the reply', () => {
  it('is taken off where it is whole, cut, or begun by the prompt', () => {
    assert.equal(unframed('\n<answer>\nIn France.\n</answer>', ''), 'In France.')
    assert.equal(unframed('<answer>In Fra', ''), 'In Fra')
    assert.equal(unframed('In France.\n</answer>', '</think>\n<answer>\n'), 'In France.')
  })
  it('stays where it is not one', () => assert.equal(unframed(' The <answer> tag ', ''), ' The <answer> tag '))
})
