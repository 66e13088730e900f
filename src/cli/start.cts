import os = require('node:os')
import coreCount = require('../core-count.cjs')

/*
 * The size: llama.cpp's tokens are drawn on libuv's threads, of which there are four unless the environment says otherwise before the
 * first is used. Loading an ES module uses them, so this file is none. Fewer than the cores keep draws waiting, more wait for one another.
 *
 * The home: node-llama-cpp asks for it as it is loaded, and a user that the machine has no name for, as in containers, has none. It is
 * `/` then, as Docker has it; an empty one would be the folder that a command is given in.
 */
process.env['UV_THREADPOOL_SIZE'] ??= String(coreCount())
if (process.env['HOME'] === '') delete process.env['HOME']
try {
  os.homedir()
} catch {
  process.env['HOME'] = '/'
}
void import('./main.js')
