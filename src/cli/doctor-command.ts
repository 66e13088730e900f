import { join } from 'node:path'
import type { Command } from 'commander'
import { UserError } from '../errors.js'
import { readChoice } from '../models/choice.js'
import { examineMachine, type Finding } from './doctor-machine.js'
import { examineModels } from './doctor-models.js'
import type { Streams } from './streams.js'
import { width } from './table.js'

/** Adds `ultralink doctor`. */
export function addDoctor(program: Command, streams: Streams): void {
  program
    .command('doctor')
    .description('look at this machine and the models, and say now what would fail in hour three')
    .option('--generator <model>', 'as of build (default: what build takes)')
    .option('--embedder <model>', 'as of build (default: what build takes)')
    .option('--out <folder>', 'where runs would be kept', join('data', 'runs'))
    .addHelpText('after', `
Ends with 0 when all is well or only warned of, with 1 when something will fail.

Examples:
  $ ultralink doctor
  $ ultralink doctor --generator /models/Qwen3-8B-Q4_K_M.gguf --embedder /models/multilingual-e5-small --out /data/runs`)
    .action((options: DoctorOptions) => doctorCommand(options, streams))
}

interface DoctorOptions {
  readonly generator?: string
  readonly embedder?: string
  readonly out: string
}

/** Prints a line per check as it is known. @throws UserError when something will fail */
async function doctorCommand({ generator, embedder, out }: DoctorOptions, { out: terminal, signal }: Streams): Promise<void> {
  const choice = readChoice()
  const failed: string[] = []
  let warned = 0
  const say = (finding: Finding): void => {
    if (finding.state === 'fail') failed.push(finding.check)
    if (finding.state === 'warn') warned++
    terminal.write(`${lineOf(finding)}\n`)
  }
  for (const finding of await examineMachine(out)) say(finding)
  for await (const finding of examineModels(generator ?? choice.generator ?? 'nano-generator', embedder ?? choice.embedder ?? 'nano-embedder')) {
    signal.throwIfAborted()
    say(finding)
  }
  if (failed.length > 0) throw new UserError(`a build will fail: see ${failed.join(', ')}`)
  terminal.write(warned === 0 ? 'all is well\n' : `nothing stands in the way of a build; ${warned} ${warned === 1 ? 'thing' : 'things'} to think about\n`)
}

/** `warn  memory          0.8 GB free of 16 GB → end other programs` */
function lineOf({ state, check, found, advice }: Finding): string {
  const column = (text: string, size: number): string => text + ' '.repeat(Math.max(0, size - width(text)))
  return `${column(state, 4)}  ${column(check, 14)}  ${found}${advice ? ` → ${advice}` : ''}`
}
