import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import coreCount from '../src/core-count.cjs'

/** A root with these files. */
function rootOf(t: TestContext, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'ultralink-cores-'))
  t.after(() => rmSync(root, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

describe('the number of cores', () => {
  const all = availableParallelism()

  it('is that of the machine where no control group says less', (t) => {
    assert.equal(coreCount(rootOf(t, {})), all)
    assert.equal(coreCount(rootOf(t, { 'proc/self/cgroup': '0::/user.slice/a.scope\n', 'sys/fs/cgroup/user.slice/a.scope/cpu.max': 'max 100000\n' })), all)
    assert.equal(coreCount(rootOf(t, { 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': '99900000 100000\n' })), all)
    assert.ok(coreCount() >= 1 && coreCount() <= cpus().length)
  })
  it('is that of the cores it is bound to, of those that there are', (t) => {
    const boundTo = (list: string, max = 'max 100000') => coreCount(rootOf(t, { 'proc/self/status': `Name:\tnode\nCpus_allowed:\tf\nCpus_allowed_list:\t${list}\nMems_allowed_list:\t0\n`, 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': `${max}\n` }))
    assert.deepEqual(['1', '0-1', '0,2-3,8', '0-1023'].map((list) => boundTo(list)), [1, 2, 4, 1024].map((cores) => Math.min(cores, cpus().length)))
    assert.equal(boundTo('0-1023', '100000 100000'), 1)
    assert.equal(boundTo('what'), all)
  })
  it('is the time that a container has, in whole cores, and one at the least', (t) => {
    const container = (max: string) => coreCount(rootOf(t, { 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': max }))
    assert.equal(container('100000 100000\n'), 1)
    assert.equal(container('190000 100000\n'), 1)
    assert.equal(container('50000 100000\n'), 1)
    assert.equal(container('200000 100000\n'), Math.min(2, all))
  })
  it('is the least of a group and all groups that it is in', (t) => {
    const root = rootOf(t, {
      'proc/self/cgroup': '0::/system.slice/job.slice/a.service\n',
      'sys/fs/cgroup/system.slice/job.slice/cpu.max': '100000 100000\n',
      'sys/fs/cgroup/system.slice/job.slice/a.service/cpu.max': '800000 100000\n',
    })
    assert.equal(coreCount(root), 1)
  })
  it('is read from control groups of the first version too, where a container sees only its own', (t) => {
    const lines = '12:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n3:cpuset:/docker/abc\n'
    const of = (quota: string) => coreCount(rootOf(t, { 'proc/self/cgroup': lines, 'sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us': `${quota}\n`, 'sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us': '100000\n' }))
    assert.equal(of('100000'), 1)
    assert.equal(of('-1'), all)
  })
  it('is read from them where their folder has the names in another order', (t) => {
    assert.equal(coreCount(rootOf(t, { 'proc/self/cgroup': '4:cpuacct,cpu:/a\n0::/a\n', 'sys/fs/cgroup/cpu/a/cpu.cfs_quota_us': '100000\n', 'sys/fs/cgroup/cpu/a/cpu.cfs_period_us': '100000\n' })), 1)
  })
  it('goes by nothing that cannot be read as a number', (t) => {
    assert.equal(coreCount(rootOf(t, { 'proc/self/cgroup': 'nonsense\n\n0::\n', 'sys/fs/cgroup/cpu.max': 'what\n' })), all)
  })
})
