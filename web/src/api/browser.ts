import type { Send } from './api.ts'

const TIMEOUT_MS = 15_000

/** Carries a request of a page to the API: at its own address, with the cookies that it set. */
export const sendFromBrowser: Send = async ({ method, url, headers, body, signal }) => {
  const late = AbortSignal.timeout(TIMEOUT_MS)
  const response = await fetch(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    signal: signal === undefined ? late : AbortSignal.any([signal, late]),
  })
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    retryAfter: response.headers.get('retry-after'),
    text: await response.text(),
  }
}
