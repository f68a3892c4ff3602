import { answerList, answerOnce, answerWith, type Call, type Route } from './call.ts'
import { isRefusal, notFound, type Refusal } from './errors.ts'
import type { Session } from './records.ts'
import { Shelf } from './shelf.ts'
import { show, showList } from './show.ts'
import { readExpand } from './views.ts'

const KIND = 'checkout.session'
const PATH = '/v1/checkout/sessions'

const about: Route['about'] = ({ id, store }) => store.sessions.get(id)

export const sessionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: PATH,
    operation: 'create-session',
    answer: (call) => {
      const expand = readExpand(call.read, KIND)
      const session = call.gateway.openSession(call.read, call.pageBase, call.cause)
      return isRefusal(session) ? session : answerWith(session, expand, call.store)
    },
  },
  {
    method: 'GET',
    path: PATH,
    operation: 'list-sessions',
    answer: (call) => {
      const intent = call.read.text('payment_intent')
      const status = call.read.choice('status', ['open', 'complete', 'expired'])
      const email = call.read.group('customer_details').text('email')
      const shelf = intent === undefined ? call.store.sessions : sessionsOfIntent(call, intent)
      return answerList(
        call,
        KIND,
        shelf,
        (session) =>
          (status === undefined || session.status === status) &&
          (email === undefined || session.terms.customerEmail === email),
      )
    },
  },
  {
    method: 'GET',
    path: `${PATH}/:id`,
    operation: 'read-session',
    about,
    answer: (call) => withSession(call, (session) => answerOnce(call, KIND, session)),
  },
  {
    method: 'POST',
    path: `${PATH}/:id/expire`,
    operation: 'expire-session',
    about,
    answer: (call) =>
      withSession(call, (session) => answerOnce(call, KIND, () => call.gateway.expireSession(session, call.cause))),
  },
  {
    method: 'GET',
    path: `${PATH}/:id/line_items`,
    operation: 'list-line-items',
    about,
    answer: (call) =>
      withSession(call, ({ terms }) => {
        call.read.ignore(['limit', 'expand'])
        const wrong = call.read.problem()
        if (wrong !== undefined) return wrong
        const items = terms.items.map((record) => show({ record, within: {} }))
        return { status: 200, body: () => JSON.stringify(showList(items, false, call.path)) }
      }),
  },
]

const withSession = <Given>(call: Call, use: (session: Session) => Given): Given | Refusal => {
  const session = call.store.sessions.get(call.id)
  return session === undefined ? notFound(KIND, call.id, 'session') : use(session)
}

const sessionsOfIntent = (call: Call, intent: string): Shelf<Session> => {
  const shelf = new Shelf<Session>()
  const session = call.store.sessions.get(call.store.intents.get(intent)?.session ?? '')
  if (session !== undefined) shelf.put(session)
  return shelf
}
