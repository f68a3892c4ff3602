const DAY_MS = 86_400_000
const made = new Map<string, Intl.DateTimeFormat>()

/** An instant as clocks in a time zone show it, as `<input type="datetime-local">` takes it: `2035-05-04T18:30`. */
export function toLocal(instant: Date, timeZone: string): string {
  let format = made.get(timeZone)
  if (format === undefined) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
    // Swedish writes dates as the standard does.
    format = new Intl.DateTimeFormat('sv-SE', { ...parts, hourCycle: 'h23', timeZone })
    made.set(timeZone, format)
  }
  return format.format(instant).replace(' ', 'T')
}

/**
 * The instant at which clocks in a time zone show this; the first one where they show it twice. A time that is left out
 * when clocks are put forward is as much later. Undefined for what is no time.
 */
export function fromLocal(local: string, timeZone: string): Date | undefined {
  const wanted = Date.parse(`${local}Z`)
  if (Number.isNaN(wanted)) return undefined
  const offsetAt = (at: number) => Date.parse(`${toLocal(new Date(at), timeZone)}Z`) - Math.floor(at / 60_000) * 60_000
  // The offsets around it: the same on all days but two of a year.
  const candidates = [wanted - offsetAt(wanted - DAY_MS), wanted - offsetAt(wanted + DAY_MS)].sort((a, b) => a - b)
  const exact = candidates.find((at) => at + offsetAt(at) === wanted)
  return new Date(exact ?? Math.max(...candidates))
}
