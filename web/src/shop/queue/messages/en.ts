import { pluralIn } from '../../../i18n/plural.ts'

const plural = pluralIn('en')
const people = (count: number) => plural(count, { one: '# person', other: '# people' })
const places = (count: number) => plural(count, { one: '# place', other: '# places' })

export const messages = {
  title: (event: string) => `Waiting room: ${event}`,
  turnTitle: (event: string) => `Your turn: ${event}`,
  description: (event: string) =>
    `The waiting room of ${event}: everybody who comes before the draw has the same chance, and can check that it was so.`,
  label: 'Waiting room',
  noScript:
    'Waiting takes scripts, which are turned off in this browser: they keep your place and tell you when it is your turn. What is written here holds all the same.',
  stale:
    'The server cannot be reached at the moment. Your place is safe there; this page keeps asking and goes on by itself.',
  fromOrganiser: 'From the organiser',
  when: {
    title: 'What happens when',
    opens: 'The lobby opens',
    opensText: 'Everybody who is in it when it closes takes part in the draw.',
    closes: 'The lobby closes, and the draw is made',
    closesText: 'It decides who goes first. Whoever comes later follows in order of arrival.',
    sale: 'The sale begins',
    saleText: 'People are called by their number, as many as there is room for.',
    at: (day: string, time: string) => `${day}, ${time}`,
    zone: (zone: string) => `By the clock of the venue (${zone}).`,
    now: 'now',
  },
  safe: {
    title: 'Your place is safe',
    close: 'You may close this page or reload it. Your place stays yours.',
    device: 'On another device, sign in with the same address and enter: you get the same place.',
    early: 'Nobody gets ahead by coming early, reloading or opening more windows.',
  },
  before: {
    title: (when: string) => `The lobby opens ${when}`,
    text: 'Coming early is of no use: everybody who enters before the draw has the same chance. Come back then, or leave this page open; it opens the lobby by itself.',
    signIn: 'Sign in now, if you like, so that entering takes one press later.',
    signedIn: (name: string) => `You are signed in as ${name}. There is nothing more to do until then.`,
  },
  out: {
    title: 'The lobby is open',
    text: (when: string) =>
      `Enter, and you take part in the draw ${when}. It does not matter who enters first: everybody has the same chance.`,
    lateTitle: 'The lobby is closed',
    lateText: 'Whoever enters now follows those who were in it, in order of arrival.',
    inLobby: (count: number) => `${people(count)} in the lobby so far.`,
    inQueue: (count: number) =>
      count === 0 ? 'Nobody is ahead, as it stands.' : `${people(count)} ahead, as it stands.`,
    signIn: 'There is one place for each person. Sign in, register, or have a code sent to your address; then enter.',
    enter: 'Enter the waiting room',
    steps: {
      asking: 'Asking for the rules …',
      working: 'Your device is doing a second of work, against bots. There is nothing for you to do.',
      entering: 'Taking your place …',
    },
    busy: 'Very many people are coming in at this moment. Try again in a few seconds; nobody gets ahead of you by it.',
    failed: 'That did not work. Check your connection and try again; nothing is lost.',
  },
  lobby: {
    title: 'You are in',
    drawn: (when: string) => `The draw is ${when}`,
    text: 'There is nothing to do until then. You may close this page and come back after the draw; your chance is the same.',
    inLobby: (count: number) => `${people(count)} in the lobby`,
  },
  drawing: {
    title: 'The draw is being made',
    text: 'Who takes part has been published, and can no longer be changed. Your number comes in a moment.',
    offline: 'Everybody gets a number between 1 and the number of people in the lobby.',
  },
  waiting: {
    title: (count: number) => plural(count, { one: 'person is before you', other: 'people are before you' }),
    next: 'You are next',
    number: (number: string) => `Your number is ${number}.`,
    begins: (when: string) => `The sale begins ${when}. Then people are called by their number.`,
    unknown: 'How long it takes can be told once people have been let in for a while.',
    lessThanMinute: 'Less than a minute, if it goes on as it does',
    minutes: (from: number, to: number) =>
      from === to
        ? `About ${plural(to, { one: '# minute', other: '# minutes' })}, if it goes on as it does`
        : from === 0
          ? `Up to ${plural(to, { one: '# minute', other: '# minutes' })}, if it goes on as it does`
          : `About ${from} to ${to} minutes, if it goes on as it does`,
    hours: (from: number, to: number) =>
      from === to
        ? `About ${plural(to, { one: '# hour', other: '# hours' })}, if it goes on as it does`
        : from === 0
          ? `Up to ${plural(to, { one: '# hour', other: '# hours' })}, if it goes on as it does`
          : `About ${from} to ${to} hours, if it goes on as it does`,
    atLeastMinutes: (from: number) =>
      from === 0
        ? 'There is no telling how long: it has stood still of late'
        : `At least ${plural(from, { one: '# minute', other: '# minutes' })}; it has stood still of late`,
    atLeastHours: (from: number) =>
      from === 0
        ? 'There is no telling how long: it has stood still of late'
        : `At least ${plural(from, { one: '# hour', other: '# hours' })}; it has stood still of late`,
    paused: {
      organiser: {
        title: 'Paused by the organiser',
        text: 'Nobody is let in at the moment, and nobody loses their place.',
      },
      strain: {
        title: 'Paused for a moment',
        text: 'There are so many people that those who are inside are served first. Nobody is let in for the moment, nobody loses their place, and it goes on by itself.',
      },
      outage: {
        title: 'Paused: the box office cannot be reached',
        text: 'We cannot let anybody in for the moment. Nobody loses their place, places that are held stay held and their time stands still, and it goes on by itself.',
      },
    },
    left: (left: number) => `${places(left)} left`,
    held: (held: number) => `${places(held)} held by others at the moment; some of them come back`,
    outlook: {
      good: 'At two places a person, there will be some left when it is your turn.',
      tight: 'It may be enough, and may not: it depends on how many the people before you take.',
      poor: 'It is likely to be sold out before it is your turn. You may wait all the same: places come back.',
      'sold-out': 'Sold out.',
    },
  },
  turn: {
    title: 'It is your turn',
    within: (seconds: number) =>
      plural(seconds, {
        one: 'Your way in is kept free for # more second.',
        other: 'Your way in is kept free for # more seconds.',
      }),
    after: 'If you come later, you are let in as soon as there is room again. Your number stays.',
    now: 'Go in now: for a minute the way in is kept free for whoever is called.',
    choose: 'Choose seats',
    asking: 'Letting you in …',
    session: (minutes: number) =>
      plural(minutes, {
        one: 'You then have # minute to choose and hold your seats.',
        other: 'You then have # minutes to choose and hold your seats.',
      }),
    inside: (minutes: number) =>
      plural(minutes, { one: 'You are in, for # more minute.', other: 'You are in, for # more minutes.' }),
    over: 'Your time for choosing is over, so somebody else was let in. Your number stays: go in again as soon as there is room.',
    leave: 'I want no seats: make room for the next',
    left: 'Thank you: the next person is called. Your number stays, should you change your mind.',
  },
  noPass: {
    full: 'There is no room at this moment. You are let in as soon as somebody leaves; this page asks by itself.',
    pause: (minutes: number) =>
      plural(minutes, {
        one: 'Places that you held went back unpaid. You are let in again in # minute; your number stays.',
        other: 'Places that you held went back unpaid. You are let in again in # minutes; your number stays.',
      }),
    inUse: 'You hold places already. Order them, or give them back to choose others.',
    toCheckout: 'To what I hold',
    signedOut: 'You are signed out. Sign in with the same address: your turn and your number stay.',
    notYet: 'It is not your turn yet. This page tells you when it is.',
    unreachable: 'The server cannot be reached. Check your connection and try again; your number stays.',
  },
  tell: {
    title: 'Tell me when it is my turn',
    sound: 'By a sound',
    notification: 'By a notification of this device, also while another window is open',
    denied: 'This browser does not let pages notify you. The sound and the title of this page still tell you.',
    body: 'Come within a minute: for so long your way in is kept free.',
  },
  check: {
    title: 'Nobody chose the order',
    text: 'Who takes part is fixed before anybody can know what decides. Afterwards everybody can draw again.',
    link: 'How the draw is made, and check it yourself',
  },
  soldOut: {
    title: 'Sold out',
    text: 'All places are sold, so nobody else is called. We are sorry. Tickets that are given back come up again on the page of the event.',
    event: 'Other dates, and all about the event',
  },
  ended: {
    title: 'Nobody needs to wait',
    text: 'The waiting room is closed. Whoever comes can choose seats at once.',
    seats: 'Choose seats',
  },
  none: {
    title: 'There is no waiting room here',
    text: 'This event is sold without one. Should one be opened, it shows up here by itself.',
    opened: 'There is a waiting room now.',
    event: 'To the event',
  },
  said: {
    ahead: (count: number, wait: string) => `${people(count)} before you. ${wait}.`,
  },
  pass: {
    label: 'Waiting room',
    inside: (minutes: number) => plural(minutes, { one: '# more minute to choose', other: '# more minutes to choose' }),
    lastMinute: 'Less than a minute to choose. What you hold by then stays yours.',
    soon: 'Two minutes are left to choose. What you hold by then stays yours.',
    over: 'Your time for choosing is over. What you hold stays yours, and your number too.',
    asking: 'Asking whether it is your turn …',
    first: 'This sale has a waiting room. Look around; to hold seats, go through it first.',
    notYet: 'It is not your turn yet. Look around; your place in the queue stays.',
    back: 'To the waiting room',
    backAgain: 'Back to the waiting room',
  },
}

export type QueueMessages = typeof messages
