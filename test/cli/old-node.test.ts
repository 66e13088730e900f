import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import oldNode from '../../src/cli/old-node.cjs'
import { packageRoot } from '../../src/package.js'

const folder = mkdtempSync(join(tmpdir(), 'old-node-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const compiled = (name: string) => join(packageRoot, 'dist', 'src', 'cli', name)

test('the versions of Node that are taken are those of the package, and the README names them', () => {
  for (const version of ['20.19.0', '20.20.2', '22.12.0', '23.0.0', '24.1.0', '26.10.0']) assert.equal(oldNode(version), undefined, version)
  for (const version of ['0.12.18', '6.17.1', '12.22.12', '18.20.0', '20.9.0', '20.18.3', '21.7.3', '22.11.0']) {
    assert.equal(oldNode(version), `ultralink needs Node 20.19, 22.12 or newer, and this is Node ${version} (${process.execPath}); install a newer one, or put it first in PATH`)
  }
  const { engines } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { engines: { node: string } }
  assert.equal(engines.node, '^20.19 || >=22.12')
  assert.match(readFileSync(join(packageRoot, 'README.md'), 'utf8'), /Node 20\.19, 22\.12 or newer/)
})

test('every command of a Node that is too old ends with 1 and one sentence, before anything is loaded', async () => {
  const older = join(folder, 'older.cjs')
  writeFileSync(older, `Object.defineProperty(process, 'versions', { value: Object.assign({}, process.versions, { node: '18.20.0' }) })
    process.on('exit', () => console.log(JSON.stringify(Object.keys(require.cache).map((file) => require('node:path').basename(file)))))`)
  for (const command of ['build', 'doctor', '--version']) {
    const ended = await promisify(execFile)(process.execPath, ['--require', older, compiled('bin.cjs'), command]).then(() => undefined, (error: { code: number; stdout: string; stderr: string }) => error)
    assert.deepEqual([ended?.code, ended?.stderr], [1, `${oldNode('18.20.0')}\n`])
    assert.deepEqual(JSON.parse(ended!.stdout), ['older.cjs', 'bin.cjs', 'old-node.cjs'])
  }
})

test('what is read before the version is known has no syntax that an old Node cannot parse', () => {
  for (const name of ['bin.cjs', 'old-node.cjs']) {
    const code = readFileSync(compiled(name), 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '')
    assert.doesNotMatch(code, /\?\?|\?\.|=>|`|\basync\b|\bawait\b|\bimport\b|\bclass\b|\.\.\.|\*\*|catch *\{|node:(?!\/)|[|&]{2}=/, name)
  }
})
