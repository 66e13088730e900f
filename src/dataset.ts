import type { StageKind } from './stage.js'
import type { Row, Stage } from './types.js'

type Options = Readonly<Record<string, unknown>>

/** A list of stages with a name. */
export interface DatasetKind {
  readonly name: string
  readonly description: string
  readonly kinds: readonly StageKind[]
  /** How many of the stages, from the first, run once for all languages, on English. */
  readonly shared: number
  /** Takes any BCP 47 code, not only languages with a file in src/languages. */
  readonly anyLanguage: boolean
  /** What it settles about its stages, in the place of their defaults: `{ stage: { option: value } }`. */
  readonly settled: Readonly<Record<string, Options>>
  /** The stages with their options: `{ stage: { option: value } }`. */
  stages(options: Readonly<Record<string, Options>>): Stage[]
}

/** Datasets built together, in fixed proportions. */
export interface Collection {
  readonly name: string
  readonly description: string
  readonly parts: readonly CollectionPart[]
}

export interface CollectionPart {
  readonly dataset: DatasetKind
  /** Its parts of a language's rows, in the same unit as those of the other datasets. */
  parts(language: string): number
}

/** Collects stages; `then` takes only a stage that fits the rows of the one before it. */
export interface Chain<Out extends Row> {
  readonly links: readonly Link[]
  readonly shared: number
  /** `options`: what the dataset settles about the stage. */
  then<Next extends Row>(kind: StageKind<Out, Next>, options?: Options): Chain<Next>
  /** The stages so far run once, on English; those after it once for each language. */
  perLanguage(): Chain<Out>
}

interface Link {
  readonly kind: StageKind
  readonly options: Options
}

/** Begins a list of stages with a source. */
export function from<Out extends Row>(source: StageKind<Row, Out>, options: Options = {}): Chain<Out> {
  return chain([{ kind: source as unknown as StageKind, options }], 0)
}

/** Gives a list of stages its name. */
export function dataset(name: string, description: string, { links, shared }: Chain<Row>, { anyLanguage = false } = {}): DatasetKind {
  return {
    name,
    description,
    anyLanguage,
    kinds: links.map(({ kind }) => kind),
    shared,
    settled: Object.fromEntries(links.map(({ kind, options }) => [kind.name, options])),
    stages: (chosen) => links.map(({ kind, options }) => kind.make({ ...options, ...chosen[kind.name] })),
  }
}

function chain<Out extends Row>(links: readonly Link[], shared: number): Chain<Out> {
  return {
    links,
    shared,
    then: (kind, options = {}) => chain([...links, { kind: kind as unknown as StageKind, options }], shared),
    perLanguage: () => chain(links, links.length),
  }
}
