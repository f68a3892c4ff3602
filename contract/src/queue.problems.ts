import { problems } from './problem.ts'

export const queueProblems = problems({
  'no-queue': {
    status: 409,
    title: 'There is no queue for this event',
    meaning: 'It has no waiting room, or no longer one: nobody needs a pass.',
    remedy: 'Hold places directly.',
  },
  'queue-not-open': {
    status: 409,
    title: 'The lobby is not open yet',
    meaning: 'People can enter from `opensAt` on. Whoever enters before the lobby closes has the same chances.',
    remedy: 'Come back then; there is nothing to be gained by being first.',
  },
  'proof-of-work-refused': {
    status: 409,
    title: 'The proof of work is missing, over, or was used',
    meaning:
      'Entering takes a little work of the device, so that bots cannot enter by the thousand. A proof is good once.',
    remedy: 'Fetch another challenge at GET /v1/events/{eventId}/queue/challenge and solve it. Nothing need be typed.',
  },
  'queue-token-refused': {
    status: 403,
    title: 'This place in the queue is not yours',
    meaning: 'The token was not made here, is of another event, or belongs to another account.',
    remedy: 'Enter again: whoever is in the queue gets the same place back.',
  },
  'not-your-turn': {
    status: 409,
    title: 'It is not your turn yet',
    meaning: 'People are let in by number: yours is `number`, and those up to `watermark` were called.',
    remedy: 'Follow the status of the queue. The place stays yours if you close the page.',
  },
  'queue-pause': {
    status: 429,
    title: 'A pause, before you are let in again',
    meaning: 'Your places went back unpaid, or your time ran out. The pause grows with each time.',
    remedy: 'Come back after `Retry-After`.',
  },
  'pass-in-use': {
    status: 409,
    title: 'Your pass was used for a hold',
    meaning: 'A pass is good for one hold: `holdId`.',
    remedy: 'Order what you hold, or give it back and ask for another pass.',
  },
  'pass-needed': {
    status: 403,
    title: 'There is a queue for this event',
    meaning: 'In a rush, places are held with a pass, and those are given in the order of the queue.',
    remedy: 'Enter at POST /v1/events/{eventId}/queue, and send the `pass` when it is your turn.',
  },
  'pass-refused': {
    status: 403,
    title: 'This pass does not fit',
    meaning:
      'It was not made here, is of another event or account, or the Idempotency-Key of the hold is not the `holdId` of the pass.',
    remedy: 'Ask for your pass, and use its `holdId` as the Idempotency-Key of the hold.',
  },
  'pass-over': {
    status: 409,
    title: 'The time of this pass is over',
    meaning: 'It was not used in time, so its room went to somebody else. What you hold already stays yours.',
    remedy: 'Ask for another pass; your number in the queue stays.',
  },
  'on-sale-fixed': {
    status: 409,
    title: 'That is public already',
    meaning:
      'Once the lobby is open, only what does no harm to those in it can be changed; `fields` lists what cannot.',
    remedy: 'Change how many are let in, how quickly, or how long they have; or pause, and tell the queue why.',
  },
})
