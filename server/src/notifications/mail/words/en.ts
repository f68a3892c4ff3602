import type { Words } from './words.ts'

export const en: Words = {
  code: {
    'sign-in': {
      subject: (code) => `${code} is your code`,
      title: 'Your code',
      asks: 'Type this code where you were asked for it. It signs you in.',
    },
    'reset-password': {
      subject: (code) => `${code} is your code for a new password`,
      title: 'A new password',
      asks: 'Type this code where you were asked for it, and choose a new password. You are then signed out everywhere.',
    },
    'verify-address': {
      subject: (code) => `${code} confirms your address`,
      title: 'Confirm your address',
      asks: 'Type this code where you were asked for it. Your tickets can then come by mail.',
    },
    'delete-account': {
      subject: (code) => `${code} deletes your account`,
      title: 'Delete your account',
      asks: 'Type this code where you were asked for it. Your account is then deleted for good.',
    },
  },
  goodFor: (minutes) => `It is good for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, and once.`,
  notYou: 'If this was not you, there is nothing to do: without the code nothing happens.',
  neverTell: 'Nobody from us asks you for this code, not on the phone either.',
  noAccount: {
    subject: () => 'There is no account with this address',
    title: 'There is no account with this address',
    says: 'Somebody asked for a new password for this address, and it has no account here. If it was you, perhaps you used another address. You can buy without an account as well: a code by mail is enough.',
  },
  accountThatSells: {
    subject: () => 'This address belongs to an account that sells',
    title: 'This account sells and does not buy',
    says: 'Somebody asked for a code to buy with this address. It belongs to the account of an organiser: sign in with its password, and buy with another address.',
  },
  confirmed: {
    subject: (event) => `Your tickets: ${event}`,
    title: 'You are going',
    says: 'Your order is paid, and your tickets are ready.',
    attached: 'They hang on this mail, ready to print. Whoever shows a code first is let in, so keep them to yourself.',
    unproved: 'Confirm your address in your account, and your next tickets come by mail.',
    atVenueTime: 'time at the venue',
  },
  undone: {
    subject: (event) => `Your order did not come about: ${event}`,
    title: 'Your order did not come about',
    says: 'Your payment could not be taken, or it came when your places were gone. Nothing was charged; what your bank set aside it releases by itself.',
  },
  refunded: {
    subject: (event) => `Your money is on its way back: ${event}`,
    title: 'Your money is on its way back',
    says: 'It goes back the way you paid.',
    takes: 'Banks take up to ten days to show it.',
  },
  labels: {
    event: 'Event',
    when: 'When',
    where: 'Where',
    places: 'Places',
    paid: 'Paid',
    givenBack: 'Given back',
    order: 'Order',
  },
  links: { order: 'See your order', tickets: 'See your tickets', home: 'Go to the shop' },
  place: ({ section, row, seat }) =>
    [section, row === null ? '' : `row ${row}`, seat === null ? '' : `seat ${seat}`].filter(Boolean).join(', '),
}
