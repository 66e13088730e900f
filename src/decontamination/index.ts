export { leak, leaks, openBenchmarks, type BenchmarkOptions, type Benchmarks, type Checked, type Leak } from './benchmarks.js'
export { decontaminate, type Decontaminated, type DecontaminateOptions, type Dropped } from './files.js'
