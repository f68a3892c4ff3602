import { createHash } from 'node:crypto'
import { escape } from '../escape.ts'
import { style } from '../page-style.ts'
import type { KeptMail } from './kept-mails.ts'

/** Only the style of these pages may act, and the mail in its frame. */
export const PAGE_POLICY = `default-src 'none'; frame-src 'self'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`

/** A mail may look as it likes and do nothing. */
export const LETTER_POLICY = `sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'`

/** The mails that came in last. */
export const inbox = (mails: readonly KeptMail[]): string =>
  page(
    'Mail',
    mails.length === 0
      ? '<h1>No mail yet</h1><p class="lead">What Foyer sends shows up here, and goes nowhere else.</p>'
      : `<h1>Mail</h1><p class="lead">The last ${mails.length}, newest first.</p>
<ul class="lines">${mails.map(line).join('\n')}</ul>`,
  )

/** One mail: as text, as it looks, and what hangs on it. */
export const letter = (mail: KeptMail): string =>
  page(
    mail.subject,
    `<h1>${escape(mail.subject)}</h1>
<p class="lead">To ${escape(mail.to.join(', '))}, from ${escape(mail.from)}, ${mail.receivedAt.toISOString()}</p>
<pre>${escape(mail.text)}</pre>
${mail.attachments
  .map(
    ({ name, content }, number) =>
      `<a class="button plain" href="/mails/${mail.id}/attachments/${number}">${escape(name)} (${Math.ceil(content.length / 1_024)} KB)</a>`,
  )
  .join('\n')}
${mail.html === '' ? '' : `<iframe title="The mail as it looks" sandbox src="/mails/${mail.id}/html"></iframe>`}
<a class="button plain" href="/">All mail</a>`,
  )

const line = (mail: KeptMail): string =>
  `<li><span><a href="/mails/${mail.id}">${escape(mail.subject)}</a><small>To ${escape(mail.to.join(', '))}</small></span>
<span class="amount">${mail.receivedAt.toISOString().slice(11, 19)}</span></li>`

const page = (title: string, content: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body>
<p class="note" role="note"><strong>Mail sandbox.</strong> Nothing is delivered to anybody.</p>
<main>
${content}
</main>
</body>
</html>
`
