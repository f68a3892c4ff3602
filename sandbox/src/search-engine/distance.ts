const EARTH_KM = 6_371.0088
const RADIANS = Math.PI / 180

/** Along the ground, by the mean radius of the Earth. */
export function distanceKm(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const [x, y] = [(b.lat - a.lat) * RADIANS, (b.lon - a.lon) * RADIANS]
  const h = Math.sin(x / 2) ** 2 + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * Math.sin(y / 2) ** 2
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}
