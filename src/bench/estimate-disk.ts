import { mostBytes } from '../models/vector-file.js'
import type { Rehearsal, StageSample } from './rehearsal.js'
import { lineThrough } from './line.js'

/** Bytes of a build by what they are of. */
export interface Disk {
  /** Of all stages, rejects among them. */
  readonly rows: number
  /** What became of each row, and the vectors of its texts: so that a build that was stopped goes on from there. */
  readonly journals: number
  readonly vectors: number
  readonly release: number
}

/** A stage, the rows it will take, and these counted as often as they are longer than those of the sample. */
interface Stretched {
  readonly sample: StageSample
  /** The same stage in the smaller build. */
  readonly before: StageSample | undefined
  readonly rows: { readonly in: number }
  readonly worked: number
}

interface Build extends Pick<Rehearsal, 'vectors' | 'release'> {
  /** Rows of its release. */
  readonly made: number
}

interface Builds {
  readonly small: Build | undefined
  readonly large: Build
  /** Rows of the release. */
  readonly rows: number
}

/** What stages leave on disk. Vectors are in proportion to what the stages that ask for them write, beside those of texts that every build has. */
export function diskOf(stages: readonly Stretched[], { small, large, rows }: Builds): Disk {
  const sum = (of: (stage: Stretched) => number) => stages.reduce((all, stage) => all + of(stage), 0)
  const per = (bytes: number, { rows: sampled }: StageSample) => (sampled === 0 ? 0 : bytes / sampled)
  const text = (of: (stage: Stretched) => number) => sum((stage) => (stage.sample.embeds ? of(stage) * per(stage.sample.bytes + stage.sample.journal, stage.sample) : 0))
  const vectors = lineThrough(small && { units: text(({ before }) => before?.rows ?? 0), amount: small.vectors }, { units: text(({ sample }) => sample.rows), amount: large.vectors })
  const release = lineThrough(small && { units: small.made, amount: small.release }, { units: large.made, amount: large.release })
  return {
    rows: sum((stage) => stage.rows.in * per(stage.sample.bytes, stage.sample)),
    journals: sum((stage) => stage.worked * per(stage.sample.journal, stage.sample)),
    vectors: Math.min(mostBytes, vectors.start + vectors.each * text(({ worked }) => worked)),
    release: rows === 0 ? 0 : release.start + release.each * rows,
  }
}
