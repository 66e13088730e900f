import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { checked } from '../checked.js'
import { UserError } from '../errors.js'
import { packageRoot } from '../package.js'
import { perCriterion, type Criterion } from './criteria.js'
import { signalNames } from './signals.js'

const weightsSchema = z.object({ bias: z.number(), signals: z.array(z.number()).length(2 * signalNames.length), vector: z.array(z.number()) })
const setSchema = z.object({ name: weightsSchema, code: weightsSchema, place: weightsSchema, culture: weightsSchema, verse: weightsSchema, tradition: weightsSchema, brand: weightsSchema })

const fileSchema = z.object({
  embedder: z.string().describe('sha256 of the embedder whose vectors it was trained on'),
  signals: z.array(z.string()),
  withVector: setSchema,
  withoutVector: setSchema.describe('for any other embedder'),
})

/** Logistic regressions over lexical signals and a text's vector, one per criterion. */
export type Classifier = z.output<typeof fileSchema>

/** The classifier that comes along, made by models/nano/screen/train.py. */
export const classifierFile = join(packageRoot, 'models', 'nano-screen', 'classifier.json')

/** @throws UserError when the file is missing, damaged or made for other signals */
export function readClassifier(file: string = classifierFile): Classifier {
  let parsed
  try {
    parsed = checked(fileSchema, JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new UserError(`cannot read the classifier ${file}: ${(error as Error).message}`)
  }
  if (parsed.problem !== undefined) throw new UserError(`the classifier ${file} is damaged: ${parsed.problem}; train it again`)
  if (parsed.data.signals.join() !== signalNames.join()) throw new UserError(`the classifier ${file} was trained on other signals than this version finds; train it again`)
  return parsed.data
}

/** Probability per criterion; the vector counts when it is of the embedder that the classifier was trained with. */
export function probabilities(classifier: Classifier, signals: readonly number[], vector?: Float32Array): Record<Criterion, number> {
  const set = vector ? classifier.withVector : classifier.withoutVector
  return perCriterion((criterion) => {
    const { bias, signals: ofSignals, vector: ofVector } = set[criterion]
    const sum = bias + dot(ofSignals, signals) + (vector ? dot(ofVector, vector) : 0)
    return Math.round(1e4 / (1 + Math.exp(-sum))) / 1e4
  })
}

function dot(weights: readonly number[], values: ArrayLike<number>): number {
  return weights.reduce((sum, weight, i) => sum + weight * values[i]!, 0)
}
