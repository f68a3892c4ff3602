export interface Coordinates {
  readonly lat: number
  readonly lng: number
}

/**
 * Reads a point as people write it: degrees alone or with minutes and seconds, each side with its hemisphere, latitude
 * first (`49°16'36"N 123°6'43"W`, `37.403°N 121.970°W`), or two signed decimals (`37.403, -121.970`).
 * Undefined for anything else, and for what lies off the globe.
 */
export function parseCoordinates(text: string): Coordinates | undefined {
  const decimal = DECIMAL_PAIR.exec(text)
  if (decimal) return onGlobe(Number(decimal[1]), Number(decimal[2]))
  const pair = ANGLE_PAIR.exec(text)
  if (!pair) return undefined
  const lat = angle(pair[1] ?? '', pair[2] === 'S')
  const lng = angle(pair[3] ?? '', pair[4] === 'W')
  return lat === undefined || lng === undefined ? undefined : onGlobe(lat, lng)
}

const DECIMAL_PAIR = /^\s*([+-]?\d{1,2}(?:\.\d{1,15})?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d{1,15})?)\s*$/
const ANGLE_PAIR = /^\s*([\d.°º'′’"″”\s]{1,40})([NS])[\s,;]*([\d.°º'′’"″”\s]{1,40})([EW])\s*$/
/** Degrees, then minutes, then seconds; only the last of them may have decimals. */
const ANGLE =
  /^(\d{1,3})(?:(\.\d{1,15})[°º]|[°º](?:(\d{1,2})(?:(\.\d{1,15})['′’]|['′’](?:(\d{1,2}(?:\.\d{1,15})?)["″”])?))?)$/

function angle(text: string, negative: boolean): number | undefined {
  const found = ANGLE.exec(text.replaceAll(/\s+/g, ''))
  if (!found) return undefined
  const degrees = Number(found[1]) + Number(found[2] ?? 0)
  const minutes = Number(found[3] ?? 0) + Number(found[4] ?? 0)
  const seconds = Number(found[5] ?? 0)
  if (minutes >= 60 || seconds >= 60) return undefined
  const value = degrees + minutes / 60 + seconds / 3_600
  return negative ? -value : value
}

function onGlobe(lat: number, lng: number): Coordinates | undefined {
  if (Math.abs(lat) > 90 || Math.abs(lng) > 180) return undefined
  return { lat: precise(lat), lng: precise(lng) }
}

/** To a tenth of a metre. */
const precise = (degrees: number): number => Math.round(degrees * 1e6) / 1e6
