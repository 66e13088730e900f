/** Options of the verify stage. */
export interface Settings {
  /** Shares of good translations that each signal of form, each of meaning, and the checks for sentences left out or added may cost. */
  readonly single: number
  readonly similar: number
  readonly complete: number
  /** What becomes of a translation for which there are no thresholds. */
  readonly uncalibrated: 'reject' | 'margin'
  /** Least margin then. */
  readonly margin: number
  /** Most copied words, as a share of the translation, and in a row. */
  readonly residue: number
  readonly residueRun: number
  /** Reject where no negation is left of the original's, or where there are fewer. */
  readonly negation: 'off' | 'none-left' | 'fewer'
  /** Whether names have to be the same. */
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
