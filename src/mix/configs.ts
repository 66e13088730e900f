import { stringify } from 'yaml'

/** What training configurations are written for. */
export interface Training {
  readonly run: string
  readonly model: string
  readonly seed: number
  /** Whether there are rows to validate on. */
  readonly validates: boolean
  /** Rows to train on. */
  readonly rows: number
  /** Whether the hyper-parameters are those of the mixture's own paper. */
  readonly known: boolean
}

/** Model that is named where the user names none: openly licensed, with a chat template. */
export const defaultModel = 'Qwen/Qwen3-4B-Instruct-2507'

/** The Guide's (arXiv 2504.16677): all weights, constant rate, batches of 64 that are not packed, a checkpoint every 50 steps, the best by validation loss. */
const guide = { batch: 64, rate: 1e-5, scheduler: 'constant', steps: 50 }

/** Ours: the paper does not say them. */
const chosen = { epochs: 3, length: 4096, checkpoints: 2 }

/** Names of what stands beside a run's data. */
export const configNames = ['trl.yaml', 'axolotl.yaml', 'llamafactory.yaml', 'dataset_info.json'] as const

/** The files that stand beside a run's data, by name. */
export function configFiles(training: Training): Record<(typeof configNames)[number], string> {
  return {
    'trl.yaml': headed(training, 'trl sft --config trl.yaml', trl(training)),
    'axolotl.yaml': headed(training, 'axolotl train axolotl.yaml', axolotl(training)),
    'llamafactory.yaml': headed(training, 'llamafactory-cli train llamafactory.yaml', llamaFactory(training)),
    'dataset_info.json': JSON.stringify(datasetInfo(training), null, 2) + '\n',
  }
}

function headed({ run, rows, known, validates }: Training, command: string, values: object): string {
  const source = known ? "the Guide's (arXiv 2504.16677)" : "the Guide's (arXiv 2504.16677), for want of this mixture's own"
  return [
    `# ${run}: ${rows} rows. Run in this folder: ${command}`,
    `# Batch of ${guide.batch}, not packed, constant rate of 1e-5, all weights, checkpoints every ${guide.steps} steps: ${source}.`,
    `# Epochs and greatest length are ours. The batch is meant for one device: with n devices divide the accumulation by n.`,
    validates ? '# The checkpoint with the least validation loss is kept.' : '# No rows were set aside (--validation), so checkpoints cannot be compared: the last one counts.',
    '# The model is yours to choose; what is named has to have a chat template.',
    stringify(values, { aliasDuplicateObjects: false }),
  ].join('\n')
}

const folderOf = (run: string, trainer: string) => `outputs/${trainer}/${run}`

/** Fields of ScriptArguments, ModelConfig and SFTConfig. */
function trl({ run, model, seed, validates }: Training) {
  return {
    model_name_or_path: model,
    dataset_name: './data',
    dataset_train_split: 'train',
    ...(validates ? { dataset_test_split: 'validation' } : {}),
    output_dir: folderOf(run, 'trl'),
    ...shared(seed),
    max_length: chosen.length,
    packing: false,
    assistant_only_loss: true,
    per_device_train_batch_size: 1,
    ...(validates ? { per_device_eval_batch_size: 1, ...best } : {}),
  }
}

/** Names that TRL and LLaMA-Factory take from transformers' TrainingArguments. */
function shared(seed: number) {
  return {
    gradient_accumulation_steps: guide.batch,
    learning_rate: guide.rate,
    lr_scheduler_type: guide.scheduler,
    num_train_epochs: chosen.epochs,
    bf16: true,
    gradient_checkpointing: true,
    logging_steps: 10,
    save_strategy: 'steps',
    save_steps: guide.steps,
    save_total_limit: chosen.checkpoints,
    report_to: 'none',
    seed,
  }
}

const best = { eval_strategy: 'steps', eval_steps: guide.steps, load_best_model_at_end: true, metric_for_best_model: 'eval_loss', greater_is_better: false }

function axolotl({ run, model, seed, validates }: Training) {
  const rows = { ds_type: 'json', type: 'chat_template', chat_template: 'tokenizer_default', field_messages: 'messages', message_property_mappings: { role: 'role', content: 'content' }, roles_to_train: ['assistant'], train_on_eos: 'turn' }
  return {
    base_model: model,
    datasets: [{ path: 'data/train.jsonl', ...rows }],
    ...(validates ? { test_datasets: [{ path: 'data/validation.jsonl', split: 'train', ...rows }] } : {}),
    dataset_prepared_path: 'outputs/axolotl/prepared',
    output_dir: folderOf(run, 'axolotl'),
    sequence_len: chosen.length,
    excess_length_strategy: 'truncate',
    sample_packing: false,
    pad_to_sequence_len: false,
    micro_batch_size: 1,
    gradient_accumulation_steps: guide.batch,
    num_epochs: chosen.epochs,
    optimizer: 'adamw_torch_fused',
    learning_rate: guide.rate,
    lr_scheduler: guide.scheduler,
    bf16: 'auto',
    gradient_checkpointing: true,
    logging_steps: 10,
    save_strategy: 'steps',
    save_steps: guide.steps,
    save_total_limit: chosen.checkpoints,
    ...(validates ? best : {}),
    seed,
  }
}

function llamaFactory({ run, model, seed, validates }: Training) {
  return {
    model_name_or_path: model,
    stage: 'sft',
    do_train: true,
    finetuning_type: 'full',
    dataset_dir: '.',
    dataset: 'train',
    ...(validates ? { eval_dataset: 'validation' } : {}),
    cutoff_len: chosen.length,
    packing: false,
    output_dir: folderOf(run, 'llamafactory'),
    ...shared(seed),
    per_device_train_batch_size: 1,
    ...(validates ? { per_device_eval_batch_size: 1, ...best } : {}),
  }
}

function datasetInfo({ validates }: Training) {
  const file = (name: string) => ({
    file_name: `data/${name}.jsonl`,
    formatting: 'sharegpt',
    columns: { messages: 'messages' },
    tags: { role_tag: 'role', content_tag: 'content', user_tag: 'user', assistant_tag: 'assistant', system_tag: 'system' },
  })
  return { train: file('train'), ...(validates ? { validation: file('validation') } : {}) }
}
