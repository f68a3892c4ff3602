import type { Manifest } from '@foyer/contract'
import type { VenueInput } from '@foyer/contract/catalog.schemas'
import { arenaPlan, cinemaPlan, clubPlan, stadiumPlan, theatrePlan } from '../plans/index.ts'

export interface DemoVenue {
  readonly id: string
  readonly venue: VenueInput
  readonly halls: readonly DemoHall[]
}

export interface DemoHall {
  readonly id: string
  readonly name: string
  readonly plan: () => Manifest
}

/** The plan of a hall is made when it is first asked for. */
function hall(id: string, name: string, makePlan: () => Manifest): DemoHall {
  let plan: Manifest | undefined
  return { id, name, plan: () => (plan ??= makePlan()) }
}

const screen = (number: number, seats: number): DemoHall =>
  hall(`zoo-palast/${number}`, `Kino ${number}`, () => cinemaPlan({ name: `Zoo Palast, Kino ${number}`, seats }))

const STEP_FREE = 'Step-free from the street; wheelchair spaces with a seat for a companion beside them.'

/**
 * Real houses with their real addresses, points and sizes: facts that anybody may state. The seats within them are laid
 * out by plans of our own.
 */
export const demoVenues: readonly DemoVenue[] = [
  {
    id: 'wembley',
    venue: {
      name: 'Wembley Stadium',
      street: 'South Way',
      city: 'London',
      country: 'GB',
      postalCode: 'HA9 0WS',
      location: { lat: 51.556, lng: -0.2796 },
      timeZone: 'Europe/London',
      currency: 'GBP',
      transport: 'Wembley Park (Jubilee and Metropolitan lines), ten minutes on foot.',
      accessibility: STEP_FREE,
    },
    halls: [hall('wembley', 'Bowl', () => stadiumPlan({ name: 'Wembley Stadium', capacity: 90_000 }))],
  },
  {
    id: 'maracana',
    venue: {
      name: 'Maracanã',
      street: 'Av. Presidente Castelo Branco, Portão 3',
      city: 'Rio de Janeiro',
      state: 'RJ',
      country: 'BR',
      postalCode: '20271-130',
      location: { lat: -22.9122, lng: -43.2302 },
      timeZone: 'America/Sao_Paulo',
      currency: 'BRL',
      transport: 'Maracanã station (metro line 2 and trains).',
      accessibility: STEP_FREE,
    },
    halls: [hall('maracana', 'Bowl', () => stadiumPlan({ name: 'Maracanã', capacity: 78_838 }))],
  },
  {
    id: 'cape-town',
    venue: {
      name: 'Cape Town Stadium',
      street: 'Fritz Sonnenberg Road',
      city: 'Cape Town',
      state: 'Western Cape',
      country: 'ZA',
      postalCode: '8051',
      location: { lat: -33.9035, lng: 18.4112 },
      timeZone: 'Africa/Johannesburg',
      currency: 'ZAR',
      transport: 'Buses to Stadium station from the city centre.',
      accessibility: STEP_FREE,
    },
    halls: [hall('cape-town', 'Bowl', () => stadiumPlan({ name: 'Cape Town Stadium', capacity: 55_000 }))],
  },
  {
    id: 'uber-arena',
    venue: {
      name: 'Uber Arena',
      street: 'Uber-Platz 1',
      city: 'Berlin',
      country: 'DE',
      postalCode: '10243',
      location: { lat: 52.5067, lng: 13.4433 },
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
      transport: 'Warschauer Straße (S-Bahn, U1, U3), five minutes on foot.',
      accessibility: STEP_FREE,
    },
    halls: [hall('uber-arena', 'Arena', () => arenaPlan({ name: 'Uber Arena', standing: 5_000, seats: 12_000 }))],
  },
  {
    id: 'haymarket',
    venue: {
      name: 'Theatre Royal Haymarket',
      street: '18 Suffolk Street',
      city: 'London',
      country: 'GB',
      postalCode: 'SW1Y 4HT',
      location: { lat: 51.5086, lng: -0.1314 },
      timeZone: 'Europe/London',
      currency: 'GBP',
      transport: 'Piccadilly Circus (Bakerloo and Piccadilly lines), four minutes on foot.',
      accessibility: 'Step-free to the stalls by the side entrance.',
    },
    halls: [
      hall('haymarket', 'Auditorium', () =>
        theatrePlan({
          name: 'Theatre Royal Haymarket',
          stalls: 400,
          storeys: [
            { name: 'Royal circle', seats: 225 },
            { name: 'Upper circle', seats: 140 },
            { name: 'Gallery', seats: 96 },
          ],
          boxes: 8,
        }),
      ),
    ],
  },
  {
    id: 'garnier',
    venue: {
      name: 'Palais Garnier',
      street: "Place de l'Opéra",
      city: 'Paris',
      country: 'FR',
      postalCode: '75009',
      location: { lat: 48.872, lng: 2.3316 },
      timeZone: 'Europe/Paris',
      currency: 'EUR',
      transport: 'Opéra (metro 3, 7, 8), Auber (RER A).',
      accessibility: STEP_FREE,
    },
    halls: [
      hall('garnier', 'Salle', () =>
        theatrePlan({
          name: 'Palais Garnier',
          stalls: 839,
          storeys: [
            { name: 'Balcon', seats: 420 },
            { name: 'Galerie', seats: 360 },
            { name: 'Amphithéâtre', seats: 240 },
          ],
          boxes: 30,
        }),
      ),
    ],
  },
  {
    id: 'colon',
    venue: {
      name: 'Teatro Colón',
      street: 'Cerrito 628',
      city: 'Buenos Aires',
      country: 'AR',
      postalCode: 'C1010',
      location: { lat: -34.601, lng: -58.3831 },
      timeZone: 'America/Argentina/Buenos_Aires',
      currency: 'ARS',
      transport: 'Tribunales (subte D), three minutes on foot.',
      accessibility: STEP_FREE,
    },
    halls: [
      hall('colon', 'Sala', () =>
        theatrePlan({
          name: 'Teatro Colón',
          stalls: 950,
          storeys: [
            { name: 'Cazuela', seats: 520 },
            { name: 'Tertulia', seats: 480 },
            { name: 'Paraíso', seats: 432 },
          ],
          boxes: 24,
        }),
      ),
    ],
  },
  {
    id: 'suntory',
    venue: {
      name: 'Suntory Hall',
      street: '1-13-1 Akasaka, Minato-ku',
      city: 'Tokyo',
      country: 'JP',
      postalCode: '107-8403',
      location: { lat: 35.6664, lng: 139.7412 },
      timeZone: 'Asia/Tokyo',
      currency: 'JPY',
      transport: 'Roppongi-itchome (Namboku line), five minutes on foot.',
      accessibility: STEP_FREE,
    },
    halls: [
      hall('suntory', 'Main hall', () =>
        theatrePlan({
          name: 'Suntory Hall',
          stalls: 900,
          storeys: [
            { name: 'Second floor, centre', seats: 540 },
            { name: 'Second floor, sides', seats: 366 },
          ],
          choir: 200,
        }),
      ),
    ],
  },
  {
    id: 'carnegie',
    venue: {
      name: 'Carnegie Hall',
      street: '881 Seventh Avenue',
      city: 'New York',
      state: 'New York',
      country: 'US',
      postalCode: '10019',
      location: { lat: 40.7651, lng: -73.9799 },
      timeZone: 'America/New_York',
      currency: 'USD',
      transport: '57th Street – Seventh Avenue (N, Q, R, W), at the door.',
      accessibility: STEP_FREE,
    },
    halls: [
      hall('carnegie', 'Stern Auditorium', () =>
        theatrePlan({
          name: 'Carnegie Hall, Stern Auditorium',
          stalls: 1_021,
          storeys: [
            { name: 'First tier', seats: 264 },
            { name: 'Second tier', seats: 238 },
            { name: 'Dress circle', seats: 444 },
            { name: 'Balcony', seats: 837 },
          ],
        }),
      ),
    ],
  },
  {
    id: 'sydney',
    venue: {
      name: 'Sydney Opera House',
      street: 'Bennelong Point',
      city: 'Sydney',
      state: 'New South Wales',
      country: 'AU',
      postalCode: '2000',
      location: { lat: -33.8568, lng: 151.2153 },
      timeZone: 'Australia/Sydney',
      currency: 'AUD',
      transport: 'Circular Quay (trains, light rail, ferries), seven minutes on foot.',
      accessibility: STEP_FREE,
    },
    halls: [
      hall('sydney', 'Concert Hall', () =>
        theatrePlan({
          name: 'Sydney Opera House, Concert Hall',
          stalls: 1_100,
          storeys: [
            { name: 'Circle', seats: 760 },
            { name: 'Upper circle', seats: 540 },
          ],
          choir: 264,
        }),
      ),
    ],
  },
  {
    id: 'zoo-palast',
    venue: {
      name: 'Zoo Palast',
      street: 'Hardenbergstraße 29A',
      city: 'Berlin',
      country: 'DE',
      postalCode: '10623',
      location: { lat: 52.5055, lng: 13.334 },
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
      transport: 'Zoologischer Garten (S-Bahn, U2, U9), three minutes on foot.',
      accessibility: STEP_FREE,
    },
    halls: [screen(1, 791), screen(2, 272), screen(3, 154), screen(4, 112)],
  },
  {
    id: 'paradiso',
    venue: {
      name: 'Paradiso',
      street: 'Weteringschans 6-8',
      city: 'Amsterdam',
      country: 'NL',
      postalCode: '1017 SG',
      location: { lat: 52.3622, lng: 4.8838 },
      timeZone: 'Europe/Amsterdam',
      currency: 'EUR',
      transport: 'Tram 1, 2, 5, 12 to Leidseplein.',
      accessibility: 'Lift to the main hall; ask at the door.',
    },
    halls: [hall('paradiso', 'Main hall', () => clubPlan({ name: 'Paradiso', standing: 1_400, balcony: 100 }))],
  },
  {
    id: 'blue-note',
    venue: {
      name: 'Blue Note Tokyo',
      street: '6-3-16 Minami-Aoyama, Minato-ku',
      city: 'Tokyo',
      country: 'JP',
      postalCode: '107-0062',
      location: { lat: 35.6613, lng: 139.7164 },
      timeZone: 'Asia/Tokyo',
      currency: 'JPY',
      transport: 'Omotesando (Ginza, Chiyoda and Hanzomon lines), eight minutes on foot.',
    },
    halls: [
      hall('blue-note', 'Club', () => clubPlan({ name: 'Blue Note Tokyo', standing: 280, area: 'General admission' })),
    ],
  },
  {
    id: 'pritzker',
    venue: {
      name: 'Jay Pritzker Pavilion',
      street: '201 East Randolph Street',
      city: 'Chicago',
      state: 'Illinois',
      country: 'US',
      postalCode: '60601',
      location: { lat: 41.8833, lng: -87.6217 },
      timeZone: 'America/Chicago',
      currency: 'USD',
      transport: 'Millennium Station, five minutes on foot.',
      accessibility: STEP_FREE,
    },
    halls: [
      hall('pritzker', 'Lawn', () =>
        clubPlan({ name: 'Jay Pritzker Pavilion', standing: 11_000, area: 'Lawn and seating bowl' }),
      ),
    ],
  },
]
