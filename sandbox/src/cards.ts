import type { PaymentFailure } from './records.ts'

export type Card = {
  readonly number: string
  readonly brand: 'visa' | 'mastercard' | 'amex'
  /** In the words of the hosted page. */
  readonly about: string
  readonly asks: 'nothing' | 'challenge'
  readonly answers: 'now' | 'late'
  /** Why the bank says no to the payment; null: it says yes. */
  readonly refusal: Refused | null
  readonly capture: 'works' | 'fails'
  readonly refund: 'now' | 'late' | 'fails-later'
  readonly disputed: boolean
}

type Refused = { readonly code: string; readonly declineCode: string; readonly message: string }

const plain = {
  brand: 'visa',
  asks: 'nothing',
  answers: 'now',
  refusal: null,
  capture: 'works',
  refund: 'now',
  disputed: false,
} as const satisfies Partial<Card>

const declined = (declineCode: string, message: string): Refused => ({ code: 'card_declined', declineCode, message })
const GENERIC = declined('generic_decline', 'The bank declined this card.')

/**
 * The test cards. Numbers are Stripe's published ones, except those marked ours: Stripe has no card whose manual
 * capture fails or whose authorisation comes late.
 */
export const cards: readonly Card[] = [
  { ...plain, number: '4242424242424242', about: 'Pays' },
  { ...plain, number: '5555555555554444', brand: 'mastercard', about: 'Pays, Mastercard' },
  { ...plain, number: '378282246310005', brand: 'amex', about: 'Pays, American Express' },
  { ...plain, number: '4000002500003155', asks: 'challenge', about: 'Asks you to confirm with your bank' },
  { ...plain, number: '4000000000003220', asks: 'challenge', about: 'Asks you to confirm, every time' },
  {
    ...plain,
    number: '4000008400001629',
    asks: 'challenge',
    refusal: GENERIC,
    about: 'Asks you to confirm, then is declined',
  },
  { ...plain, number: '4000000000000002', refusal: GENERIC, about: 'Is declined' },
  {
    ...plain,
    number: '4000000000009995',
    refusal: declined('insufficient_funds', 'There is not enough money on this card.'),
    about: 'Has not enough money',
  },
  {
    ...plain,
    number: '4000000000009987',
    refusal: declined('lost_card', 'The bank declined this card.'),
    about: 'Was reported lost',
  },
  {
    ...plain,
    number: '4000000000000069',
    refusal: { code: 'expired_card', declineCode: 'expired_card', message: 'This card has expired.' },
    about: 'Has expired',
  },
  {
    ...plain,
    number: '4000000000000127',
    refusal: { code: 'incorrect_cvc', declineCode: 'incorrect_cvc', message: 'The security code is not right.' },
    about: 'Has a wrong security code',
  },
  {
    ...plain,
    number: '4000000000000119',
    refusal: {
      code: 'processing_error',
      declineCode: 'processing_error',
      message: 'The payment could not be processed. Trying again may help.',
    },
    about: 'Fails while being processed',
  },
  // Stripe's card of this number fails when charged after being saved; here the later step is the capture.
  { ...plain, number: '4000000000000341', capture: 'fails', about: 'Pays, but the money cannot be collected later' },
  { ...plain, number: '4000000000006009', answers: 'late', about: 'Pays, but the answer comes late' }, // ours
  { ...plain, number: '4000000000006017', answers: 'late', refusal: GENERIC, about: 'Is declined, late' }, // ours
  { ...plain, number: '4000000000000259', disputed: true, about: 'Pays, then the cardholder disputes it' },
  { ...plain, number: '4000000000007726', refund: 'late', about: 'Pays; a refund takes a while' },
  { ...plain, number: '4000000000005126', refund: 'fails-later', about: 'Pays; a refund fails afterwards' },
]

const byNumber = new Map(cards.map((card) => [card.number, card]))

/** The card of a number as a person writes it, a card the bank of the sandbox does not know, or a mistyped number. */
export const readCard = (written: string): Card | 'mistyped' => {
  const number = written.replaceAll(/[\s-]/g, '')
  return byNumber.get(number) ?? (isCardNumber(number) ? stranger(number) : 'mistyped')
}

/** The card of a number that `readCard` has accepted before. */
export const cardNumbered = (number: string): Card => byNumber.get(number) ?? stranger(number)

/** Why this card's payment failed, as it stands in `last_payment_error`. */
export const failureOf = (refusal: Refused, charge: string): PaymentFailure => ({
  type: 'card_error',
  code: refusal.code,
  declineCode: refusal.declineCode,
  message: refusal.message,
  charge,
})

export const CHALLENGE_FAILED: PaymentFailure = {
  type: 'invalid_request_error',
  code: 'payment_intent_authentication_failure',
  message: 'The cardholder did not confirm with the bank. Try again, or use another card.',
}

export const CAPTURE_FAILED = declined('generic_decline', 'The bank refused to hand over the authorised money.')

const stranger = (number: string): Card => ({
  ...plain,
  number,
  refusal: declined('test_mode_live_card', 'Only the test cards work here, and this is not one of them.'),
  about: 'Not a test card',
})

/** Luhn's check digit, and a length that cards have. */
const isCardNumber = (number: string): boolean => {
  if (!/^\d{13,19}$/.test(number)) return false
  let sum = 0
  for (let place = 0; place < number.length; place++) {
    const digit = Number(number[number.length - 1 - place]) * (place % 2 === 0 ? 1 : 2)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}
