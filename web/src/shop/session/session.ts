import { Refused } from '@foyer/contract/client'
import type { Account, SignedIn, Tokens } from '@foyer/contract/accounts'
import { apiOver, type Api, type ApiResponse, type Send } from '../../api/api.ts'
import { needsPerson } from './needs-person.ts'

/** Who is here, as far as is known. */
export type SessionState =
  /** Not asked yet; so it is on the server, and at first in a browser. */
  | { readonly who: 'unknown' }
  | { readonly who: 'nobody' }
  | { readonly who: 'somebody'; readonly account: Account }
  /** Somebody was, and nobody answers who could tell. */
  | { readonly who: 'unreachable' }

/** What a session keeps of itself in the browser: that there is one, and of what kind; never what proves it. */
export interface SessionHint {
  read(): boolean
  /** Whether it is one of somebody who sells. */
  sells(): boolean
  write(signedIn: boolean, kind?: Account['kind']): void
}

/** Tells the other tabs, and hears from them, that somebody signed in or out. */
export interface SessionNews {
  tell(signedIn: boolean): void
  listen(hear: (signedIn: boolean) => void): void
}

export interface SessionParts {
  readonly send: Send
  readonly hint: SessionHint
  readonly news: SessionNews
  /** Milliseconds. */
  readonly now: () => number
  /** Whatever else is kept of a person in this browser goes when they sign out. */
  readonly forget: () => void
}

/** A token that is over so soon is renewed before it is used. */
const SPARE_MS = 30_000
const STATUS_NOT_SIGNED_IN = 401

/**
 * The session of this browser. The access token lives here and nowhere else; the refresh token is in a cookie that no
 * script reads. Nothing is asked before somebody needs it: a visitor who only looks around costs no request.
 */
export class Session {
  readonly #parts: SessionParts
  readonly #plain: Api
  /** The API for whoever is signed in, or for nobody: it renews what is over, and tries once more. */
  readonly api: Api
  #state: SessionState = { who: 'unknown' }
  #token: { readonly text: string; readonly goodUntil: number } | undefined
  #renewing: Promise<string | undefined> | undefined
  #starting: Promise<void> | undefined
  readonly #listeners = new Set<() => void>()

  constructor(parts: SessionParts) {
    this.#parts = parts
    this.#plain = apiOver(parts.send)
    this.api = apiOver((request) => (needsPerson(request) ? this.#sendSignedIn(request) : parts.send(request)))
    parts.news.listen((signedIn) => {
      this.#token = undefined
      this.#starting = undefined
      if (signedIn) void this.start()
      else this.#become({ who: 'nobody' })
    })
  }

  get state(): SessionState {
    return this.#state
  }

  /** Whether somebody who sells is here, as far as this browser remembers. */
  get isVendor(): boolean {
    return this.#state.who === 'somebody' ? this.#state.account.kind === 'vendor' : this.#parts.hint.sells()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Finds out who is here. Repeating it asks again only where nobody answered. */
  start(): Promise<void> {
    this.#starting ??= this.#findOut().finally(() => {
      if (this.#state.who === 'unreachable') this.#starting = undefined
    })
    return this.#starting
  }

  /** An access token that is good for a while; undefined when nobody is signed in. @throws TypeError when nobody answers. */
  async token(): Promise<string | undefined> {
    if (this.#token !== undefined && this.#token.goodUntil - SPARE_MS > this.#parts.now()) return this.#token.text
    return this.#renew()
  }

  async signIn(email: string, password: string): Promise<void> {
    this.#welcome(await this.#plain.call('POST', '/v1/sessions', { body: { email, password, cookie: true } }))
  }

  async signInByCode(proof: {
    email: string
    codeId: string
    code: string
    name?: string
    language: Account['language']
  }): Promise<void> {
    this.#welcome(await this.#plain.call('POST', '/v1/sessions/by-code', { body: { ...proof, cookie: true } }))
  }

  /** Signs out here, and forgets what this browser kept of the person; also when nobody answers. */
  async signOut(everywhere = false): Promise<void> {
    try {
      if (everywhere) await this.api.call('DELETE', '/v1/sessions', {})
      else await this.api.call('DELETE', '/v1/sessions/current', {})
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.status !== STATUS_NOT_SIGNED_IN) throw error
    } finally {
      this.#leave()
      this.#parts.news.tell(false)
    }
  }

  /** The account is deleted: nothing is left to sign out of. */
  gone(): void {
    this.#leave()
    this.#parts.news.tell(false)
  }

  /** The account has changed. */
  changed(account: Account): void {
    this.#become({ who: 'somebody', account })
  }

  async #findOut(): Promise<void> {
    if (!this.#parts.hint.read()) return this.#become({ who: 'nobody' })
    try {
      if ((await this.token()) === undefined) return this.#become({ who: 'nobody' })
      this.#become({ who: 'somebody', account: await this.api.call('GET', '/v1/me', {}) })
    } catch (error) {
      if (error instanceof Refused && error.problem.status === STATUS_NOT_SIGNED_IN) this.#become({ who: 'nobody' })
      else this.#become({ who: 'unreachable' })
    }
  }

  async #sendSignedIn(request: Parameters<Send>[0]): Promise<ApiResponse> {
    const withToken = (token: string | undefined) =>
      this.#parts.send({
        ...request,
        headers: token === undefined ? request.headers : { ...request.headers, authorization: `Bearer ${token}` },
      })
    const token = await this.token()
    const answer = await withToken(token)
    if (answer.status !== STATUS_NOT_SIGNED_IN || token === undefined) return answer
    // The session was ended elsewhere, or the server has a new key: asked once more with what it says now.
    this.#token = undefined
    const renewed = await this.#renew()
    return renewed === undefined ? answer : withToken(renewed)
  }

  /** One exchange at a time, however many wait for it. */
  #renew(): Promise<string | undefined> {
    if (!this.#parts.hint.read()) return Promise.resolve(undefined)
    this.#renewing ??= this.#exchange().finally(() => (this.#renewing = undefined))
    return this.#renewing
  }

  async #exchange(): Promise<string | undefined> {
    try {
      return this.#keep(await this.#plain.call('POST', '/v1/sessions/refresh', { body: { cookie: true } }))
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.code !== 'session-over') throw error
      this.#token = undefined
      this.#parts.hint.write(false)
      this.#become({ who: 'nobody' })
      return undefined
    }
  }

  #welcome({ tokens, account }: SignedIn): void {
    this.#keep(tokens)
    this.#parts.hint.write(true, account.kind)
    this.#starting = Promise.resolve()
    this.#become({ who: 'somebody', account })
    this.#parts.news.tell(true)
  }

  #keep({ accessToken, expiresInSeconds }: Tokens): string {
    this.#token = { text: accessToken, goodUntil: this.#parts.now() + expiresInSeconds * 1_000 }
    return accessToken
  }

  #leave(): void {
    this.#token = undefined
    this.#parts.hint.write(false)
    this.#parts.forget()
    this.#become({ who: 'nobody' })
  }

  #become(state: SessionState): void {
    if (state.who === 'somebody') this.#parts.hint.write(true, state.account.kind)
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
