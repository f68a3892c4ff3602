import type { Money } from '@foyer/contract'
import type { TicketEvent, TicketPlace } from '../facts.ts'
import { qrPath } from '../qr.ts'
import { addressInWords, dayInWords, moneyInWords, placeInWords, timeInWords, zoneInWords } from '../wording.ts'
import { INK, LABEL, LEFT, LINE, PAGE, penOn, QUIET, RIGHT, SIGNAL, WIDTH, type Pen } from './pen.ts'
import { drawPlaceBand } from './place-band.ts'
import { breakLines, fitLines, widthOf, type Doc } from './setting.ts'

/** What one page says. */
export interface PrintedTicket {
  readonly event: TicketEvent
  readonly place: TicketPlace
  readonly ticketId: string
  readonly orderId: string
  readonly holderName: string
  /** All in; null where the reader is not who bought it. */
  readonly price: Money | null
  readonly code: string
}

const TOP = 78
const CODE_SIZE = 172
const CODE_LEFT = RIGHT - CODE_SIZE
/** Width of the column beside the code; the gap is wider than the quiet zone that readers of the code need. */
const COLUMN = CODE_LEFT - LEFT - 24
const WHEN = 292
const PLACE = 344
const FOLD = PAGE.height / 2
const WHERE = FOLD + 34
const PURCHASE = FOLD + 172
const CODE_AS_TEXT = 738

const BODY = { style: 'text', size: 10.5, leading: 15 } as const

/** One ticket on one page, as a printed programme: what the door needs above the fold, the rest below. */
export function drawTicketPage(doc: Doc, ticket: PrintedTicket, number: number, of: number): void {
  const page = doc.struct('Sect', { title: `Ticket ${number} of ${of}` })
  doc.addStructure(page)
  const pen = penOn(doc, page)
  drawHead(pen, ticket, number, of)
  drawTitle(pen, ticket)
  drawCode(pen, ticket)
  drawWhen(pen, ticket)
  drawPlaceBand(pen, ticket.place, PLACE)
  pen.rule(FOLD, 0.75, LINE, { from: 0, to: PAGE.width, dashed: true })
  drawWhere(pen, ticket)
  drawPurchase(pen, ticket)
  drawGettingIn(pen, ticket)
  drawCodeAsText(pen, ticket)
  page.end()
}

function drawHead(pen: Pen, { event }: PrintedTicket, number: number, of: number): void {
  const setting = { style: 'label', size: 10 } as const
  const [organiser = ''] = breakLines(pen.doc, event.organiser, setting, COLUMN, 1).lines
  pen.line(organiser, LEFT, 50, setting)
  pen.lineUpTo(of === 1 ? 'Ticket' : `Ticket ${number} of ${of}`, RIGHT, 50, setting)
  pen.rule(60, 3, INK)
}

const TITLE_SIZES_OF_3_LINES = [46, 40, 34, 29]
const TITLE_SIZES_OF_5_LINES = [25, 21, 18]
const TITLE_LEADING = 1.06
const CAPITAL_HEIGHT = 0.7
const PERFORMERS = { style: 'text', size: 12, leading: 16 } as const

function drawTitle(pen: Pen, { event }: PrintedTicket): void {
  const large = fitLines(pen.doc, event.title, 'title', TITLE_SIZES_OF_3_LINES, COLUMN, 3)
  const { lines, size } = large.whole
    ? large
    : fitLines(pen.doc, event.title, 'title', TITLE_SIZES_OF_5_LINES, COLUMN, 5)
  const leading = size * TITLE_LEADING
  const next = pen.heading(lines, LEFT, TOP + size * CAPITAL_HEIGHT, { style: 'title', size, leading })
  const performers = event.performers.filter((name) => name !== event.title).join(' · ')
  const y = next - leading + 28
  const linesMax = Math.min(4, Math.floor((WHEN - 12 - y) / PERFORMERS.leading) + 1)
  pen.lines(breakLines(pen.doc, performers, PERFORMERS, COLUMN, linesMax).lines, LEFT, y, PERFORMERS)
}

function drawCode(pen: Pen, ticket: PrintedTicket): void {
  const { path, modules } = qrPath(ticket.code)
  const alt = `QR code of the ticket for ${placeInWords(ticket.place)}. It stands as text at the foot of the page.`
  pen.picture(alt, () => {
    const scale = CODE_SIZE / modules
    pen.doc.save().translate(CODE_LEFT, TOP).scale(scale).path(path).fill('black').restore()
  })
  pen.line('Show this code at the door. It admits once.', CODE_LEFT, TOP + CODE_SIZE + 22, LABEL, QUIET)
}

const STATUS_LABEL = {
  scheduled: 'Day',
  rescheduled: 'New day',
  postponed: 'Postponed; it was to be',
  cancelled: 'Cancelled; it was to be',
} as const satisfies Record<TicketEvent['status'], string>

function drawWhen(pen: Pen, { event }: PrintedTicket): void {
  pen.rule(WHEN, 0.75, LINE)
  const facts: { label: string; value: string; moved: boolean }[] = [
    { label: STATUS_LABEL[event.status], value: dayInWords(event), moved: event.status !== 'scheduled' },
  ]
  if (event.doorsAt !== null)
    facts.push({ label: 'Doors', value: timeInWords(event.doorsAt, event.venue), moved: false })
  facts.push({ label: 'Starts', value: timeInWords(event.startsAt, event.venue), moved: false })
  const setting = { style: 'strong', size: 17 } as const
  let x = LEFT
  for (const { label, value, moved } of facts) {
    pen.line(label, x, WHEN + 17, moved ? { style: 'figure', size: 10 } : LABEL, moved ? SIGNAL : QUIET)
    pen.line(value, x, WHEN + 37, setting)
    x += widthOf(pen.doc, value, setting) + 28
  }
  pen.lineUpTo(zoneInWords(event.startsAt, event.venue), RIGHT, WHEN + 37, LABEL, QUIET)
}

function drawWhere(pen: Pen, { event: { venue } }: PrintedTicket): void {
  pen.line('Where', LEFT, WHERE, LABEL, QUIET)
  const { lines, size } = fitLines(pen.doc, venue.name, 'strong', [17, 15, 13], COLUMN, 2)
  let y = pen.lines(lines, LEFT, WHERE + 22, { style: 'strong', size, leading: size * 1.25 })
  for (const line of [venue.hall, ...addressInWords(venue)])
    if (line !== null) y = pen.lines(breakLines(pen.doc, line, BODY, COLUMN, 2).lines, LEFT, y, BODY)
}

function drawPurchase(pen: Pen, { holderName, price, orderId, ticketId, event }: PrintedTicket): void {
  const facts = [
    { label: 'Holder', value: holderName, style: 'strong' },
    ...(price === null
      ? []
      : [
          { label: 'Price paid, all fees included', value: moneyInWords(price, event.venue), style: 'strong' } as const,
        ]),
    { label: 'Order', value: orderId, style: 'label' },
    { label: 'Ticket', value: ticketId, style: 'label' },
  ] as const
  const indent = 118
  pen.rule(PURCHASE, 0.75, LINE, { to: LEFT + COLUMN })
  facts.forEach(({ label, value, style }, index) => {
    const y = PURCHASE + 21 + index * 19
    const { lines, size } = fitLines(pen.doc, value, style, [10.5, 9.5, 8.5], COLUMN - indent, 1)
    pen.line(label, LEFT, y, LABEL, QUIET)
    pen.line(lines[0] ?? '', LEFT + indent, y, { style, size })
  })
}

function drawGettingIn(pen: Pen, { event }: PrintedTicket): void {
  const terms = [
    'Paper or screen: either will do, and neither needs a network.',
    'The first to show this code is let in. A copy is not a second ticket, so keep it to yourself.',
    `If the day or time changes, ${event.organiser} tells you, and your account always has the current ticket.`,
  ]
  const setting = { style: 'text', size: 9.5, leading: 13.5 } as const
  pen.line('Getting in', CODE_LEFT, WHERE, LABEL, QUIET)
  let y = WHERE + 19
  for (const term of terms)
    y = pen.lines(breakLines(pen.doc, term, setting, CODE_SIZE, 6).lines, CODE_LEFT, y, setting) + 5
}

/** For doors whose camera fails, and for whoever cannot see the picture. */
function drawCodeAsText(pen: Pen, { code }: PrintedTicket): void {
  const setting = { style: 'label', size: 9, leading: 13 } as const
  const groups = (code.match(/.{1,5}/g) ?? []).join(' ')
  pen.rule(CODE_AS_TEXT, 0.75, LINE)
  pen.line('The code as text', LEFT, CODE_AS_TEXT + 16, LABEL, QUIET)
  pen.lines(breakLines(pen.doc, groups, setting, WIDTH, 5).lines, LEFT, CODE_AS_TEXT + 33, setting)
}
