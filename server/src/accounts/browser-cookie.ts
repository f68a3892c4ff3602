import type { FastifyRequest } from 'fastify'
import { SECOND_MS, type Clock } from '../platform/clock.ts'
import { problem } from '../platform/http/problem.ts'

/** The cookie that carries the refresh token of a browser. */
export interface BrowserCookie {
  /** @throws `foreign-origin` unless the request comes from a page of this very server. */
  requireOwnPage(request: FastifyRequest): void
  read(request: FastifyRequest): string | undefined
  /** A Set-Cookie that keeps the token until the session is over. */
  keep(token: string, until: Date): string
  /** A Set-Cookie that takes it away. */
  readonly forget: string
}

/**
 * No script reads it, no other site has it sent along (SameSite=Strict), and under https it is bound to this host and
 * travels encrypted alone (`__Host-`). What asks for it or is known by it must moreover say that it comes from a page of
 * ours: a browser puts `Origin` on every POST, and lets no page change it.
 */
export function createBrowserCookie(publicUrl: string, clock: Clock): BrowserCookie {
  const secure = publicUrl.startsWith('https:')
  const ownOrigin = new URL(publicUrl).origin
  const name = secure ? '__Host-foyer-session' : 'foyer-session'
  const pattern = new RegExp(`(?:^|;\\s*)${name}=([A-Za-z0-9_-]{43})(?:;|$)`)
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
  return {
    requireOwnPage(request) {
      const { origin } = request.headers
      // On a machine of one's own it is reached by several names: the one in the address bar is as good.
      const own = origin === ownOrigin || (!secure && origin === `http://${request.host}`)
      if (!own) throw problem('foreign-origin')
    },
    read: (request) => pattern.exec(request.headers.cookie ?? '')?.[1],
    keep: (token, until) =>
      `${name}=${token}; Max-Age=${Math.max(0, Math.floor((until.getTime() - clock.now().getTime()) / SECOND_MS))}; ${attributes}`,
    forget: `${name}=; Max-Age=0; ${attributes}`,
  }
}
