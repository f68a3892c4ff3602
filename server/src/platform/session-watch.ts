import { connect, type Socket } from 'node:net'

/** An answer that takes longer makes one ask whether there still is a server. */
const SILENCE_MS = 15_000
/** The first words of anybody who comes (SSLRequest), which the server answers before it asks who it is. */
const KNOCK = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])
/** In pieces that are counted and not measured: a process that was halted wakes to a clock that has gone on. */
const PIECES = 3

/**
 * Gives up a session whose server is gone without a word, as when its machine is lost: by itself the system tells after a
 * quarter of an hour, and until then whoever asked waits. A statement may take its time, so the server is knocked at
 * first, at the same address, and the session is ended when that is not answered either.
 * @param isAsked whether an answer is waited for
 */
export function watchSession(session: Socket, isAsked: () => boolean, silenceMs = SILENCE_MS): void {
  let silent = 0
  let knocking = false
  const look = async () => {
    if (session.destroyed) return clearInterval(watch)
    if (!isAsked()) silent = 0
    if (!isAsked() || ++silent <= PIECES || knocking) return
    knocking = true
    const { remoteAddress, remotePort } = session
    const isThere = await isAnswered(remoteAddress, remotePort, silenceMs / PIECES)
    knocking = false
    if (isThere) silent = 0
    else if (silent > 0)
      session.destroy(Object.assign(new Error('the database says nothing any more'), { code: 'ETIMEDOUT' }))
  }
  const watch = setInterval(() => void look(), silenceMs / PIECES).unref()
  session.on('data', () => void (silent = 0))
  session.on('close', () => clearInterval(watch))
}

/** Whether a server answers at an address; a socket in a folder has none, and is of this machine. */
function isAnswered(host: string | undefined, port: number | undefined, withinMs: number): Promise<boolean> {
  if (host === undefined || port === undefined) return Promise.resolve(true)
  return new Promise((resolve) => {
    const knock = connect({ host, port, timeout: withinMs }, () => knock.write(KNOCK))
    const over = (isThere: boolean) => {
      resolve(isThere)
      knock.destroy()
    }
    knock.once('data', () => over(true))
    knock.once('timeout', () => over(false))
    knock.once('error', () => over(false))
    knock.once('close', () => over(false))
  })
}
