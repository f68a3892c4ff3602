/** A UUID of version 7: sorted by time, so that what is made together lies together. */
export function newId(now: number = Date.now()): string {
  const random = crypto.randomUUID()
  const time = now.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`
}
