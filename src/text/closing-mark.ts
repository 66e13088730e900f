import type { Language } from '../types.js'
import { escaped } from './escaped.js'

/** The language's closing quotation mark without its spaces, for a class of an expression: in some it is one that others open with (`“`). */
export const closingMark = ({ quotes }: Pick<Language, 'quotes'>): string => escaped(quotes[1].trim())
