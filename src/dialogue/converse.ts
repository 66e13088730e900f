import { randomOf } from '../text/random.js'
import { answerSpans, passageSentences, sentencesPerAnswer } from '../text/spans.js'
import type { Context, Embedder, GroundedDialogue, Passage } from '../types.js'
import { askable, quotedQuestion } from './chosen-questions.js'
import type { Choosing, Move } from './choose-span.js'
import { promptNames } from './prompt-names.js'
import { dialogueOf } from './row.js'
import type { End, Made, Scene, Settings } from './scene.js'
import { answersWithoutDocument, nextTurn } from './turn.js'
import { promptTexts } from './writer.js'

/**
 * A dialogue about a passage, all of its calls on one sequence. A passage whose seed turn fails is rejected; a follow-up that
 * fails ends the dialogue, keeps the turns before it, and is rejected with its reason.
 */
export async function converse(passage: Passage, context: Context, settings: Settings): Promise<GroundedDialogue | undefined> {
  const [generator, embedder] = await Promise.all([context.models.generator(), context.models.embedder()])
  const choosing = await spansOf(passage, context, embedder)
  return generator.sequence(async (ask) => {
    const scene = sceneOf({ passage, context, settings, generator, embedder, choosing, ask })
    const turns: Made[] = []
    let stopped = ''
    let chance = settings.stop
    while (stopped === '') {
      const move: Move = turns.length === 0 ? 'seed' : scene.random() < 0.5 ? 'depth' : 'width'
      const made = await nextTurn(scene, turns, move)
      if ('end' in made) stopped = report(scene, turns, made)
      else {
        turns.push(made)
        if (turns.length > 1) {
          if (scene.random() <= chance) stopped = 'chance'
          chance *= 2
        }
      }
    }
    if (turns.length === 0) return undefined
    if (settings.document === 'include') return dialogueOf(scene, turns, stopped)
    const again = await answersWithoutDocument(scene, turns)
    if (again.end) stopped = report(scene, again.turns, again.end)
    return again.turns.length === 0 ? undefined : dialogueOf(scene, again.turns, stopped)
  })
}

async function spansOf(passage: Passage, context: Context, embedder: Embedder): Promise<Choosing> {
  const { language } = context
  const sentences = passageSentences(passage.text, language)
  const vectors = await embedder.embed(sentences.map((sentence) => sentence.text))
  const spans = answerSpans(sentences, language, passage)
  const asks = askable({ context, passage })
  return { language, title: passage.title, sentences, vectors, spans, most: sentencesPerAnswer, ...(asks ? { askable: new Map(spans.map((span) => [span, asks(span.text)])) } : {}) }
}

function sceneOf(base: Pick<Scene, 'passage' | 'context' | 'settings' | 'generator' | 'embedder' | 'choosing' | 'ask'>): Scene {
  const { passage, context, settings, embedder } = base
  return {
    ...base,
    sampling: { temperature: settings.temperature, topP: settings.topP },
    room: { question: settings.questionTokens, answer: settings.answerTokens },
    random: randomOf(context.seed, passage.id, 'dialogue'),
    checking: { language: context.language, embedder, limits: settings, passage, sentenceVectors: base.choosing.vectors, quoted: (question) => quotedQuestion({ context, passage }, question), promptTexts: promptTexts(promptNames(settings).map((name) => context.prompts.get(name))) },
  }
}

/** Keeps what failed with its reason; running out of context or of spans after the first turn is no failure. */
function report({ context, passage }: Scene, turns: readonly Made[], { end, detail, attempt }: End): string {
  const natural = turns.length > 0 && (end === 'context-full' || end === 'no-span')
  if (natural) return end
  const { id, language, title, source } = passage
  if (turns.length > 0) context.count('follow-ups-rejected')
  context.reject({ id: turns.length === 0 ? id : `${id}#${turns.length + 1}`, ...{ language, title, source, ...attempt } }, end, { turn: turns.length + 1, ...detail })
  return `check: ${end}`
}
