import { HOUR_MS, MINUTE_MS } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'

/**
 * The provider's page ends an hour after the payment was made and cannot be made longer: an order takes payment no longer
 * than five minutes before that, however long the sale could not be served.
 */
const PAYABLE_MAX_MS = HOUR_MS - 5 * MINUTE_MS

/**
 * Orders whose time to pay ran while the sale could not be served have as much of it left as then, as their holds do; in the
 * transaction that makes those longer. An order never outlives its hold by this.
 */
export const makePaymentsLonger = (
  tx: Tx,
  { beganAt, endedAt }: { readonly beganAt: number; readonly endedAt: number },
): Promise<unknown> => tx`
  update orders o
     set pay_by = greatest(pay_by, least(pay_by + ${endedAt - beganAt} * interval '1 millisecond',
                                         made_at + ${PAYABLE_MAX_MS} * interval '1 millisecond'))
   where o.state = 'payment_pending' and o.settle_at is not null
     and o.pay_by > to_timestamp(${beganAt}::double precision / 1000)`
