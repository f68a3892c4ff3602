import { answerList, answerOnce, type Call, type Route } from './call.ts'
import { badParameter, isRefusal, notFound, wrongState, type Refusal } from './errors.ts'
import type { Charge, Kind, Payable, Refund } from './records.ts'
import type { RefundWish } from './refunds.ts'
import { Shelf } from './shelf.ts'

const AMOUNT_MAX = 99_999_999
const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer']

const readRoute = <Thing extends Payable>(
  kind: Thing['object'],
  path: string,
  find: (call: Pick<Call, 'id' | 'store'>) => Thing | undefined,
): Route => ({
  method: 'GET',
  path: `${path}/:id`,
  operation: `read-${kind}`,
  about: find,
  answer: (call) => {
    const record = find(call)
    return record === undefined ? notFound(kind, call.id) : answerOnce(call, kind, record)
  },
})

/** Charges, and what may happen to them afterwards: refunds and disputes. */
export const chargeRoutes: readonly Route[] = [
  readRoute('charge', '/v1/charges', ({ id, store }) => store.charges.get(id)),
  readRoute('refund', '/v1/refunds', ({ id, store }) => store.refunds.get(id)),
  readRoute('dispute', '/v1/disputes', ({ id, store }) => store.disputes.get(id)),
  {
    method: 'GET',
    path: '/v1/charges',
    operation: 'list-charges',
    answer: (call) => {
      const intent = call.read.text('payment_intent')
      const shelf = intent === undefined ? call.store.charges : shelfOf(chargesOf(call, intent))
      return answerList(call, 'charge', shelf)
    },
  },
  {
    method: 'GET',
    path: '/v1/refunds',
    operation: 'list-refunds',
    answer: (call) => answerList(call, 'refund', behindCharges(call, call.store.refunds, refundsOf)),
  },
  {
    method: 'GET',
    path: '/v1/disputes',
    operation: 'list-disputes',
    answer: (call) => answerList(call, 'dispute', behindCharges(call, call.store.disputes, disputeOf)),
  },
  {
    method: 'POST',
    path: '/v1/refunds',
    operation: 'refund',
    about: ({ params: { charge, payment_intent: intent }, store }) =>
      typeof charge === 'string'
        ? store.charges.get(charge)
        : store.intents.get(typeof intent === 'string' ? intent : ''),
    answer: (call) => {
      const intentId = call.read.text('payment_intent')
      const chargeId = call.read.text('charge')
      const wish = {
        amount: call.read.integer('amount', 1, AMOUNT_MAX),
        reason: call.read.choice('reason', REASONS) ?? null,
        metadata: call.read.metadata('metadata'),
      }
      return answerOnce(call, 'refund', () => createRefund(call, findCharge(call, intentId, chargeId), wish))
    },
  },
]

const createRefund = (call: Call, charge: Charge | Refusal, wish: RefundWish): Refund | Refusal => {
  if (isRefusal(charge)) return charge
  const id = call.gateway.refund(charge, wish, call.cause)
  return isRefusal(id) ? id : (call.store.refunds.get(id) ?? notFound('refund', id))
}

const findCharge = (call: Call, intentId: string | undefined, chargeId: string | undefined): Charge | Refusal => {
  if (chargeId !== undefined) return call.store.charges.get(chargeId) ?? notFound('charge', chargeId, 'charge')
  if (intentId === undefined) {
    return badParameter('payment_intent', 'parameter_missing', 'Say which payment_intent or charge to refund.')
  }
  const intent = call.store.intents.get(intentId)
  if (intent === undefined) return notFound('payment_intent', intentId, 'payment_intent')
  return call.store.goodCharge(intent) ?? wrongState('This payment has no successful charge to refund.')
}

/** All of a kind, or those of the one charge or intent asked for, without walking through all there is. */
const behindCharges = <Thing extends Kind>(
  call: Call,
  all: Shelf<Thing>,
  behind: (charge: Charge, call: Call) => Thing[],
): Shelf<Thing> => {
  const intent = call.read.text('payment_intent')
  const charge = call.read.text('charge')
  if (intent === undefined && charge === undefined) return all
  const charges = charge === undefined ? chargesOf(call, intent ?? '') : [call.store.charges.get(charge) ?? []].flat()
  return shelfOf(charges.flatMap((one) => behind(one, call)))
}

const refundsOf = (charge: Charge, { store }: Call): Refund[] =>
  charge.refunds.flatMap((id) => store.refunds.get(id) ?? [])

const disputeOf = (charge: Charge, { store }: Call) => [store.disputes.get(charge.dispute ?? '') ?? []].flat()

const chargesOf = (call: Call, intent: string): Charge[] =>
  (call.store.intents.get(intent)?.charges ?? []).flatMap((id) => call.store.charges.get(id) ?? [])

const shelfOf = <Thing extends Kind>(things: readonly Thing[]): Shelf<Thing> => {
  const shelf = new Shelf<Thing>()
  for (const thing of things) shelf.put(thing)
  return shelf
}
