import type { PerformerInput, ShowInput } from '@foyer/contract/catalog.schemas'
import type { Schedule } from './calendar.ts'

export interface DemoShow {
  readonly id: string
  readonly show: ShowInput
  readonly performers: readonly (PerformerInput & { readonly role?: string })[]
  /** Where and when it is on. */
  readonly runs: readonly { readonly hall: string; readonly schedule: Schedule }[]
  readonly minutes: number
  /** What the best places cost in dollars; the others cost their share of it. 0 is free. */
  readonly dollars: number
  /** All its places are to be taken from the beginning. */
  readonly soldOut?: boolean
  readonly features?: readonly string[]
}

const [MON, TUE, WED, THU, FRI, SAT, SUN] = [1, 2, 3, 4, 5, 6, 7] as const
const every = (of: number, nth: number) => ({ of, nth })

const group = (name: string, ...genres: string[]): PerformerInput => ({ name, kind: 'group', genres })
const person = (name: string, role: string, ...genres: string[]) => ({ name, kind: 'person', genres, role }) as const
const team = (name: string): PerformerInput => ({ name, kind: 'team', genres: ['football'] })

const fixture = (
  id: string,
  home: string,
  away: string,
  hall: string,
  schedule: Schedule,
  dollars: number,
): DemoShow => ({
  id,
  show: { kind: 'sport', title: `${home} v ${away}`, genres: ['football'], description: 'League match.' },
  performers: [team(home), team(away)],
  runs: [{ hall, schedule }],
  minutes: 115,
  dollars,
})

const akasaka = group('Akasaka Philharmonic', 'classical')
const seventhAvenue = group('Seventh Avenue Symphony', 'classical')
const harbour = group('Harbour Bridge Philharmonic', 'classical')

/** Invented artists and clubs, and works that belong to everybody. */
export const demoShows: readonly DemoShow[] = [
  fixture(
    'rovers-wanderers',
    'Thames Rovers',
    'Mersey Wanderers',
    'wembley',
    { days: [SUN], times: ['16:00'], weeks: every(2, 0) },
    110,
  ),
  fixture(
    'athletic-united',
    'Tyne Athletic',
    'Severn United',
    'wembley',
    { days: [SUN], times: ['16:00'], weeks: every(2, 1) },
    90,
  ),
  fixture(
    'guanabara-serra',
    'Guanabara',
    'Serra Verde',
    'maracana',
    { days: [SAT], times: ['18:30'], weeks: every(2, 0) },
    45,
  ),
  fixture(
    'ilha-guanabara',
    'Guanabara',
    'Ilha Nova',
    'maracana',
    { days: [WED], times: ['21:30'], weeks: every(2, 1) },
    40,
  ),
  fixture('bay-karoo', 'Table Bay City', 'Karoo Stars', 'cape-town', { days: [SAT], times: ['15:00'] }, 25),
  {
    id: 'velvet-tramlines',
    show: {
      kind: 'concert',
      title: 'Velvet Tramlines: The Long Way Home',
      genres: ['pop', 'indie'],
      description: 'The tour of the third album, with a full string section.',
    },
    performers: [
      group('Velvet Tramlines', 'pop', 'indie'),
      { ...group('Mira Quill', 'folk'), kind: 'person', role: 'support' },
    ],
    runs: [
      { hall: 'uber-arena', schedule: { days: [FRI, SAT], times: ['20:00'], weeks: every(2, 0) } },
      { hall: 'cape-town', schedule: { days: [FRI], times: ['19:00'], weeks: every(4, 2) } },
    ],
    minutes: 150,
    dollars: 120,
  },
  {
    id: 'lumen-drift',
    show: {
      kind: 'concert',
      title: 'Lumen Drift: Afterimage',
      genres: ['electronic'],
      description: 'Light, smoke and modular synthesisers.',
    },
    performers: [group('Lumen Drift', 'electronic')],
    runs: [
      { hall: 'paradiso', schedule: { days: [THU], times: ['20:30'] } },
      { hall: 'uber-arena', schedule: { days: [SAT], times: ['20:00'], weeks: every(2, 1) } },
    ],
    minutes: 120,
    dollars: 55,
  },
  {
    id: 'cardigan-theory',
    show: { kind: 'concert', title: 'The Cardigan Theory', genres: ['indie', 'rock'] },
    performers: [group('The Cardigan Theory', 'indie', 'rock')],
    runs: [{ hall: 'paradiso', schedule: { days: [FRI, SAT], times: ['20:30'] } }],
    minutes: 110,
    dollars: 40,
  },
  {
    id: 'tilda-quick',
    show: { kind: 'comedy', title: 'Tilda Quick: Not Even Wrong', genres: ['stand-up'], language: 'en' },
    performers: [{ ...group('Tilda Quick', 'stand-up'), kind: 'person' }],
    runs: [{ hall: 'paradiso', schedule: { days: [TUE], times: ['20:00'] } }],
    minutes: 90,
    dollars: 32,
  },
  {
    id: 'saffron-ledger',
    show: { kind: 'concert', title: 'Saffron Ledger Trio', genres: ['jazz'] },
    performers: [group('Saffron Ledger Trio', 'jazz')],
    runs: [{ hall: 'blue-note', schedule: { days: [MON, TUE, WED, THU], times: ['18:00', '20:30'] } }],
    minutes: 80,
    dollars: 60,
  },
  {
    id: 'midnight-quartet',
    show: {
      kind: 'concert',
      title: 'Midnight Quartet: One Night Only',
      genres: ['jazz'],
      description: 'Gone within the hour.',
    },
    performers: [group('Midnight Quartet', 'jazz')],
    runs: [{ hall: 'blue-note', schedule: { days: [FRI], times: ['20:30'], weeks: every(4, 1) } }],
    minutes: 90,
    dollars: 80,
    soldOut: true,
  },
  {
    id: 'twelfth-night',
    show: {
      kind: 'theatre',
      title: 'Twelfth Night',
      genres: ['comedy', 'classics'],
      description: 'By William Shakespeare. A shipwreck, twins, and a letter that is not what it seems.',
      language: 'en',
      runtimeMinutes: 165,
    },
    performers: [group('Suffolk Street Players', 'theatre')],
    runs: [
      { hall: 'haymarket', schedule: { days: [MON, TUE, WED, THU, FRI, SAT], times: ['19:30'] } },
      { hall: 'haymarket', schedule: { days: [WED, SAT], times: ['14:30'] } },
    ],
    minutes: 165,
    dollars: 125,
    features: ['audio-described'],
  },
  {
    id: 'carmen',
    show: {
      kind: 'classical',
      title: 'Carmen',
      genres: ['opera'],
      description: 'Opera by Georges Bizet, in French with English surtitles.',
      language: 'fr',
      runtimeMinutes: 180,
    },
    performers: [
      group('Opéra des Boulevards', 'opera'),
      person('Elodie Marchetti', 'Carmen', 'opera'),
      person('Anton Reyes', 'Don José', 'opera'),
    ],
    runs: [{ hall: 'garnier', schedule: { days: [TUE, FRI], times: ['19:30'] } }],
    minutes: 180,
    dollars: 210,
    features: ['surtitles'],
  },
  {
    id: 'giselle',
    show: {
      kind: 'classical',
      title: 'Giselle',
      genres: ['ballet'],
      description: 'Ballet by Adolphe Adam.',
      runtimeMinutes: 130,
    },
    performers: [group('Ballet des Boulevards', 'ballet')],
    runs: [{ hall: 'garnier', schedule: { days: [SUN], times: ['14:30'] } }],
    minutes: 130,
    dollars: 170,
  },
  {
    id: 'traviata',
    show: {
      kind: 'classical',
      title: 'La traviata',
      genres: ['opera'],
      description: 'Opera by Giuseppe Verdi, in Italian with Spanish surtitles.',
      language: 'it',
      runtimeMinutes: 165,
    },
    performers: [group('Compañía del Plata', 'opera'), person('Lucía Ferrand', 'Violetta', 'opera')],
    runs: [{ hall: 'colon', schedule: { days: [THU, SUN], times: ['20:00'] } }],
    minutes: 165,
    dollars: 120,
    features: ['surtitles'],
  },
  {
    id: 'beethoven-ninth',
    show: {
      kind: 'classical',
      title: 'Beethoven: Symphony No. 9',
      genres: ['classical', 'choral'],
      runtimeMinutes: 75,
    },
    performers: [
      akasaka,
      group('Minato Festival Chorus', 'choral'),
      person('Hana Iwasaki-Roth', 'conductor', 'classical'),
    ],
    runs: [{ hall: 'suntory', schedule: { days: [WED, SAT], times: ['19:00'] } }],
    minutes: 95,
    dollars: 110,
  },
  {
    id: 'mahler-second',
    show: {
      kind: 'classical',
      title: 'Mahler: Symphony No. 2, Resurrection',
      genres: ['classical', 'choral'],
      runtimeMinutes: 85,
    },
    performers: [seventhAvenue, person('Ruth Adeyemi-Stone', 'conductor', 'classical')],
    runs: [{ hall: 'carnegie', schedule: { days: [THU], times: ['20:00'] } }],
    minutes: 105,
    dollars: 140,
  },
  {
    id: 'goldberg',
    show: { kind: 'classical', title: 'Bach: Goldberg Variations', genres: ['classical', 'piano'], runtimeMinutes: 80 },
    performers: [person('Ilse van Hoorn', 'piano', 'classical')],
    runs: [{ hall: 'carnegie', schedule: { days: [SUN], times: ['15:00'] } }],
    minutes: 90,
    dollars: 95,
  },
  {
    id: 'mozart-requiem',
    show: { kind: 'classical', title: 'Mozart: Requiem', genres: ['classical', 'choral'], runtimeMinutes: 55 },
    performers: [harbour, group('Bennelong Voices', 'choral'), person('Callum Ferris-Ngata', 'conductor', 'classical')],
    runs: [{ hall: 'sydney', schedule: { days: [FRI, SAT], times: ['19:30'] } }],
    minutes: 75,
    dollars: 105,
  },
  {
    id: 'lakeside-sunday',
    show: {
      kind: 'festival',
      title: 'Lakeside Sunday',
      genres: ['folk', 'jazz', 'family'],
      description: 'An afternoon of open-air music. Free; a ticket keeps your place.',
    },
    performers: [group('Osprey Parade', 'folk'), group('The Randolph Street Brass', 'jazz')],
    runs: [{ hall: 'pritzker', schedule: { days: [SUN], times: ['13:00'] } }],
    minutes: 180,
    dollars: 0,
  },
]
