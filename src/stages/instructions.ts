import { z } from 'zod'
import { directionName, directionsOf, pivotsOf } from '../cross-lingual/directions.js'
import { readGlossaries, type Glossary } from '../cross-lingual/glossary.js'
import { minedTerms } from '../cross-lingual/mined-terms.js'
import { quotas } from '../cross-lingual/quotas.js'
import { sweep, type Sharing } from '../cross-lingual/sweep.js'
import { taskNames } from '../cross-lingual/tasks.js'
import { templateFiles } from '../cross-lingual/templates.js'
import { UserError } from '../errors.js'
import { languagesLabel, pathsOf } from '../io/parallel/open.js'
import { path } from '../path-option.js'
import { stream } from '../stage.js'
import type { Context, CrossLingualDialogue, Models, Parallel } from '../types.js'

const options = z.object({
  pivots: z.array(z.string().min(2)).min(1).default(['en', 'zh']).describe('as pairs.pivots'),
  tasks: z.partialRecord(z.enum(taskNames), z.number().nonnegative()).default({}).describe('weights of the tasks; 1 where not given, 0: none of it'),
  share: z.enum(['equal', 'temperature']).default('equal').describe('rows of the directions: the same, or by n^(1/temperature) of their n pairs'),
  temperature: z.number().min(1).default(5).describe('of share'),
  floor: z.number().int().nonnegative().default(0).describe('least rows of a direction'),
  cap: z.number().int().positive().optional().describe('most rows of a direction'),
  shortage: z.enum(['error', 'record']).default('error').describe('where a direction has fewer rows than limit or floor ask for: an error, or a figure in the manifest'),
  terms: z.array(path(languagesLabel)).default([]).describe('lists of terms: files of parallel text as pairs.files reads them, one term a row'),
  mine: z.boolean().default(false).describe('take words that stand in the same pairs and hardly anywhere else for terms, from 5,000 pairs on; about one in fifty is wrong'),
  generate: z.boolean().default(false).describe('have the generator write turns that do not follow from the parallel text: more formal, shorter, why'),
  limit: z.number().int().positive().optional().describe('rows of all directions together'),
})

type Options = z.output<typeof options>

/**
 * Makes dialogues of the pairs: task, language of the request, wording and direction are drawn by the seed, under quotas for
 * the directions. Figures: `asked-en-fr` and `got-en-fr` of each direction, `short-en-fr` where they differ, and rows by task.
 */
export const instructions = stream<Parallel, CrossLingualDialogue, typeof options>({
  name: 'instructions',
  description: 'cross-lingual dialogues of parallel text: translation, constrained and interactive, answers in another language, by way of a pivot',
  options,
  whole: true,
  volatile: ['limit'],
  flags: { take: (limit) => ({ limit }), pivots: (pivots) => ({ pivots }) },
  uses: ({ terms, generate }) => ({ seed: true, files: [...templateFiles, ...terms.flatMap(pathsOf)], ...(generate ? { generator: true } : {}) }),
  check: checkOptions,
  async *run(rows, context, given) {
    const directions = directionsOf(context.language.code, given.pivots)
    if (directions.length === 0) return context.count('first-pivot')
    const { pairs, mined } = await lookedAt(rows, context, given)
    const asked = quotas(directions.map(({ from, to }) => pairs.get(from) ?? pairs.get(to) ?? 0), { ...given, total: given.limit })
    const all = [...pairs.values()].reduce((sum, n) => sum + n, 0)
    const sharing: Sharing = { context, given, directions, asked, got: directions.map(() => 0), left: directions.map(({ from, to }) => pairs.get(from) ?? pairs.get(to) ?? 0), tried: directions.map(() => new Uint8Array(all)), glossaries: await glossariesOf(mined, context, given) }
    yield* sweep(rows, sharing, true)
    if (sharing.got.some((rows, i) => rows < asked[i]!)) yield* sweep(rows, sharing, false)
    report(sharing, given)
  },
})

/** Pairs of each pivot, and the terms found in them. */
async function lookedAt(rows: AsyncIterable<Parallel>, { language }: Context, { pivots, mine }: Options): Promise<{ pairs: ReadonlyMap<string, number>; mined: ReadonlyMap<string, Glossary> }> {
  const own = pivotsOf(language.code, pivots)
  const found = new Map(own.map((pivot) => [pivot, { pairs: 0, terms: minedTerms() }]))
  for await (const row of rows) {
    const counted = found.get(row.pivot)
    if (!counted) throw new UserError(`stage instructions found pairs with the pivot ${row.pivot}, and its own are ${own.join(', ')}: give pairs.pivots and instructions.pivots the same`)
    counted.pairs++
    if (mine) counted.terms.add(row)
  }
  return { pairs: new Map([...found].map(([pivot, { pairs }]) => [pivot, pairs])), mined: new Map([...found].map(([pivot, { terms }]) => [pivot, terms.terms()])) }
}

/** The terms that were given, then those that were found, by pivot. */
async function glossariesOf(mined: ReadonlyMap<string, Glossary>, { language, signal, count }: Context, { terms, ...options }: Options): Promise<ReadonlyMap<string, Glossary>> {
  const pivots = pivotsOf(language.code, options.pivots)
  const given = await readGlossaries(terms, language.code, pivots, signal)
  for (const [pivot, found] of mined) if (found.length > 0) count(`terms-${pivot}`, found.length)
  return new Map(pivots.map((pivot) => [pivot, [...(given.get(pivot) ?? []), ...(mined.get(pivot) ?? [])]]))
}

/** Writes down the matrix of directions. @throws UserError when rows are owed and shortage is an error */
function report({ context, directions, asked, got }: Sharing, given: Options): void {
  const short: string[] = []
  directions.forEach((direction, i) => {
    const name = directionName(direction)
    context.count(`asked-${name}`, asked[i])
    context.count(`got-${name}`, got[i])
    if (got[i]! >= asked[i]!) return
    context.count(`short-${name}`, asked[i]! - got[i]!)
    short.push(`${name} has ${got[i]} of ${asked[i]}`)
  })
  const isOwed = given.limit !== undefined || given.floor > 0
  if (short.length === 0 || !isOwed || given.shortage === 'record') return
  throw new UserError(`too few pairs for what was asked: ${short.join(', ')}. Give more parallel text, ask for less with --limit, leave a pivot out (--pivots en), or record it with --set instructions.shortage=record`)
}

/** @throws UserError when the generator cannot write free text */
function checkOptions({ generate }: Options, models: Models): void {
  if (!generate || models.generatorEntry.defaults?.answers !== 'extractive') return
  throw new UserError(`instructions.generate wants a generator that writes freely; ${models.generatorEntry.name} chooses from what it knows. Give a larger one with --generator, or leave instructions.generate out`)
}
