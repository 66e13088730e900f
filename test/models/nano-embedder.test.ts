import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openEmbedder } from '../../src/models/embedder.js'
import { packageRoot } from '../../src/package.js'
import { cosine } from '../../src/text/terms.js'
import type { Embedder, ModelEntry } from '../../src/types.js'

const folder = join(packageRoot, 'models', 'nano-embedder')
const catalogue = JSON.parse(readFileSync(`${folder}.json`, 'utf8')) as Omit<ModelEntry, 'path'> & { sha256: string; licence: string; description: string }

/** The same five things said in every language. */
const said: Readonly<Record<string, readonly string[]>> = {
  en: ['The library closes at six in the evening.', 'My grandmother bakes bread every Sunday.', 'How do I change the language of this program?', 'The river froze early this winter.', 'Write a function that adds two numbers.'],
  zh: ['图书馆晚上六点关门。', '我奶奶每个星期天都烤面包。', '怎样更改这个程序的语言？', '今年冬天河流很早就结冰了。', '写一个把两个数相加的函数。'],
  ru: ['Библиотека закрывается в шесть вечера.', 'Моя бабушка печёт хлеб каждое воскресенье.', 'Как изменить язык этой программы?', 'Этой зимой река замёрзла рано.', 'Напишите функцию, которая складывает два числа.'],
  fr: ['La bibliothèque ferme à six heures du soir.', 'Ma grand-mère fait du pain tous les dimanches.', 'Comment changer la langue de ce programme ?', 'La rivière a gelé tôt cet hiver.', 'Écris une fonction qui additionne deux nombres.'],
  es: ['La biblioteca cierra a las seis de la tarde.', 'Mi abuela hornea pan todos los domingos.', '¿Cómo cambio el idioma de este programa?', 'El río se congeló temprano este invierno.', 'Escribe una función que sume dos números.'],
}

const filesIn = (path: string): string[] => (statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesIn(join(path, name))) : [path])

describe('the nano embedder', () => {
  let embedder: Embedder
  before(async () => {
    embedder = await openEmbedder({ ...catalogue, path: folder })
  })
  after(() => embedder[Symbol.asyncDispose]())

  it('takes at most 12 MB', () => {
    const bytes = filesIn(folder).reduce((sum, path) => sum + statSync(path).size, 0)
    assert.ok(bytes <= 12e6, `${bytes} bytes`)
  })

  it('is the file that the catalogue entry pins, under a licence that the entry names', () => {
    const hash = createHash('sha256').update(readFileSync(join(folder, 'onnx', 'model_quantized.onnx'))).digest('hex')
    assert.equal(catalogue.sha256, hash)
    assert.equal(catalogue.licence, 'CC-BY-SA-4.0')
  })

  it('gives vectors of length 1', async () => {
    for (const vector of await embedder.embed(['One.', said['zh']![0]!])) {
      assert.equal(vector.length, embedder.dimensions)
      assert.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-5)
    }
  })

  it('puts each sentence nearest to its translation, between any two of the five languages', async () => {
    const vectors = Object.fromEntries(await Promise.all(Object.entries(said).map(async ([language, texts]) => [language, await embedder.embed(texts)] as const)))
    for (const from of Object.keys(said)) {
      for (const to of Object.keys(said)) {
        const nearest = vectors[from]!.map((vector) => indexOfLargest(vectors[to]!.map((other) => cosine(vector, other))))
        assert.deepEqual(nearest, [0, 1, 2, 3, 4], `${from} to ${to}`)
      }
    }
  })

  it('hears the order of grades: the same, a related and another thing', async () => {
    const [same, again, related, other] = await embedder.embed(['The cat sleeps on the sofa.', 'A cat is sleeping on a sofa.', 'The dog sleeps on the floor.', 'The parliament adopted a new budget.'])
    assert.ok(cosine(same!, again!) > cosine(same!, related!))
    assert.ok(cosine(same!, related!) > cosine(same!, other!))
  })

  it('gives a text the same vector alone and beside longer texts', async () => {
    const short = 'A short line.'
    const [beside] = await embedder.embed([`${short} `, said['ru']!.join(' ').repeat(6)])
    const [alone] = await embedder.embed([short])
    assert.ok(cosine(alone!, beside!) > 0.9999)
  })

  it('embeds texts beyond its positions and texts without letters', async () => {
    const vectors = await embedder.embed(['word '.repeat(4000), '…', '12 + 30 = 42'])
    for (const vector of vectors) assert.ok(Math.abs(Math.hypot(...vector) - 1) < 1e-5)
  })
})

function indexOfLargest(values: readonly number[]): number {
  return values.indexOf(Math.max(...values))
}
