import { sentences } from '../text/sentences.js'
import type { Embedder, Language } from '../types.js'
import { probabilities, type Classifier } from './classifier.js'
import { highest, perCriterion, type Criterion, type Judge, type Verdicts } from './criteria.js'
import { piecesOf } from './pieces.js'
import { evidenceOf, signalsIn, signalValues } from './signals.js'

/** Characters judged at once: what the default embedder reads of a text. */
const pieceLength = 1_600

interface Parts {
  readonly embedder: Embedder
  readonly classifier: Classifier
  readonly language: Language
}

/** The cheap judge: lexical signals and the embedder's vector in a small classifier. */
export function signalsJudge(parts: Parts): Judge {
  return {
    async judge(text) {
      const pieces = piecesOf(text, { most: pieceLength, count: (part) => part.length, language: parts.language })
      const rated = await rate(pieces, parts)
      return highest(await Promise.all(rated.map((verdicts, i) => withEvidence(verdicts, pieces[i]!, parts))))
    },
  }
}

async function rate(texts: readonly string[], { embedder, classifier }: Parts): Promise<Verdicts[]> {
  const known = embedder.entry.sha256 === classifier.embedder
  const vectors = known ? await embedder.embed(texts) : undefined
  return texts.map((text, i) => {
    const found = signalsIn(text)
    const evidence = evidenceOf(found)
    const likely = probabilities(classifier, signalValues(found), vectors?.[i])
    return perCriterion((criterion) => ({ probability: likely[criterion], evidence: evidence[criterion] }))
  })
}

/** Where no word gave the verdict, the sentence that is most like it. */
async function withEvidence(verdicts: Verdicts, text: string, parts: Parts): Promise<Verdicts> {
  const bare = (criterion: Criterion) => verdicts[criterion].probability >= 0.5 && verdicts[criterion].evidence.length === 0
  if (!Object.keys(verdicts).some((criterion) => bare(criterion as Criterion))) return verdicts
  const all = text.split('\n').flatMap((line) => sentences(line, parts.language)).filter((sentence) => sentence.trim() !== '')
  const rated = await rate(all, parts)
  const most = (criterion: Criterion) => rated.reduce((best, each, i) => (each[criterion].probability > rated[best]![criterion].probability ? i : best), 0)
  return perCriterion((criterion) => (bare(criterion) ? { ...verdicts[criterion], evidence: all.length > 0 ? [all[most(criterion)]!.slice(0, 120)] : [] } : verdicts[criterion]))
}
