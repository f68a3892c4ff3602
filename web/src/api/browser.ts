import { apiOver, type Api } from './api.ts'

const TIMEOUT_MS = 15_000

/** The API as a page calls it: at its own address, with the cookies that it set. */
export const browserApi: Api = apiOver(async ({ method, url, headers, body, signal }) => {
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
})
