import type { Settings } from './scene.js'

const questions = {
  'question-first': ['seed-question', 'follow-up-depth', 'follow-up-width'],
  'answer-first': ['question-for-answer', 'follow-up-for-answer'],
}

const replies = { free: ['answer', 'follow-up-answer'], extractive: ['answer-extractive'] }

/** Names of the prompts a dialogue is made with; where the order or the way of answering is not given, those of either. */
export function promptNames({ order, answers, document }: Partial<Pick<Settings, 'order' | 'answers' | 'document'>>): string[] {
  const spans = order === 'answer-first' && answers === 'extractive'
  return [
    ...['system', 'document', 'turn'],
    ...(order ? questions[order] : Object.values(questions).flat()),
    ...(spans ? [] : answers ? replies[answers] : Object.values(replies).flat()),
    ...(document === 'omit' ? ['answer-without-document'] : []),
  ]
}
