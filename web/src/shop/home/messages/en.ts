export const messages = {
  title: 'Find your seat',
  description:
    'Concerts, theatre, films and matches: see what is on and choose your seat. The price shown is the price paid.',
  lead: 'Choose the very seat. Pay what it says.',
  what: 'Artist, team, film or town',
  go: 'Search',
  today: 'Today',
  tomorrow: 'Tomorrow',
  weekend: 'This weekend',
  near: 'Near me',
  nearRefused: 'Your device did not tell where you are. Write a town instead.',
  soon: 'On soon',
  films: 'In the cinema',
  allFilms: 'Showtimes by day',
  kinds: 'All of it',
  nothing: {
    title: 'Nothing is on yet',
    text: 'As soon as an organiser publishes an event, it stands here.',
  },
}

export type HomeMessages = typeof messages
