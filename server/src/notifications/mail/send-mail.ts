import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database.ts'
import type { Task } from '../../platform/jobs.ts'
import type { MailFacts } from './facts.ts'
import type { Letter } from './letter.ts'
import type { OutgoingMail, Post } from './post.ts'
import { countMailTry, giveUp, markSent, type MailRow } from './queries.ts'
import { renderHtml, renderText } from './render-letter.ts'
import { writeCodeLetter, writeOrderLetter } from './write-letter.ts'

export const SEND_MAIL_TASK = 'send-mail'
/** With the pauses that jobs make, some three hours. */
export const SEND_TRIES_MAX = 10

export interface MailServices {
  readonly db: Database
  readonly clock: Clock
  readonly post: Post
  readonly facts: MailFacts
  /** Where people reach Foyer; no slash at the end. */
  readonly publicUrl: string
}

export type SendOutcome = 'sent' | 'refused' | 'nothing-to-say' | 'was-done'

/**
 * Writes a mail by what is so at this moment, and hands it over. At least once: a process that dies between the handing
 * over and the keeping of it sends the mail again, under the same Message-ID.
 * @throws when the other side may take it later; the last time it is given up.
 */
export async function sendMail(services: MailServices, mailId: string): Promise<SendOutcome> {
  const { sql } = services.db
  const row = await countMailTry(sql, mailId)
  if (row === undefined) return 'was-done'
  try {
    const written = await write(services, row)
    if (written === undefined) {
      await giveUp(sql, mailId, 'nothing-to-say')
      return 'nothing-to-say'
    }
    const outcome = await services.post.send(written)
    await (outcome === 'sent' ? markSent(sql, mailId) : giveUp(sql, mailId, outcome))
    return outcome
  } catch (error) {
    if (row.tries >= SEND_TRIES_MAX) await giveUp(sql, mailId, 'too-many-tries')
    throw error
  }
}

/** The job around it. */
export const sendMailTask = (services: MailServices): Task => ({
  name: SEND_MAIL_TASK,
  async run(payload, log) {
    const mailId = typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'mailId') : undefined
    if (typeof mailId !== 'string') throw new Error('a mail without an id')
    const outcome = await sendMail(services, mailId)
    if (outcome === 'refused') log.warn({ mailId }, 'a mail was refused for good')
    else log.debug({ mailId, outcome }, 'a mail')
  },
})

async function write({ clock, facts, publicUrl }: MailServices, row: MailRow): Promise<OutgoingMail | undefined> {
  if (row.kind === 'code') {
    const code = await facts.codeOf(row.data.codeId)
    return code && set(row.mailId, code.to, writeCodeLetter(code, publicUrl, clock.now()))
  }
  const { accountId, data, kind } = row
  const [person, order] = await Promise.all([facts.personOf(accountId), facts.orderOf(accountId, data.orderId)])
  if (person === undefined || order === undefined) return undefined
  const tickets =
    kind === 'order-confirmed' && person.verified ? await facts.ticketsOf(accountId, data.orderId) : undefined
  if (tickets === 'busy') throw new Error('too many tickets are being printed; the mail waits')
  const letter = writeOrderLetter(kind, person, order, publicUrl, tickets !== undefined)
  const attachments = tickets === undefined ? [] : [{ filename: 'tickets.pdf', content: tickets }]
  return set(row.mailId, person.email, letter, attachments)
}

const set = (
  mailId: string,
  to: string,
  letter: Letter,
  attachments: OutgoingMail['attachments'] = [],
): OutgoingMail => ({
  mailId,
  to,
  subject: letter.subject,
  text: renderText(letter),
  html: renderHtml(letter),
  attachments,
})
