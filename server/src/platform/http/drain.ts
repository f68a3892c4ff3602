import type { FastifyInstance } from 'fastify'
import { closeEventStreams } from './event-stream.ts'

/** Who has not sent a whole request by then, or has not taken its answer, is cut off. */
const CUT_OFF_AFTER_MS = 5_000
const TIDY_EVERY_MS = 50

/** Once the process is stopping, each answer asks its client to come back over another connection. */
export function partWith(app: FastifyInstance, isStopping: () => boolean): void {
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isStopping()) reply.header('connection', 'close')
    done()
  })
}

/**
 * Stops a server: no connection is accepted any more, streams end, and every request that was accepted is answered.
 * Connections that clients keep for later are closed as soon as nothing is under way on them (the server's own `close`
 * closes those alone that are idle at that moment, and waits more than a minute for the others), all that are left
 * after five seconds.
 */
export async function drain(app: FastifyInstance): Promise<void> {
  const tidy = () => {
    closeEventStreams()
    app.server.closeIdleConnections()
  }
  const tidying = setInterval(tidy, TIDY_EVERY_MS)
  const cuttingOff = setTimeout(() => app.server.closeAllConnections(), CUT_OFF_AFTER_MS)
  try {
    closeEventStreams()
    await app.close()
  } finally {
    clearInterval(tidying)
    clearTimeout(cuttingOff)
  }
}
