// oxlint-disable-next-line import/no-named-as-default -- its types know the default export alone
import PDFDocument from 'pdfkit'
import { PAGE } from './pen.ts'
import { drawTicketPage, type PrintedTicket } from './ticket-page.ts'

/** Tickets as a PDF of one page each. @param madeAt goes into the document's own description. */
export async function renderTicketsPdf(tickets: readonly PrintedTicket[], madeAt: Date): Promise<Buffer> {
  const [first] = tickets
  if (first === undefined) throw new Error('a document of no tickets')
  const doc = new PDFDocument({
    autoFirstPage: false,
    size: [PAGE.width, PAGE.height],
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    info: { Title: `${first.event.title}: tickets`, Author: first.event.organiser, CreationDate: madeAt },
  })
  const chunks: Buffer[] = []
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', resolve)
    doc.on('error', reject)
  })
  tickets.forEach((ticket, index) => {
    doc.addPage()
    drawTicketPage(doc, ticket, index + 1, tickets.length)
  })
  doc.end()
  await ended
  return Buffer.concat(chunks)
}
