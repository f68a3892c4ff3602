import type { ShowInput } from '@foyer/contract/catalog.schemas'

export interface DemoFilm {
  readonly id: string
  readonly show: ShowInput & { readonly runtimeMinutes: number }
}

const film = (
  id: string,
  title: string,
  year: number,
  minutes: number,
  rating: string,
  directors: string[],
  cast: string[],
  genres: string[],
): DemoFilm => ({
  id: `film/${id}`,
  show: {
    kind: 'film',
    title,
    description: `First shown in ${year}.`,
    runtimeMinutes: minutes,
    rating,
    directors,
    cast,
    genres,
  },
})

/** Films old enough to belong to everybody. */
export const demoFilms: readonly DemoFilm[] = [
  film(
    'metropolis',
    'Metropolis',
    1927,
    153,
    '6',
    ['Fritz Lang'],
    ['Brigitte Helm', 'Alfred Abel', 'Gustav Fröhlich'],
    ['science fiction', 'drama'],
  ),
  film('nosferatu', 'Nosferatu', 1922, 94, '12', ['F. W. Murnau'], ['Max Schreck', 'Greta Schröder'], ['horror']),
  film(
    'the-general',
    'The General',
    1926,
    78,
    '6',
    ['Buster Keaton', 'Clyde Bruckman'],
    ['Buster Keaton', 'Marion Mack'],
    ['comedy', 'adventure'],
  ),
  film(
    'caligari',
    'The Cabinet of Dr. Caligari',
    1920,
    77,
    '12',
    ['Robert Wiene'],
    ['Werner Krauss', 'Conrad Veidt'],
    ['horror', 'thriller'],
  ),
  film(
    'prince-achmed',
    'The Adventures of Prince Achmed',
    1926,
    66,
    '6',
    ['Lotte Reiniger'],
    [],
    ['animation', 'family'],
  ),
  film(
    'sherlock-jr',
    'Sherlock Jr.',
    1924,
    45,
    '6',
    ['Buster Keaton'],
    ['Buster Keaton', 'Kathryn McGuire'],
    ['comedy'],
  ),
  film(
    'safety-last',
    'Safety Last!',
    1923,
    73,
    '6',
    ['Fred C. Newmeyer', 'Sam Taylor'],
    ['Harold Lloyd', 'Mildred Davis'],
    ['comedy', 'romance'],
  ),
]

/** When a screen shows, on the wall: the longest film fits between two of them. */
export const SHOWTIMES = ['14:30', '17:45', '21:00'] as const
