import { enqueueAll } from '../../platform/jobs.ts'
import type { Subscriber } from '../../platform/outbox.ts'
import { composeMail } from './compose-mail.ts'
import { deleteMailsOf, insertMails } from './queries.ts'
import { SEND_MAIL_TASK, SEND_TRIES_MAX } from './send-mail.ts'

/** Codes are waited for; a person who just paid has their tickets on the screen. */
const CODE_PRIORITY = -10

/** Hears what happened and has people told by mail. Hearing twice sends once. */
export const mailPeople: Subscriber = async (heard, tx) => {
  const drafts = heard.flatMap((one) => {
    const draft = composeMail(one)
    return draft === undefined ? [] : { mailId: one.outboxId, draft }
  })
  const mails = drafts.length === 0 ? [] : await insertMails(tx, drafts)
  await enqueueAll(
    tx,
    SEND_MAIL_TASK,
    mails.map(({ mailId, draft }) => ({
      payload: { mailId },
      options: {
        jobKey: `mail:${mailId}`,
        maxAttempts: SEND_TRIES_MAX,
        priority: draft.kind === 'code' ? CODE_PRIORITY : 0,
      },
    })),
  )
  // Last, so that nothing of this batch is left of whoever deleted their account.
  for (const { kind, data } of heard)
    if (kind === 'account.deleted' && typeof data['accountId'] === 'string') await deleteMailsOf(tx, data['accountId'])
}
