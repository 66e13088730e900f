/** The text of one row, or `undefined` where it is too long to be held. */
export interface Cut {
  /** Line of the file, or position in the array; from 1. */
  readonly row: number
  readonly text: string | undefined
  /** The file ends inside it, or before an array is closed. */
  readonly open?: boolean
}

/** Cuts a text that comes in stretches into rows. */
export interface Cutter {
  push(text: string): Cut[]
  end(): Cut[]
}

/** Most characters of one row; what is longer is dropped, so that memory is bounded. */
const mostCharacters = 32 << 20

/** Rows are lines that are not blank, or all lines. */
export function lineCutter(most = mostCharacters, blank = false): Cutter {
  let held = ''
  let tooLong = false
  let row = 0
  const cut = (text: string): Cut[] => {
    row++
    const whole = tooLong ? undefined : text
    tooLong = false
    return !blank && whole?.trim() === '' ? [] : [{ row, text: whole }]
  }
  return {
    push(text) {
      const lines = (held + text).split('\n')
      held = lines.pop()!
      const cuts = lines.flatMap(cut)
      tooLong ||= held.length > most
      if (tooLong) held = ''
      return cuts
    },
    end: () => (held === '' && !tooLong ? [] : cut(held)),
  }
}

interface State {
  /** From the first character of a row on. */
  held: string
  /** How far `held` is searched. */
  at: number
  depth: number
  inString: boolean
  inArray: boolean
  tooLong: boolean
  row: number
}

/**
 * Rows are the elements of a JSON array, or JSON values one after the other that go over several lines. A line feed ends a
 * string, which JSON wants written as `\n`: so a quotation mark too few spoils one row and not all behind it.
 */
export function valueCutter(most = mostCharacters): Cutter {
  const state: State = { held: '', at: 0, depth: 0, inString: false, inArray: false, tooLong: false, row: 0 }
  return {
    push(text) {
      state.held += text
      const cuts: Cut[] = []
      while (step(state, cuts));
      if (state.held.length > most) {
        state.tooLong = true
        state.held = state.held.slice(state.at)
        state.at = 0
      }
      return cuts
    },
    end() {
      const open = state.inArray || state.depth > 0
      const cuts: Cut[] = []
      state.at = state.held.length
      take(state, state.held.length, cuts)
      if (cuts.length > 0) return cuts.map((cut) => ({ ...cut, open }))
      return open ? [{ row: state.row + 1, text: '', open }] : []
    },
  }
}

const inside = /["\\\n]/g
const outside = /["{}[\],]/g

/** Goes to the next character that means something. False when more text is needed. */
function step(state: State, cuts: Cut[]): boolean {
  const pattern = state.inString ? inside : outside
  pattern.lastIndex = state.at
  const found = pattern.exec(state.held)
  const at = found?.index ?? state.held.length
  if (!found || (found[0] === '\\' && at + 1 === state.held.length)) {
    state.at = at
    return false
  }
  state.at = at + (found[0] === '\\' ? 2 : 1)
  if (state.inString) state.inString = found[0] === '\\'
  else mark(state, found[0], cuts)
  return true
}

function mark(state: State, character: string, cuts: Cut[]): void {
  if (character === '"') state.inString = true
  else if (character === ',') {
    if (state.depth === 0) take(state, state.at - 1, cuts)
  } else if (character === '[' && state.depth === 0 && !state.inArray && state.held.slice(0, state.at - 1).trim() === '') {
    state.inArray = true
    drop(state)
  } else if (character === '{' || character === '[') state.depth++
  else if (state.depth === 0) {
    take(state, state.at - 1, cuts)
    state.inArray = false
  } else if (--state.depth === 0) take(state, state.at, cuts)
}

/** Gives out what is held up to `end`, unless it is blank, and lets go of all that is searched. */
function take(state: State, end: number, cuts: Cut[]): void {
  const text = state.held.slice(0, end).trim()
  if (text !== '' || state.tooLong) cuts.push({ row: ++state.row, text: state.tooLong ? undefined : text })
  state.tooLong = false
  drop(state)
}

function drop(state: State): void {
  state.held = state.held.slice(state.at)
  state.at = 0
}
