import { problems } from './problem.ts'

export const catalogProblems = problems({
  'cursor-invalid': {
    status: 400,
    title: 'This cursor does not belong to this search',
    meaning: 'The cursor was made for another search or sort, was cut, or was not made by this server.',
    remedy: 'Repeat the search without a cursor, and take `next` of each page as it is.',
  },
  'changed-meanwhile': {
    status: 412,
    title: 'Somebody else has changed it meanwhile',
    meaning:
      'It is no longer at the revision that If-Match names. Nothing was changed. `revision` is the present one, and `event` is ' +
      'the event as it is now: what differs from what you had is what was changed.',
    remedy:
      'Compare `event` with what you had, put your change into it, and send it again with `If-Match: "<revision>"`.',
  },
  'event-incomplete': {
    status: 409,
    title: 'The event is not ready to be published',
    meaning: 'Something is missing that a sale needs: places, or a price for a category of them.',
    remedy: 'Look at `errors`, complete the draft with PATCH or by uploading tickets, and publish again.',
  },
  'event-has-buyers': {
    status: 409,
    title: 'Somebody holds or has bought a place',
    meaning:
      'An event vanishes from the public only while nobody has a place of it. `places` tells how many are taken.',
    remedy: 'Wait until holds are over; with tickets sold, postpone or cancel the event instead.',
  },
  'event-was-published': {
    status: 409,
    title: 'The event has been before the public',
    meaning:
      'Only a draft that was never published is deleted: of any other, people may have tickets, calendar entries and links.',
    remedy: 'Leave it as a draft, where nobody but you sees it; one that is published is cancelled instead.',
  },
  'event-not-published': {
    status: 409,
    title: 'The event is not before the public',
    meaning: 'Places are blocked and unblocked once an event is published; before that nobody can take them.',
    remedy: 'Publish it with a later on-sale time, then block the house seats.',
  },
  'name-taken': {
    status: 409,
    title: 'There is one of this name already',
    meaning: 'Halls of one venue, and seating plans of one hall, have names of their own.',
    remedy: 'Choose another name, or use the one that is there.',
  },
  'places-fixed': {
    status: 409,
    title: 'Places that are on sale keep their numbers',
    meaning:
      'The event is published, or tickets were removed, so others go by its place numbers: places may only be added after them. `places` names some that the plan would lose or renumber.',
    remedy: 'Send a plan that begins with all present places, add to the last section, or name a new section.',
  },
  'presale-code-refused': {
    status: 409,
    title: 'This code does not open the presale',
    meaning:
      'The code is not one of this event, as many people as it is for have used it, or its presale is not open at this moment.',
    remedy: 'Check the code, come back while the presale is open, or wait for the sale to everybody at `onSaleFrom`.',
  },
  'venue-in-use': {
    status: 409,
    title: 'There are events in this venue',
    meaning:
      'A venue that events take place in, or did, is not deleted. `events` names those that you can see, twenty at most; `count` tells how many there are, drafts of other organisers among them.',
    remedy: 'Delete the drafts, or move them to another venue; what was published stays, and so does its venue.',
  },
  'status-final': {
    status: 409,
    title: 'The event cannot take this turn',
    meaning: 'A cancellation is final, and a draft is not postponed, rescheduled or cancelled: nobody knows of it.',
    remedy: 'Look at `status`; change a draft with PATCH, and sell a cancelled show anew as another event.',
  },
  'tickets-taken': {
    status: 409,
    title: 'Some of these tickets are sold or held',
    meaning:
      'Only tickets that nobody has can be removed. `places` lists those that somebody has; nothing was removed.',
    remedy: 'Remove the others, or wait until holds are over; sold tickets are refunded, not removed.',
  },
})
