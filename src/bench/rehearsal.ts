/** A stage as a rehearsal left it. */
export interface StageSample {
  readonly name: string
  /** Rows worked on: that came in, or of a source that came out. */
  readonly rows: number
  readonly out: number
  /** Seconds, without waiting for rows of the stage before. */
  readonly seconds: number
  /** Of its folder, without journals. */
  readonly bytes: number
  /** Bytes of its journals. */
  readonly journal: number
  /** Whether it asks for vectors. */
  readonly embeds?: boolean
  readonly tokens?: Tokens
  /** Of the first that generates. */
  readonly lengths?: Lengths
}

/** Characters of each row that a stage took, and of those that it will, in their order. */
export interface Lengths {
  readonly taken: readonly number[]
  readonly coming: readonly number[]
}

/** Tokens of a generator: of prompts, those of them that were not in the cache, and made. */
export interface Tokens {
  readonly prompt: number
  readonly evaluated: number
  readonly generated: number
}

/** The stages that one language goes through, or those that all share. */
export interface Chain {
  readonly name: string
  readonly stages: readonly StageSample[]
}

/** A build of a little of the input. */
export interface Rehearsal {
  /** All told, from the start of the command to its end. */
  readonly seconds: number
  /** Of all cores, in all threads: what other programs take does not count. */
  readonly cpu: number
  readonly chains: readonly Chain[]
  /** Bytes of the release, and of the vectors that are kept, of all chains together. */
  readonly release: number
  readonly vectors: number
}

/** Whether a chain is the shared part of others: its name is the first word of theirs. */
export function chainsOn({ chains }: Pick<Rehearsal, 'chains'>, name: string): boolean {
  return chains.some((other) => other.name !== name && other.name.startsWith(`${name} `))
}
