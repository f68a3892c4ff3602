import { problems } from './problem.ts'

export const catalogProblems = problems({
  'cursor-invalid': {
    status: 400,
    title: 'This cursor does not belong to this search',
    meaning: 'The cursor was made for another search or sort, was cut, or was not made by this server.',
    remedy: 'Repeat the search without a cursor, and take `next` of each page as it is.',
  },
  'event-incomplete': {
    status: 409,
    title: 'The event is not ready to be published',
    meaning: 'Something is missing that a sale needs: places, or a price for a category of them.',
    remedy: 'Look at `errors`, complete the draft with PATCH or by uploading tickets, and publish again.',
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
      'The event is published, or tickets were removed, so others go by its place numbers: places may only be added after them.',
    remedy: 'Send a plan that begins with all present places, add to the last section, or name a new section.',
  },
  'tickets-taken': {
    status: 409,
    title: 'Some of these tickets are sold or held',
    meaning:
      'Only tickets that nobody has can be removed. `places` lists those that somebody has; nothing was removed.',
    remedy: 'Remove the others, or wait until holds are over; sold tickets are refunded, not removed.',
  },
})
