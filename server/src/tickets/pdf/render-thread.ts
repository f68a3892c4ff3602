import { parentPort } from 'node:worker_threads'
import type { RenderAnswer, RenderRequest } from './renderer.ts'
import { renderTicketsPdf } from './tickets-pdf.ts'

/** Runs in the thread of `openPdfRenderer`: one document after the other. */
const port = parentPort
if (port === null) throw new Error('this runs in a thread of openPdfRenderer')

port.on('message', ({ id, tickets, madeAt }: RenderRequest) => {
  renderTicketsPdf(tickets, madeAt).then(
    (pdf) => port.postMessage({ id, pdf } satisfies RenderAnswer),
    (error: unknown) => port.postMessage({ id, failed: String(error) } satisfies RenderAnswer),
  )
})
