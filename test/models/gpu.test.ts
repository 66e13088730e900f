import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { UserError } from '../../src/errors.js'
import { gpuOf } from '../../src/models/gpu.js'

describe('the GPU that llama.cpp computes on', () => {
  it('is the one of its binary where that has a device', () => {
    assert.equal(gpuOf({ gpu: 'cuda', supportsGpuOffloading: true }), 'cuda')
    assert.equal(gpuOf({ gpu: 'vulkan', supportsGpuOffloading: true }, 'vulkan'), 'vulkan')
  })
  it('is none where the binary for one finds no device, as that for Vulkan on a server with a display driver and no card', () => {
    assert.equal(gpuOf({ gpu: 'vulkan', supportsGpuOffloading: false }), false)
    assert.equal(gpuOf({ gpu: false, supportsGpuOffloading: false }), false)
    assert.equal(gpuOf({ gpu: false, supportsGpuOffloading: false }, false), false)
  })
  it('is an error where another is asked for', () => {
    assert.throws(() => gpuOf({ gpu: 'vulkan', supportsGpuOffloading: false }, 'vulkan'), new UserError('gpu: vulkan: llama.cpp finds no such device on this machine; install its driver, choose another gpu, or leave it to llama.cpp'))
  })
})
