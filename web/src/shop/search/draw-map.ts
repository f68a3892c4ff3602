import 'leaflet/dist/leaflet.css'
import type { PinView } from '@foyer/contract/catalog.finding'
import L from 'leaflet'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import outlines from 'world-atlas/countries-110m.json?url'

interface MapOptions {
  /** Address of tiles with {z}, {x} and {y}; null: outlines of countries, which are held here. */
  readonly tiles: string | null
  /** The address of a page in the language shown. */
  readonly addressOf: (path: string) => string
  readonly count: (events: number) => string
  /** When an event is, as people of the venue say it. */
  readonly dayOf: (startsAt: string, timeZone: string) => string
}

const ZOOM_MAX = 12
/** Pins beside which there is room for a name. */
const NAMED_PINS_MAX = 12
const PIN_PX = 36
const AIR_PX = 4

/** Draws venues on a map of the world. @returns what takes it away again */
export async function drawMap(
  element: HTMLElement,
  venues: readonly PinView[],
  options: MapOptions,
): Promise<() => void> {
  const map = L.map(element, {
    worldCopyJump: true,
    minZoom: 1,
    zoomAnimation: !prefersStillness(),
    fadeAnimation: false,
  })
  map.attributionControl.setPrefix('Leaflet')
  if (options.tiles === null) await addOutlines(map)
  else L.tileLayer(options.tiles, { maxZoom: 19, attribution: '© OpenStreetMap' }).addTo(map)
  L.control.scale({ imperial: false }).addTo(map)
  const pins = L.layerGroup().addTo(map)
  const pin = () => {
    pins.clearLayers()
    const groups = apart(map, venues)
    for (const group of groups) {
      const marker = pinOf(map, group, options).addTo(pins)
      if (groups.length <= NAMED_PINS_MAX) name(map, marker, group)
    }
  }
  map.fitBounds(boundsOf(venues), { maxZoom: ZOOM_MAX, animate: false })
  map.on('zoomend', pin)
  pin()
  return () => void map.remove()
}

/** Venues in groups, so that no two pins are closer than a finger can tell. */
function apart(map: L.Map, venues: readonly PinView[]): PinView[][] {
  const groups: { at: L.Point; venues: PinView[] }[] = []
  for (const venue of venues) {
    const at = map.project(venue.location)
    const near = groups.find((group) => group.at.distanceTo(at) < PIN_PX + AIR_PX)
    if (near === undefined) groups.push({ at, venues: [venue] })
    else near.venues.push(venue)
  }
  return groups.map((group) => group.venues)
}

function pinOf(map: L.Map, group: readonly PinView[], options: MapOptions): L.Marker {
  const events = group.reduce((sum, venue) => sum + venue.events, 0)
  const name = group.map((venue) => `${venue.name}, ${venue.city}`).join('; ')
  const [first] = group
  const marker = L.marker(boundsOf(group).getCenter(), {
    icon: L.divIcon({ className: 'map-pin', html: String(events), iconSize: [PIN_PX, PIN_PX] }),
    title: name,
    alt: `${name}: ${options.count(events)}`,
  })
  if (group.length === 1 && first !== undefined) return marker.bindPopup(() => bubble(first, options))
  return marker.on('click keypress', () =>
    map.fitBounds(boundsOf(group), { maxZoom: map.getZoom() + 3, animate: !prefersStillness() }),
  )
}

/** Writes the venue, or the town of several, beside a pin: on the side where the map has room. */
function name(map: L.Map, marker: L.Marker, group: readonly PinView[]): void {
  const words = document.createElement('span')
  words.textContent =
    group.length === 1 ? (group[0]?.name ?? '') : [...new Set(group.map(({ city }) => city))].join(', ')
  const isRight = map.latLngToContainerPoint(marker.getLatLng()).x > map.getSize().x / 2
  marker.bindTooltip(words, {
    permanent: true,
    direction: isRight ? 'left' : 'right',
    offset: [isRight ? -PIN_PX / 2 : PIN_PX / 2, 0],
    className: 'map-name',
  })
}

const boundsOf = (venues: readonly PinView[]): L.LatLngBounds =>
  L.latLngBounds(venues.map(({ location }) => L.latLng(location))).pad(0.2)

const prefersStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

async function addOutlines(map: L.Map): Promise<void> {
  const topology = (await (await fetch(outlines)).json()) as Topology<{ countries: GeometryCollection }>
  const countries = feature(topology, topology.objects.countries)
  for (const { geometry } of countries.features)
    if (geometry.type === 'Polygon') geometry.coordinates.forEach(unroll)
    else if (geometry.type === 'MultiPolygon') geometry.coordinates.forEach((polygon) => polygon.forEach(unroll))
  L.geoJSON(countries, {
    interactive: false,
    style: { className: 'map-land', fillOpacity: 1, weight: 1 },
  }).addTo(map)
}

/** Lets a coast that crosses the edge of the map go on beyond it, rather than all the way back across. */
function unroll(ring: number[][]): void {
  let before = ring[0]?.[0] ?? 0
  for (const point of ring) {
    point[0] = (point[0] ?? 0) + 360 * Math.round((before - (point[0] ?? 0)) / 360)
    before = point[0]
  }
}

/** What is said of a venue that was pressed; made of elements, so that no name is read as HTML. */
function bubble(venue: PinView, { addressOf, count, dayOf }: MapOptions): HTMLElement {
  const root = document.createElement('div')
  const name = root.appendChild(document.createElement('a'))
  name.href = addressOf(`/venues/${venue.venueId}`)
  name.textContent = `${venue.name}, ${venue.city}`
  root.appendChild(document.createElement('p')).textContent = count(venue.events)
  const list = root.appendChild(document.createElement('ul'))
  for (const event of venue.soonest) {
    const link = list.appendChild(document.createElement('li')).appendChild(document.createElement('a'))
    link.href = addressOf(`/events/${event.id}`)
    link.textContent = `${dayOf(event.startsAt, event.timeZone)} · ${event.title}`
  }
  return root
}
