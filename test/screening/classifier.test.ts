import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { languageOf } from '../../src/languages/index.js'
import { fakeEmbedder } from '../../src/models/fake-embedder.js'
import { resolveModel } from '../../src/models/registry.js'
import { classifierFile, probabilities, readClassifier } from '../../src/screening/classifier.js'
import { criteria } from '../../src/screening/criteria.js'
import { signalsIn, signalValues } from '../../src/screening/signals.js'
import { signalsJudge } from '../../src/screening/signals-judge.js'

const language = languageOf('en')
const cheap = (embedder = fakeEmbedder()) => signalsJudge({ embedder, classifier: readClassifier(), language })

test('the classifier that comes along is small, and of the default embedder', async () => {
  const classifier = readClassifier()
  const { sha256 } = await resolveModel('nano-embedder', 'embedder')
  assert.equal(classifier.embedder, sha256)
  assert.ok(statSync(classifierFile).size < 50_000)
  for (const criterion of criteria) assert.equal(classifier.withVector[criterion].vector.length, 256)
})

test('a damaged classifier, and one for other signals, are errors that name the file', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'classifier-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'classifier.json')
  const refuses = (content: unknown, message: RegExp) => {
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
    assert.throws(() => readClassifier(file), { name: 'UserError', message })
  }
  refuses('{', /classifier\.json/)
  refuses({ ...readClassifier(), withVector: {} }, /damaged: withVector/)
  refuses({ ...readClassifier(), signals: ['name.other'] }, /other signals/)
  assert.throws(() => readClassifier(join(folder, 'none.json')), { name: 'UserError', message: /cannot read.*none\.json/ })
})

test('another embedder is served by the weights that need no vector', async () => {
  const text = 'How do I cook paella as they do in Valencia?'
  const verdicts = await cheap(fakeEmbedder({ dimensions: 7 })).judge(text)
  const alone = probabilities(readClassifier(), signalValues(signalsIn(text)))
  for (const criterion of criteria) assert.equal(verdicts[criterion].probability, alone[criterion])
})

test('clear texts are told apart, with the words that gave the verdict', async () => {
  const { place, tradition } = await cheap().judge('How do I cook paella as they do in Valencia?')
  assert.ok(place.probability > 0.5 && tradition.probability > 0.5)
  assert.deepEqual([place.evidence, tradition.evidence], [['Valencia'], ['paella']])
  const plain = await cheap().judge('How do I clean a wooden board?\n\nRub it with salt and half a lemon, then let it dry.')
  for (const criterion of criteria) assert.ok(plain[criterion].probability < 0.5, criterion)
})

test('a long text is judged by pieces, and one word in the last of them counts', async () => {
  const filler = 'Put the plant near a window and water it once a week. '.repeat(60)
  const [without, within] = [await cheap().judge(filler), await cheap().judge(`${filler}\n\nMy uncle lives in Nairobi.`)]
  assert.ok(without.place.probability < 0.5)
  assert.ok(within.place.probability > 0.5)
  assert.deepEqual(within.place.evidence, ['Nairobi'])
})
