/** Small documents in the shapes of the sources, with invented people and places. */

export const stadiums = {
  name: 'World Cup 2026',
  stadiums: [
    {
      city: 'Rivertown',
      timezone: 'UTC-7',
      cc: 'ca',
      name: 'River Park',
      capacity: 12_000,
      coords: '49°16\'36"N 123°6\'43"W',
    },
    {
      city: 'Bayside (Palm Grove)',
      timezone: 'UTC-4',
      cc: 'us',
      name: 'Bay Bowl',
      capacity: 11_000,
      coords: '25.958°N 80.239°W',
    },
  ],
}

export const matches = {
  name: 'World Cup 2026',
  matches: [
    {
      round: 'Matchday 1',
      date: '2026-06-11',
      time: '13:00 UTC-7',
      team1: 'Northland',
      team2: 'Southland',
      group: 'Group A',
      ground: 'Rivertown',
      score: { ft: [2, 0] },
    },
    {
      round: 'Final',
      num: 2,
      date: '2026-07-19',
      time: '15:00 UTC-4',
      team1: 'Northland',
      team2: 'Westland',
      ground: 'Bayside (Palm Grove)',
    },
  ],
}

const showtime = (time: string, screen: string, more: object = {}) => ({
  accessibility: {},
  notes: '',
  status: { soldOut: false },
  time,
  screen,
  ...more,
})

export const showtimes = {
  cinemas: [
    {
      id: 'lantern',
      name: 'The Lantern',
      address: '1 Lamp Street, Wick End, London, N1 2AB, UK',
      lat: 51.55,
      lon: -0.07,
      films: [
        {
          title: 'The Long  Night',
          overview: {
            actors: ['Ada Quill'],
            directors: ['Bo Reed'],
            categories: ['Drama '],
            classification: '12A',
            duration: 6_000_000,
            trailer: 'https://video.test/1',
          },
          performances: [
            showtime('2025-01-24T19:30:00Z', '1', {
              accessibility: { subtitled: true },
              notes: '10 of 120 seats remaining',
            }),
            showtime('2025-03-31T18:30:00Z', '1'),
          ],
        },
      ],
    },
    {
      id: 'beacon',
      name: 'Beacon IMAX',
      address: '2 Beam Lane, London, SE1 8XR, UK',
      lat: 51.5,
      lon: -0.11,
      films: [
        {
          title: 'the long night',
          overview: {
            actors: ['Ada Quill', 'Cy Marsh'],
            directors: ['Bo Reed'],
            categories: ['Thriller'],
            year: '2024',
          },
          performances: [showtime('2025-01-25T20:00:00Z', 'IMAX', { status: { soldOut: true } })],
        },
      ],
    },
  ],
}

export const programmes = {
  programs: [
    {
      id: 'a-0.1',
      programID: '100',
      orchestra: 'Harbour Philharmonic',
      season: '2024-25',
      concerts: [
        {
          eventType: 'Subscription Season',
          Location: 'Manhattan, NY',
          Venue: 'David Geffen Hall',
          Date: '2024-09-12T04:00:00Z',
          Time: '7:30PM',
        },
        {
          eventType: 'Parks',
          Location: 'Seoul, KOREA',
          Venue: 'Riverside Lawn, The',
          Date: '2024-12-13T05:00:00Z',
          Time: '2:00PM',
        },
      ],
      works: [
        {
          ID: '1*',
          composerName: 'Doe,  Jan  Maria',
          workTitle: 'CONCERTO, PIANO NO. 1, E-FLAT MAJOR, OP. 5',
          conductorName: 'Vane, Iris',
          soloists: [{ soloistName: 'Moss, Eli, Jr.', soloistInstrument: 'Piano', soloistRoles: 'S' }],
        },
        { ID: '0*', interval: 'Intermission', soloists: [] },
        {
          ID: '2*',
          composerName: 'Roe, Ann',
          workTitle: { _: 'SUITE FROM', em: ['THE LAKE'] },
          conductorName: 'Not conducted',
          soloists: [{ soloistName: 'City Chorus', soloistInstrument: 'Chorus', soloistRoles: 'S' }],
        },
      ],
    },
  ],
}

const seats = (count: number, category = 'Stalls') =>
  Array.from({ length: count }, (_, seat) => ({
    seat_guid: `s${seat}`,
    seat_number: String(seat + 1),
    position: { x: seat * 25, y: 0 },
    category,
  }))

export const seatingPlan = {
  name: 'Little theatre',
  categories: [{ name: 'Stalls', color: '#fff' }, { name: 'Балкон' }],
  zones: [
    {
      name: 'Floor',
      position: { x: 100, y: 100 },
      rows: [
        { row_number: 'A', position: { x: 0, y: 0 }, seats: seats(6), uuid: 'x' },
        {
          row_number: 'B',
          position: { x: 0, y: 25 },
          seats: [...seats(4), { seat_guid: 'b5', seat_number: '5a', position: { x: 110, y: 9 }, category: 'Балкон' }],
        },
        { row_number: 'A', position: { x: 400, y: 0 }, seats: seats(3) },
      ],
      areas: [
        { shape: 'circle', position: { x: 100, y: -80 }, circle: { radius: 20 }, text: { text: 'Stage' } },
        { shape: 'text', position: { x: 0, y: 0 }, text: { text: 'Way out' } },
      ],
    },
  ],
  size: { width: 800, height: 600 },
}

export const league = {
  name: 'Harbour League 2026/27',
  matches: [
    { round: 'Matchday 1', date: '2026-08-15', time: '15:00', team1: 'Rivertown FC', team2: 'AFC Bayside' },
    { round: 'Matchday 2', date: '2026-08-22', team1: 'AFC Bayside', team2: 'Rivertown FC' },
  ],
}

const group = (section: string, row: string, quantity: number, price: number) => ({
  section,
  row,
  quantity,
  retail_price: price,
  event: { id: 7, name: 'The Lanterns', occurs_at: '2026-12-15T20:00:00Z' },
})

export const listings = [group('101', 'A', 4, 80), group('101', 'A', 2, 80), group('Floor', '1', 6, 120.5)]
