import type { Subscriber } from '../platform/outbox.ts'
import { compose } from './compose.ts'
import { deleteNotificationsOf, insertNotifications } from './queries.ts'

/** Hears what happened and keeps what people are to be told about it. Hearing twice changes nothing. */
export const notifyPeople: Subscriber = async (heard, tx) => {
  for (const { kind, data } of heard)
    if (kind === 'account.deleted' && typeof data['accountId'] === 'string')
      await deleteNotificationsOf(tx, data['accountId'])
  const announced = heard.flatMap((one) => {
    const draft = compose(one)
    return draft === undefined ? [] : { draft, id: one.outboxId, at: one.madeAt }
  })
  if (announced.length > 0) await insertNotifications(tx, announced)
}
