import type { Charge } from './records.ts'

/**
 * What became of the money of one currency, in minor units. Always: authorised = captured + voided + outstanding, and
 * captured >= refunded + disputed.
 */
export type Totals = {
  authorised: number
  captured: number
  voided: number
  refunded: number
  /** Taken by disputes that are open or lost. */
  disputed: number
  /** Authorised, and neither captured nor voided. */
  outstanding: number
}

/** The running sum over all charges, those that were dropped for room included. */
export class Ledger {
  #totals = new Map<string, Totals>()

  /** A charge is new (`before` undefined) or has changed. */
  record(before: Charge | undefined, after: Charge): void {
    if (before !== undefined) this.#add(before, -1)
    this.#add(after, 1)
  }

  /** Begins with these sums: of charges that are no longer kept. */
  restore(totals: Readonly<Record<string, Totals>>): void {
    this.#totals = new Map(Object.entries(totals).map(([currency, sums]) => [currency, { ...sums }]))
  }

  /** The sums without these charges, which are all in them. */
  without(charges: Iterable<Charge>): Record<string, Totals> {
    const rest = new Ledger()
    rest.restore(this.totals())
    for (const charge of charges) rest.#add(charge, -1)
    return rest.totals()
  }

  totals(): Record<string, Totals> {
    return Object.fromEntries([...this.#totals].map(([currency, totals]) => [currency, { ...totals }]))
  }

  clear(): void {
    this.#totals.clear()
  }

  #add(charge: Charge, sign: 1 | -1): void {
    if (charge.status !== 'succeeded') return
    const totals = this.#totals.get(charge.currency) ?? nothing()
    totals.authorised += sign * charge.amount
    totals.captured += sign * charge.amountCaptured
    totals.voided += sign * charge.released
    totals.refunded += sign * charge.refunded
    totals.disputed += sign * charge.disputedAmount
    totals.outstanding = totals.authorised - totals.captured - totals.voided
    this.#totals.set(charge.currency, totals)
  }
}

const nothing = (): Totals => ({ authorised: 0, captured: 0, voided: 0, refunded: 0, disputed: 0, outstanding: 0 })
