import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Timeline } from './clock.ts'
import { isRefusal } from './errors.ts'
import type { Gateway, PayOutcome } from './gateway.ts'
import { readBody, sendText } from './http.ts'
import { CONTENT_POLICY, challengePage, messagePage, payPage } from './page.ts'
import { parseForm } from './form.ts'
import type { Intent, Session } from './records.ts'
import { returnUrl } from './sessions.ts'
import type { Store } from './store.ts'
import type { Switches } from './switches.ts'

export type PageParts = {
  readonly store: Store
  readonly timeline: Timeline
  readonly gateway: Gateway
  readonly switches: () => Switches
}

type Reply = { readonly status: number; readonly html: string } | { readonly redirect: string }

/** The hosted pages: `/c/pay/<session>` and its `/challenge`. Every form is answered by a redirect (303). */
export const servePage = async (
  request: IncomingMessage,
  response: ServerResponse,
  parts: PageParts,
): Promise<void> => {
  const [, , , id = '', step = ''] = (request.url ?? '').split('?')[0]?.split('/') ?? []
  const form = request.method === 'POST' ? parseForm((await readBody(request)) ?? '') : { params: {} }
  parts.timeline.runDue()
  const reply = isRefusal(form) ? oddForm : answer(request, id, step, form.params, parts)
  if ('redirect' in reply) sendText(response, 303, '', { ...headers, location: reply.redirect })
  else sendText(response, reply.status, reply.html, { ...headers, 'content-type': 'text/html; charset=utf-8' })
}

const answer = (
  request: IncomingMessage,
  id: string,
  step: string,
  form: Readonly<Record<string, unknown>>,
  parts: PageParts,
): Reply => {
  if (parts.switches().down) return down
  const session = parts.store.sessions.get(id)
  if (session === undefined || (step !== '' && step !== 'challenge')) return unknownPage
  const { pageUrl } = session.terms
  if (request.method === 'POST') {
    const outcome =
      step === 'challenge'
        ? parts.gateway.answerChallenge(id, form['answer'] === 'confirm')
        : parts.gateway.pay(id, typeof form['card'] === 'string' ? form['card'] : '')
    return {
      redirect: 'redirect' in outcome ? outcome.redirect : `${pageUrl}${isMistyped(outcome) ? '?card=mistyped' : ''}`,
    }
  }
  return show(request, session, step, parts)
}

const show = (request: IncomingMessage, session: Session, step: string, { store, timeline }: PageParts): Reply => {
  const intent = store.intents.get(session.intent ?? '')
  if (session.status !== 'open') return closed(session, intent)
  if (step === 'challenge') {
    if (intent?.status !== 'requires_action') return { redirect: session.terms.pageUrl }
    return { status: 200, html: challengePage(session) }
  }
  const mistyped = request.url?.endsWith('?card=mistyped') ?? false
  return { status: 200, html: payPage(session, intent, timeline.now(), mistyped) }
}

const isMistyped = (outcome: PayOutcome): boolean =>
  outcome.outcome === 'refused' && outcome.because === 'mistyped-card'

const closed = (session: Session, intent: Intent | undefined): Reply => {
  const { cancelUrl } = session.terms
  const back = cancelUrl === null ? undefined : { label: 'Back to the shop', url: cancelUrl }
  const onwards = { label: 'Back to the shop', url: returnUrl(session) }
  if (session.status === 'expired') {
    const message = 'You have not been charged. Go back to the shop to see whether what you wanted is still there.'
    return { status: 410, html: messagePage('The time to pay is over', message, back) }
  }
  if (intent?.status === 'requires_capture' || intent?.status === 'succeeded') {
    const message = 'There is nothing more to do here, and you will not be charged again.'
    return { status: 200, html: messagePage('This has been paid', message, onwards) }
  }
  if (intent?.status === 'processing') {
    const message = 'The shop will hear of it as soon as it does. There is nothing more to do here.'
    return { status: 200, html: messagePage('Your bank has not answered yet', message, onwards) }
  }
  return { status: 200, html: messagePage('This was not paid', 'You have not been charged.', back) }
}

const unknownPage: Reply = {
  status: 404,
  html: messagePage(
    'There is nothing to pay here',
    'The address may be incomplete. Go back to the shop and try again.',
  ),
}

const oddForm: Reply = { status: 400, html: messagePage('That did not work', 'Go back and try again.') }

const down: Reply = {
  status: 503,
  html: messagePage('Payments are not available now', 'You have not been charged. Try again in a few minutes.'),
}

const headers = {
  'content-security-policy': CONTENT_POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}
