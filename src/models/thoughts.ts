/** A pair of marks around the thoughts of a model. */
export interface ThoughtMarks {
  readonly open: string
  readonly close: string
  /** Put into the prompt by us, thoughts and all: the reply begins after it. */
  readonly quiet: string
}

const tag = (open: string, close: string): ThoughtMarks => ({ open, close, quiet: `${open}\n\n${close}\n\n` })

/** How models that are known mark their thoughts, as their templates and cards have it. */
export const thoughtMarks: readonly ThoughtMarks[] = [
  tag('<think>', '</think>'), // DeepSeek, Qwen, GLM, ERNIE, Hunyuan, MiniMax, Phi
  tag('<thinking>', '</thinking>'),
  tag('<thought>', '</thought>'), // EXAONE Deep
  tag('<reasoning>', '</reasoning>'), // Reka
  tag('<seed:think>', '</seed:think>'), // Seed-OSS
  tag('◁think▷', '◁/think▷'), // Kimi
  { open: '[THINK]', close: '[/THINK]', quiet: '[THINK][/THINK]' }, // Magistral
  { open: '<|START_THINKING|>', close: '<|END_THINKING|>', quiet: '<|START_THINKING|><|END_THINKING|>' }, // Command
  { open: '<|begin_of_thought|>', close: '<|end_of_thought|>', quiet: '<|begin_of_thought|><|end_of_thought|>' },
  { open: '<|inner_prefix|>', close: '<|inner_suffix|>', quiet: '<|inner_prefix|><|inner_suffix|>' }, // Apertus
  { open: '<|channel>thought', close: '<channel|>', quiet: '<|channel>thought\n<channel|>' }, // Gemma 4
  // gpt-oss: channels, of which the last is meant for the reader.
  { open: '<|channel|>', close: '<|channel|>final<|message|>', quiet: '<|channel|>final<|message|>' },
  { open: 'Here are my reasoning steps:', close: '[BEGIN FINAL RESPONSE]', quiet: 'Here are my reasoning steps:\n[BEGIN FINAL RESPONSE]' }, // Apriel
]

/** What some of them put around the reply after a thought. */
const frames = [['<answer>', '</answer>'], ['<response>', '</response>'], ['<|START_RESPONSE|>', '<|END_RESPONSE|>'], ['<|begin_of_solution|>', '<|end_of_solution|>']] as const

/** The thought that a text leaves open at its end, as a template does that makes a model think. */
export function openThought(text: string): ThoughtMarks | undefined {
  return thoughtMarks.find(({ open, close }) => text.lastIndexOf(open) > text.lastIndexOf(close) && !close.startsWith(open))
}

/** Hears a reply as it comes and tells thoughts from what is said. */
export interface Listener {
  /** Takes the next piece of the reply, with its control tokens. */
  hear(piece: string): void
  /** Whether what was heard last belongs to a thought. */
  readonly thinking: boolean
  /** No thought can come any more: nothing needs to be heard. */
  readonly done: boolean
}

/** Listens to a reply that begins inside the thought given, or outside of any. */
export function listen(opened?: ThoughtMarks): Listener {
  let thought = opened
  let heard = ''
  let decided = opened !== undefined
  return {
    get thinking() {
      return thought !== undefined
    },
    get done() {
      return decided && !thought
    },
    hear(piece) {
      if (decided && !thought) return
      heard += piece
      if (!decided) {
        const start = heard.trimStart()
        thought = begun(start)
        decided = thought !== undefined || !thoughtMarks.some(({ open }) => open.startsWith(start))
      }
      const { close } = thought ?? { close: undefined }
      if (close === undefined) return
      if (heard.includes(close)) thought = undefined
      else if (heard.length > 4096) heard = heard.slice(-close.length - 1)
    },
  }
}

/**
 * Which part of a reply is for the reader: all of one that did not begin in a thought, marks in its words included, or what follows an
 * end that has a line to itself and no beginning; else what follows the first end of that thought, and ends that repeat it. There the same marks are a thought again only where a sentence may begin: what
 * follows the last that ended is taken, up to one that did not. Undefined when nothing is left but a thought that never ended.
 */
export function spoken(reply: string, opened?: ThoughtMarks): readonly [from: number, to: number] | undefined {
  const thought = opened ?? begun(reply)
  if (!thought) return [ended(reply), reply.length]
  let from = endOf(thought, reply, 0)
  while (from !== undefined) {
    const to = nextOf(thought, reply, from)
    const end = to === undefined ? undefined : endOf(thought, reply, to)
    if (end === undefined) return reply.slice(from, to).trim() === '' && to !== undefined ? undefined : [from, to ?? reply.length]
    from = end
  }
  return undefined
}

/** The thought that a text begins with. */
function begun(text: string): ThoughtMarks | undefined {
  const start = text.trimStart()
  return thoughtMarks.find(({ open }) => start.startsWith(open))
}

/** Where the first thought from a place on has ended. */
function endOf({ close }: ThoughtMarks, reply: string, from: number): number | undefined {
  const at = reply.indexOf(close, from)
  if (at < 0) return undefined
  let end = at + close.length
  while (reply.slice(end).trimStart().startsWith(close)) end = reply.indexOf(close, end) + close.length
  return end
}

/** Where a thought has ended that no mark began: a model was told not to think, and did. */
function ended(reply: string): number {
  const ends = thoughtMarks.flatMap(({ open, close }) => {
    const at = reply.lastIndexOf(`\n${close}`)
    const end = at + 1 + close.length
    return at >= 0 && !reply.includes(open) && /^[ \t]*(?:\n|$)/.test(reply.slice(end)) ? [end] : []
  })
  return Math.max(0, ...ends)
}

/** Where the next thought after one begins. Control tokens are no words; other marks may be, within a sentence. */
function nextOf({ open }: ThoughtMarks, reply: string, from: number): number | undefined {
  for (let at = reply.indexOf(open, from); at >= 0; at = reply.indexOf(open, at + 1)) {
    if (open.startsWith('<|') || /(?:^|\n|\p{Sentence_Terminal}[\p{Pe}\p{Pf}"']?)\s*$/u.test(reply.slice(from, at))) return at
  }
  return undefined
}

/** A reply after a thought, without the tags that some models put around it; `tail` is the end of the prompt, where they may have begun. */
export function unframed(reply: string, tail: string): string {
  const text = reply.trim()
  for (const [open, close] of frames) {
    if (!text.startsWith(open) && !beganIn(tail, open)) continue
    const inner = text.startsWith(open) ? text.slice(open.length) : text
    return (inner.endsWith(close) ? inner.slice(0, -close.length) : inner).trim()
  }
  return reply
}

/** Whether the prompt ends within such a tag. */
export function inFrame(tail: string): boolean {
  return frames.some(([open]) => beganIn(tail, open))
}

function beganIn(tail: string, open: string): boolean {
  return tail.trimEnd().endsWith(open)
}
