import { answerList, answerOnce, type Call, type Route } from './call.ts'
import { notFound, type Refusal } from './errors.ts'
import type { Intent } from './records.ts'

const KIND = 'payment_intent'
const PATH = '/v1/payment_intents'
const AMOUNT_MAX = 99_999_999

/** Known to Stripe, and without effect on what the sandbox does. */
const COSMETIC = ['statement_descriptor', 'statement_descriptor_suffix']
const CANCELLATION_REASONS = ['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned']

const about: Route['about'] = ({ id, store }) => store.intents.get(id)

export const intentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PATH,
    operation: 'list-intents',
    answer: (call) => answerList(call, KIND, call.store.intents),
  },
  {
    method: 'GET',
    path: `${PATH}/:id`,
    operation: 'read-intent',
    about,
    answer: (call) =>
      withIntent(call, (intent) => {
        call.read.ignore(['client_secret'])
        return answerOnce(call, KIND, intent)
      }),
  },
  {
    method: 'POST',
    path: `${PATH}/:id/capture`,
    operation: 'capture',
    about,
    answer: (call) =>
      withIntent(call, (intent) => {
        const amount = call.read.integer('amount_to_capture', 1, AMOUNT_MAX)
        call.read.choice('final_capture', ['true'])
        call.read.ignore(COSMETIC)
        return answerOnce(call, KIND, () => call.gateway.captureIntent(intent, amount, call.cause))
      }),
  },
  {
    method: 'POST',
    path: `${PATH}/:id/cancel`,
    operation: 'cancel',
    about,
    answer: (call) =>
      withIntent(call, (intent) => {
        const reason = call.read.choice('cancellation_reason', CANCELLATION_REASONS)
        return answerOnce(call, KIND, () => call.gateway.cancelIntent(intent, reason ?? null, call.cause))
      }),
  },
]

const withIntent = <Given>(call: Call, use: (intent: Intent) => Given): Given | Refusal => {
  const intent = call.store.intents.get(call.id)
  return intent === undefined ? notFound(KIND, call.id, 'intent') : use(intent)
}
