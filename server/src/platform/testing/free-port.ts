import { randomInt } from 'node:crypto'
import { isFree } from '../postgres/port.ts'

/** Below what systems lend to outgoing connections, and below the ports of the embedded PostgreSQL. */
const PORT_MIN = 12_000
const PORT_MAX = 20_000
const TRIES_MAX = 100

const given = new Set<number>()

/**
 * A port that nothing listens on now, for a server that is told its port before it starts, or keeps it over a restart. One
 * that the system chooses (0) is lent to the next who asks as soon as it is closed, or to an outgoing connection while a
 * killed server is away; this one is not, and no second call in this process returns it.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const port = randomInt(PORT_MIN, PORT_MAX)
    if (given.has(port) || !(await isFree(port))) continue
    given.add(port)
    return port
  }
  throw new Error(`no free port in ${TRIES_MAX} tries`)
}
