import { browserSession } from './browser-session.ts'
import { saveFile } from './save-file.ts'

/** Something of somebody's that is no JSON: a document, a stream. @throws TypeError when it cannot be had. */
export async function fetchSignedIn(path: string, init: RequestInit = {}): Promise<Response> {
  const token = await browserSession().token()
  const headers = new Headers(init.headers)
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
  const response = await fetch(path, { ...init, headers })
  if (!response.ok) throw new TypeError(`${path}: ${response.status}`)
  return response
}

/** Fetches a document and hands it over as a download. */
export async function download(path: string, name: string): Promise<void> {
  const response = await fetchSignedIn(path)
  saveFile(name, await response.blob())
}
