import { settleLate } from './attempts.ts'
import { openDispute } from './disputes.ts'
import { isRefusal, type Refusal } from './errors.ts'
import { expireAuthorisation } from './intents.ts'
import { NOTHING, type Moment, type Payable, type Step } from './records.ts'
import { settleRefund } from './refunds.ts'
import { expireSession } from './sessions.ts'
import type { Store } from './store.ts'

/**
 * What a record does by itself once its `dueAt` is over: a session expires, a late bank answers, an authorisation that
 * nobody captured lapses, a cardholder disputes, a slow refund arrives or comes back.
 */
export const fallDue = (record: Payable, store: Store, moment: Moment): Step => {
  switch (record.object) {
    case 'checkout.session': {
      const intent = store.intents.get(record.intent ?? '')
      return sure(expireSession(record, intent, intent && store.goodCharge(intent), moment.now))
    }
    case 'payment_intent': {
      const charge = store.goodCharge(record)
      if (record.status === 'requires_capture' && charge) return expireAuthorisation(record, charge, moment.now)
      const session = store.sessions.get(record.session)
      return record.status === 'processing' && session ? settleLate(session, record, moment) : NOTHING
    }
    case 'charge':
      return record.dispute === null && record.refunded < record.amountCaptured
        ? sure(openDispute(record, undefined, 'fraudulent', moment.now))
        : { put: [{ ...record, dueAt: null }], happened: [] }
    case 'refund': {
      const charge = store.charges.get(record.charge)
      return charge ? settleRefund(record, charge) : NOTHING
    }
    case 'dispute':
      return NOTHING
  }
}

/** Only what may still happen is due: whoever ends a thing otherwise takes its `dueAt` away. */
const sure = (outcome: Step | Refusal): Step => {
  if (isRefusal(outcome)) throw new Error(`something fell due that cannot happen: ${outcome.error.message}`)
  return outcome
}
