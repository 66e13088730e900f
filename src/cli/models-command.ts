import { Option, type Command } from 'commander'
import { listModels, packModels, pullModels, unpackModels, useModel, verifyModels, whereIs } from './models-actions.js'
import type { Streams } from './streams.js'

/** The command `models` with its subcommands. */
export function addModels(program: Command, streams: Streams): void {
  const models = program
    .command('models')
    .description('find, download, check, choose and carry models')
    .addHelpText('after', `
A model is a name that "models list" shows, a GGUF file, a folder for transformers.js, what Ollama calls it (qwen3:8b), or
where the Hub has it (hf:owner/repository/file.gguf, hf:owner/repository:Q4_K_M). Models are found in ULTRALINK_MODELS,
./models and the folders of the Hugging Face cache, LM Studio, llama.cpp and Ollama. Only "pull" opens a connection.

Examples:
  $ ultralink models list
  $ ultralink models pull qwen3-8b
  $ ultralink models use qwen3-8b`)
  addListModels(models, streams)
  addPull(models, streams)
  addVerify(models, streams)
  addUse(models, streams)
  addWhere(models, streams)
  addPack(models, streams)
}

function addListModels(models: Command, streams: Streams): void {
  models
    .command('list')
    .description('the models that are known or on this machine, with what they need')
    .addOption(new Option('--role <role>', 'only models of this role').choices(['generator', 'translator', 'embedder']))
    .option('--here', 'only models that are on this machine')
    .option('--long', 'with a description of each')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', `
Memory is an estimate of what the weights and their contexts take, of the GPU or of the machine; size is what is downloaded.

Examples:
  $ ultralink models list --role embedder --long
  $ ultralink models list --here --json`)
    .action((options) => listModels(options, streams))
}

function addPull(models: Command, streams: Streams): void {
  models
    .command('pull')
    .description('download models from the Hugging Face Hub; the same command again goes on where it stopped')
    .argument('[models...]', 'names, or where the Hub has them')
    .option('--lock <file>', 'exactly the models that this models.lock.json pins')
    .addHelpText('after', `
HF_ENDPOINT names a mirror. HF_TOKEN lets in where a licence is to be accepted first; it is sent to that host only and never
shown. Behind a proxy, set NODE_USE_ENV_PROXY=1 beside HTTPS_PROXY (Node 22.21 or 24). ULTRALINK_MODELS says where models are
kept (~/.local/share/ultralink/models). What arrives is checked against the Hub's sha256 and pinned in the lock there, under the
name of its file, or as owner-repository-name where that is another model's.

Examples:
  $ ultralink models pull qwen3-8b multilingual-e5-small
  $ ultralink models pull hf:Qwen/Qwen3-4B-GGUF:Q8_0
  $ ultralink models pull --lock data/runs/chat-specific/release/models.lock.json`)
    .action((names: string[], options) => pullModels(names, options, streams))
}

function addVerify(models: Command, streams: Streams): void {
  models
    .command('verify')
    .description('hash models again and compare with what was pinned')
    .argument('[models...]', 'names or files (default: those that come along and all that were pulled or unpacked)')
    .option('--lock <file>', 'check what this models.lock.json pins')
    .addHelpText('after', `
Ends with 1 when a model is missing or has changed.

Examples:
  $ ultralink models verify qwen3-8b
  $ ultralink models verify --lock data/runs/chat-specific/release/models.lock.json`)
    .action((names: string[], options) => verifyModels(names, options, streams))
}

function addUse(models: Command, streams: Streams): void {
  models
    .command('use')
    .description('take a model wherever none is named; --generator and --embedder still win')
    .argument('<model>', 'name, file or folder; nano-generator and nano-embedder are what it was at first')
    .addOption(new Option('--as <role>', 'what to use it as (default: what it is)').choices(['generator', 'embedder']))
    .addHelpText('after', `
The choice is kept in the file that ULTRALINK_CONFIG names, else in the folder for settings (~/.config/ultralink/models.json).

Examples:
  $ ultralink models use qwen3-8b
  $ ultralink models use models/multilingual-e5-small --as embedder`)
    .action((name: string, options) => useModel(name, options, streams))
}

function addWhere(models: Command, streams: Streams): void {
  models
    .command('where')
    .description('print the path of a model, or all places that were looked at')
    .argument('<model>', 'name, or what Ollama or the Hub calls it')
    .addHelpText('after', `
Examples:
  $ ultralink models where qwen3:8b
  $ ultralink models where hf:Qwen/Qwen3-8B-GGUF:Q4_K_M`)
    .action((name: string) => whereIs(name, streams))
}

function addPack(models: Command, streams: Streams): void {
  models
    .command('pack')
    .description('write models with their lock into one tar, to carry them to a machine without a network')
    .argument('<models...>', 'names, files or folders')
    .requiredOption('--out <file>', 'the tar to write')
    .addHelpText('after', `
Examples:
  $ ultralink models pack qwen3-8b multilingual-e5-small --out models.tar
  $ ultralink models pack models/my-tuned.gguf --out my-tuned.tar`)
    .action((names: string[], options) => packModels(names, options, streams))
  models
    .command('unpack')
    .description('install the models of a tar that "models pack" wrote, after checking every hash')
    .argument('<file>', 'the tar')
    .addHelpText('after', `
Examples:
  $ ultralink models unpack models.tar
  $ ultralink models unpack /media/stick/my-tuned.tar`)
    .action((file: string) => unpackModels(file, streams))
}
