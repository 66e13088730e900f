/** Options of the verify stage. */
export interface Settings {
  /** Share of good translations that each calibrated signal by itself may cost, and that all of them together may. */
  readonly single: number
  readonly together: number
  /** What becomes of a translation for which there are no thresholds. */
  readonly uncalibrated: 'reject' | 'margin'
  /** Least margin then. */
  readonly margin: number
  /** Most copied words, as a share of the translation, and in a row. */
  readonly residue: number
  readonly residueRun: number
  /** Whether what the original denies has to be denied, and its names have to be there. */
  readonly negation: boolean
  readonly names: boolean
  /** Comments of code were translated. */
  readonly comments: boolean
  readonly roundTrip: boolean
  /** Least chrF of a text translated back. */
  readonly roundTripMin: number
  readonly judge: 'off' | 'generator'
  /** Most points of errors the judge may find. */
  readonly judgeMost: number
}
