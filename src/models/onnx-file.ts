import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { UserError } from '../errors.js'

/** Field of an ONNX model that holds its graph. */
const GRAPH = 7

/**
 * Walks over the outermost fields of an ONNX file, which is a protobuf message, without reading what is in them.
 * @throws UserError when it is cut short, or no ONNX file
 */
export function checkOnnx(path: string): void {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    const none = () => new UserError(`embedder ${path} is no ONNX file, or a damaged one; get the file again`)
    let at = 0
    let graph = false
    const varint = (): number => {
      const bytes = Buffer.alloc(10)
      const read = readSync(file, bytes, 0, 10, at)
      let value = 0
      for (let i = 0; i < read; i++) {
        value += (bytes[i]! & 0x7f) * 2 ** (7 * i)
        if (bytes[i]! < 0x80) {
          at += i + 1
          return value
        }
      }
      throw none()
    }
    while (at < size) {
      const tag = varint()
      if (tag % 8 === 0) varint()
      else if (tag % 8 === 2) {
        const length = varint() // which moves on itself
        at += length
        graph ||= Math.floor(tag / 8) === GRAPH
      } else throw none()
      if (at > size) throw new UserError(`embedder ${path} is cut short: it has ${size} bytes and its graph needs ${at}; get the file again`)
    }
    if (!graph) throw new UserError(`embedder ${path} is an ONNX file without a graph; get the file again`)
  } finally {
    closeSync(file)
  }
}
