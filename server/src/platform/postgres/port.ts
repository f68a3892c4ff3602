import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { replaceFile } from './cluster.ts'
import { hasCode } from './processes.ts'

/** Below the range from which Linux (32768) and macOS (49152) lend ports to outgoing connections. */
const PORT_MIN = 20_000
const PORT_MAX = 32_000
const TRIES_MAX = 100

/**
 * The port of the last start, which a file remembers, where it is free, so that addresses written down elsewhere stay
 * true; else a new one.
 */
export async function choosePort(file: string): Promise<number> {
  const remembered = readPort(file)
  if (remembered !== undefined && (await isFree(remembered))) return remembered
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const port = randomInt(PORT_MIN, PORT_MAX)
    if (await isFree(port)) return port
  }
  throw new Error(`No free port on 127.0.0.1 in ${TRIES_MAX} tries between ${PORT_MIN} and ${PORT_MAX}`)
}

export const rememberPort = (file: string, port: number): void => replaceFile(file, `${port}\n`)

function readPort(file: string): number | undefined {
  try {
    const port = Number(readFileSync(file, 'utf8'))
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
    return undefined
  }
}

export async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return true
  } catch (error) {
    if (!hasCode(error, 'EADDRINUSE', 'EACCES')) throw error
    return false
  } finally {
    server.close()
  }
}
