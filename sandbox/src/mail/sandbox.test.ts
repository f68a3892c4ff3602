import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { createTransport } from 'nodemailer'
import { startMailSandbox } from './sandbox.ts'

const letter = {
  from: 'Foyer <tickets@example.org>',
  to: 'ada@example.org',
  subject: 'Ihr Code, 確認',
  text: 'Ihr Code ist 1234 5678.',
  html: '<p>Ihr Code ist <b>1234 5678</b>.</p>',
}

test('a mail that comes by SMTP is listed as JSON, on a page, and as it looks', async (t) => {
  const { sandbox, send } = await aSandbox(t)
  await send({ ...letter, attachments: [{ filename: 'tickets.pdf', content: Buffer.from('%PDF-1.7') }] })
  const listed = (await (await fetch(`${sandbox.url}/mails?to=ADA@example.org`)).json()) as {
    items: { id: string; subject: string; text: string; to: string[]; attachments: { name: string; path: string }[] }[]
  }
  const [mail] = listed.items
  assert.ok(mail)
  assert.equal(mail.subject, letter.subject)
  assert.match(mail.text, /1234 5678/)
  assert.deepEqual(mail.to, [letter.to])
  const page = await (await fetch(`${sandbox.url}/mails/${mail.id}`)).text()
  assert.match(page, /1234 5678/)
  const looks = await fetch(`${sandbox.url}/mails/${mail.id}/html`)
  assert.match(looks.headers.get('content-security-policy') ?? '', /^sandbox; default-src 'none'/)
  const pdf = await fetch(sandbox.url + (mail.attachments[0]?.path ?? ''))
  assert.equal(await pdf.text(), '%PDF-1.7')
  assert.match(await (await fetch(sandbox.url)).text(), /確認/)
})

test('the last mails are kept, and all are forgotten when asked to', async (t) => {
  const { sandbox, send } = await aSandbox(t, { keptMax: 2 })
  for (const subject of ['one', 'two', 'three']) await send({ ...letter, subject })
  assert.deepEqual(
    sandbox.mails().map(({ subject }) => subject),
    ['three', 'two'],
  )
  assert.deepEqual(sandbox.mails('nobody@example.org'), [])
  await fetch(`${sandbox.url}/mails`, { method: 'DELETE' })
  assert.deepEqual(sandbox.mails(), [])
})

test('what a mail says is shown, not done', async (t) => {
  const { sandbox, send } = await aSandbox(t)
  await send({ ...letter, subject: '<script>alert(1)</script>' })
  assert.ok(!(await (await fetch(sandbox.url)).text()).includes('<script>'))
})

test('told to refuse, it refuses with that status, and takes mail again afterwards', async (t) => {
  const { sandbox, send } = await aSandbox(t)
  sandbox.refuseWith(451)
  await assert.rejects(send(letter), { responseCode: 451 })
  sandbox.refuseWith(undefined)
  await send(letter)
  assert.equal(sandbox.mails().length, 1)
})

async function aSandbox(t: TestContext, options: { keptMax?: number } = {}) {
  const sandbox = await startMailSandbox(options)
  const transport = createTransport(sandbox.smtpUrl)
  t.after(() => sandbox.stop())
  t.after(() => transport.close())
  return { sandbox, send: (mail: object) => transport.sendMail(mail) }
}
