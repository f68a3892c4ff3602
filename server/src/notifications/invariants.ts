import type { Invariant } from '../platform/invariant.ts'

export const notificationInvariants: readonly Invariant[] = [
  {
    name: 'notifications.deleted-are-told-nothing',
    says: 'A minute after an account was deleted no notification of it is left.',
    sql: `select account_id, notification_id from notifications join accounts using (account_id)
           where deleted_at < now() - interval '1 minute'`,
  },
  {
    name: 'mails.deleted-are-written-nothing',
    says: 'A minute after an account was deleted no mail of it is left.',
    sql: `select mail_id, account_id from mails join accounts using (account_id)
           where deleted_at < now() - interval '1 minute'`,
  },
  {
    name: 'mails.are-sent-or-given-up',
    says: 'Within a day a mail was handed over, or given up with a reason.',
    sql: `select mail_id, kind, tries from mails
           where sent_at is null and given_up_at is null and made_at < now() - interval '1 day'`,
  },
  {
    name: 'notifications.confirmed-buyers-were-told',
    says: 'Whatever the outbox says was told to a buyer whose order was confirmed is there to read.',
    sql: `select outbox_id, data->>'buyerId' as buyer_id from outbox
            join accounts on account_id = (data->>'buyerId')::uuid and deleted_at is null
           where outbox.kind = 'order.confirmed' and taken_at is not null and outbox.made_at > now() - interval '1 day'
             and not exists (select from notifications
                              where notifications.account_id = accounts.account_id and notification_id = outbox_id)`,
  },
]
