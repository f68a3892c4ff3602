import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { createServer, type Server, type ServerOptions } from 'node:https'
import { createSecureContext } from 'node:tls'
import { HOUR_MS } from '../clock.ts'
import type { Log } from '../log.ts'

const LOOK_EVERY_MS = HOUR_MS
const VERSION_MIN = 'TLSv1.2'

/** HTTPS without a proxy in front. A certificate that is renewed in its file is taken up within the hour. */
export interface Tls {
  createServer(options: ServerOptions, handle: RequestListener): Server
}

/** Reads a certificate with its key. @throws Error with a plain sentence when they cannot be read or are no pair. */
export async function openTls(certFile: string, keyFile: string, log: Log): Promise<Tls> {
  let pair = await readPair(certFile, keyFile)
  return {
    createServer(options, handle) {
      const server = createServer({ ...options, ...pair, minVersion: VERSION_MIN }, handle)
      const look = async () => {
        const now = await readPair(certFile, keyFile)
        if (now.cert === pair.cert && now.key === pair.key) return
        pair = now
        server.setSecureContext({ ...pair, minVersion: VERSION_MIN })
        log.info({ validTo: new X509Certificate(pair.cert).validTo }, 'a renewed certificate is in use')
      }
      const looking = setInterval(() => {
        look().catch((error: unknown) => log.error({ err: error }, 'the certificate cannot be read; the old one stays'))
      }, LOOK_EVERY_MS).unref()
      return server.once('close', () => clearInterval(looking))
    },
  }
}

async function readPair(certFile: string, keyFile: string): Promise<{ cert: string; key: string }> {
  try {
    const pair = { cert: await readFile(certFile, 'utf8'), key: await readFile(keyFile, 'utf8') }
    createSecureContext(pair)
    return pair
  } catch (error) {
    throw new Error('TLS_CERT and TLS_KEY cannot be used: they must be files in PEM that belong together.', {
      cause: error,
    })
  }
}
