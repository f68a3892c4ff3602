import { Pool } from 'undici'

/** Requests to one address over kept connections, for load. */
export interface HttpLoad extends AsyncDisposable {
  post(
    path: string,
    headers: Readonly<Record<string, string>>,
    body: unknown,
  ): Promise<{ status: number; body: unknown }>
  get(path: string, headers: Readonly<Record<string, string>>): Promise<{ status: number; body: unknown }>
}

export function httpLoad(url: string, connections: number): HttpLoad {
  const pool = new Pool(url, { connections, pipelining: 1, headersTimeout: 30_000, bodyTimeout: 30_000 })
  const read = async (
    method: 'GET' | 'POST',
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ) => {
    const answer = await pool.request({ method, path, headers, ...(body === undefined ? {} : { body }) })
    const text = await answer.body.text()
    return { status: answer.statusCode, body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text }
  }
  return {
    get: (path, headers) => read('GET', path, headers),
    post: (path, headers, body) =>
      read('POST', path, { ...headers, 'content-type': 'application/json' }, JSON.stringify(body)),
    [Symbol.asyncDispose]: () => pool.close(),
  }
}
