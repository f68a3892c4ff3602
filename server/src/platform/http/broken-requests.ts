import type { Socket } from 'node:net'
import { newId } from '../ids.ts'
import { problem, renderProblem, type FieldError, type ProblemError } from './problem.ts'

/** A path that the router cannot read. */
export const badPath = (partLengthMax: number): ProblemError =>
  problem('bad-request', {
    errors: [{ field: 'path', expected: `percent-encoded UTF-8, each part at most ${partLengthMax} characters long` }],
  })

/** Answers a request that is no HTTP, too large or too slow, and closes its connection: there is no request to reply to. */
export function answerBrokenRequest(error: Error & { code?: string }, connection: Socket): void {
  if (connection.writable && error.code !== 'ECONNRESET') {
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
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { field: 'request', expected: 'all of it within 30 seconds' }
  return { field: 'request', expected: 'HTTP/1.1 as in RFC 9112' }
}
