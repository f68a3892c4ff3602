import { enqueue } from '../../platform/jobs.ts'
import type { Subscriber } from '../../platform/outbox.ts'
import { composeMail } from './compose-mail.ts'
import { deleteMailsOf, insertMail } from './queries.ts'
import { SEND_MAIL_TASK, SEND_TRIES_MAX } from './send-mail.ts'

/** Codes are waited for; a person who just paid has their tickets on the screen. */
const CODE_PRIORITY = -10

/** Hears what happened and has people told by mail. Hearing twice sends once. */
export const mailPeople: Subscriber = async (heard, tx) => {
  const { accountId } = heard.data
  if (heard.kind === 'account.deleted' && typeof accountId === 'string') await deleteMailsOf(tx, accountId)
  const draft = composeMail(heard)
  if (draft === undefined || !(await insertMail(tx, heard.outboxId, draft))) return
  await enqueue(
    tx,
    SEND_MAIL_TASK,
    { mailId: heard.outboxId },
    {
      jobKey: `mail:${heard.outboxId}`,
      maxAttempts: SEND_TRIES_MAX,
      priority: draft.kind === 'code' ? CODE_PRIORITY : 0,
    },
  )
}
