/**
 * A paragraph of text and links as plain text: of each link its label, or the page without the place on it (`Lake#Depth`).
 * Links are as `linkText` writes them; none is inside another.
 */
export const linkedText = (paragraph: string): string => (paragraph.includes('[[') ? paragraph.replace(link, shown) : paragraph)

/** Longer ones are no links but brackets that met by chance. */
const link = /\[\[([^[\]|]{1,1600})(?:\|((?:(?!\]\])[^]){0,1600}))?\]\]/g

const shown = (_: string, page: string, label?: string): string => label ?? page.replace(/#.*/s, '')
