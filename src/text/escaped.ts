/** A text as it is written in a regular expression (flag `u`) that finds it. */
export const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
