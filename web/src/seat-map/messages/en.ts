import { pluralIn } from '../../i18n/plural.ts'

const count = pluralIn('en')
const places = (n: number) => count(n, { one: '# place', other: '# places' })
const seats = (n: number) => count(n, { one: '# seat', other: '# seats' })

export const messages = {
  map: {
    label: 'Seat map',
    help: 'Arrow keys move between sections, or between seats when you are near. Enter opens a section or chooses a seat. Plus and minus zoom, Home and End go to the ends of a row, Page Up and Page Down to other sections, Escape back to the whole plan. The list of seats does the same.',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    whole: 'Show all of it',
  },
  from: (price: string) => `from ${price}`,
  left: (n: number) => count(n, { other: '# left' }),
  noneLeft: 'none left',
  free: 'free',
  taken: 'taken',
  yours: 'chosen',
  seat: (section: string, row: string, seat: string) => `${section}, row ${row}, seat ${seat}`,
  row: (row: string) => `Row ${row}`,
  rowAndSeats: (row: string, list: string, n: number) => `row ${row}, ${n === 1 ? 'seat' : 'seats'} ${list}`,
  seatAlone: (seat: string) => `Seat ${seat}`,
  gate: (gate: string) => `Entrance: ${gate}`,
  allIn: 'all-in',
  parts: (faceValue: string, fees: string) => `${faceValue} + ${fees} fees`,
  noFees: 'no fees',
  accessible: 'Wheelchair space',
  companion: 'Companion seat, beside a wheelchair space',
  restrictedView: 'Restricted view',
  prices: {
    legend: 'Prices',
    all: 'All prices',
    only: (n: number) => `${n} chosen`,
    accessible: 'Wheelchair and companion places',
  },
  party: {
    title: 'Best seats for you',
    quantity: 'How many',
    fewer: 'One fewer',
    more: 'One more',
    wheelchairs: 'Of these, wheelchair spaces',
    find: 'Find seats',
    found: (n: number, where: string) => `${n === 1 ? 'The best seat' : `The best ${seats(n)} together`}: ${where}.`,
    foundApart: (n: number, where: string) => `The best ${seats(n)}: ${where}.`,
    fit: {
      together: '',
      'leaves-single':
        'One seat beside them stays single; there are no others together that leave none at these prices.',
      'neighbouring-rows': 'There are not so many together, so you sit in two neighbouring rows.',
      scattered: 'There are not so many together, so you do not all sit beside one another.',
    },
    notTogether: (n: number) => `There are no ${n} seats together at these prices. What there is:`,
    tooFew: (n: number) =>
      n === 0 ? 'At these prices nothing is left.' : `At these prices only ${places(n)} are left.`,
    nothing:
      'Nothing that fits is left anywhere. Places come back when others give theirs up; they appear here at once.',
    onlyAreas: 'No numbered seats are left at these prices. What there is without a number:',
    fewSeats: (n: number) =>
      `At these prices only ${seats(n)} with a number ${n === 1 ? 'is' : 'are'} left. What there is without one:`,
    inArea: (area: string, n: number, price: string) => `${places(n)} in ${area}, ${price} each`,
    inRows: (where: string) => `In neighbouring rows: ${where}`,
    apart: (where: string) => `Apart, as near as can be: ${where}`,
    atPrice: (level: string, price: string, where: string) => `Together in ${level}, ${price} each: ${where}`,
  },
  list: {
    title: 'Seats as a list',
    find: 'Find a section',
    taken: 'Show taken seats too',
    help: 'Arrow keys move between seats, Enter chooses.',
    sectionFree: (n: number) => count(n, { one: '# free', other: '# free' }),
    rowFree: (n: number) => count(n, { one: '# seat free', other: '# seats free' }),
    moreRows: (n: number) => count(n, { one: 'Show # more row', other: 'Show # more rows' }),
    nothing: 'No section fits. Show other prices, or take the filter away.',
    open: 'Map',
    close: 'List',
    done: 'Back to the map',
  },
  area: {
    quantity: (area: string) => `Places in ${area}`,
    title: 'How many places',
    none: 'Of these areas nothing is left at these prices. Show other prices, or take the filter away.',
    unnumbered: 'Without seat numbers: stand or sit where you like',
    fewer: (area: string) => `One fewer in ${area}`,
    more: (area: string) => `One more in ${area}`,
    show: 'Choose how many',
  },
  choice: {
    label: 'Your choice',
    nothing: 'Choose seats on the map or in the list',
    nothingOfAreas: 'Choose how many places you want',
    nothingLeft: 'Nothing to choose at the moment',
    count: (n: number) => places(n),
    total: 'Total, all-in',
    remove: (what: string) => `Give up ${what}`,
    hold: 'Hold these seats',
    holdPlaces: 'Hold these places',
    holding: 'Holding them for you',
    details: 'What it is made of',
    allowance: (n: number) => `You can have ${places(n)} of this event at most. Give one up to choose another.`,
    chose: (what: string, n: number, total: string) => `${what} chosen. ${places(n)}, ${total}.`,
    gaveUp: (what: string, n: number, total: string) =>
      `${what} given up. ${n === 0 ? 'Nothing chosen.' : `${places(n)}, ${total}.`}`,
    takenNow: (what: string) => `${what} is taken.`,
  },
  lost: {
    one: (what: string) => `Someone else took ${what} a moment ago.`,
    areaShort: (area: string, n: number) =>
      n === 0 ? `The last places in ${area} have gone.` : `Only ${places(n)} are left in ${area}; your choice follows.`,
    near: {
      'same-row': (seat: string) => `Seat ${seat} in the same row is free.`,
      'same-section': (row: string, seat: string) => `Row ${row}, seat ${seat} in the same section is free.`,
      elsewhere: (what: string) => `The nearest free one is ${what}.`,
    },
    otherPrice: (price: string) => `It costs ${price}.`,
    take: (seat: string) => `Take seat ${seat}`,
    none: 'No other seat of its kind is left.',
    leave: 'Go on without',
  },
  single: {
    one: (seat: string) => `Seat ${seat} would be left alone, and few people buy a single seat.`,
    shift: (list: string, n: number) =>
      `${n === 1 ? 'Seat' : 'Seats'} ${list} instead ${n === 1 ? 'leaves' : 'leave'} none alone, at the same price.`,
    take: (list: string, n: number) => `Move to ${n === 1 ? 'seat' : 'seats'} ${list}`,
    keep: 'Keep mine',
  },
  refused: {
    'limit-reached': (n: number) =>
      n === 0
        ? 'You have as many places of this event as one person may have, orders and open holds counted.'
        : `You may have ${places(n)} more of this event, orders and open holds counted. Give up the others to go on.`,
    'network-limit-reached': (n: number) =>
      n === 0
        ? 'From your internet connection as many places of this event are held or bought as one connection may have; everybody who shares it counts. Another connection has places of its own.'
        : `From your internet connection ${places(n)} more of this event may be held; everybody who shares it counts. Give up the others to go on, or use another connection.`,
    'hold-pause': (minutes: number) =>
      `Places of this event that you held went back unpaid several times, so there is a pause before the next: ${count(minutes, { one: '# minute', other: '# minutes' })} from now. Your choice stays here.`,
    'not-enough-available': 'Fewer are left than you asked for. The map shows what there is now.',
    'not-together': 'Seats together went while you were choosing. The map shows what there is now.',
    'not-yet-on-sale': 'The sale has not begun yet. Your choice stays here.',
    'sale-over': 'The sale has closed. Nothing was held.',
    'event-cancelled': 'The event has been cancelled. Nothing was held.',
    'no-pass':
      'Nothing was held: there is a waiting room, and it is not your turn at this moment. The line above says what to do; your choice is kept.',
    busy: 'Very many people are choosing at this moment, and nothing was held yet. Your choice is kept: try again.',
    unreachable:
      'We could not reach the box office, and do not know yet whether your places are held. Press again: you get the same places, never twice.',
  },
  holdBest: (n: number) => `Hold the best ${n} there are now`,
  sectionsOnly: {
    strip: (title: string) => `Take the best there are: “${title}”, in the list`,
    map: 'So many people are looking that the map shows how many places each section has, not single seats. The best seats can be held all the same. Single seats are back by themselves.',
    list: 'Single seats are not shown for the moment. The best there are can be held above.',
  },
  state: {
    loading: 'Fetching what is free',
    stale: (seconds: number) =>
      `What you see is ${seconds} seconds old; the connection is being made again. Choosing still works: whatever you hold is checked.`,
    soldOut:
      'Everything is taken at the moment. Places come back when others give theirs up; they appear here at once.',
  },
}

export type SeatMessages = typeof messages
