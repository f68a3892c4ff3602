import type { AccountKind } from '@foyer/contract/accounts'
import type { Queryable, Tx } from '../../platform/database.ts'

export type EndReason =
  | 'signed-out'
  | 'signed-out-everywhere'
  | 'password-changed'
  | 'token-reused'
  | 'too-many'
  | 'address-proved'
  | 'account-deleted'

/** How the refresh tokens of a session travel. */
export type Carrier = 'answer' | 'cookie'

export interface SessionRow {
  readonly sessionId: string
  readonly device: string
  readonly startedAt: Date
  readonly lastUsedAt: Date
  readonly expiresAt: Date
}

export interface NewSession {
  readonly sessionId: string
  readonly accountId: string
  readonly device: string
  readonly network: Buffer
  readonly carrier: Carrier
  readonly refreshHash: Buffer
  /** How long the session lasts unless it is refreshed. */
  readonly idleDays: number
}

/** Starts a session with its first refresh token. @returns when it is over unless it is refreshed. */
export async function insertSession(tx: Tx, session: NewSession): Promise<Date> {
  const [row] = await tx<{ expiresAt: Date }[]>`
    with started as (
      insert into sessions (session_id, account_id, device, network, carrier, expires_at)
      values (${session.sessionId}, ${session.accountId}, ${session.device}, ${session.network}, ${session.carrier},
              now() + make_interval(days => ${session.idleDays}))
      returning session_id, expires_at),
    issued as (
      insert into refresh_tokens (token_hash, session_id) select ${session.refreshHash}::bytea, session_id from started)
    select expires_at as "expiresAt" from started`
  if (row === undefined) throw new Error('a session was not started')
  return row.expiresAt
}

/** The session that a refresh token belongs to, spent or not, if its tokens travel that way. */
export async function findSessionOfToken(sql: Queryable, hash: Buffer, carrier: Carrier): Promise<string | undefined> {
  const [row] = await sql<{ sessionId: string }[]>`
    select session_id as "sessionId" from refresh_tokens join sessions using (session_id)
     where token_hash = ${hash} and carrier = ${carrier}`
  return row?.sessionId
}

export interface Refreshed {
  readonly sessionId: string
  readonly accountId: string
  readonly kind: AccountKind
  readonly expiresAt: Date
}

/**
 * Spends a refresh token and issues the next, all in one statement: of several that spend one token at the same moment
 * the row lock lets one through, and the others find it spent. Undefined when it was spent, or the session is over.
 */
export async function rotateRefreshToken(
  sql: Queryable,
  rotation: { spent: Buffer; next: Buffer; idleDays: number; absoluteDays: number },
): Promise<Refreshed | undefined> {
  const [refreshed] = await sql<Refreshed[]>`
    with spent as (
      update refresh_tokens set used_at = now() where token_hash = ${rotation.spent} and used_at is null
      returning session_id),
    continued as (
      update sessions
         set last_used_at = now(),
             expires_at = least(now() + make_interval(days => ${rotation.idleDays}),
                                started_at + make_interval(days => ${rotation.absoluteDays}))
        from spent, accounts
       where sessions.session_id = spent.session_id and sessions.account_id = accounts.account_id
         and sessions.ended_at is null and sessions.expires_at > now()
      returning sessions.session_id, sessions.account_id, accounts.kind, sessions.expires_at),
    issued as (
      insert into refresh_tokens (token_hash, session_id) select ${rotation.next}::bytea, session_id from continued)
    select session_id as "sessionId", account_id as "accountId", kind, expires_at as "expiresAt" from continued`
  return refreshed
}

export interface LiveSuccessor extends Refreshed {
  readonly tokenHash: Buffer
}

/**
 * Of the tokens that come after one, the live one, if that one was spent no longer than so many seconds ago and their
 * session goes on.
 */
export async function findLiveSuccessor(
  sql: Queryable,
  repeat: { spent: Buffer; successors: readonly Buffer[]; withinSeconds: number },
): Promise<LiveSuccessor | undefined> {
  const [successor] = await sql<LiveSuccessor[]>`
    select live.token_hash as "tokenHash", sessions.session_id as "sessionId", account_id as "accountId", kind,
           sessions.expires_at as "expiresAt"
      from refresh_tokens as spent
      join refresh_tokens as live using (session_id)
      join sessions using (session_id)
      join accounts using (account_id)
     where spent.token_hash = ${repeat.spent}
       and spent.used_at > now() - make_interval(secs => ${repeat.withinSeconds})
       and live.used_at is null and live.token_hash in (
             select decode(hash, 'hex') from unnest(${repeat.successors.map((hash) => hash.toString('hex'))}::text[]) as hash)
       and sessions.ended_at is null and sessions.expires_at > now()`
  return successor
}

export interface EndedSession {
  readonly sessionId: string
  readonly accountId: string
}

/** Ends the session of a refresh token that was spent before. None when the token is unknown or the session is over. */
export const endSessionOfSpentToken = (tx: Tx, hash: Buffer) => tx<EndedSession[]>`
  update sessions set ended_at = now(), ended_because = 'token-reused'
   where session_id = (select session_id from refresh_tokens where token_hash = ${hash} and used_at is not null)
     and ended_at is null and expires_at > now()
  returning session_id as "sessionId", account_id as "accountId"`

/** Ends one session, if it is this account's. */
export const endOneSession = (tx: Tx, accountId: string, sessionId: string) => tx<EndedSession[]>`
  update sessions set ended_at = now(), ended_because = 'signed-out'
   where session_id = ${sessionId} and account_id = ${accountId} and ended_at is null
  returning session_id as "sessionId", account_id as "accountId"`

/** Ends every session of an account, but one where one is spared. */
export const endAllSessions = (tx: Tx, accountId: string, because: EndReason, spared?: string) => tx<EndedSession[]>`
  update sessions set ended_at = now(), ended_because = ${because}
   where account_id = ${accountId} and ended_at is null and session_id is distinct from ${spared ?? null}
  returning session_id as "sessionId", account_id as "accountId"`

/** Ends the sessions of an account beyond the `kept` that were used last. */
export const endOldestSessions = (tx: Tx, accountId: string, kept: number) => tx<EndedSession[]>`
  update sessions set ended_at = now(), ended_because = 'too-many'
   where session_id in (
     select session_id from sessions where account_id = ${accountId} and ended_at is null
      order by last_used_at desc, session_id desc offset ${kept})
  returning session_id as "sessionId", account_id as "accountId"`

/** Takes out of an account's sessions what tells of the person's devices and networks. */
export const blankSessions = (tx: Tx, accountId: string) => tx`
  update sessions set device = '', network = ''::bytea where account_id = ${accountId}`

/** Sessions that are open, the one used last first. There are at most 50 of an account. */
export const findOpenSessions = (sql: Queryable, accountId: string) => sql<SessionRow[]>`
  select session_id as "sessionId", device, started_at as "startedAt", last_used_at as "lastUsedAt",
         expires_at as "expiresAt"
    from sessions where account_id = ${accountId} and ended_at is null and expires_at > now()
   order by last_used_at desc, session_id desc`

/** Sessions that were ended in the last seconds. */
export const findEndedSessions = (sql: Queryable, withinSeconds: number) => sql<{ sessionId: string }[]>`
  select session_id as "sessionId" from sessions
   where ended_at > now() - make_interval(secs => ${withinSeconds})`

/** Forgets sessions, with their refresh tokens, that have been over for so long; so many at most. */
export const deleteOldSessions = (sql: Queryable, keptDays: number, max: number) => sql`
  delete from sessions where session_id in (
    select session_id from sessions
     where ended_at < now() - make_interval(days => ${keptDays})
        or expires_at < now() - make_interval(days => ${keptDays})
     limit ${max})`

/** Tells every node which sessions have ended, when the transaction commits. */
export const notifyEnded = (tx: Tx, channel: string, sessionIds: readonly string[]) => tx`
  select pg_notify(${channel}, ${sessionIds.join(',')})`
