import type { PlaceView } from '@foyer/contract/catalog.finding'
import type { Town } from './places.ts'
import { townNames } from './town-names.ts'

export const presentTown = (town: Town): PlaceView => ({
  id: town.townId,
  name: town.name,
  names: townNames(town.townId),
  region: town.regionName,
  country: town.country,
  label: town.label,
  location: { lat: town.lat, lng: town.lng },
  timeZone: town.timeZone,
  population: town.population,
})
