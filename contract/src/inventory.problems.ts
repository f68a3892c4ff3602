import { problems } from './problem.ts'

export const inventoryProblems = problems({
  'places-taken': {
    status: 409,
    title: 'Some of these places are taken',
    meaning: 'Somebody else has them; `places` lists which. A hold is all or none, so nothing was held.',
    remedy: 'Choose other places, or ask for the best available. Places come back when holds end.',
  },
  'limit-reached': {
    status: 409,
    title: 'That is more than one person may have',
    meaning:
      'An event has a number of places that one person may hold and buy, over all orders. `remaining` tells how many are left for you.',
    remedy: 'Ask for `remaining` at most, or give back places that you hold.',
  },
  'network-limit-reached': {
    status: 409,
    title: 'That is more than one network may have',
    meaning:
      'For this event the organiser set how many places may be held and bought from one internet connection, whoever asks there. `remaining` tells how many are left for yours.',
    remedy:
      'Ask for `remaining` at most, or from a connection of your own. Places that are given back, or not paid in time, count no more.',
  },
  'hold-pause': {
    status: 429,
    title: 'A pause, before you hold places again',
    meaning:
      'Places of this event that you held went back unpaid three times or more. The pause grows with each further time; a day without one ends it.',
    remedy: 'Come back after `Retry-After`. What you hold or have ordered stays yours.',
  },
  'not-enough-available': {
    status: 409,
    title: 'Not so many places are left there',
    meaning:
      'Fewer places than asked for are left of that kind; `available` tells how many. The best available are seats: where people stand or sit as they like there are none, and `areas` tells which areas have places, each by `area` and `available`.',
    remedy:
      'Ask for fewer, for another price level or section, or for places of an area with `generalAdmission`. Or come back: places return when holds end.',
  },
  'not-together': {
    status: 409,
    title: 'No places together are left',
    meaning: 'There are enough places, but not so many beside one another.',
    remedy: 'Send `relax: true` to let the party be split, or ask for fewer or for another price level.',
  },
  'already-extended': {
    status: 409,
    title: 'More time was given already',
    meaning: 'A hold can be extended once.',
    remedy: 'Order before `expiresAt`.',
  },
  'hold-over': {
    status: 409,
    title: 'The time of this hold is over',
    meaning: 'The places went back on sale, or an order has them.',
    remedy: 'Hold places anew.',
  },
  'hold-confirmed': {
    status: 409,
    title: 'These places are sold to an order',
    meaning: 'A hold that an order was made of is not released; the order is what can be cancelled.',
    remedy: 'Cancel the order in `orderId`, if it may be.',
  },
  'not-yet-on-sale': {
    status: 409,
    title: 'The sale has not begun',
    meaning: 'Places of this event are sold from `onSaleFrom` on.',
    remedy: 'Come back then.',
  },
  'sale-over': {
    status: 409,
    title: 'The sale is closed',
    meaning: 'Places of this event are sold no longer, or not until it has a new date.',
    remedy: 'Look for another date of the same show.',
  },
  'event-cancelled': {
    status: 409,
    title: 'The event is cancelled',
    meaning: 'Its places are not sold any more.',
    remedy: 'Look for another date of the same show.',
  },
})
