/** Whether a text names a time zone of the IANA database, as far as this runtime knows it. */
export function isTimeZone(name: string): boolean {
  // Offsets such as +01:00 are taken by Intl, but are no zone: they know no summer time.
  if (!/^[A-Z]/.test(name)) return false
  try {
    dayFormat(name)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** The day of a moment where the clock shows a zone's time, as YYYY-MM-DD. */
export function localDate(moment: Date, zone: string): string {
  const parts = new Map(
    dayFormat(zone)
      .formatToParts(moment)
      .map((part) => [part.type, part.value]),
  )
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`
}

/** Time zones in the world number about 600, so this stays small. */
const formats = new Map<string, Intl.DateTimeFormat>()

function dayFormat(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    formats.set(zone, format)
  }
  return format
}
