import type { IncomingMessage, ServerResponse } from 'node:http'

const BODY_MAX_BYTES = 256 * 1_024

/** The body as text, or null where it is larger than is read here. A connection that breaks off rejects. */
export const readBody = (request: IncomingMessage): Promise<string | null> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let bytes = 0
    request.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes <= BODY_MAX_BYTES) parts.push(part)
    })
    request.on('end', () => resolve(bytes > BODY_MAX_BYTES ? null : Buffer.concat(parts).toString()))
    request.on('error', reject)
  })

export const sendText = (
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>>,
): void => {
  const bytes = Buffer.byteLength(body)
  response.writeHead(status, { ...headers, 'content-length': bytes })
  response.end(body, encodingOf(body, bytes))
}

/** One byte a letter means plain ASCII, which Node writes faster when told so. */
export const encodingOf = (body: string, bytes: number): 'latin1' | 'utf8' =>
  bytes === body.length ? 'latin1' : 'utf8'

export const sendJson = (response: ServerResponse, status: number, value: unknown): void =>
  sendText(response, status, JSON.stringify(value), { 'content-type': 'application/json', 'cache-control': 'no-store' })
