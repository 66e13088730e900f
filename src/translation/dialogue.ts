import { languageOf } from '../languages/index.js'
import type { Context, Message, Original, TranslatedDialogue } from '../types.js'
import { earlier } from './context.js'
import { translateMessage, type Translated } from './message.js'
import { earlierPrompt, promptName } from './prompt-names.js'
import type { Settings, Translating } from './settings.js'

/**
 * A dialogue in the language of the build, all of its calls on one sequence. Messages are translated in their order, so that a
 * question is there when its answer is asked for. The first that fails rejects the dialogue. One in that language already is kept.
 */
export async function translateDialogue(row: Original, context: Context, settings: Settings): Promise<TranslatedDialogue | undefined> {
  if (row.language === context.language.code) return untranslated(row, context)
  const generator = await context.models.generator()
  const from = languageOf(row.language)
  return generator.sequence(async (ask) => {
    const translating: Translating = { context, generator, ask, settings, id: row.id, kind: row.kind, from }
    const done: Translated[] = []
    for (const [index, message] of row.messages.entries()) {
      const last = index === row.messages.length - 1
      const made = await translateMessage(translating, message, { index, view: viewOf(done, translating), said: done.map(({ message: { content } }) => content), last })
      if ('reason' in made) {
        context.reject(row, made.reason, { message: index, role: message.role, ...made.detail })
        return undefined
      }
      done.push(made)
    }
    return dialogueOf(row, context, { done, names: [...row.messages.map(({ role }) => promptName(row.kind, role)), earlierPrompt] })
  }, context.signal)
}

/** The last messages, as many as the settings want in view. */
function viewOf(done: readonly Translated[], { context: { prompts, language }, generator, settings }: Translating): string[] {
  const near = done.slice(Math.max(0, done.length - settings.context))
  return settings.context === 0 ? [] : near.map(({ message, marked }) => earlier(prompts, message.role, marked, { most: settings.segment, count: generator.count, language }))
}

function dialogueOf(row: Original, context: Context, { done, names }: { done: readonly Translated[]; names: readonly string[] }): TranslatedDialogue {
  const prompts = Object.fromEntries([...new Set(names)].map((name) => [name, context.prompts.get(name).hash]))
  return { ...common(row, context, done.map(({ message }) => message)), original: row.messages, made: { generator: context.models.generatorId, prompts, seed: context.seed, translated: true }, checks: done.map(({ checks }) => checks) }
}

function untranslated(row: Original, context: Context): TranslatedDialogue {
  const checks = row.messages.map(({ role }) => ({ role, tries: 0, segments: 0, masks: 0, copied: true, unwrapped: false }))
  return { ...common(row, context, row.messages), made: { generator: context.models.generatorId, prompts: {}, seed: context.seed, translated: false }, checks }
}

function common({ id, kind, source }: Original, { language }: Context, messages: readonly Message[]): Omit<TranslatedDialogue, 'made' | 'checks'> {
  return { id, language: language.code, kind, messages, source }
}
