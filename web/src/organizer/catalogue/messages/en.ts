export const messages = {
  venues: {
    title: 'Your venues',
    lead: 'The venues that you have added. Only you can correct them.',
    search: 'Name of the venue',
    none: { title: 'No venues of yours', text: 'A venue that you add while making an event stands here afterwards.' },
    nothingFound: { title: 'Nothing of yours fits that', text: 'A part of the name is enough.' },
    missing: {
      title: 'There is no such venue of yours',
      text: 'The address may be misspelt, or another organiser has added it, who alone can correct it.',
    },
    correct: 'What you save here stands at all events in this venue, in search and on tickets, a second later.',
  },
  performers: {
    title: 'Your performers',
    lead: 'The performers that you have added. Only you can correct them.',
    search: 'Name of the performer',
    none: {
      title: 'No performers of yours',
      text: 'A performer that you add while making an event stands here afterwards.',
    },
    nothingFound: { title: 'Nothing of yours fits that', text: 'A part of the name is enough.' },
    missing: {
      title: 'There is no such performer of yours',
      text: 'The address may be misspelt, or another organiser has added them, who alone can correct them.',
    },
    correct: 'What you save here stands at all their events and in search a second later.',
  },
  name: 'Name',
  kind: 'What they are',
  genres: 'Genres',
  genresHint: 'With commas between: folk, jazz. People search by them.',
  description: 'Who they are',
  descriptionHint: 'A few sentences. Empty lines make paragraphs.',
  otherZone:
    'Events here keep their moment, so their hours are told by the new clocks. Look through the events that are planned already.',
  otherCurrency: 'Prices that are set keep their currency; new ones are in this.',
  save: 'Save the corrections',
  saved: 'Saved.',
  erase: {
    label: 'Delete this venue',
    sure: (name: string) => `“${name}” is deleted with its halls and seating plans: this cannot be undone.`,
    go: 'Delete it',
    keep: 'Leave it as it is',
    inUse: (count: number) =>
      count === 1 ? 'One event is in this venue, so it stays:' : `${count} events are in this venue, so it stays:`,
    others: 'Some are drafts of other organisers.',
  },
  more: 'Show more',
  toPage: 'Its page in the shop',
}

export type CatalogueMessages = typeof messages
/** Of one kind of thing. */
export type ListMessages = CatalogueMessages['venues']
