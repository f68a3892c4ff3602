import { createHmac } from 'node:crypto'
import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { encodingOf } from './http.ts'

/** Carries one signed body after another to the shop, over connections that stay open. */
export class Courier {
  readonly #http: HttpAgent
  readonly #https: HttpsAgent

  constructor(maxSockets: number) {
    this.#http = new HttpAgent({ keepAlive: true, maxSockets })
    this.#https = new HttpsAgent({ keepAlive: true, maxSockets })
  }

  /** The status answered; 0 where there was none in time. */
  post(url: string, body: string, signature: string, timeoutMs: number): Promise<number> {
    const bytes = Buffer.byteLength(body)
    const secure = url.startsWith('https:')
    return new Promise((resolve) => {
      const request = (secure ? httpsRequest : httpRequest)(
        url,
        {
          method: 'POST',
          agent: secure ? this.#https : this.#http,
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            'content-type': 'application/json; charset=utf-8',
            'content-length': bytes,
            'stripe-signature': signature,
            'user-agent': 'Foyer payment sandbox',
          },
        },
        (response) => {
          response.on('error', () => resolve(0))
          response.on('end', () => resolve(response.statusCode ?? 0))
          response.resume()
        },
      )
      request.on('error', () => resolve(0))
      request.on('close', () => resolve(0))
      request.end(body, encodingOf(body, bytes))
    })
  }

  stop(): void {
    this.#http.destroy()
    this.#https.destroy()
  }
}

/** The `Stripe-Signature` header: HMAC-SHA256 of `<seconds>.<body>` with the endpoint's secret, scheme v1. */
export const sign = (body: string, secret: string, seconds: number): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
