/**
 * A leaky bucket: so many tries at once, then one each time a drop has drained (J. Turner, "New directions in
 * communications", 1986; as a meter). How full it is can be told by one number: how long it takes to be empty.
 */
export interface Limit {
  readonly capacity: number
  readonly drainMs: number
}

/** How long a full bucket takes to be empty. */
export const fullMs = ({ capacity, drainMs }: Limit): number => capacity * drainMs

/** So many tries a second for long, and so many seconds' worth of them at once. */
export const perSecond = (rate: number, secondsAtOnce: number): Limit => ({
  capacity: Math.max(1, Math.round(rate * secondsAtOnce)),
  drainMs: 1_000 / rate,
})
