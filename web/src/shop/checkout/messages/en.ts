import { pluralIn } from '../../../i18n/plural.ts'

const plural = pluralIn('en')

export const messages = {
  title: 'Checkout',
  lead: 'What you get, what it costs all in, and how long it is held for you.',
  signInFirst: 'Your places stay held while you sign in. Use the address that you held them with.',
  whatYouGet: 'What you get',
  row: (row: string) => `row ${row}`,
  seat: (seat: string) => `seat ${seat}`,
  gate: (gate: string) => `Gate ${gate}`,
  total: 'Total, all in',
  ofWhichFace: 'Tickets',
  ofWhichFees: 'Fees',
  fit: {
    'leaves-single': 'Together in one row. A single seat is left beside you.',
    'neighbouring-rows': 'In two rows, one behind the other: no more were free side by side.',
    scattered: 'Not all together: no more were free side by side.',
  },
  time: {
    asking:
      'We are asking the box office how long your places are yours still. If it could not be reached, that time is given back.',
    label: 'Time left',
    minutes: (count: number) =>
      plural(count, { one: 'Held for you for # more minute', other: 'Held for you for # more minutes' }),
    seconds: (count: number) =>
      plural(count, { one: 'Held for you for # more second', other: 'Held for you for # more seconds' }),
    near: 'Less than two minutes are left. If you need longer, take more time; it costs nothing.',
    nearAndExtended:
      'Less than two minutes are left. Once you go on to pay, your places are kept until the payment is done.',
    extend: 'Give me more time',
  },
  pay: (price: string) => `Pay ${price}`,
  takeFree: 'Take the tickets',
  paying: 'Going on …',
  priceChanged: 'The price has changed since you chose. Nothing was ordered. Look at the new one before you go on.',
  release: 'Give the places back',
  atProvider: 'You pay on the page of our payment provider and come back here. We never see your card.',
  noPayment: 'There is nothing to pay.',
  over: {
    title: 'Your time is over',
    text: 'The places are available to others again. Nothing was charged. Perhaps they are still free.',
    released: 'You gave these places back. Nothing was charged.',
    again: 'Choose again',
  },
  ordered: {
    title: 'You have ordered these places',
    text: 'There is one order for them, however often you come by here.',
    go: 'See the order',
  },
}

export type CheckoutMessages = typeof messages
