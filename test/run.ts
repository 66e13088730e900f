import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'

// Runs every *.test.js beside this file and below; arguments keep only the files whose path contains one of them.
const folder = fileURLToPath(new URL('.', import.meta.url))
const wanted = process.argv.slice(2)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.js') && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
  .map((name) => join(folder, name))
  .sort()

// What the developer chose with `ultralink models use` is no part of a test.
process.env['ULTRALINK_CONFIG'] = join(folder, 'no-choice.json')

if (files.length === 0) throw new Error(`no test file in ${folder} has ${wanted.join(' or ')} in its path`)

run({ files, concurrency: 2 })
  .on('test:fail', () => {
    process.exitCode = 1
  })
  .compose(new spec())
  .pipe(process.stdout)
