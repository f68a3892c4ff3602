import type { VenueInput } from '@foyer/contract/catalog.schemas'

type Region = Pick<VenueInput, 'city' | 'country' | 'timeZone' | 'currency'> & { readonly state?: string }

const newYork = (city: string): Region => ({
  city,
  state: 'New York',
  country: 'US',
  timeZone: 'America/New_York',
  currency: 'USD',
})
const vail: Region = { city: 'Vail', state: 'Colorado', country: 'US', timeZone: 'America/Denver', currency: 'USD' }

/** What the places of the archive mean. */
export const REGIONS: ReadonlyMap<string, Region> = new Map([
  ['Manhattan, NY', newYork('New York')],
  ['Queens, NY', newYork('New York')],
  ['Bronx, NY', newYork('New York')],
  ['Brooklyn, NY', newYork('New York')],
  ['Staten Island, NY', newYork('New York')],
  ['East Hampton, NY', newYork('East Hampton')],
  ['Vail, CO', vail],
  ['Seoul, KOREA', { city: 'Seoul', country: 'KR', timeZone: 'Asia/Seoul', currency: 'KRW' }],
  ['Incheon, South Korea', { city: 'Incheon', country: 'KR', timeZone: 'Asia/Seoul', currency: 'KRW' }],
  ['Shanghai, CHINA', { city: 'Shanghai', country: 'CN', timeZone: 'Asia/Shanghai', currency: 'CNY' }],
])

interface HouseFacts {
  readonly street?: string
  readonly postalCode?: string
  readonly location: { readonly lat: number; readonly lng: number }
  /** A house with numbered seats: its storeys. */
  readonly hall?: {
    readonly stalls: number
    readonly storeys?: readonly { name: string; seats: number }[]
    readonly boxes?: number
    readonly choir?: number
  }
  /** A lawn: so many people on it. */
  readonly lawn?: number
}

/** Addresses, points and rounded sizes of houses where the orchestra plays; those not listed have general admission. */
export const KNOWN_HOUSES: ReadonlyMap<string, HouseFacts> = new Map<string, HouseFacts>([
  [
    'David Geffen Hall',
    {
      street: '10 Lincoln Center Plaza',
      postalCode: '10023',
      location: { lat: 40.7728, lng: -73.9831 },
      hall: {
        stalls: 1_120,
        storeys: ['First tier', 'Second tier', 'Third tier'].map((name) => ({ name, seats: 300 })),
        choir: 180,
      },
    },
  ],
  [
    'Merkin Hall',
    {
      street: '129 West 67th Street',
      postalCode: '10023',
      location: { lat: 40.7753, lng: -73.9837 },
      hall: { stalls: 449 },
    },
  ],
  [
    'Juilliard - Juilliard Theater',
    {
      street: '155 West 65th Street',
      postalCode: '10023',
      location: { lat: 40.7738, lng: -73.9829 },
      hall: { stalls: 580, storeys: [{ name: 'Balcony', seats: 353 }] },
    },
  ],
  [
    'The Museum of Modern Art',
    { street: '11 West 53rd Street', postalCode: '10019', location: { lat: 40.7614, lng: -73.9776 } },
  ],
  [
    'The Cathedral Church of Saint John the Divine',
    { street: '1047 Amsterdam Avenue', postalCode: '10025', location: { lat: 40.8038, lng: -73.9619 } },
  ],
  [
    'Abyssinian Baptist Church',
    { street: '132 West 138th Street', postalCode: '10030', location: { lat: 40.8166, lng: -73.9416 } },
  ],
  [
    'Mother AME Zion Church',
    { street: '140 West 137th Street', postalCode: '10030', location: { lat: 40.8158, lng: -73.9422 } },
  ],
  ['The Great Lawn, Central Park', { location: { lat: 40.7813, lng: -73.9665 }, lawn: 50_000 }],
  ['Van Cortlandt Park', { location: { lat: 40.8979, lng: -73.8861 }, lawn: 20_000 }],
  ['Prospect Park', { location: { lat: 40.6602, lng: -73.969 }, lawn: 25_000 }],
  ['Cunningham Park', { location: { lat: 40.7344, lng: -73.7685 }, lawn: 15_000 }],
  [
    'St. George Theatre',
    {
      street: '35 Hyatt Street',
      postalCode: '10301',
      location: { lat: 40.6419, lng: -74.0757 },
      hall: { stalls: 1_150, storeys: [{ name: 'Balcony', seats: 750 }] },
    },
  ],
  [
    'Guild Hall',
    { street: '158 Main Street', postalCode: '11937', location: { lat: 40.956, lng: -72.1907 }, hall: { stalls: 360 } },
  ],
  [
    'Gerald R. Ford Amphitheater',
    {
      street: '530 South Frontage Road East',
      postalCode: '81657',
      location: { lat: 39.6425, lng: -106.3645 },
      hall: { stalls: 1_260 },
    },
  ],
  [
    'Vilar Performing Arts Center',
    {
      street: '68 Avondale Lane',
      postalCode: '81620',
      location: { lat: 39.6045, lng: -106.5165 },
      hall: { stalls: 535 },
    },
  ],
  [
    'Seoul Arts Center (Concert Hall)',
    {
      street: '2406 Nambusunhwan-ro, Seocho-gu',
      postalCode: '06757',
      location: { lat: 37.4788, lng: 127.0117 },
      hall: {
        stalls: 1_200,
        storeys: ['Second floor', 'Third floor'].map((name) => ({ name, seats: 560 })),
        choir: 180,
      },
    },
  ],
  [
    'Arts Center Incheon',
    {
      street: '222 Art center-daero, Yeonsu-gu',
      location: { lat: 37.3994, lng: 126.6325 },
      hall: { stalls: 900, storeys: ['Second floor', 'Third floor'].map((name) => ({ name, seats: 410 })) },
    },
  ],
  [
    'Shanghai Symphony Hall',
    {
      street: '1380 Fuxing Middle Road',
      location: { lat: 31.2093, lng: 121.45 },
      hall: { stalls: 620, storeys: [{ name: 'Balcony', seats: 430 }], choir: 150 },
    },
  ],
])
