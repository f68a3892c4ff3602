import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { anEvent, aPlace } from '../testing/facts.ts'
import { openPdfRenderer } from './renderer.ts'
import type { PrintedTicket } from './ticket-page.ts'
import { renderTicketsPdf } from './tickets-pdf.ts'

const MADE_AT = new Date('2027-01-01T12:00:00Z')
const ticket: PrintedTicket = {
  event: anEvent(),
  place: aPlace(12),
  ticketId: '01900000-0000-7000-8000-00000000000b',
  orderId: '019a9e1c-7c9b-7bb0-9d6f-3c1de0a7f6c2',
  holderName: '山田 太郎',
  price: { minor: 8_450, currency: 'EUR' },
  code: 'ABCDE23456'.repeat(21),
}
const pagesIn = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length

describe('the PDF of an order', () => {
  test('has a page a ticket', async () => {
    const pdf = await renderTicketsPdf([ticket, ticket, ticket], MADE_AT)
    assert.equal(pdf.subarray(0, 8).toString(), '%PDF-1.7')
    assert.equal(pagesIn(pdf), 3)
  })

  test('is tagged for screen readers, in a language, with a title and words for the picture', async () => {
    const text = (await renderTicketsPdf([ticket], MADE_AT)).toString('latin1')
    for (const mark of [
      '/Marked true',
      '/Lang (en)',
      '/StructTreeRoot',
      '/S /H1',
      '/S /Figure',
      '/Alt (QR code of the ticket',
    ])
      assert.ok(text.includes(mark), mark)
    assert.ok(text.includes('A Night of Tides: tickets'))
  })

  test('brings its typefaces with it, and only the characters used', async () => {
    const pdf = await renderTicketsPdf([ticket], MADE_AT)
    const fonts = new Set(pdf.toString('latin1').match(/(?<=\/FontName \/[A-Z]{6}\+)[\w-]+/g))
    assert.ok(fonts.has('Archivo-ExtraBold') && fonts.has('BIZUDPGothic-Bold'), [...fonts].join())
    assert.ok(!pdf.toString('latin1').includes('/Helvetica'))
    assert.ok(pdf.length < 100_000, `${pdf.length} bytes`)
  })
})

describe('the thread that sets tickets', () => {
  test('gives the same document', async () => {
    const renderer = openPdfRenderer()
    try {
      const pdf = await renderer.render([ticket], MADE_AT)
      assert.notEqual(pdf, 'busy')
      assert.equal(pagesIn(Buffer.from(pdf)), 1)
    } finally {
      await renderer.stop()
    }
  })

  test('turns away whoever would wait too long, and serves the others', async () => {
    const renderer = openPdfRenderer({ waitingMax: 2 })
    try {
      const answers = await Promise.all(Array.from({ length: 5 }, () => renderer.render([ticket], MADE_AT)))
      assert.equal(answers.filter((answer) => answer === 'busy').length, 3)
      assert.equal(answers.filter((answer) => Buffer.isBuffer(answer)).length, 2)
      assert.ok(Buffer.isBuffer(await renderer.render([ticket], MADE_AT)))
    } finally {
      await renderer.stop()
    }
  })

  test('says so when a document cannot be made, and makes the next', async () => {
    const renderer = openPdfRenderer()
    try {
      const nowhere = { ...ticket, event: anEvent({ venue: { ...ticket.event.venue, timeZone: 'Mars/Olympus' } }) }
      await assert.rejects(renderer.render([nowhere], MADE_AT), /Mars\/Olympus/)
      assert.ok(Buffer.isBuffer(await renderer.render([ticket], MADE_AT)))
    } finally {
      await renderer.stop()
    }
  })

  test('that never ends a document is replaced, with an error for all who wait for it', async () => {
    let threads = 0
    const renderer = openPdfRenderer({
      timeoutMs: 2_000,
      newThread: () => (threads++ === 0 ? new Worker(NEVER_ENDS, { eval: true }) : new Worker(RENDERS)),
    })
    try {
      const waiting = Array.from({ length: 3 }, () => renderer.render([ticket], MADE_AT))
      for (const { status } of await Promise.allSettled(waiting)) assert.equal(status, 'rejected')
      assert.ok(Buffer.isBuffer(await renderer.render([ticket], MADE_AT)))
      assert.equal(threads, 2)
    } finally {
      await renderer.stop()
    }
  })

  test('stopping tells whoever still waits', async () => {
    const renderer = openPdfRenderer()
    const waiting = assert.rejects(renderer.render([ticket], MADE_AT), /stopping/)
    await renderer.stop()
    await waiting
  })
})

const RENDERS = new URL('./render-thread.ts', import.meta.url)
const NEVER_ENDS = `require('node:worker_threads').parentPort.on('message', () => { for (;;); })`
