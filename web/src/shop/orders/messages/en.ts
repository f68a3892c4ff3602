import { pluralIn } from '../../../i18n/plural.ts'

const plural = pluralIn('en')

export const messages = {
  title: 'My orders',
  orderTitle: 'Your order',
  number: 'Order',
  places: 'Places',
  row: (row: string) => `row ${row}`,
  seat: (seat: string) => `seat ${seat}`,
  total: 'Total, all in',
  ofWhichFees: 'Fees in it',
  placeCount: (count: number) => plural(count, { one: '# place', other: '# places' }),
  someEvent: 'An event',
  more: 'Show more',
  none: {
    title: 'No orders yet',
    text: 'What you buy shows up here, with its tickets and its receipt.',
    go: 'Find events',
  },
  payNow: (price: string) => `Pay ${price} now`,
  openingPayment: 'The payment page is being opened …',
  cancel: 'Cancel the order',
  chooseAgain: 'Choose seats again',
  showTickets: 'Show my tickets',
  pdf: 'PDF to print',
  calendar: 'Add to calendar',
  soMuchBack: (price: string) => `Given back: ${price}.`,
  standings: {
    'to-pay': {
      title: 'Not paid yet',
      says: 'Your places are kept while you pay. If you have just paid, this page shows it within seconds; you need not pay again.',
    },
    'being-paid': {
      title: 'Your payment came',
      says: 'The places are yours. Your tickets are being made; this takes a few seconds.',
    },
    done: { title: 'You are going', says: 'Paid, and your tickets are ready.' },
    undoing: { title: 'Being cancelled', says: 'The order is being undone. Whatever was set aside for it goes back.' },
    expired: {
      title: 'Not paid in time',
      says: 'The places are available to others again. Nothing was charged. Should a payment still arrive, you get the places if they are free, or all of your money back.',
    },
    cancelled: { title: 'Cancelled', says: 'Nothing was charged. What your bank set aside it releases by itself.' },
    'places-gone': {
      title: 'Your payment came too late',
      says: 'Your time was over and the places are gone. Nothing was charged; what your bank set aside it releases by itself.',
    },
    'too-many-for-card': {
      title: 'Too many places for one card',
      says: 'So many places of this event cannot be paid for with one card, whoever orders them. Nothing was charged; what your bank set aside it releases by itself. With another card you can choose again.',
    },
    'payment-failed': {
      title: 'The payment failed',
      says: 'Your bank did not let it through. Nothing was charged, and the places are available to others again.',
    },
    review: {
      title: 'Somebody is looking at it',
      says: 'Your payment does not fit the order. Nothing is taken until a person has looked.',
    },
    'money-coming': {
      title: 'Money is on its way back',
      says: 'It goes back the way you paid. Banks take up to ten days to show it.',
    },
    'part-given-back': {
      title: 'Part of your money went back',
      says: 'It goes back the way you paid. Your other tickets are good.',
    },
    'given-back': {
      title: 'Your money went back',
      says: 'It goes back the way you paid; banks take up to ten days to show it. The tickets admit no more.',
    },
    'money-stuck': {
      title: 'Your money could not be sent back yet',
      says: 'It is still owed to you. We are on it, and write to you.',
    },
    disputed: { title: 'Your bank asks for the money back', says: 'Until that is decided, the tickets do not admit.' },
    'dispute-lost': { title: 'Your bank took the money back', says: 'The tickets are void.' },
  },
  receipt: {
    title: 'Receipt, with proof',
    what: 'A signed statement that you paid for this order. Whoever has it can check it, without asking us.',
    save: 'Save the receipt',
    check: 'Check it now',
    verdicts: {
      genuine: 'Genuine: the signature fits, checked in this browser against our public key.',
      forged: 'Not genuine: the signature does not fit.',
      'cannot-tell': 'This browser is too old to check it. Any newer one can.',
      unreachable: 'It could not be checked now. Check your connection, then try again.',
    },
  },
}

export type OrderMessages = typeof messages
