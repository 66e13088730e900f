import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { configFiles } from '../../src/mix/configs.js'
import { packageRoot } from '../../src/package.js'

/** Names of fields as the trainers document them. */
const fields = JSON.parse(readFileSync(join(packageRoot, 'test', 'fixtures', 'trainer-fields.json'), 'utf8')) as Record<string, string[]>

type Values = Record<string, unknown>
const training = { run: 'math-k400', model: 'owner/model', seed: 3, rows: 11_600, known: true }
const filesWith = (validates: boolean) => configFiles({ ...training, validates })
const read = (validates: boolean, name: keyof ReturnType<typeof filesWith>) => parse(filesWith(validates)[name]) as Values
const unknown = (values: object, ...known: string[]) => Object.keys(values).filter((key) => !known.flatMap((name) => fields[name]!).includes(key))

for (const validates of [true, false]) {
  const how = validates ? 'with validation' : 'without validation'
  test(`TRL, ${how}: every field is one of SFTConfig, ModelConfig, ScriptArguments or TrainingArguments`, () => {
    const values = read(validates, 'trl.yaml')
    assert.deepEqual(unknown(values, 'trl', 'TrainingArguments'), [])
    assert.equal(values['dataset_name'], './data')
    assert.equal(values['dataset_test_split'], validates ? 'validation' : undefined)
  })

  test(`axolotl, ${how}: every field is one of its configuration, and rows are read by chat_template`, () => {
    const values = read(validates, 'axolotl.yaml')
    assert.deepEqual(unknown(values, 'axolotl'), [])
    const sets = [...(values['datasets'] as Values[]), ...((values['test_datasets'] as Values[] | undefined) ?? [])]
    assert.equal(sets.length, validates ? 2 : 1)
    for (const set of sets) {
      assert.deepEqual(unknown(set, 'axolotlDataset'), [])
      assert.deepEqual([set['type'], set['ds_type'], set['field_messages'], set['message_property_mappings'], set['roles_to_train']], ['chat_template', 'json', 'messages', { role: 'role', content: 'content' }, ['assistant']])
    }
    assert.ok(!('val_set_size' in values), 'a share of the training rows beside test_datasets is refused')
  })

  test(`LLaMA-Factory, ${how}: every field is known, and its datasets are described in dataset_info.json`, () => {
    const values = read(validates, 'llamafactory.yaml')
    assert.deepEqual(unknown(values, 'llamaFactory', 'TrainingArguments'), [])
    assert.ok(!('val_size' in values), 'refused beside eval_dataset')
    const info = JSON.parse(filesWith(validates)['dataset_info.json']!) as Record<string, Values>
    assert.deepEqual(Object.keys(info), [values['dataset'], values['eval_dataset']].filter((name) => name !== undefined))
    for (const [name, set] of Object.entries(info)) {
      assert.deepEqual([unknown(set, 'datasetInfo'), unknown(set['columns'] as Values, 'datasetInfoColumns'), unknown(set['tags'] as Values, 'datasetInfoTags')], [[], [], []])
      assert.deepEqual(set, {
        file_name: `data/${name}.jsonl`, formatting: 'sharegpt', columns: { messages: 'messages' },
        tags: { role_tag: 'role', content_tag: 'content', user_tag: 'user', assistant_tag: 'assistant', system_tag: 'system' },
      })
    }
  })

  test(`all three, ${how}, have the paper's hyper-parameters, and compare checkpoints only where they can`, () => {
    const [trl, axolotl, factory] = (['trl.yaml', 'axolotl.yaml', 'llamafactory.yaml'] as const).map((name) => read(validates, name)) as [Values, Values, Values]
    for (const values of [trl, axolotl, factory]) {
      assert.deepEqual([values['learning_rate'], values['gradient_accumulation_steps'], values['save_steps'], values['seed']], [1e-5, 64, 50, 3])
      assert.equal(values['lr_scheduler_type'] ?? values['lr_scheduler'], 'constant')
      assert.equal(values['per_device_train_batch_size'] ?? values['micro_batch_size'], 1)
      assert.equal(values['packing'] ?? values['sample_packing'], false)
      assert.equal(values['model_name_or_path'] ?? values['base_model'], 'owner/model')
      assert.deepEqual([values['eval_steps'], values['load_best_model_at_end'], values['metric_for_best_model'], values['greater_is_better']], validates ? [50, true, 'eval_loss', false] : [undefined, undefined, undefined, undefined])
      assert.ok(!Object.keys(values).some((key) => /lora|adapter|peft/.test(key)), 'all weights are trained')
    }
    assert.equal(factory['finetuning_type'], 'full')
  })
}

test('a configuration says where its numbers come from and how to run it', () => {
  const text = filesWith(true)['trl.yaml']!
  assert.match(text, /^# math-k400: 11600 rows\. Run in this folder: trl sft --config trl\.yaml/)
  assert.match(text, /2504\.16677/)
  assert.match(configFiles({ ...training, validates: true, known: false })['trl.yaml']!, /for want of this mixture's own/)
})
