// Clients of event streams, a process of its own: opens so many, tells when all have the marks that they are asked to
// watch for. Started by listeners.ts.
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Asked, Listening, Told } from './listeners.ts'

const OPENED_AT_ONCE = 100
const TRIES_MAX = 50
const AGAIN_MS = 200
/** A mark may begin in one chunk and end in the next. */
const TAIL = 100

let mark = ''
let missing = 0
/** Wall clock of whoever asks and of us alike, in ms: between processes there is no other. */
let lastAt = 0
const sockets: Listener[] = []
let dropped = 0
/** What somebody was told last who was not let in. */
let refused = ''
let stopping = false

class Listener {
  readonly socket: Socket
  #tail = ''
  #hasMark = true
  isOpen = false
  refused = ''

  constructor(socket: Socket) {
    this.socket = socket
  }

  watch(): void {
    this.#tail = ''
    this.#hasMark = false
  }

  take(chunk: Buffer): void {
    if (!this.isOpen) {
      const text = chunk.toString('latin1')
      this.isOpen = text.startsWith('HTTP/1.1 200')
      if (!this.isOpen) this.refused = text.slice(0, 200)
    }
    if (this.#hasMark) return
    const text = this.#tail + chunk.toString('latin1')
    if (text.includes(mark)) {
      this.#hasMark = true
      lastAt = Date.now()
      if (--missing === 0) tell({ allHave: mark, at: lastAt })
    } else this.#tail = text.slice(-TAIL)
  }
}

async function open({ port, path, count, firstAddress, perAddress, isDeaf }: Listening): Promise<void> {
  const request = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/event-stream\r\n\r\n`
  /** As a client does: whoever is not let in comes again. */
  const insist = async (number: number): Promise<void> => {
    const address = firstAddress + Math.floor(number / perAddress)
    const localAddress = `127.0.${2 + Math.floor(address / 250)}.${1 + (address % 250)}`
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const listener = new Listener(connect({ port, host: '127.0.0.1', localAddress }))
      const { socket } = listener
      socket.on('data', (chunk) => listener.take(chunk))
      socket.on('error', () => undefined)
      const heard = new Promise((resolve) => socket.once('data', resolve).once('close', resolve))
      socket.once('close', () => {
        if (listener.isOpen && !stopping) dropped++
        listener.isOpen = false
      })
      socket.write(request)
      await heard
      if (listener.isOpen) {
        if (isDeaf) socket.pause()
        sockets.push(listener)
        return
      }
      refused = listener.refused
      socket.destroy()
      await sleep(AGAIN_MS)
    }
  }
  for (let at = 0; at < count; at += OPENED_AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(OPENED_AT_ONCE, count - at) }, (_, index) => insist(at + index)))
}

const openOnes = () => sockets.filter((one) => one.isOpen)
const tell = (told: Told): void => void process.send?.(told)

process.on('message', (asked: Asked) => {
  if ('open' in asked) void open(asked.open).then(() => tell({ open: openOnes().length, refused }))
  else if ('watchFor' in asked) {
    mark = asked.watchFor
    const all = openOnes()
    missing = all.length
    for (const one of all) one.watch()
    tell({ watching: missing })
  } else if ('count' in asked) tell({ open: openOnes().length, dropped, missing })
  else {
    stopping = true
    for (const one of sockets) one.socket.destroy()
    process.disconnect()
  }
})
