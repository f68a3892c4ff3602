import type { PlaceView } from '@foyer/contract/catalog.finding'
import type { Town } from './places.ts'

export const presentTown = (town: Town): PlaceView => ({
  id: town.townId,
  name: town.name,
  region: town.regionName,
  country: town.country,
  label: town.label,
  location: { lat: town.lat, lng: town.lng },
  timeZone: town.timeZone,
  population: town.population,
})
