import type { accountRoutes, sessionRoutes } from '@foyer/contract/accounts'
import type { catalogRoutes } from '@foyer/contract/catalog'
import type { codeRoutes } from '@foyer/contract/codes'
import type { inventoryRoutes } from '@foyer/contract/inventory'
import type { notificationRoutes } from '@foyer/contract/notifications'
import type { orderRoutes, paymentRoutes } from '@foyer/contract/orders'
import type { queueRoutes } from '@foyer/contract/queue'
import type { ticketRoutes } from '@foyer/contract/tickets'

// Types alone: the schemas of the contract, and the library that they are made of, stay out of the browser.
type Groups =
  | typeof accountRoutes
  | typeof sessionRoutes
  | typeof codeRoutes
  | typeof catalogRoutes
  | typeof inventoryRoutes
  | typeof orderRoutes
  | typeof paymentRoutes
  | typeof notificationRoutes
  | typeof ticketRoutes
  | typeof queueRoutes
type ValuesOf<G> = G extends Readonly<Record<string, infer R>> ? R : never
type AnyRoute = ValuesOf<Groups>

type PathsByMethod = { [M in AnyRoute['method']]: Extract<AnyRoute, { readonly method: M }>['path'] }

export type Method = AnyRoute['method']
/** Paths of the contract that know a method. */
export type PathOf<M extends Method> = PathsByMethod[M]
/** The route of the contract at a method and path. */
export type RouteAt<M extends Method, P extends string> = Extract<AnyRoute, { readonly method: M; readonly path: P }>
