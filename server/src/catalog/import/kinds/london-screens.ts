import { createHash } from 'node:crypto'
import type { Manifest } from '@foyer/contract'
import { CINEMA_SEATS_MAX, CINEMA_SEATS_MIN, cinemaPlan } from '../../plans/index.ts'
import type { At, Reading } from '../reading.ts'
import type { ImportRecord } from '../record.ts'
import { slug } from '../slug.ts'
import { NOT_FOR_BOOKING } from './london-films.ts'

export interface Screen {
  readonly id: string
  readonly cinema: string
  readonly name: string
}

/** The screens that showtimes name, with their seats. */
export class Screens {
  readonly #screens = new Map<string, { screen: Screen; at: At; seats: number | undefined }>()
  /** Screens of one size share one plan, and so one manifest. */
  readonly #plans = new Map<number, Manifest>()

  /** The screen of a showtime. Without one there is no hall, and so no seats to sell. */
  read(showtime: Reading, cinema: string): Screen {
    const told = showtime.text('screen')
    if (NOT_FOR_BOOKING.test(told)) showtime.refuse('screen', 'its cinema marks it as not in use', told)
    const name = /^\d+$/.test(told) ? `Screen ${told}` : told
    return { id: `${cinema}/${slug(told)}`, cinema, name }
  }

  /** Keeps the screen of a showtime that was taken, and the number of its seats where the showtime tells it. */
  add(screen: Screen, showtime: Reading): void {
    const seats = seatsTold(showtime.raw('notes'))
    const known = this.#screens.get(screen.id)
    if (known === undefined) this.#screens.set(screen.id, { screen, at: showtime.at, seats })
    else known.seats ??= seats
  }

  records(): ImportRecord[] {
    return [...this.#screens.values()].map(({ screen, at, seats }) => ({
      at,
      hall: { sourceId: screen.id, venue: screen.cinema, name: screen.name },
      plan: {
        sourceId: screen.id,
        hall: screen.id,
        name: 'All seats',
        manifest: this.#planOf(seats ?? inventedSeats(screen.id)),
      },
    }))
  }

  #planOf(seats: number): Manifest {
    const known = this.#plans.get(seats)
    if (known) return known
    const plan = cinemaPlan({ name: `Screen of ${seats} seats`, seats })
    this.#plans.set(seats, plan)
    return plan
  }
}

/** One cinema notes `153 of 172 seats remaining`. */
function seatsTold(notes: unknown): number | undefined {
  const seats = Number(/\b\d+ of (\d{1,5}) seats\b/.exec(typeof notes === 'string' ? notes : '')?.[1])
  return seats >= CINEMA_SEATS_MIN && seats <= CINEMA_SEATS_MAX ? seats : undefined
}

/** Between 60 and 300 in steps of ten, always the same for one screen. */
const inventedSeats = (id: string): number => 60 + 10 * (createHash('sha256').update(id).digest().readUInt32BE(0) % 25)
