import { z } from 'zod'
import { pairVerdict } from '../cross-lingual/check-pair.js'
import { anyLanguageOf } from '../languages/any.js'
import { path } from '../path-option.js'
import { parted, stream } from '../stage.js'
import { inOrder } from '../text/in-order.js'
import { sideOf, type Pair, type Verdict } from '../translation/verify/pair.js'
import { rejected } from '../translation/verify/rejected.js'
import { measurePairs, mixedUp, similarityVerdict } from '../translation/verify/similarity.js'
import { readThresholds, thresholdsFiles } from '../translation/verify/thresholds-file.js'
import type { Thresholds } from '../translation/verify/thresholds.js'
import type { Embedder, Language, Parallel } from '../types.js'

const share = z.number().gt(0).max(0.05)

const options = z.object({
  lengths: z.number().min(1).default(3).describe('most times one side may be longer than the other, in letters and vowel signs; Han characters count three times, kana and Hangul twice'),
  copy: z.number().gt(0).max(1).default(0.7).describe('Jaccard similarity of character 3-grams from which the prose of one side is a copy of the other'),
  numbers: z.boolean().default(true).describe('numbers must be the same; between languages of which they are not known, the digits must have something in common'),
  similarity: z.boolean().default(true).describe('compare the meaning of both sides with the embedder'),
  unknown: z.enum(['pass', 'reject']).default('pass').describe('where the embedder does not know a language: pass without comparing, and say so, or reject'),
  margin: z.number().positive().default(1.5).describe('least margin where there are no thresholds for the two languages: cosine ÷ mean cosine to the nearest other texts'),
  thresholds: path().optional().describe("file of thresholds, written by bench/calibrate; default: the one that comes with the embedder"),
  single: share.default(0.001).describe('share of good pairs that length and compression may cost each'),
  similar: share.default(0.001).describe('the same for cosine, margin and the least well matched sentence of either side'),
  complete: share.default(0.01).describe('the same for sentences left out, and for sentences added'),
})

type Options = z.output<typeof options>

/** What goes along: no pair is compared again because its file has another name, or its licence is said. */
const carry = ['source'] as const

/** Rows worked on at once. */
const width = 4

/**
 * Lets a pair through when both sides are in their languages, of like length, no copies of one another, with the same numbers,
 * and alike in meaning where the embedder can tell. What could not be told is said in the checks.
 */
export const pairChecks = stream<Parallel, Parallel, typeof options>({
  name: 'pair-checks',
  description: 'pairs whose sides are in their languages, of like length, no copies, with the same numbers, and alike in meaning',
  options,
  uses: ({ similarity, thresholds }) => (similarity ? { embedder: true, files: thresholds === undefined ? thresholdsFiles() : [thresholds] } : {}),
  async *run(rows, context, given) {
    let known: { readonly thresholds: Thresholds | undefined } | undefined
    const each = async (row: Parallel): Promise<readonly Parallel[]> => {
      const pairs = pairsOf(row, context.language)
      const plain = pairs.map((pair) => pairVerdict(pair, given))
      if (plain.some(({ findings }) => findings.length > 0)) return rejected(row, context, plain)
      if (plain.every(({ scores }) => scores['prose'] === 'none')) {
        context.reject(row, 'no-words', {})
        return []
      }
      if (!given.similarity) return [{ ...row, checks: plain.map(({ scores }) => scores) }]
      const { own, carried } = parted(row, carry)
      return context.once(own, async (inner) => {
        const embedder = await inner.models.embedder()
        known ??= { thresholds: readThresholds(embedder.entry, given.thresholds) }
        const verdicts = together(plain, await compared(pairs, embedder, { given, thresholds: known.thresholds }))
        if (verdicts.some(({ findings }) => findings.length > 0)) return rejected(own, inner, verdicts)
        if (verdicts.some(({ scores }) => scores['similarity'] === 'not-compared')) inner.count('not-compared')
        return [{ ...own, checks: verdicts.map(({ scores }) => scores) }]
      }, carried)
    }
    yield* inOrder(rows, each, { width, signal: context.signal })
  },
})

/** Messages of the pivot as sources, those of the language as targets. */
function pairsOf({ pivot, messages }: Parallel, to: Language): Pair[] {
  const from = anyLanguageOf(pivot)
  return messages.pivot.map(({ role, content }, i) => ({ role, source: sideOf(content, from), target: sideOf(messages.own[i]!.content, to) }))
}

/** What the embedder says of the pairs; that nothing was compared, where it does not know a language. Thresholds count for the direction they are of. */
async function compared(pairs: readonly Pair[], embedder: Embedder, { given, thresholds }: { given: Options; thresholds: Thresholds | undefined }): Promise<Verdict[]> {
  const { languages, name } = embedder.entry
  const isKnown = pairs.every(({ source, target }) => [source, target].every(({ language }) => (!languages || languages.includes(language.code)) && language.culture.own.length > 0))
  if (!isKnown) return pairs.map(() => ({ scores: { similarity: 'not-compared' }, findings: given.unknown === 'pass' ? [] : [{ reason: 'not-compared', detail: { embedder: name } }] }))
  const [{ source, target }] = pairs as [Pair]
  const own = thresholds?.directions[`${source.language.code}-${target.language.code}`] ? thresholds : undefined
  const measured = await measurePairs(pairs, embedder)
  const mixed = mixedUp(measured)
  return pairs.map((pair, i) => {
    const { scores, findings } = similarityVerdict(pair, measured[i], { embedder, thresholds: own, settings: { ...given, uncalibrated: 'margin' } })
    return { scores, findings: [...findings, ...[mixed[i]].filter((finding) => finding !== undefined)] }
  })
}

function together(first: readonly Verdict[], second: readonly Verdict[]): Verdict[] {
  return first.map(({ scores, findings }, i) => ({ scores: { ...scores, ...second[i]!.scores }, findings: [...findings, ...second[i]!.findings] }))
}
