import { accountInvariants } from './accounts/index.ts'
import { catalogInvariants } from './catalog/index.ts'
import { inventoryInvariants } from './inventory/index.ts'
import { notificationInvariants } from './notifications/index.ts'
import { orderInvariants } from './orders/index.ts'
import { partnerInvariants } from './partners/index.ts'
import { paymentInvariants } from './payments/index.ts'
import type { Invariant } from './platform/invariant.ts'
import { rehearsalInvariants } from './rehearsal/index.ts'
import { saleLogInvariants } from './salelog/index.ts'
import { queueInvariants } from './queue/index.ts'
import { ticketInvariants } from './tickets/index.ts'

/** All that must always be true, as `foyer check` asks it. */
export const invariants: readonly Invariant[] = [
  ...inventoryInvariants,
  ...orderInvariants,
  ...paymentInvariants,
  ...partnerInvariants,
  ...queueInvariants,
  ...rehearsalInvariants,
  ...saleLogInvariants,
  ...ticketInvariants,
  ...catalogInvariants,
  ...accountInvariants,
  ...notificationInvariants,
]
