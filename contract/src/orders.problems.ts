import { problems } from './problem.ts'

export const orderProblems = problems({
  'order-hold-over': {
    status: 409,
    title: 'The places are no longer reserved',
    meaning: 'The hold has expired or was released, so there is nothing to order. Nothing was charged.',
    remedy: 'Choose places again and order them while the hold lasts.',
  },
  'price-changed': {
    status: 409,
    title: 'The price is another one by now',
    meaning:
      'The places cost something else than the `amount` of the request says: `amount` of the answer. Nothing was ordered; the hold stays.',
    remedy: 'Show the buyer the new price, and order again with it if they agree.',
  },
  'order-not-cancellable': {
    status: 409,
    title: 'This order can no longer be cancelled',
    meaning: 'An order can be cancelled by its buyer only until it is paid. This one is past that.',
    remedy: 'Look at its state. For a paid order, ask the organiser for a refund.',
  },
  'refund-not-possible': {
    status: 409,
    title: 'This cannot be refunded',
    meaning:
      'The order is not paid, is being disputed, or so little is left of its money that the other places would be left ' +
      'without any.',
    remedy:
      'Look at the state of the order and at what was refunded before; without `places`, all that is left goes back.',
  },
  'webhook-not-genuine': {
    status: 400,
    title: 'The signature of this webhook is not valid',
    meaning: 'It was not signed with a secret known here, was changed on its way, or is older than five minutes.',
    remedy: "Check that the signing secret of the provider's endpoint is among STRIPE_WEBHOOK_SECRETS.",
  },
})
