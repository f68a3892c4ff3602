import { wrongState, type Refusal } from './errors.ts'
import { newId } from './ids.ts'
import { cancelIntent } from './intents.ts'
import type { Reader } from './params.ts'
import type { Charge, Intent, Item, Session, Step, Terms } from './records.ts'

const MINUTE_MS = 60_000
const SESSION_LIFE_MIN_MS = 30 * MINUTE_MS // Stripe's rule, as is the maximum
const SESSION_LIFE_MAX_MS = 24 * 60 * MINUTE_MS
const ITEMS_MAX = 100
const QUANTITY_MAX = 999_999
const AMOUNT_MAX = 99_999_999 // minor units: eight digits, whatever the currency

/** Known to Stripe, and without effect on what the sandbox does. */
const COSMETIC = [
  'adaptive_pricing',
  'allow_promotion_codes',
  'allowed_payment_method_types',
  'billing_address_collection',
  'branding_settings',
  'consent_collection',
  'custom_text',
  'customer_creation',
  'excluded_payment_method_types',
  'expand',
  'name_collection',
  'origin_context',
  'payment_method_collection',
  'payment_method_options',
  'payment_method_types',
  'phone_number_collection',
  'saved_payment_method_options',
  'tax_id_collection',
  'wallet_options',
]

/** A new session from the parameters of the call, or what is wrong with them. `now` in milliseconds. */
export const openSession = (read: Reader, now: number, pageBase: string): Session | Refusal => {
  const id = newId('cs_test_', 58)
  read.required('mode')
  read.choice('mode', ['payment'])
  read.choice('ui_mode', ['hosted_page'])
  read.ignore(COSMETIC)
  read.required('success_url')
  const expiresAt = readExpiry(read, now)
  const items = readItems(read, now)
  const terms: Terms = {
    ...totalOf(read, items),
    items,
    successUrl: read.url('success_url') ?? '',
    cancelUrl: read.url('cancel_url') ?? null,
    pageUrl: `${pageBase}/c/pay/${id}`,
    clientReferenceId: read.text('client_reference_id', 200) ?? null,
    customerEmail: readEmail(read),
    metadata: read.metadata('metadata'),
    locale: read.text('locale') ?? null,
    submitType: read.choice('submit_type', ['auto', 'book', 'donate', 'pay']) ?? null,
    expiresAt,
    intent: readIntentData(read.group('payment_intent_data')),
  }
  return (
    read.problem() ?? {
      object: 'checkout.session',
      id,
      created: Math.floor(now / 1_000),
      dueAt: expiresAt,
      terms,
      status: 'open',
      paymentStatus: 'unpaid',
      intent: null,
    }
  )
}

/** Ends an open session, by a call or by its time; an unfinished intent of it is cancelled. */
export const expireSession = (
  session: Session,
  intent: Intent | undefined,
  charge: Charge | undefined,
  now: number,
): Step | Refusal => {
  if (session.status !== 'open') {
    return wrongState(`Only an open session can be expired; this one is ${session.status}.`)
  }
  const expired: Session = { ...session, status: 'expired', dueAt: null }
  const happened = { type: 'checkout.session.expired', about: expired } as const
  if (intent === undefined) return { put: [expired], happened: [happened] }
  const closed = cancelIntent({ ...intent, sessionOpen: false }, charge, 'expired', now)
  if ('error' in closed) return closed
  return { put: [expired, ...closed.put], happened: [happened, ...closed.happened] }
}

/** Where the shop wants the person back after paying, with the session's id filled in. */
export const returnUrl = ({ id, terms }: Session): string => terms.successUrl.replaceAll('{CHECKOUT_SESSION_ID}', id)

const readExpiry = (read: Reader, now: number): number => {
  const seconds = read.integer('expires_at', 0, Number.MAX_SAFE_INTEGER)
  if (seconds === undefined) return now + SESSION_LIFE_MAX_MS
  // The wire has whole seconds: the second in which the session is made counts for the caller on both sides.
  const life = seconds * 1_000 - Math.floor(now / 1_000) * 1_000
  if (life < SESSION_LIFE_MIN_MS) read.refuse('expires_at', undefined, 'A session lasts at least 30 minutes.')
  if (life > SESSION_LIFE_MAX_MS) read.refuse('expires_at', undefined, 'A session lasts at most 24 hours.')
  return seconds * 1_000
}

const readItems = (read: Reader, now: number): Item[] => {
  const groups = read.groups('line_items')
  if (groups.length === 0) read.refuse('line_items', 'parameter_missing', 'There is nothing to pay for.')
  if (groups.length > ITEMS_MAX) read.refuse('line_items', undefined, `A session has at most ${ITEMS_MAX} lines.`)
  return groups.slice(0, ITEMS_MAX).map((group) => readItem(group, now))
}

const readItem = (read: Reader, now: number): Item => {
  if (read.peek('price') !== undefined)
    read.refuse('price', 'resource_missing', 'The sandbox keeps no prices: use price_data.')
  const price = read.group('price_data')
  const product = price.group('product_data')
  product.ignore(['images', 'tax_code', 'unit_label'])
  price.ignore(['tax_behavior'])
  price.required('unit_amount')
  return {
    object: 'item',
    id: newId('li_'),
    priceId: newId('price_'),
    productId: newId('prod_', 14),
    name: product.required('name'),
    about: product.text('description') ?? null,
    currency: readCurrency(price),
    unitAmount: price.integer('unit_amount', 0, AMOUNT_MAX) ?? 0,
    quantity: (read.required('quantity'), read.integer('quantity', 1, QUANTITY_MAX) ?? 1),
    created: Math.floor(now / 1_000),
    metadata: product.metadata('metadata'),
  }
}

const currencies = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()))

const readCurrency = (read: Reader): string => {
  const currency = read.required('currency').toLowerCase()
  if (!currencies.has(currency)) read.refuse('currency', undefined, 'This is not a currency.')
  return currency
}

const totalOf = (read: Reader, items: readonly Item[]): { amountTotal: number; currency: string } => {
  const currency = items[0]?.currency ?? ''
  const amountTotal = items.reduce((sum, item) => sum + item.unitAmount * item.quantity, 0)
  if (items.some((item) => item.currency !== currency)) {
    read.refuse('line_items', undefined, 'All lines of a session have one currency.')
  }
  if (amountTotal < 1) read.refuse('line_items', 'amount_too_small', 'The total is more than nothing.')
  if (amountTotal > AMOUNT_MAX) read.refuse('line_items', 'amount_too_large', 'The total has at most eight digits.')
  return { amountTotal, currency }
}

const readEmail = (read: Reader): string | null => {
  const email = read.text('customer_email', 512)
  if (email !== undefined && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) {
    read.refuse('customer_email', 'email_invalid', 'This is not an e-mail address.')
  }
  return email ?? null
}

const readIntentData = (read: Reader): Terms['intent'] => ({
  // Since its version 2024-04-10, Stripe captures asynchronously unless told otherwise.
  captureMethod: read.choice('capture_method', ['automatic', 'automatic_async', 'manual']) ?? 'automatic_async',
  metadata: read.metadata('metadata'),
  description: read.text('description') ?? null,
  receiptEmail: read.text('receipt_email') ?? null,
  statementDescriptor: read.text('statement_descriptor', 22) ?? null,
  statementDescriptorSuffix: read.text('statement_descriptor_suffix', 22) ?? null,
})
