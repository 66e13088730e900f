/** The six nouns: row, stage, dataset, language, prompt, model. This file imports nothing. */

/** What stages turn into one another. The id comes from content or source, never from time or position. */
export interface Row {
  readonly id: string
}

export type Role = 'system' | 'user' | 'assistant'

export interface Message {
  readonly role: Role
  readonly content: string
}

/** Where a text comes from, complete enough to attribute it. */
export interface Source {
  /** Database name of the wiki (`frwiki`). */
  readonly wiki: string
  readonly title: string
  readonly page: number
  readonly revision: number
  readonly url: string
  /** SPDX identifier. */
  readonly licence: string
}

/** A page of the main namespace that is no redirect, as clean prose. */
export interface Article extends Row {
  readonly language: string
  readonly title: string
  /** Paragraphs of prose; `heading` is the nearest section title, empty in the lead. */
  readonly paragraphs: readonly { readonly heading: string; readonly text: string }[]
  readonly categories: readonly string[]
  /** Degrees north and east, when the page has coordinates. */
  readonly coordinates?: { readonly latitude: number; readonly longitude: number }
  readonly source: Source
}

/** How much a passage belongs to its language's own culture. */
export interface CultureScore {
  /** 0 (universal) to 1 (specific); comparable within one build of one language only. */
  readonly score: number
  readonly signals: Readonly<Record<string, number>>
  /** The words, categories or coordinates that spoke for it. */
  readonly evidence: readonly string[]
}

/** A piece of an article that dialogues are grounded in. Paragraphs are separated by a blank line. */
export interface Passage extends Row {
  readonly language: string
  readonly title: string
  readonly text: string
  /** Length in the generator's own tokens. */
  readonly tokens: number
  readonly source: Source
  readonly categories: readonly string[]
  readonly coordinates?: Article['coordinates']
  /** How the article names its subject in the middle of a sentence, where it tells (`the Golden Gate Bridge`). */
  readonly named?: string
  readonly culture?: CultureScore
}

/** What made a row: enough to make it again. */
export interface Made {
  /** name@sha256 (first 12 hex digits) */
  readonly generator: string
  /** The one that its checks used, likewise; not given where none did. */
  readonly embedder?: string
  /** prompt name → first 12 hex digits of its sha256 */
  readonly prompts: Readonly<Record<string, string>>
  readonly seed: number
  readonly [option: string]: unknown
}

export type Kind = 'chat_specific' | 'chat_agnostic' | 'math' | 'code' | 'cross_lingual'

/** Where an English original comes from. */
export interface Origin {
  /** File name without its folders. */
  readonly dataset: string
  /** Line or row of the file, from 1. */
  readonly row: number
  readonly format: string
  /** The row's own id, where it has one. */
  readonly id?: string
  /** SPDX identifier, where it is known. */
  readonly licence?: string
}

/** What a judge says about a text that belongs to English, by criterion. */
export interface Screening {
  /** Criterion → probability (0 to 1) that the text meets it; `evidence`: the words that gave it. */
  readonly verdicts: Readonly<Record<string, { readonly signals: number; readonly generator?: number; readonly evidence: readonly string[] }>>
}

/** How a row was chosen among those alike. */
export interface Choice {
  readonly cluster: number
  /** Position in the order of choice, from 0: the first n rows are themselves a choice of n. */
  readonly rank: number
  /** Cosine to the centre of its cluster. */
  readonly similarity: number
  readonly quality: number
}

/** A dialogue of English supervised fine-tuning data, before it is translated. Its id, by content, is that of all its versions. */
export interface Original extends Row {
  readonly language: string
  readonly kind: Exclude<Kind, 'chat_specific' | 'cross_lingual'>
  /** User and assistant in turn, a system message at most before them. */
  readonly messages: readonly Message[]
  readonly source: Origin
  readonly screening?: Screening
  readonly choice?: Choice
}

interface AnyDialogue extends Row {
  readonly language: string
  readonly messages: readonly Message[]
  readonly made: Made
  /** One record per turn, or per message of a translation: every score that let it through. */
  readonly checks: readonly Readonly<Record<string, number | string | boolean>>[]
}

/** A dialogue about a passage of its own language. */
export interface GroundedDialogue extends AnyDialogue {
  readonly kind: 'chat_specific'
  readonly passage: Pick<Passage, 'id' | 'title' | 'text' | 'named'>
  readonly culture?: CultureScore
  readonly source: Source
}

/** An English dialogue in another language, or as it is for English. Its id is that of the original. */
export interface TranslatedDialogue extends AnyDialogue {
  readonly kind: Original['kind']
  /** The English messages, in the same order; not given where nothing was translated. */
  readonly original?: readonly Message[]
  readonly screening?: Screening
  readonly choice?: Choice
  readonly source: Origin
}

/** The same text, or the same dialogue, in a pivot language and in the language of the build. */
export interface Parallel extends Row {
  /** Of the build: the language that is no pivot, or the later of two pivots. */
  readonly language: string
  readonly pivot: string
  /** In the pivot and in the language: one message of a user each, or a dialogue turn by turn. */
  readonly shape: 'text' | 'dialogue'
  readonly messages: { readonly pivot: readonly Message[]; readonly own: readonly Message[] }
  readonly source: Origin
  /** One record per message: every score that let it through. */
  readonly checks?: AnyDialogue['checks']
}

/** A dialogue that goes from one language to another. */
export interface CrossLingualDialogue extends AnyDialogue {
  readonly kind: 'cross_lingual'
  readonly direction: { readonly from: string; readonly to: string }
  /** What is asked for (`translation`), and the words it is asked in (`translation.fr.3`). */
  readonly task: string
  readonly template: string
  /** Where its parallel text comes from. */
  readonly source: Origin
}

export type Dialogue = GroundedDialogue | TranslatedDialogue | CrossLingualDialogue

/** Turns rows into rows. Laws: see test/stage-laws.ts. */
export interface Stage<In extends Row = Row, Out extends Row = Row> {
  /** kebab-case; its file, and its folder under data/runs */
  readonly name: string
  /** Recorded in the manifest; a change re-runs this stage and those after it. */
  readonly options: Readonly<Record<string, unknown>>
  /** What else its output depends on, known before it runs. */
  readonly uses: Uses
  /** Needs every row at once (dedup, prune, split); may go over its input more than once. */
  readonly whole?: boolean
  /** Names of options that change how many rows come out, but not what is made of one row. */
  readonly volatile?: readonly string[]
  /** Called before the first stage of a build runs; `language`: of the build. @throws UserError when the options do not go with the models */
  check?(models: Models, language?: Language): void
  run(rows: AsyncIterable<In>, context: Context): AsyncIterable<Out>
}

export interface Uses {
  readonly generator?: boolean
  /** Only the generator's tokenizer. */
  readonly tokenizer?: boolean
  readonly embedder?: boolean
  readonly prompts?: readonly string[]
  /** The model that judges, and the prompts it is asked with. */
  readonly judge?: readonly string[]
  /** Draws by the build's seed. */
  readonly seed?: boolean
  /** Input files, by path; what goes into the fingerprint is their size and their whole sha256, above 1 GiB that of 64 blocks spread over the file (see fingerprint.ts). */
  readonly files?: readonly string[]
}

/** Everything of the world a stage may touch. */
export interface Context {
  readonly language: Language
  readonly models: Models
  readonly prompts: Prompts
  readonly seed: number
  readonly signal: AbortSignal
  /** Keeps a dropped row with its reason (kebab-case) and whatever explains it. */
  reject(row: Row, reason: string, detail?: Readonly<Record<string, unknown>>): void
  /** Adds to a figure of the manifest: things that are no rows, such as redirects skipped. */
  count(name: string, n?: number): void
  /** Says how far the stage is when its input does not tell (bytes read of bytes). Where many rejects are unwritten it settles when they are: a stage that reads waits for it, or they pile up. */
  progress(done: number, total: number): Promise<void> | void
  /**
   * Does the work for one input, known by its content, and journals its rows and rejects as one line, so that
   * a killed run never does it again. The context passed on collects the rejects of this input. `carried`: fields that its
   * rows and rejects get each time, and that it is not known by.
   */
  once<Out extends Row>(input: Row, work: (context: Context) => Promise<readonly Out[]>, carried?: Readonly<Record<string, unknown>>): Promise<readonly Out[]>
  /** Runs a pure function of src/text in a worker thread (see pool.ts). */
  work<Task extends keyof Work>(task: Task, input: Parameters<Work[Task]>[0]): Promise<Awaited<ReturnType<Work[Task]>>>
}

/** The pure functions that workers run; the file of each adds it here by declaration merging. */
export interface Work {}

export interface Prompts {
  /** The prompt in the build's language, or the English one that says `{{language}}`; `judge`: in the words of the model that judges. Throws when there is none. */
  get(name: string, by?: 'judge'): Prompt
}

/** Words with `{{variables}}`, from prompts/. */
export interface Prompt {
  readonly name: string
  /** Path relative to the prompts folder. */
  readonly file: string
  /** First 12 hex digits of the sha256 of its text. */
  readonly hash: string
  readonly variables: readonly string[]
  /** Its text with the values put in; those it has no variable for are left out. Throws when one is missing. */
  fill(values: Readonly<Record<string, string>>): string
}

/** The models of a build, loaded at first use. */
export interface Models {
  generator(): Promise<Generator>
  embedder(): Promise<Embedder>
  /** Judges what others wrote; the generator itself where no other model is given. */
  judge(): Promise<Generator>
  /** Known without loading: goes into fingerprints. */
  readonly generatorId: string
  readonly embedderId: string
  readonly judgeId: string
  readonly generatorEntry: ModelEntry
  readonly judgeEntry: ModelEntry
  readonly embedderEntry: ModelEntry
}

/** models/<name>.json, or what is found out about a file or folder of the user's. */
export interface ModelEntry {
  readonly name: string
  readonly role: 'generator' | 'embedder'
  /** Absolute path of the GGUF file, or of the folder of an embedder. */
  readonly path: string
  /** Hex; of the GGUF, or of the ONNX file. */
  readonly sha256: string
  readonly licence?: string
  /** Where it is from, as locks tell it (see models/lock.ts), and the commit of the repository there; a fake is from nowhere. */
  readonly source?: string
  readonly revision?: string
  /** Tokens. */
  readonly contextSize?: number
  /** BCP 47 codes of languages the model can write; none given: any. */
  readonly languages?: readonly string[]
  /** Settings this model is best run with: of dialogues, the tokens it translates at once, and who screens. */
  readonly defaults?: { readonly answers?: 'free' | 'extractive'; readonly order?: 'question-first' | 'answer-first'; readonly attempts?: number; readonly segment?: number; readonly judge?: 'both' | 'signals' | 'generator' }
  /** Folder under prompts/ whose prompts come before the general ones: a small model trained on its own wording. */
  readonly prompts?: string
  /** Folder of `<lang>.json` with the questions that a small model chooses from (see text/question-frames.ts), absolute; none: it writes its own. */
  readonly questions?: string
  /** Embedders: text put before a query and before a passage. */
  readonly prefix?: { readonly query: string; readonly passage: string }
  /** Embedders: how token vectors become one: their mean, the first, the last, or the model's own pooled output. */
  readonly pooling?: 'mean' | 'cls' | 'last' | 'pooler'
}

export interface Sampling {
  readonly seed: number
  readonly maxTokens: number
  readonly temperature?: number
  readonly topP?: number
  readonly topK?: number
  readonly minP?: number
  /** GBNF; the reply is a sentence of this grammar. */
  readonly grammar?: string
}

export interface Reply {
  readonly text: string
  /** Tokens of the rendered prompt. */
  readonly promptTokens: number
  /** Of these, evaluated now; the rest was in the sequence's cache. */
  readonly evaluatedTokens: number
  readonly generatedTokens: number
  /** Of these, not drawn: the grammar left no choice. */
  readonly forcedTokens?: number
  /** `length`: cut at maxTokens or at the end of the context. */
  readonly finish: 'stop' | 'length'
}

/** One call on a held sequence: renders the messages with the chat template, reuses the cached prefix. */
export type Ask = (messages: readonly Message[], sampling: Sampling) => Promise<Reply>

export interface GeneratorUsage {
  readonly calls: number
  readonly promptTokens: number
  readonly evaluatedTokens: number
  readonly generatedTokens: number
  /** Of these, not drawn: the grammar left no choice. */
  readonly forcedTokens: number
  /** Batches of text generation, the tokens in them, and the sequences held at the time of each, added up. */
  readonly batches: number
  readonly rows: number
  readonly heldRows: number
  /** `rows` as a share of `heldRows`. */
  readonly batchFill: number
  /** Of these batches: without one of the sequences held, and those that llama.cpp evaluates in several passes. */
  readonly oddBatches: number
  readonly splitBatches: number
  /** Rows of no meaning that save passes. */
  readonly fillers: number
  /** Batches of prompt processing. */
  readonly promptBatches: number
  /** Seconds in which the contexts decoded, of these prompts, drew tokens, and did neither although a sequence was held; of replicas added up. */
  readonly decodingSeconds: number
  readonly promptSeconds: number
  readonly drawingSeconds: number
  readonly idleSeconds: number
}

export interface Generator extends AsyncDisposable {
  readonly entry: ModelEntry
  /** Tokens one sequence can hold. */
  readonly contextSize: number
  /** Prompts in flight: replicas × sequences. */
  readonly concurrency: number
  /** Length of a plain text in the model's own tokens. */
  count(text: string): number
  /** Holds one sequence for as long as the work runs; calls on it share their common prefix. Waits for a free one; the signal ends that wait, and no work that has begun. */
  sequence<T>(work: (ask: Ask) => Promise<T>, signal?: AbortSignal): Promise<T>
  usage(): GeneratorUsage
}

export interface Embedder extends AsyncDisposable {
  readonly entry: ModelEntry
  readonly dimensions: number
  /** One vector of length 1 per text, in the order of the texts. */
  embed(texts: readonly string[], as?: 'query' | 'passage'): Promise<readonly Float32Array[]>
}

/** Rules for the name of a subject in running text; all words are lower case, with the space or apostrophe behind them. */
export interface Naming {
  /** Words before a name of one thing that hold its article → the article (`du ` → `le `). */
  readonly articles?: Readonly<Record<string, string>>
  /** What tells of several: articles before a name, and verbs behind one that begins a sentence (` are `). */
  readonly plural?: { readonly articles: readonly string[]; readonly verbs: readonly string[] }
  /** Words before a name that make it one of many (`a `, `this `) → the article that means the kind, if that is how a kind is named. */
  readonly determiners?: Readonly<Record<string, string>>
  /** An expression whose first group is the word of a longer name that a text may use alone (`Bridge` of `Golden Gate Bridge`). */
  readonly head?: string
  /** Only a name with a capital letter stands without an article. */
  readonly proper?: boolean
  /** Names are inflected: what is taken up is whether they begin with a capital letter, and only where they stand as the title does. */
  readonly inflected?: boolean
  /** A word and an article, and what both together become (`de `, `le `, `du `). */
  readonly contractions?: readonly (readonly [word: string, article: string, both: string])[]
  /** Words that lose their last letter before vowels, and before some letters perhaps. */
  readonly elided?: { readonly words: readonly string[]; readonly vowels: string; readonly perhaps: string }
}

/** Facts about a language; no code. Adding a language is one file in src/languages. */
export interface Language {
  /** BCP 47 */
  readonly code: string
  /** In English. */
  readonly name: string
  readonly endonym: string
  /** Database name of its Wikipedia. */
  readonly wiki: string
  /** Unicode script names (`Latin`, `Cyrillic`, `Han`) that its prose is written in. */
  readonly scripts: readonly string[]
  /** Put between sentences: a space, or nothing. Where it is nothing, words are not spaced either. */
  readonly gap: '' | ' '
  /** Words are not spaced although sentences are (Khmer, Burmese). */
  readonly unspaced?: boolean
  /** Characters that end a sentence; the last of a paragraph without one is taken for a caption and left out. */
  readonly terminators: string
  /** Characters that mark a question, where they are others than `?` and `？` (`؟`). */
  readonly questionMarks?: string
  /** Opening and closing quotation mark, with the spaces that belong to them. */
  readonly quotes: readonly [string, string]
  /**
   * Endings glued to words, lower case (`은`, `에서`): names, and phrases that no turn may contain, are found with up to four of them behind,
   * and words are compared without them. Behind an apostrophe none is needed; a word that changes before its ending is not found.
   */
  readonly endings?: readonly string[]
  /** Words with a full stop that do not end a sentence, lower case, without the stop. */
  readonly abbreviations: readonly string[]
  /**
   * Marks in numbers; `groupFrom`: digits of the shortest number whose digits are put in groups, 4 when not given; `ordinalStop`: a full
   * stop behind up to three digits, or a Roman numeral, makes them an ordinal (`3. Oktober`), save before a word that opens a sentence.
   */
  readonly numbers: { readonly decimal: string; readonly group: string; readonly groupFrom?: number; readonly ordinalStop?: boolean }
  /** How numbers are written in words; see src/text/number-sets.ts. Words are lower case, those of one value parted by `, `. */
  readonly numerals?: {
    /** Value (`3`, `1/2`) → words that may stand for it, ordinals and months among them; a trailing `*`: any ending. */
    readonly words: Readonly<Record<string, string>>
    /** The same for words that are never part of a longer number (`a`, `twice`, `July`). */
    readonly hints?: Readonly<Record<string, string>>
    /** Denominator → words that make a fraction with the number before them (`two thirds`), or alone. */
    readonly parts?: Readonly<Record<string, string>>
    /**
     * Words, or signs, that multiply the number before them; a trailing `*`, where sentences are spaced: digits and what is counted are
     * glued to them (`3만명`), and smaller numbers behind are added (`3만 5천`).
     */
    readonly magnitudes: Readonly<Record<string, number>>
    /** Letters behind the digits that may do so (`5k`), and may be a unit as well. */
    readonly suffixes?: Readonly<Record<string, number>>
    /** Words between the parts of one number (`two hundred and five`). */
    readonly joins?: readonly string[]
    /** Words that may stand for a minus sign. */
    readonly minus?: readonly string[]
    /** Those of them that also say what is below zero or taken away: a number behind one may stand without its sign elsewhere. */
    readonly below?: readonly string[]
    /** Words behind an hour before noon, and behind one that may be counted from noon. */
    readonly clock?: readonly [forenoon: readonly string[], afternoon: readonly string[]]
    /** Signs that may stand between a number and its magnitude and mean a little more (`550多万`). */
    readonly fillers?: string
    /** Regular expression for what stands between denominator and numerator, where fractions are read so. */
    readonly over?: string
    /** What stands between a century and its decade, and behind the decade, where they are read so (`20世纪90年代`). */
    readonly decade?: readonly [string, string]
    /** Regular expressions for words that begin as a number does and are none (`一起`). */
    readonly units?: readonly string[]
    /** Regular expressions for signs that multiply the number before them or begin its unit (`两千米`: 2 km or 2000 m), and the factor. */
    readonly prefixes?: Readonly<Record<string, number>>
    /** Regular expressions for the decimal mark in signs, and for what does not stand behind such a number (`三点五分` is a time). */
    readonly point?: readonly [mark: string, notBefore: string]
    /** Regular expressions for what is counted: two signs before the first are two numbers (`七八个`), before the second they may be. */
    readonly counters?: readonly [counted: string, maybe: string]
    /** Regular expression for what stands behind the tenths, or hundredths, of a price that are still paid (`九折`). */
    readonly discount?: string
    /** Words that go on with the number before them, or measure it (`a thirty-second pause`, `six cents`). */
    readonly measures?: readonly string[]
    /** What stands behind a number, or before a magnitude, and adds half (`two million and a half`, `two and a half million`). */
    readonly andHalf?: readonly string[]
    /** Words between two magnitudes that multiply each other (`tens of thousands`). */
    readonly of?: readonly string[]
    /** Regular expressions for words that stand for no number though one of them does (`20 pour cent`). */
    readonly idioms?: readonly string[]
  }
  /**
   * Ways to say that one number is taken from another, and the words between these and what is left; see src/text/subtractions.ts. Regular
   * expressions, flags `iu`, where `{from}` and `{taken}` stand for numbers and `…` for a few words that hold no number and end no clause.
   */
  readonly subtraction?: { readonly stated: readonly string[]; readonly result: string }
  /** What negates, as one regular expression, flags `giu`; translations in a language without it are not checked for negation. */
  readonly negations?: string
  /** Phrases right before the final answer of a worked solution; regular expressions, flags `iu`. */
  readonly answerPhrases?: readonly string[]
  /** What models put before a translation, lower case, without the colon: nouns (`translation`) and whole beginnings (`here is the translation`). */
  readonly translationLabels?: { readonly nouns: readonly string[]; readonly phrases: readonly string[] }
  /** Twelve names, in the form that stands in a date. */
  readonly months: readonly string[]
  /** How the first day of a month is written in a date, where it is not `1`. */
  readonly firstDay?: string
  /**
   * How the codes of `{{convert}}` read (`km` → `公里`), and its words between two values (`to`, `and`, `or`, `by`); codes
   * that are not listed stay as they are.
   */
  readonly units?: Readonly<Record<string, string>>
  /** Characters left out of its text, such as marks of stress. */
  readonly strip?: string
  /** OpenCC configuration that brings its text to one variant. */
  readonly convert?: { readonly from: string; readonly to: string; readonly variants: readonly string[] }
  readonly wikitext: {
    /** Section titles, lower case, whose text is no prose of the article. */
    readonly dropSections: readonly string[]
    /** Beginnings of titles of list pages, lower case (`list of `), or endings, after a `*` (`*列表`). */
    readonly listTitles: readonly string[]
    /** Templates (lower case) that make a page a disambiguation page. */
    readonly disambiguation: readonly string[]
    /** Title endings of disambiguation pages (`(disambiguation)`). */
    readonly disambiguationTitles: readonly string[]
    /** Link prefixes of files and categories beside the English ones, lower case. */
    readonly fileNames: readonly string[]
    readonly categoryNames: readonly string[]
    /** Titles of persons put the family name first, with a comma (`Пушкин, Александр Сергеевич`). */
    readonly invertedNames?: boolean
    /** Template name (lower case) → how it reads. See src/text/templates.ts for the pattern. */
    readonly templates: Readonly<Record<string, string>>
    /** The same for names that differ from another by case only (`BD` and `bd`), as they are written; these come first. */
    readonly templatesByCase?: Readonly<Record<string, string>>
    /** Templates that open and close a block quotation, lower case; it is left out. */
    readonly quotations?: readonly (readonly [open: string, close: string])[]
  }
  readonly dialogue: {
    /** Lower-case openings (pronouns, connectives) that make a sentence no answer on its own. */
    readonly dependentOpenings: readonly string[]
    /** Lower-case words that begin like one of them and are none (`但丁`). */
    readonly independentOpenings?: readonly string[]
    /** Lower-case phrases no turn may contain: references to a text the reader does not see, talk about being a model. */
    readonly forbidden: readonly string[]
    /**
     * What a question asks for and what an answer to it must show: a kind (time, place, person, number, cause and
     * definition at least), a regular expression that finds such questions, and one that its answer matches. Flags `iu`.
     */
    readonly asks: readonly { readonly kind: string; readonly question: string; readonly answer: string }[]
    /** Lower-case questions that nearly any sentence about a subject answers, `…` for the subject; asked only where nothing better fits. */
    readonly open: readonly string[]
    /** How a text names its subject, and how questions take that name up (src/text/naming.ts). Without it subjects stand in quotation marks. */
    readonly naming?: Naming
    /** Lower-case openings of a request that asks without a question mark (`explain`), or endings without the last mark, after a `*` (`*ください`). */
    readonly requests: readonly string[]
    /** Lower-case words that carry no content, for lexical comparison. */
    readonly stopWords: readonly string[]
  }
  readonly culture: {
    /** Names of the culture's countries, regions, cities, peoples and language; a trailing `*` matches any ending. */
    readonly names: readonly string[]
    /** Boxes of [south, west, north, east] in degrees where the language is at home. */
    readonly boxes: readonly (readonly [number, number, number, number])[]
    /** Short texts (one or two sentences) typical of the culture, and as many that could come from anywhere. */
    readonly own: readonly string[]
    readonly universal: readonly string[]
  }
}
