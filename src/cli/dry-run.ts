import { build } from '../build.js'
import type { Config } from './settings.js'
import type { Streams } from './streams.js'
export async function dryRun(_config: Config, _streams: Streams): Promise<void> { void build }
