import { Worker } from 'node:worker_threads'
import type { PrintedTicket } from './ticket-page.ts'

/** What the thread is asked, and what it answers. */
export interface RenderRequest {
  readonly id: number
  readonly tickets: readonly PrintedTicket[]
  readonly madeAt: Date
}
export type RenderAnswer = { readonly id: number } & ({ readonly pdf: Uint8Array } | { readonly failed: string })

export interface PdfRenderer {
  /** The document, or that too many wait already. @throws Error when it cannot be made, or not in 15 s. */
  render(tickets: readonly PrintedTicket[], madeAt: Date): Promise<Buffer | 'busy'>
  stop(): Promise<void>
}

/** At 20 to 40 ms a document, the last in the queue waits for about two seconds. */
const WAITING_MAX = 64
const RENDER_TIMEOUT_MS = 15_000

export interface RendererOptions {
  readonly waitingMax?: number
  readonly timeoutMs?: number
  readonly newThread?: () => Worker
}

interface Waiting {
  readonly resolve: (pdf: Buffer) => void
  readonly reject: (error: Error) => void
}

/**
 * Sets tickets in a thread of its own: a document takes some 20 ms of computing, and nobody who reserves a seat should
 * wait for somebody else's paper. The thread is started by the first document that is asked for. If it dies, or one document
 * is not done in time, it is ended, whoever waits gets an error and the next request starts another; `stop` ends it, with
 * an error for whoever still waits.
 */
export function openPdfRenderer(options: RendererOptions = {}): PdfRenderer {
  const { waitingMax = WAITING_MAX, timeoutMs = RENDER_TIMEOUT_MS, newThread = renderThread } = options
  const waiting = new Map<number, Waiting>()
  let thread: Worker | undefined
  let nextId = 0

  const failAll = (error: Error) => {
    thread = undefined
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  const startThread = () => {
    const started = newThread()
    started.unref()
    started.on('message', (answer: RenderAnswer) => {
      const asker = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('pdf' in answer) asker?.resolve(Buffer.from(answer.pdf))
      else asker?.reject(new Error(`a ticket could not be set: ${answer.failed}`))
    })
    const died = (error: Error) => {
      if (thread === started) failAll(error)
    }
    started.on('error', (error) => died(error instanceof Error ? error : new Error(String(error))))
    started.on('exit', () => died(new Error('the thread that sets tickets has ended')))
    return started
  }

  return {
    async render(tickets, madeAt) {
      if (waiting.size >= waitingMax) return 'busy'
      const asked = (thread ??= startThread())
      const id = nextId++
      const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
      waiting.set(id, { resolve, reject })
      const timer = setTimeout(() => {
        // What comes after it waits for the same thread, which would never come to it.
        if (thread === asked) failAll(new Error(`a ticket was not set within ${timeoutMs} ms`))
        void asked.terminate()
      }, timeoutMs)
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      asked.postMessage({ id, tickets, madeAt } satisfies RenderRequest)
      return promise.finally(() => clearTimeout(timer))
    },
    async stop() {
      const stopping = thread
      failAll(new Error('stopping'))
      await stopping?.terminate()
    },
  }
}

const renderThread = () => new Worker(new URL('./render-thread.ts', import.meta.url))
