import { ultralink as collection } from '../datasets/index.js'
import { UserError } from '../errors.js'
import type { Caution, Evidence, MixtureInput } from './spec.js'

/** A mixture with a name, and what to know before one trusts it. */
export interface Preset {
  readonly name: string
  readonly description: string
  readonly evidence: Evidence
  readonly cautions: readonly Caution[]
  /** Its mixture; `languages` where others are wanted than its own. */
  mixture(languages?: readonly string[]): MixtureInput
}

const paper = (text: string): Caution => ({ evidence: 'paper', text })
const secondHand = (text: string): Caution => ({ evidence: 'second-hand', text })
const ours = (text: string): Caution => ({ evidence: 'ours', text })

/** Seen and unseen languages of the Guide, and its levels of single-task runs (arXiv 2504.16677). */
const guide = { languages: ['es', 'fr', 'ja', 'zh'], unseen: ['ar', 'ko', 'pt'] }
const levels = [0, 100, 200, 400, 800, 1000, 2000, 5000]
const multiLevels = [0, 100, ...Array.from({ length: 14 }, (_, i) => 500 * (i + 1))]

/** Rows of each task and language set aside where the method chooses checkpoints by validation loss. */
const validation = 50

const tasks = ['if', 'sum', 'math'] as const
type Task = (typeof tasks)[number]

/** Kinds of rows that count as a task of the Guide. */
const kinds: Readonly<Record<Task, string[]>> = { if: ['chat_agnostic', 'chat_specific'], sum: ['sum'], math: ['math'] }
const only = (...names: readonly Task[]) => Object.fromEntries(names.map((task) => [task, kinds[task]]))

/** Of all runs of the Guide. */
const general: readonly Caution[] = [
  ours('The k = 0 run is in the paper three times, by name on the same 10,000 English rows, and comes out differently: IF 3.64, 3.74, 3.71; SUM .25, .26, .26; MGSM .25, .25, .28 (7B). Smaller differences than these say nothing.'),
  ours('The counts are the paper\'s, the rows are yours: it trained on ShareGPT prompts answered by Command R+ (IF), XL-Sum (SUM) and mCoT-MATH. That k = 100 lies inside k = 200 is our reading of how it adds data; and how many rows it validated on is not said here.'),
]
const found: Readonly<Record<Task, Caution>> = {
  if: paper('IF rises to k = 400 and stays there (7B: 3.64 to 3.88); 35B gains 4.26 to 4.34 by 200.'),
  sum: paper('SUM gains little: .25 to .27 (7B), flat at .29 (35B).'),
  math: paper('MATH keeps rising, ever more slowly: .25, .37 at k = 400, .41 at 5,000 (7B); .19, .40 at 100, .45 at 800 (Llama 3.1 8B); .62, .66 at 400 (35B).'),
}
const interference = paper('At 7B mathematics suffers beside other tasks (best .34 instead of .41) and swings (.12 at k = 500); 35B reaches its single-task .69 with 11,000 rows of mathematics instead of 18,000.')
const recommended: readonly Caution[] = [
  ours('The authors give no formula: the numbers are our reading of their curves, for their models and tasks. A starting point.'),
  secondHand('Later work is not of one mind: a 2026 study of 220 runs ("English is Not All You Need") is said to find that more languages generally help, English too; arXiv 2511.13368 (abstract) that only transfer within a task is reliable.'),
]

const single = (names: readonly Task[]) => (languages: readonly string[] = guide.languages): MixtureInput => ({ tasks: only(...names), languages: [...languages], unseen: guide.unseen, english: 10_000, k: levels, validation })

const script = (own: readonly string[], names: readonly Task[]) => (languages: readonly string[] = own): MixtureInput => ({ ...single(names)(languages) })
const scriptCautions = [
  paper('IF and SUM of languages in other scripts improve only with data in other scripts. MATH peaks at 37.4 % with Latin languages only, 36.6 % without them, 38.4 % with all four.'),
  ours('The 0.8 points between the first two are inside the noise of the repeated k = 0 runs.'),
]

const small = (names: readonly Task[], k: MixtureInput['k'], own = guide.languages) => (languages: readonly string[] = own): MixtureInput => ({ tasks: only(...names), languages: [...languages], unseen: guide.unseen, english: 10_000, k, validation })

/** A preset for each task and one for all of them, one after the other. */
function perTask(name: string, describe: (task: string) => string, make: (names: readonly Task[]) => Omit<Preset, 'name' | 'description'>): Preset[] {
  const one = (task: Task): Preset => ({ name: `${name}:${task}`, description: describe(task), ...make([task]) })
  return [...tasks.map(one), { name, description: describe('each task of its own'), ...make(tasks) }]
}

const runs: readonly Preset[] = [
  ...perTask('single', (task) => `the Guide's single-task runs, ${task}: 10,000 English rows, k from 0 to 5,000 (8 runs a task)`, (names) => ({
    evidence: 'paper', cautions: [...names.map((task) => found[task]), ...general], mixture: single(names),
  })),
  {
    name: 'multi', description: "the Guide's multi-task runs: 5,000 English rows a task, k from 0 to 7,000 (16 runs)", evidence: 'paper',
    cautions: [interference, ours('The text says up to 75,000 rows a run, which is k = 5,000; its tables go on to k = 7,000, 99,000 rows.'), ...general],
    mixture: (languages = guide.languages) => ({ tasks: only(...tasks), multi: true, languages: [...languages], unseen: guide.unseen, english: 5_000, k: multiLevels, validation }),
  },
  ...perTask('script-latin', (task) => `the Guide's runs with Latin scripts only (es, fr), ${task}`, (names) => ({
    evidence: 'paper', cautions: [...scriptCautions, ...general], mixture: script(['es', 'fr'], names),
  })),
  ...perTask('script-nonlatin', (task) => `the Guide's runs with other scripts only (ja, zh), ${task}`, (names) => ({
    evidence: 'paper', cautions: [...scriptCautions, ...general], mixture: script(['ja', 'zh'], names),
  })),
]

const advice: readonly Preset[] = [
  { name: 'if-small', description: 'instructions for models of 7-8B: k = 400', evidence: 'ours', cautions: [found.if, ...recommended], mixture: small(['if'], [400]) },
  { name: 'sum-small', description: 'summaries for models of 7-8B: k = 400', evidence: 'ours', cautions: [found.sum, ...recommended], mixture: small(['sum'], [400]) },
  { name: 'math-small', description: 'mathematics for models of 7-8B: k = 5,000 (cheap: --k 400)', evidence: 'ours', cautions: [found.math, ours('--k 400 gets most of the gain for a twelfth of the rows.'), ...recommended], mixture: small(['math'], [5000]) },
  ...perTask('large', (task) => `models of about 35B, ${task}: k = 200`, (names) => ({
    evidence: 'ours', cautions: [...names.map((task) => found[task]), ours('More than k = 400 was not needed by the 35B model.'), ...recommended], mixture: small(names, [200]),
  })),
  {
    name: 'multi-small', description: 'three tasks in one run for models of 7-8B: k = 400, 400 and 5,000', evidence: 'ours', cautions: [interference, ours('At 7-8B better train mathematics in a run of its own: math-small.'), ...recommended],
    mixture: (languages = guide.languages) => ({ tasks: only(...tasks), multi: true, languages: [...languages], unseen: guide.unseen, english: 5_000, k: { if: 400, sum: 400, math: 5000 }, validation }),
  },
  {
    name: 'multi-large', description: 'three tasks in one run for models of about 35B: k = 1,500', evidence: 'ours', cautions: [interference, ...recommended],
    mixture: (languages = guide.languages) => ({ tasks: only(...tasks), multi: true, languages: [...languages], unseen: guide.unseen, english: 5_000, k: [1500], validation }),
  },
  { name: 'math-latin', description: 'mathematics with Latin scripts only: k = 5,000', evidence: 'ours', cautions: [...scriptCautions, ...recommended], mixture: small(['math'], [5000], ['es', 'fr']) },
  {
    name: 'linguistic', description: 'instructions and summaries, a seen language in every script the model is to serve: k = 400', evidence: 'ours',
    cautions: [scriptCautions[0]!, ours('Whether every script of --unseen has a seen language is checked, and said where one has none.'), ...recommended],
    mixture: (languages = ['es', 'ja', 'zh', 'ar', 'ko']) => ({ ...small(['if', 'sum'], [400])(languages), unseen: ['fr', 'pt'] }),
  },
  {
    name: 'pinch', description: 'forty rows that are not English, shared by four languages: k = 10', evidence: 'second-hand',
    cautions: [secondHand('arXiv 2401.01854 reports that about forty multilingual examples already help; languages and English rows are ours.'), ...recommended], mixture: small(['if'], [10]),
  },
  {
    name: 'few-languages', description: 'instructions in English and two further languages: k = 400', evidence: 'second-hand',
    cautions: [secondHand('Two to four languages are said to be enough to cross over to others (arXiv 2401.01854; 2312.12683: two or three); which ones and how many rows is ours.'), ...recommended], mixture: small(['if'], [400], ['es', 'zh']),
  },
]

/** Every language that some source has rows in. */
const all = 'all' as const

const datasets: readonly Preset[] = [
  {
    name: 'ultralink', description: "all kinds in the proportions of UltraLink's release, 1,031,000 rows (fewer: --total)", evidence: 'ours',
    cautions: [ours("Read off the chart and the totals that its authors published (arXiv 2402.04588), to hundreds of rows. English is 64 % of it, so a release with as many rows of each language fills only a small --total. Other languages than theirs get the mean of four for specific chats.")],
    mixture: (languages = ['zh', 'ru', 'fr', 'es']) => ultralinkOf(['en', ...languages.filter((language) => language !== 'en')]),
  },
  {
    name: 'bayling2', description: "BayLing 2's shares of 3,200,000 rows: Chinese 43.2 %, English 26.2 %, cross-lingual 30.6 % (fewer: --total)", evidence: 'second-hand',
    cautions: [
      secondHand('The shares are those of a summary of the paper (arXiv 2411.16300), not of its text; the total is its abstract\'s. Its data are not released; corpora, languages and templates are not known.'),
      ours('Cross-lingual rows are shared evenly over all languages that have some; one with fewer gives what it has, and the others fill up.'),
    ],
    mixture: (languages) => ({
      tasks: { instructions: ['chat_agnostic', 'chat_specific', 'math', 'code'], cross_lingual: ['cross_lingual'] },
      total: 3_200_000,
      shares: [
        { task: 'instructions', languages: ['zh'], share: 43.2 },
        { task: 'instructions', languages: ['en'], share: 26.2 },
        { task: 'cross_lingual', languages: languages ? [...languages] : all, share: 30.6 },
      ],
    }),
  },
]

function ultralinkOf(languages: readonly string[]): MixtureInput {
  const shares = languages.flatMap((language) => collection.parts.map(({ dataset, parts }) => ({ task: dataset.name.replaceAll('-', '_'), languages: [language], share: parts(language) })))
  const tasks = [...new Set(shares.map(({ task }) => task))]
  return { tasks, shares, total: Math.round(shares.reduce((sum, { share }) => sum + share, 0) * 1000) }
}

/** All presets: the runs of papers, what we make of them, whole datasets. */
export const presets: readonly Preset[] = [...runs, ...advice, ...datasets]

/** @throws UserError that lists the presets when there is none of the name */
export function presetOf(name: string): Preset {
  const preset = presets.find((each) => each.name === name)
  if (!preset) throw new UserError(`preset "${name}" is not known; known are ${presets.map((each) => each.name).join(', ')}`)
  return preset
}
