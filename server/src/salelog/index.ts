import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { LogBuilder } from './builder.ts'
import type { SaleLogKeys } from './log-keys.ts'
import type { SaleSource } from './sale-source.ts'

export { removeSaleLog } from './remove-event.ts'
export { saleLogInvariants } from './invariants.ts'
export { saleLogKeys, type SaleLogKeys } from './log-keys.ts'
export { registerSaleLogRoutes, type SaleLogServices } from './routes.ts'
export type { PublishedSale, SaleSource } from './sale-source.ts'
export { verifyLogCommand, verifySaleCommand } from './verify-command.ts'

/** Starts to build the public logs of all events that are or come before the public. */
export async function startSaleLogs(options: {
  readonly db: Database
  readonly keys: Pick<SaleLogKeys, 'saltsOf'>
  readonly source: SaleSource
  readonly log: Log
}): Promise<{ stop(): Promise<void> }> {
  const builder = new LogBuilder(options)
  await builder.start()
  return builder
}
