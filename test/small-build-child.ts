import { harbourGenerator } from './harbours.js'
import { smallBuild } from './small-build.js'

// Run by build.test.ts as a process to be killed: builds into the folder given, each call taking a few milliseconds.
const [folder, milliseconds] = process.argv.slice(2)
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, Number(milliseconds)))
await smallBuild(folder!, { passages: 12, generator: harbourGenerator(pause) })
