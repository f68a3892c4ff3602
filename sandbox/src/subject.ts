import type { Subject } from './faults.ts'
import type { Payable } from './records.ts'
import type { Store } from './store.ts'

/** Whom a fault about this record has to match: the whole payment it belongs to, and the record itself. */
export const subjectOf = (store: Store, record: Payable, more: Partial<Subject> = {}): Subject => {
  const intent = store.intents.get(intentOf(record) ?? '')
  const session = record.object === 'checkout.session' ? record : store.sessions.get(intent?.session ?? '')
  const own = record.object === 'refund' ? record.metadata : {}
  return {
    objects: [session?.id, intent?.id, ...(intent?.charges ?? []), record.id].filter((id) => id !== undefined),
    metadata: { ...session?.terms.metadata, ...intent?.metadata, ...own },
    ...more,
  }
}

const intentOf = (record: Payable): string | null => {
  switch (record.object) {
    case 'payment_intent':
      return record.id
    case 'checkout.session':
    case 'charge':
    case 'refund':
    case 'dispute':
      return record.intent
  }
}
