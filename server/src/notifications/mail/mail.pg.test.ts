import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startMailSandbox, type MailSandbox } from '@foyer/sandbox'
import { findBrokenInvariants } from '../../platform/check.ts'
import { systemClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { silentLog } from '../../platform/log.ts'
import type { Heard } from '../../platform/outbox.ts'
import { testDatabase, type TestDatabase } from '../../platform/testing/test-database.ts'
import {
  mailExport,
  mailPeople,
  notificationInvariants,
  openPost,
  sendMailTask,
  tidyNotificationsTask,
  type MailFacts,
} from '../index.ts'
import { SEND_TRIES_MAX, sendMail, type MailServices } from './send-mail.ts'

const amount = { minor: 9_900, currency: 'EUR' }
const PDF = Buffer.from('%PDF-1.7 tickets')

/** A database, a mail server that delivers nothing, and people and orders as mail knows them. */
async function aPostOffice(facts: Partial<MailFacts> = {}) {
  const [db, sandbox] = await Promise.all([testDatabase(), startMailSandbox()])
  const post = openPost(sandbox.smtpUrl, 'Foyer <tickets@example.org>')
  const services: MailServices = {
    db,
    clock: systemClock,
    post,
    publicUrl: 'https://tickets.example',
    facts: {
      personOf: async () => ({ email: 'ada@example.org', language: 'de', verified: true }),
      codeOf: async () => ({
        to: 'Grace@Example.org',
        language: 'en',
        expiresAt: new Date(Date.now() + 600_000),
        says: { kind: 'code', purpose: 'sign-in', digits: '01234567' },
      }),
      orderOf: async (_accountId, orderId) => ({
        orderId,
        title: 'Tosca',
        startsAt: new Date(),
        timeZone: 'Europe/Berlin',
        venue: 'Philharmonie',
        city: 'Berlin',
        places: [],
        amount,
        refunded: amount,
      }),
      ticketsOf: async () => PDF,
      ...facts,
    },
  }
  return {
    db,
    sandbox,
    services,
    async [Symbol.asyncDispose]() {
      post.stop()
      await sandbox.stop()
      await db[Symbol.asyncDispose]()
    },
  }
}

const heard = (kind: string, data: Record<string, unknown>): Heard => ({
  outboxId: newId(),
  kind,
  subject: 'x:1',
  data,
  madeAt: new Date(),
})

async function anAccount(db: TestDatabase): Promise<string> {
  const accountId = newId()
  await db.sql`
    insert into accounts (account_id, kind, email, email_key, password_hash, name)
    values (${accountId}, 'individual', ${accountId}, ${accountId}, 'x', 'Somebody')`
  return accountId
}

const hear = (db: TestDatabase, one: Heard) => db.transaction((tx) => mailPeople([one], tx))

const subjects = (sandbox: MailSandbox) => sandbox.mails().map(({ subject }) => subject)

const becameOf = async (db: TestDatabase, mailId: string) => {
  const [row] = await db.sql<{ sent: boolean; because: string | null }[]>`
    select sent_at is not null as sent, given_up_because as because from mails where mail_id = ${mailId}`
  return row && { ...row }
}

describe('mail', () => {
  test('is sent once for an announcement, however often it is heard, with the tickets of a paid order', async () => {
    await using office = await aPostOffice()
    const { db, sandbox, services } = office
    const confirmed = heard('order.confirmed', { orderId: newId(), buyerId: await anAccount(db), amount })
    await hear(db, confirmed)
    await hear(db, confirmed)
    const jobs = await db.sql`select from graphile_worker.jobs where task_identifier = 'send-mail'`
    assert.equal(jobs.length, 1)
    await sendMailTask(services).run({ mailId: confirmed.outboxId }, silentLog())
    await sendMailTask(services).run({ mailId: confirmed.outboxId }, silentLog())
    const [mail, ...more] = sandbox.mails('ada@example.org')
    assert.ok(mail)
    assert.equal(more.length, 0)
    assert.equal(mail.subject, 'Ihre Tickets: Tosca')
    assert.equal(mail.messageId, `<${confirmed.outboxId}@example.org>`)
    assert.deepEqual(
      mail.attachments.map(({ name, content }) => [name, Buffer.from(content).toString()]),
      [['tickets.pdf', PDF.toString()]],
    )
    assert.deepEqual(await findBrokenInvariants(db.sql, notificationInvariants), [])
  })

  test('to an address that nobody proved has no tickets on it', async () => {
    await using office = await aPostOffice({
      personOf: async () => ({ email: 'typo@example.org', language: 'en', verified: false }),
    })
    const confirmed = heard('order.confirmed', { orderId: newId(), buyerId: await anAccount(office.db), amount })
    await hear(office.db, confirmed)
    assert.equal(await sendMail(office.services, confirmed.outboxId), 'sent')
    assert.deepEqual(office.sandbox.mails()[0]?.attachments, [])
  })

  test('with a code goes to the address as it was written, and nothing of it is kept', async () => {
    await using office = await aPostOffice()
    const { db, sandbox, services } = office
    const asked = heard('account.code-asked', { codeId: newId() })
    await hear(db, asked)
    await sendMail(services, asked.outboxId)
    const [mail] = sandbox.mails()
    assert.deepEqual(mail?.to, ['Grace@example.org'])
    assert.match(mail.text, /0123 4567/)
    const rows = JSON.stringify([
      await db.sql`select to_jsonb(mails) from mails`,
      await db.sql`select to_jsonb(jobs) from graphile_worker._private_jobs as jobs`,
    ])
    assert.doesNotMatch(rows, /example\.org|01234567/i)
  })

  test('is told of money that goes back and of orders that came to nothing, and not of one that was left', async () => {
    await using office = await aPostOffice()
    const { db, sandbox, services } = office
    const buyerId = await anAccount(db)
    const about = { orderId: newId(), buyerId, amount }
    for (const one of [
      heard('order.refunded', about),
      heard('order.cancelled', { ...about, because: 'places-gone' }),
      heard('order.cancelled', { ...about, because: 'too-many-for-card' }),
      heard('order.cancelled', { ...about, because: 'cancelled-by-buyer' }),
      heard('order.expired', { ...about, because: 'unpaid' }),
    ]) {
      await hear(db, one)
      await sendMail(services, one.outboxId)
    }
    assert.deepEqual(subjects(sandbox), [
      'Ihre Bestellung kam nicht zustande: Tosca',
      'Ihre Bestellung kam nicht zustande: Tosca',
      'Ihr Geld ist auf dem Rückweg: Tosca',
    ])
  })

  test('that cannot be taken now is tried again, and given up after ten times', async () => {
    await using office = await aPostOffice()
    const { db, sandbox, services } = office
    const asked = heard('account.code-asked', { codeId: newId() })
    await hear(db, asked)
    sandbox.refuseWith(451)
    await assert.rejects(sendMail(services, asked.outboxId))
    assert.deepEqual(await becameOf(db, asked.outboxId), { sent: false, because: null })
    sandbox.refuseWith(undefined)
    assert.equal(await sendMail(services, asked.outboxId), 'sent')
    const hopeless = heard('account.code-asked', { codeId: newId() })
    await hear(db, hopeless)
    sandbox.refuseWith(451)
    for (let time = 0; time < SEND_TRIES_MAX; time += 1) await assert.rejects(sendMail(services, hopeless.outboxId))
    assert.deepEqual(await becameOf(db, hopeless.outboxId), { sent: false, because: 'too-many-tries' })
    assert.equal(await sendMail(services, hopeless.outboxId), 'was-done')
  })

  test('that is refused for good is not tried again', async () => {
    await using office = await aPostOffice()
    const asked = heard('account.code-asked', { codeId: newId() })
    await hear(office.db, asked)
    office.sandbox.refuseWith(550)
    assert.equal(await sendMail(office.services, asked.outboxId), 'refused')
    assert.deepEqual(await becameOf(office.db, asked.outboxId), { sent: false, because: 'refused' })
  })

  test('of a code that is over by now is not sent', async () => {
    await using office = await aPostOffice({ codeOf: async () => undefined })
    const asked = heard('account.code-asked', { codeId: newId() })
    await hear(office.db, asked)
    assert.equal(await sendMail(office.services, asked.outboxId), 'nothing-to-say')
    assert.equal(office.sandbox.mails().length, 0)
  })

  test('to an odd address goes to that one alone', async () => {
    const odd = '"a,b;mallory"@example.org'
    await using office = await aPostOffice({
      personOf: async () => ({ email: odd, language: 'en', verified: false }),
    })
    const confirmed = heard('order.confirmed', { orderId: newId(), buyerId: await anAccount(office.db), amount })
    await hear(office.db, confirmed)
    await sendMail(office.services, confirmed.outboxId)
    assert.equal(office.sandbox.mails()[0]?.to.length, 1)
  })

  test('is in the export without its words, goes with the account, and is forgotten', async () => {
    await using office = await aPostOffice()
    const { db } = office
    const [ada, eve] = [await anAccount(db), await anAccount(db)]
    for (const buyerId of [ada, eve]) await hear(db, heard('order.confirmed', { orderId: newId(), buyerId, amount }))
    const exported = await mailExport.collect(db.sql, ada)
    assert.ok(Array.isArray(exported) && exported.length === 1)
    await hear(db, heard('account.deleted', { accountId: ada }))
    assert.equal((await db.sql`select from mails where account_id = ${ada}`).length, 0)
    await db.sql`update mails set made_at = now() - interval '91 days'`
    await tidyNotificationsTask(db).run({}, silentLog())
    assert.equal((await db.sql`select from mails`).length, 0)
  })

  test('that was forgotten on the way, or kept for somebody who is gone, is found', async () => {
    await using office = await aPostOffice()
    const { db } = office
    const ada = await anAccount(db)
    await hear(db, heard('order.confirmed', { orderId: newId(), buyerId: ada, amount }))
    await db.sql`update mails set made_at = now() - interval '2 days'`
    await db.sql`
      update accounts set deleted_at = now() - interval '1 hour', email = null, email_key = null, password_hash = null,
             name = '' where account_id = ${ada}`
    const broken = await findBrokenInvariants(db.sql, notificationInvariants)
    assert.deepEqual(
      broken.map(({ name }) => name),
      ['mails.deleted-are-written-nothing', 'mails.are-sent-or-given-up'],
    )
  })
})
