import type { Language } from '../types.js'

/** Whether a language puts spaces between words, so that a word is what stands between them. */
export const spacesWords = ({ gap, unspaced = false }: Pick<Language, 'gap' | 'unspaced'>): boolean => gap !== '' && !unspaced
