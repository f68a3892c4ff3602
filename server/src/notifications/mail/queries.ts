import type { Queryable, Tx } from '../../platform/database.ts'
import type { MailDraft } from './compose-mail.ts'

export type MailRow = MailDraft & { readonly mailId: string; readonly tries: number }

export type GiveUpReason = 'nothing-to-say' | 'refused' | 'too-many-tries'

/** As the accounts of a rehearsal are made: at a domain that never is one (RFC 2606). They are never written to. */
const NOBODY = '%@rehearsal.invalid'

export interface NewMail {
  readonly mailId: string
  readonly draft: MailDraft
}

/** Keeps mails to be sent, once for each announcement. @returns those that are new. */
export async function insertMails(tx: Tx, mails: readonly NewMail[]): Promise<readonly NewMail[]> {
  const added = await tx<{ mailId: string }[]>`
    insert into mails (mail_id, kind, account_id, data)
    select mail.* from unnest(${mails.map(({ mailId }) => mailId)}::uuid[], ${mails.map(({ draft }) => draft.kind)}::text[],
                         ${mails.map(({ draft }) => draft.accountId)}::uuid[],
                         ${mails.map(({ draft }) => JSON.stringify(draft.data))}::text[]::jsonb[])
           as mail (mail_id, kind, account_id, data)
     where not exists (select from accounts a where a.account_id = mail.account_id and a.email_key like ${NOBODY})
    on conflict do nothing returning mail_id as "mailId"`
  const ids = new Set(added.map(({ mailId }) => mailId))
  return mails.filter(({ mailId }) => ids.has(mailId))
}

/** Counts a try to send a mail. @returns the mail, unless it was sent or given up before. */
export async function countMailTry(sql: Queryable, mailId: string): Promise<MailRow | undefined> {
  const [row] = await sql<MailRow[]>`
    update mails set tries = tries + 1 where mail_id = ${mailId} and sent_at is null and given_up_at is null
    returning mail_id as "mailId", kind, account_id as "accountId", data, tries`
  return row
}

export const markSent = (sql: Queryable, mailId: string) => sql`
  update mails set sent_at = now() where mail_id = ${mailId} and given_up_at is null`

export const giveUp = (sql: Queryable, mailId: string, because: GiveUpReason) => sql`
  update mails set given_up_at = now(), given_up_because = ${because} where mail_id = ${mailId} and sent_at is null`

export interface SentMail {
  readonly kind: string
  readonly orderId: string | null
  readonly madeAt: Date
  readonly sentAt: Date | null
}

/** What was mailed to a person, newest first. */
export const findMailsOf = (sql: Queryable, accountId: string, limit: number) => sql<SentMail[]>`
  select kind, data->>'orderId' as "orderId", made_at as "madeAt", sent_at as "sentAt"
    from mails where account_id = ${accountId} order by mail_id desc limit ${limit}`

export const deleteMailsOf = (sql: Queryable, accountId: string) => sql`
  delete from mails where account_id = ${accountId}`

/** Forgets mails of long ago, a bounded number at once. */
export const deleteOldMails = (sql: Queryable, keptDays: number, max: number) => sql`
  delete from mails where mail_id in (
    select mail_id from mails where made_at < now() - make_interval(days => ${keptDays}) order by made_at limit ${max})`
