import { accountRoutes, sessionRoutes } from './accounts.ts'
import { catalogRoutes } from './catalog.ts'
import { codeRoutes } from './codes.ts'
import { discoveryRoutes } from './discovery.ts'
import { inventoryRoutes } from './inventory.ts'
import { notificationRoutes } from './notifications.ts'
import { orderRoutes, paymentRoutes } from './orders.ts'
import { queueRoutes } from './queue.ts'
import { partnerRoutes } from './partners.ts'
import { rehearsalRoutes } from './rehearsals.ts'
import type { RouteContract } from './route.ts'
import { saleLogRoutes } from './sale-log.ts'
import { ticketRoutes } from './tickets.ts'

/** Every route of the API, by domain. */
export const routes: readonly RouteContract[] = [
  accountRoutes,
  sessionRoutes,
  codeRoutes,
  catalogRoutes,
  discoveryRoutes,
  partnerRoutes,
  inventoryRoutes,
  queueRoutes,
  orderRoutes,
  paymentRoutes,
  ticketRoutes,
  notificationRoutes,
  saleLogRoutes,
  rehearsalRoutes,
].flatMap((group): RouteContract[] => Object.values(group))
