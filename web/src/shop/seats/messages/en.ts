export const messages = {
  title: (event: string) => `Choose seats: ${event}`,
  back: 'All about this event',
  loading: 'Fetching the seat map',
  failed: 'The seat map did not arrive. The connection may have been lost; nothing of yours is.',
  again: 'Fetch it again',
  noScript:
    'Seats are chosen with scripts, which are turned off in this browser. Turn them on, or ask the box office of the venue.',
  notYet: (day: string, time: string) =>
    `On sale from ${day}, ${time}, by the clock of the venue. Look around until then; what you choose stays here.`,
  off: {
    draft: 'This event is not public yet.',
    paused: 'The event has been postponed. Seats are sold again once it has a new date.',
    over: 'Seats for this event are no longer sold.',
    cancelled:
      'This event has been cancelled. The organiser tells those who have tickets how they get their money back.',
    none: 'There are no seats to choose for this event.',
  },
}

export type PageMessages = typeof messages
