// Loaded with --import into a process and its worker threads: whoever opens a socket or looks a name up gets an error.
import dgram from 'node:dgram'
import dns from 'node:dns'
import net from 'node:net'

const refuse = (what: string) => () => {
  throw new Error(`${what} was called: nothing may open a socket`)
}

net.Socket.prototype.connect = refuse('net.Socket.connect')
net.Server.prototype.listen = refuse('net.Server.listen')
dgram.Socket.prototype.bind = refuse('dgram.Socket.bind')
dgram.Socket.prototype.send = refuse('dgram.Socket.send')
dns.lookup = refuse('dns.lookup') as unknown as typeof dns.lookup
dns.promises.lookup = refuse('dns.promises.lookup') as unknown as typeof dns.promises.lookup
globalThis.fetch = refuse('fetch')
