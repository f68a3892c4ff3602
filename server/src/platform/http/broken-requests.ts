import type { Socket } from 'node:net'
import { newId } from '../ids.ts'
import { problem, renderProblem, type FieldError, type ProblemError } from './problem.ts'

/** A path that the router cannot read. */
export const badPath = (partLengthMax: number): ProblemError =>
  problem('bad-request', {
    errors: [{ field: 'path', expected: `percent-encoded UTF-8, each part at most ${partLengthMax} characters long` }],
  })

/**
 * Answers a request that is no HTTP, too large or too slow, and closes its connection: there is no request to reply to.
 *
 * A connection over which nothing ever came is closed without a word. Browsers open one in advance and may use it in
 * the very moment it is closed: a word said before would be taken for the answer, while a request that meets a closed
 * connection is sent again over another (RFC 9110, 9.2.2).
 */
export function answerBrokenRequest(error: Error & { code?: string }, connection: Socket): void {
  if (connection.writable && connection.bytesRead > 0 && error.code !== 'ECONNRESET') {
    const refusal = problem('bad-request', { errors: [expectationOf(error.code)] })
    const body = JSON.stringify(renderProblem(refusal, newId()))
    const length = Buffer.byteLength(body)
    connection.write(
      `HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${body}`,
    )
  }
  connection.destroy(error)
}

function expectationOf(code: string | undefined): FieldError {
  if (code === 'HPE_HEADER_OVERFLOW') return { field: 'headers', expected: 'at most 16 KiB with the address' }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return { field: 'request', expected: 'its head within 15 seconds, all of it within 30' }
  return { field: 'request', expected: 'HTTP/1.1 as in RFC 9112' }
}
