import type { Context, Row } from '../../types.js'
import type { Verdict } from './pair.js'

/** Drops a row, of whose messages these are the verdicts, for the first thing that is wrong with it; the rest is in the detail. */
export function rejected(row: Row, context: Context, verdicts: readonly Verdict[]): [] {
  const message = verdicts.findIndex(({ findings }) => findings.length > 0)
  const { scores, findings } = verdicts[message]!
  const also = [...new Set(verdicts.flatMap((verdict) => verdict.findings.map(({ reason }) => reason)))].filter((reason) => reason !== findings[0]!.reason)
  context.reject(row, findings[0]!.reason, { message, ...findings[0]!.detail, also, scores })
  return []
}
