import type { StageKind } from './stage.js'
import type { Row, Stage } from './types.js'

/** A list of stages with a name. */
export interface DatasetKind {
  readonly name: string
  readonly description: string
  readonly kinds: readonly StageKind[]
  /** The stages with their options: `{ stage: { option: value } }`. */
  stages(options: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Stage[]
}

/** Collects stages; `then` takes only a stage that fits the rows of the one before it. */
export interface Chain<Out extends Row> {
  readonly kinds: readonly StageKind[]
  then<Next extends Row>(kind: StageKind<Out, Next>): Chain<Next>
}

/** Begins a list of stages with a source. */
export function from<Out extends Row>(source: StageKind<Row, Out>): Chain<Out> {
  return chain([source as unknown as StageKind])
}

/** Gives a list of stages its name. */
export function dataset(name: string, description: string, { kinds }: Chain<Row>): DatasetKind {
  return { name, description, kinds, stages: (options) => kinds.map((kind) => kind.make(options[kind.name] ?? {})) }
}

function chain<Out extends Row>(kinds: readonly StageKind[]): Chain<Out> {
  return { kinds, then: (kind) => chain([...kinds, kind as unknown as StageKind]) }
}
