import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendJson, sendText } from '../http.ts'
import type { KeptMail, KeptMails } from './kept-mails.ts'
import { inbox, letter, LETTER_POLICY, PAGE_POLICY } from './pages.ts'

/**
 * What came in, for people and programs:
 * `GET /` a page of the last mails, `GET /mails/{id}` one of them, `GET /mails/{id}/html` as it looks,
 * `GET /mails/{id}/attachments/{n}`; `GET /mails?to=` as JSON, `DELETE /mails` forgets all.
 */
export const serveMails =
  (kept: KeptMails) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const [, area = '', id = '', part = '', number = ''] = url.pathname.split('/')
    const mail = kept.get(id)
    if (request.method === 'DELETE' && url.pathname === '/mails') {
      kept.forget()
      return sendJson(response, 200, {})
    }
    if (request.method !== 'GET') return sendJson(response, 405, { error: 'GET, or DELETE /mails.' })
    if (area === '') return sendPage(response, inbox(kept.list()), PAGE_POLICY)
    if (area !== 'mails') return sendJson(response, 404, { error: `Nothing at ${url.pathname}.` })
    if (id === '')
      return sendJson(response, 200, { items: kept.list(url.searchParams.get('to') ?? undefined).map(show) })
    if (mail === undefined) return sendJson(response, 404, { error: 'There is no such mail, or no longer.' })
    if (part === '') return sendPage(response, letter(mail), PAGE_POLICY)
    // As the mail came, but for script, frames and anything from elsewhere.
    if (part === 'html') return sendPage(response, mail.html, LETTER_POLICY)
    const attachment = mail.attachments[Number(number)]
    if (part !== 'attachments' || attachment === undefined) return sendJson(response, 404, { error: 'No such part.' })
    response.writeHead(200, {
      'content-type': attachment.type,
      'content-security-policy': LETTER_POLICY,
      'x-content-type-options': 'nosniff',
    })
    response.end(attachment.content)
  }

const sendPage = (response: ServerResponse, html: string, policy: string): void =>
  sendText(response, 200, html, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'no-store',
  })

const show = ({ attachments, ...mail }: KeptMail) => ({
  ...mail,
  attachments: attachments.map(({ name, type, content }, number) => ({
    name,
    type,
    bytes: content.length,
    path: `/mails/${mail.id}/attachments/${number}`,
  })),
})
