import type { Subscriber } from '../platform/outbox.ts'
import { compose } from './compose.ts'
import { deleteNotificationsOf, insertNotification } from './queries.ts'

/** Hears what happened and keeps what people are to be told about it. Hearing twice changes nothing. */
export const notifyPeople: Subscriber = async (heard, tx) => {
  const { accountId } = heard.data
  if (heard.kind === 'account.deleted' && typeof accountId === 'string') await deleteNotificationsOf(tx, accountId)
  const draft = compose(heard)
  if (draft !== undefined) await insertNotification(tx, draft, { id: heard.outboxId, at: heard.madeAt })
}
