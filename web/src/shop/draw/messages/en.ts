import { pluralIn } from '../../../i18n/plural.ts'

const plural = pluralIn('en')

export const messages = {
  title: (event: string) => `The draw: ${event}`,
  description: (event: string) =>
    `How the order in the waiting room of ${event} was drawn, and how anybody can check that nobody chose it.`,
  label: 'The draw',
  lead: 'When the lobby closes, who takes part is published before anybody can know what will decide. Then it is drawn, and everybody can draw again.',
  notYet: {
    title: 'Nothing has been drawn yet',
    text: 'Who takes part is announced when the lobby closes. If nobody was in it, there is nothing to draw.',
  },
  noDraw: { title: 'There was no draw', text: 'This event has no waiting room.', event: 'To the event' },
  published: {
    title: 'What was published',
    entrants: 'Entrants',
    count: (count: number) => plural(count, { one: '# person', other: '# people' }),
    announced: 'Announced',
    root: 'Root over the list of entrants',
    decidedBy: 'What decided',
    beacon: (round: string) => `Round ${round} of the public beacon drand, which came later than the announcement`,
    seed: 'A seed of the operator, committed to before the lobby opened',
    commitment: 'What the operator committed to',
    delay: (hashes: string) => `${hashes} hashes one after the other, so that nobody could try several`,
    chain: 'Beacon',
  },
  check: {
    title: 'Check it here',
    text: 'Your browser fetches the draw file, works out everything again by itself, and compares. It takes some seconds.',
    start: 'Check the draw',
    again: 'Check again',
    file: 'Check a draw file of mine',
    scripts:
      'Checking here takes scripts, which are turned off in this browser. Below is how to check it without them.',
    steps: {
      format: 'The file says what a draw file has to say',
      list: 'The list of entrants is in order, has nobody twice, and is as long as was announced',
      root: 'It is the list that was announced: its root is the same',
      secret: 'What decided is what had been announced, and nobody could know it then',
      order: 'The same order comes out',
    },
    done: 'holds',
    failed: 'fails',
    under: 'being checked',
    unreachable: 'The draw file did not arrive. Check your connection, and try again.',
  },
  verdict: {
    good: 'The draw is good',
    goodText: (count: number) =>
      `${plural(count, { one: 'One entrant', other: '# entrants' })} drawn again in this browser: the same order.`,
    bad: 'This draw is refused',
    otherEvent: 'It is the draw of another event.',
    seenSame: 'The announcement is the one that this browser was shown before the draw.',
    seenOther:
      'The announcement is not the one that this browser was shown before the draw. Somebody has exchanged it since: keep this file, and tell the organiser and others.',
    seedOther:
      'The seed is not the one that was committed to when you entered. Somebody has exchanged it since: keep this file, and tell the organiser and others.',
    faults: {
      'not-a-draw-file': 'This is no draw file, or not a whole one.',
      'list-not-in-order': 'The list of entrants is not in its order, or has somebody twice.',
      'list-of-another-length': 'The list is longer or shorter than was announced.',
      'root-of-another-list': 'Another list of entrants was announced: somebody was added, left out or exchanged.',
      'secret-not-committed': 'The operator had committed to another seed.',
      'round-was-known': 'The round of the beacon was out already when it was announced.',
      'round-not-of-beacon': 'The beacon has not signed this for that round.',
      'order-of-another-draw': 'Another order comes out than the one in the file.',
    },
  },
  own: {
    title: 'Your own number',
    none: 'This browser keeps no entry of yours for this draw.',
    unchecked: 'This browser keeps your entry. Check the draw to see which number it drew.',
    number: (number: string) => `Your entry drew number ${number}.`,
    missing: 'Your entry is not in the list.',
    missingText:
      'If you entered before the lobby closed, save your entry: it has a receipt for it, signed by the operator, which anybody can check.',
    commitment: 'Your commitment',
    save: 'Save my entry',
    other: 'Check another entry',
    paste: 'The entry, as it was saved',
    pasteHint: 'A text with eventId, entryId, salt and nonce.',
    bad: 'This is no entry: eventId, entryId, salt and nonce are needed.',
    take: 'Use this entry',
    file: 'Choose a file',
  },
  elsewhere: {
    title: 'Check it elsewhere',
    save: 'Save the draw file',
    cli: 'With Foyer on a computer of your own, without a network:',
    own: 'Or with a program of your own: the method is described exactly enough to write one, and needs no trust in whoever runs this sale.',
    method: 'How it is drawn, step by step',
    secret: 'What decided, in hexadecimal',
    first: 'The first in the order',
  },
}

export type DrawMessages = typeof messages
