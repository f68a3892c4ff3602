import { randomInt } from 'node:crypto'
import { isFree } from '@foyer/server/platform/postgres/port'

/** Below what systems lend to outgoing connections, and below the ports of the embedded PostgreSQL. */
const PORT_MIN = 12_000
const PORT_MAX = 20_000
const TRIES_MAX = 100

/** A port that nothing listens on now, and that no outgoing connection takes while a killed server is away. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const port = randomInt(PORT_MIN, PORT_MAX)
    if (await isFree(port)) return port
  }
  throw new Error(`no free port in ${TRIES_MAX} tries`)
}
