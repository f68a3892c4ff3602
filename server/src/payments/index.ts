export {
  hasFailed,
  type Failure,
  type MoneyStage,
  type PaymentGateway,
  type ProviderDispute,
  type ProviderPayment,
  type ProviderRefund,
  type SessionRequest,
} from './gateway.ts'
export { forgetOldWebhooks, markWorked, takeWaitingWebhooks, type WaitingWebhook } from './inbox.ts'
export { paymentInvariants } from './invariants.ts'
export {
  countEntries,
  postToLedger,
  reverseInLedger,
  type LedgerAccount,
  type LedgerKind,
  type LedgerMove,
} from './ledger.ts'
export { removePayments } from './remove-event.ts'
export {
  closeDispute,
  failRefund,
  findDisputes,
  findRefunds,
  insertDispute,
  insertPayments,
  insertRefund,
  moveRefund,
  recordCaptured,
  recordCaptureFailure,
  recordOpen,
  recordPaymentEnd,
  recordPlacesReturned,
  recordSeen,
  replaceKey,
  replaceRefundKey,
  type NewPayment,
  type Opened,
} from './queries.ts'
export { registerPaymentRoutes } from './routes.ts'
export { awaitedStripeEvents } from './stripe-events.ts'
export { openStripeGateway, type StripeOptions } from './stripe-gateway.ts'
