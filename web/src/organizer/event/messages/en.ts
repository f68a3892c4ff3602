export const messages = {
  title: 'Event',
  standing: {
    label: 'How it stands',
    titles: {
      draft: 'Draft',
      scheduled: 'Published',
      rescheduled: 'Published, with a new date',
      postponed: 'Postponed',
      cancelled: 'Cancelled',
    },
    draft: 'Only you see it. Change what you like.',
    postponed: 'The shop says so, and sells nothing until it has a new date. Tickets that were sold stay valid for it.',
    cancelled: 'For good: the shop says so, and sells nothing. A new evening is a new event.',
    later: (when: string) => `Everybody can see it. The sale opens ${when}.`,
    sales: {
      draft: 'Only you see it.',
      'not-yet': 'Everybody can see it. The sale opens later.',
      'on-sale': 'Everybody can see it, and tickets are on sale.',
      paused: 'The sale is paused.',
      over: 'Everybody can see it. The sale is over.',
      cancelled: 'It is cancelled.',
    },
    missing: 'Before it can be published',
    needs: {
      tickets: 'It has no tickets yet: put up an area, rows of seats, or a plan.',
      prices: (categories: string) => `These need a price: ${categories}.`,
      other: (field: string, expected: string) => `${field}: needed is ${expected}.`,
    },
    toTickets: 'Tickets and prices',
    publish: 'Publish',
    atOnce: 'Everybody sees it then, and tickets are on sale at once.',
    opens: (when: string) => `Everybody sees it then; tickets go on sale ${when}.`,
    toShop: 'See it in the shop',
    unpublish: 'Take it back to a draft',
    unpublishSure:
      'The event vanishes from the shop until you publish it again. This goes as long as nobody holds or has bought a place.',
    unpublishGo: 'Take it back',
    hasBuyers:
      'Somebody holds or has bought a place, so it stays in the shop. Holds end within ten minutes; with tickets sold, postpone or cancel it instead.',
    keep: 'Leave it',
  },
  details: {
    title: 'Title and times',
    zone: (zone: string) => `On the clocks of the venue: ${zone}.`,
    published: 'What is saved is in the shop a second later. Another day or start is given below, so that it is told.',
    name: 'Title of this date',
    nameHint: (show: string) => `Empty: that of the show, “${show}”.`,
    description: 'What is particular to this date',
    descriptionHint: 'Stands in the shop above what the show is about.',
    allowance: 'Tickets for one person',
    allowanceHint: 'At most, from 1 to 10.',
    save: 'Save the changes',
    saved: 'Saved.',
  },
  turns: {
    title: 'When plans change',
    why: 'Each turn is told in the shop with your reason, on tickets and in calendars, and stays in the history of the event.',
    reason: 'Reason',
    reasonHint: 'Everybody can read it. One sentence is enough.',
    keep: 'Leave it as it is',
    postpone: {
      title: 'Postpone',
      text: 'For when the new date is not known yet. The sale stops at once; tickets stay valid.',
      go: 'Postpone it',
      sure: 'The sale stops now, and the shop says that the event is postponed. It goes on as soon as you give a new date.',
    },
    reschedule: {
      title: 'Give it a new date',
      text: 'Tickets that were sold are valid for the new date, and the sale goes on.',
      go: 'Set the new date',
      same: 'This is the date that it has.',
      sure: (when: string) => `The event moves to ${when}. What was sold stays sold.`,
    },
    cancel: {
      title: 'Cancel',
      text: 'For good. The sale stops, and the shop says so. Money does not go back by itself: refund the orders.',
      go: 'Cancel it for good',
      sure: (title: string) =>
        `“${title}” is cancelled for good: this cannot be undone. Nothing more is sold; orders that were paid still have to be refunded.`,
    },
  },
  preview: {
    title: 'As fans see it',
    draft: 'Once you publish it. Until then it is for you alone.',
  },
}

export type OwnEventMessages = typeof messages
