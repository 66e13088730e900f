import { languageOf } from '../../languages/index.js'
import type { Language, TranslatedDialogue } from '../../types.js'
import { fixedFindings } from './fixed.js'
import { languageVerdict, residueVerdict } from './language.js'
import { namesVerdict, negationVerdict } from './meaning.js'
import { sideOf, type Finding, type Pair, type Verdict } from './pair.js'
import { measurePairs, mixedUp, similarityVerdict, type Measuring } from './similarity.js'
import type { Settings } from './settings.js'
import { structureFindings } from './structure.js'

export interface Verifying extends Measuring {
  readonly settings: Settings
  /** Of the translations. */
  readonly language: Language
}

/** What all checks that need no generator say of each message of a translated dialogue, everything that is wrong included. */
export async function verifyDialogue(row: Pick<TranslatedDialogue, 'kind' | 'messages' | 'original'>, verifying: Verifying): Promise<Verdict[]> {
  const { settings, language } = verifying
  const pairs = pairsOf(row, language, settings)
  const measured = await measurePairs(pairs, verifying.embedder)
  const mixed = mixedUp(measured)
  return pairs.map((pair, i) => {
    const lock = languageVerdict(pair)
    const residue = residueVerdict(pair, { most: settings.residue, longest: settings.residueRun })
    const similarity = similarityVerdict(pair, measured[i], verifying)
    const more = [...(settings.negation === 'off' ? [] : [negationVerdict(pair, settings.negation)]), ...(settings.names ? [namesVerdict(pair)] : [])]
    const fixed = fixedFindings(pair, { answer: row.kind === 'math' && pair.role === 'assistant' })
    return {
      scores: Object.assign({}, lock.scores, residue.scores, similarity.scores, ...more.map(({ scores }) => scores)),
      findings: [...lock.findings, ...residue.findings, ...fixed, ...structureFindings(pair), ...similarity.findings, ...more.flatMap(({ findings }) => findings), ...[mixed[i]].filter((finding) => finding !== undefined)],
    }
  })
}

/** What is wrong before the messages are looked at: no original, or roles that are not those of the original. */
export function rolesFinding({ messages, original }: Pick<TranslatedDialogue, 'messages' | 'original'>): Finding | undefined {
  if (!original) return { reason: 'no-original', detail: {} }
  const [before, after] = [original, messages].map((all) => all.map(({ role }) => role))
  return before!.join() === after!.join() ? undefined : { reason: 'roles-changed', detail: { before, after } }
}

/** Messages beside their originals. */
function pairsOf({ messages, original = [] }: Pick<TranslatedDialogue, 'messages' | 'original'>, to: Language, options: { readonly comments: boolean }): Pair[] {
  const from = languageOf(sourceLanguage)
  return messages.map(({ role, content }, i) => ({ role, source: sideOf(original[i]!.content, from, options), target: sideOf(content, to, options) }))
}

/** All originals are English. */
const sourceLanguage = 'en'
