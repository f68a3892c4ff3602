import { registerHooks } from 'node:module'
import type { Socket } from 'node:net'
import type Postgres from 'postgres'

/** A text of the driver, and what it becomes. */
type Mend = readonly [from: string, to: string]

/**
 * What postgres.js 3.4.9 gets wrong when a session is lost (its issues 1066, 1154 and 1208) or much is sent at once (823
 * and 1189), by file. Mended as it is loaded; a release that has other texts there is refused, and then wants to be looked
 * at.
 */
const MENDS: Readonly<Record<string, readonly Mend[]>> = {
  '/postgres/src/connection.js': [
    // A statement for a session that is gone, such as the rollback of its transaction, was written to nobody: the
    // process ended with a TypeError out of a timer. It is refused.
    [
      `    if (q.cancelled)
      return

    try {`,
      `    if (q.cancelled)
      return

    if (!socket || socket.destroyed)
      return queryError(q, Errors.connection('CONNECTION_CLOSED', options)), true

    try {`,
    ],
    // What waited to be sent or answered stayed behind: the session made in its place sent half of it, failed with the
    // last words of the old one, or gave answers to the wrong questions.
    [
      `    socket = null

    if (initial)
      return reconnect()

    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))`,
      `    socket = null
    chunk = nextWriteTimer = null

    if (initial)
      return reconnect()

    ;(query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
    query = results = errorResponse = null
    result = new Result()
    rows = 0`,
    ],
    // A transaction that filled the session's pipeline, or whose `begin` the socket took slowly, was begun without having
    // the session to itself: it failed and stayed open, and what came next from anybody ran in it.
    [
      `      return write(toBuffer(q))
        && !q.describeFirst`,
      `      const written = write(toBuffer(q))
      if (q.options.onexecute)
        return q.options.onexecute(connection), false
      return written
        && !q.describeFirst`,
    ],
    [
      `        && sent.length < max_pipeline
        && (!q.options.onexecute || q.options.onexecute(connection))`,
      '        && sent.length < max_pipeline',
    ],
    // A socket that had room again gave the session of a transaction to others, between two of its statements.
    [
      '!query && onopen(connection)\n  }\n\n  function data',
      '!query && !connection.reserved && onopen(connection)\n  }\n\n  function data',
    ],
    // A server whose machine is gone says nothing, and whoever asked waited for a quarter of an hour.
    [
      `      socket.on('data', data)
`,
      `      socket.on('data', data)
      options.onsession && options.onsession(socket, () => query !== null || sent.length > 0)
`,
    ],
    // Lost while it asked for the types of the database, it ended the process by a rejection that nobody heard.
    ['return fetchArrayTypes()', 'return fetchArrayTypes().catch(errored)'],
  ],
  '/postgres/src/index.js': [
    ['    onclose         : o.onclose,\n', '    onclose         : o.onclose,\n    onsession       : o.onsession,\n'],
    // Statements and the rollback of a transaction that had lost its session went to the session in its place: into the
    // transaction of somebody else.
    [', prepare = null\n\n    try {', ', prepare = null\n      , lost = null\n\n    try {'],
    [
      'new Promise((_, reject) => connection.onclose = reject)',
      `new Promise((_, reject) => connection.onclose = e => {
          lost = e
          while (queries.length)
            queries.shift().reject(e)
          reject(e)
        })`,
    ],
    [
      'q.catch(e => uncaughtError || (uncaughtError = e))',
      `q.catch(e => uncaughtError || (uncaughtError = e))
        if (lost)
          return q.reject(lost)`,
    ],
    // So did the statements of whoever had kept a session for themselves, or had given it back; and one that was given
    // back after it was lost went to the open ones as it was, and refused all that came to it from then on.
    [
      `    c.reserved.release = true

    const sql = Sql(handler)
    sql.release = () => {
      c.reserved = null`,
      `    c.reserved.release = true
    let lost = null
    c.onclose = e => {
      lost = e
      while (queue.length)
        queue.shift().reject(e)
    }

    const sql = Sql(handler)
    sql.release = () => {
      if (lost)
        return
      lost = Errors.connection('CONNECTION_ENDED', options, options)
      c.onclose = c.reserved = null`,
    ],
    [
      `    function handler(q) {
      c.queue === full
        ? queue.push(q)`,
      `    function handler(q) {
      if (lost)
        return q.reject(lost)
      c.queue === full
        ? queue.push(q)`,
    ],
  ],
}

/** Beyond the driver's own options. */
export interface MoreOptions {
  /** Hears of each session that begins, and whether an answer is waited for on it. */
  readonly onsession?: (session: Socket, isAsked: () => boolean) => void
}

/** The driver of PostgreSQL, mended. Nothing else imports it, lest it be loaded as it is. */
export const postgres: typeof Postgres = await loadMended()

async function loadMended(): Promise<typeof Postgres> {
  const unmended = new Set(Object.keys(MENDS))
  const hooks = registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context)
      const file = Object.keys(MENDS).find((name) => url.endsWith(name))
      if (file === undefined || loaded.source === null || loaded.source === undefined) return loaded
      unmended.delete(file)
      const text = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source)
      return { ...loaded, source: mend(file, text) }
    },
  })
  try {
    const { default: driver } = await import('postgres')
    if (unmended.size > 0) throw new Error('the database driver was loaded before it could be mended')
    return driver
  } finally {
    hooks.deregister()
  }
}

function mend(file: string, text: string): string {
  let mended = text
  for (const [from, to] of MENDS[file] ?? []) {
    if (mended.split(from).length !== 2) throw new Error(`another release of the database driver: look at ${file} anew`)
    mended = mended.replace(from, () => to)
  }
  return mended
}
