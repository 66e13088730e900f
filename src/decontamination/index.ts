export { leak, leaks, openBenchmarks, type Benchmarks, type Leak } from './benchmarks.js'
export { decontaminate, type Decontaminated, type DecontaminateOptions } from './files.js'
