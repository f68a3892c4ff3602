import type { Invariant } from '../platform/invariant.ts'

export const accountInvariants: readonly Invariant[] = [
  {
    name: 'accounts.deleted-have-no-session',
    says: 'A deleted account has no open session, and nothing is kept of its devices.',
    sql: `select session_id, account_id from sessions join accounts using (account_id)
           where deleted_at is not null and (ended_at is null or device <> '' or octet_length(network) > 0)`,
  },
  {
    name: 'accounts.open-sessions-have-one-live-token',
    says: 'An open session has exactly one refresh token that is not spent.',
    sql: `select session_id, count(token_hash) filter (where used_at is null) as live
            from sessions left join refresh_tokens using (session_id)
           where ended_at is null and expires_at > now()
           group by session_id having count(token_hash) filter (where used_at is null) <> 1`,
  },
  {
    name: 'accounts.without-password-are-verified-individuals',
    says: 'Whoever signs in without a password has proved the address, and sells nothing.',
    sql: `select account_id from accounts
           where deleted_at is null and password_hash is null and (verified_at is null or kind <> 'individual')`,
  },
  {
    name: 'accounts.handed-over-have-no-older-session',
    says: 'No session that began before its account was handed over to whoever proved the address goes on.',
    sql: `select open.session_id, open.account_id from sessions as open
            join sessions as ended on ended.account_id = open.account_id and ended.ended_because = 'address-proved'
           where open.ended_at is null and open.expires_at > now() and open.started_at < ended.ended_at`,
  },
  {
    name: 'accounts.passwords-are-argon2id',
    says: 'Every password is kept as argon2id with at least 19 MiB and two passes.',
    sql: `select account_id from accounts
           where deleted_at is null and (
                 password_hash !~ '^\\$argon2id\\$v=19\\$m=[0-9]+,t=[0-9]+,p=[0-9]+\\$'
              or substring(password_hash from 'm=([0-9]+)')::int < 19456
              or substring(password_hash from 't=([0-9]+)')::int < 2)`,
  },
]
