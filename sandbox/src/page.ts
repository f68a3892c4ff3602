import { createHash } from 'node:crypto'
import { cards } from './cards.ts'
import { escape as text } from './escape.ts'
import { writeMoney } from './money.ts'
import { style } from './page-style.ts'
import type { Intent, Item, Session } from './records.ts'

/** Only the style above may act in these pages: no script, no picture, no frame. */
export const CONTENT_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`

/** The page on which a person pays: what is bought, what it costs, one field, one thing to press. */
export const payPage = (session: Session, intent: Intent | undefined, now: number, mistyped: boolean): string => {
  const { terms } = session
  const total = writeMoney(terms.amountTotal, terms.currency)
  return page(
    `Pay ${total}`,
    `${problem(intent, mistyped)}
<h1>Pay <span class="amount">${text(total)}</span></h1>
<p class="lead">${text(timeLeft(terms.expiresAt - now))}</p>
<ul class="lines">
${terms.items.map(line).join('\n')}
<li class="total"><span>Total</span><span class="amount">${text(total)}</span></li>
</ul>
<form method="post">
<label for="card">Card number</label>
<input id="card" name="card" inputmode="numeric" autocomplete="off" spellcheck="false" required
 aria-describedby="hint${mistyped || intent?.lastError ? ' problem' : ''}"${mistyped ? ' aria-invalid="true"' : ''}>
<p class="hint" id="hint">4242 4242 4242 4242 pays. Only test cards work here.</p>
<button class="press">Pay ${text(total)}</button>
</form>
${terms.cancelUrl === null ? '' : `<a class="button plain" href="${text(terms.cancelUrl)}">Cancel and go back</a>`}
${testCards()}`,
  )
}

/** The page of the bank that asks the cardholder to confirm. */
export const challengePage = (session: Session): string => {
  const total = writeMoney(session.terms.amountTotal, session.terms.currency)
  return page(
    'Confirm with your bank',
    `<h1>Is this payment yours?</h1>
<p class="lead">Your bank asks you to confirm a payment of <span class="amount">${text(total)}</span>.</p>
<form method="post">
<button class="press" name="answer" value="confirm">Yes, confirm it</button>
<button class="plain" name="answer" value="refuse">No, refuse it</button>
</form>`,
  )
}

/** A page that says what happened, and the way on where there is one. */
export const messagePage = (title: string, message: string, way?: { label: string; url: string }): string =>
  page(
    title,
    `<h1>${text(title)}</h1>
<p class="lead">${text(message)}</p>
${way === undefined ? '' : `<a class="button press" href="${text(way.url)}">${text(way.label)}</a>`}`,
  )

const page = (title: string, content: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${text(title)}</title>
<style>${style}</style>
</head>
<body>
<p class="note" role="note"><strong>Payment sandbox.</strong> No money moves.</p>
<main>
${content}
</main>
</body>
</html>
`

const line = (item: Item): string => {
  const each = writeMoney(item.unitAmount, item.currency)
  const more = [item.about, item.quantity > 1 ? `${item.quantity} at ${each} each` : null].filter(
    (part) => part !== null,
  )
  return `<li><span>${text(item.name)}${more.map((part) => `<small>${text(part)}</small>`).join('')}</span>
<span class="amount">${text(writeMoney(item.unitAmount * item.quantity, item.currency))}</span></li>`
}

const problem = (intent: Intent | undefined, mistyped: boolean): string => {
  const message = mistyped ? 'This is not a card number. Check the digits.' : intent?.lastError?.message
  if (message === undefined) return ''
  const more = mistyped ? '' : ' You have not been charged. Try again, or use another card.'
  return `<p class="alert" id="problem" role="alert"><strong>${mistyped ? 'Not paid yet' : 'The payment did not go through'}</strong>
${text(message)}${more}</p>`
}

const MINUTE_MS = 60_000

const timeLeft = (leftMs: number): string => {
  const minutes = Math.max(1, Math.ceil(leftMs / MINUTE_MS))
  if (minutes < 120) return `This page stays open for ${minutes} more ${minutes === 1 ? 'minute' : 'minutes'}.`
  return `This page stays open for ${Math.floor(minutes / 60)} more hours.`
}

const testCards = (): string => `<details open>
<summary>Test cards</summary>
<form method="post">
<table>
<caption>Each of them plays its part. Pressing one pays with it at once.</caption>
<thead><tr><th>Number</th><th>What it does</th><th><span class="unseen">Use</span></th></tr></thead>
<tbody>
${cards.map(testCard).join('\n')}
</tbody>
</table>
</form>
</details>`

const testCard = ({ number, about }: { number: string; about: string }): string => {
  const spaced = (number.match(/.{1,4}/g) ?? []).join(' ')
  return `<tr><td class="number">${spaced}</td><td>${text(about)}</td>
<td><button name="card" value="${number}" aria-label="Use ${spaced}: ${text(about)}">Use</button></td></tr>`
}
