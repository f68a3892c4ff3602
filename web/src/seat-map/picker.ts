import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { exchangeSeats, NOTHING_CHOSEN, setArea, toggleSeat, withoutTaken, type Choice, type Chosen } from './choice.ts'
import { wishOf, type HoldAnswer, type HoldWish } from './hold-wish.ts'
import { nearSeat, type NearSeat } from './near-seats.ts'
import type { Fit } from './best-seats.ts'
import type { Party } from './party-options.ts'
import type { SeatBoard, SeatDifference } from './seat-board.ts'
import type { SeatPlan } from './plan.ts'
import { shiftThatAvoids, singlesLeft, type Shift } from './single-seats.ts'

/** A seat that was chosen and went to somebody else, and what is offered instead. */
export interface LostSeat {
  readonly place: PlaceNo
  readonly near: NearSeat | undefined
}

/** What happened last, to be said to those who do not see it. */
export type Happening =
  | { readonly kind: 'chose' | 'gave-up' | 'was-taken'; readonly place: PlaceNo }
  | { readonly kind: 'area'; readonly section: number; readonly quantity: number }
  | { readonly kind: 'allowance' }

export interface PickerState {
  readonly choice: Choice
  /** Levels that the filter lets through; undefined: all. */
  readonly levelsShown: ReadonlySet<number> | undefined
  readonly accessibleOnly: boolean
  readonly lost: readonly LostSeat[]
  /** Areas that have fewer places left than were chosen. */
  readonly shortAreas: readonly { readonly section: number; readonly left: number }[]
  /** Seats that the choice leaves alone, and the shift that avoids it. */
  readonly single: { readonly seats: readonly PlaceNo[]; readonly shift: Shift } | undefined
  /** What the box office said last, unless it held. */
  readonly answer: Exclude<HoldAnswer, { answer: 'held' } | { answer: 'places-taken' }> | undefined
  /** The party whose best seats the choice is, and how well it could be done, while the choice is that and nothing else. */
  readonly party: { readonly asked: Party; readonly fit: Fit } | undefined
  readonly isHolding: boolean
  /** Grows with each happening, so that the same one is said twice. */
  readonly said: { readonly number: number; readonly happening: Happening | undefined }
}

interface PickerOptions {
  readonly plan: SeatPlan
  readonly board: SeatBoard
  readonly allowance: number
  readonly hold: (wish: HoldWish) => Promise<HoldAnswer>
  readonly onChoice?: (choice: Choice) => void
  readonly random?: () => number
}

/** Places drawn by lot from an area may collide with another buyer's; then others are drawn, so often. */
const DRAWS_MAX = 3

/**
 * Chooses seats of an event: what a person does on the map or in the list, and what others do meanwhile, comes here and
 * becomes the next state. Listens to the board from `start` to `stop`.
 */
export class Picker {
  readonly plan: SeatPlan
  readonly board: SeatBoard
  readonly allowance: number
  readonly #options: PickerOptions
  readonly #listeners = new Set<() => void>()
  #state: PickerState = {
    choice: NOTHING_CHOSEN,
    levelsShown: undefined,
    accessibleOnly: false,
    lost: [],
    shortAreas: [],
    single: undefined,
    answer: undefined,
    party: undefined,
    isHolding: false,
    said: { number: 0, happening: undefined },
  }
  #singleKept = ''

  constructor(options: PickerOptions) {
    this.plan = options.plan
    this.board = options.board
    this.allowance = options.allowance
    this.#options = options
  }

  /** @returns how to stop. */
  start(): () => void {
    return this.board.listen((difference) => this.#boardChanged(difference))
  }

  readonly state = (): PickerState => this.#state

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly toggle = (place: PlaceNo): void => {
    const isChosen = this.#state.choice.seats.includes(place)
    this.#choose(toggleSeat(this.#state.choice, place, this.#rules()), {
      kind: isChosen ? 'gave-up' : 'chose',
      place,
    })
  }

  readonly setArea = (section: number, quantity: number): void => {
    const chosen = setArea(this.#state.choice, section, quantity, this.board.freeIn(section), this.allowance)
    this.#choose(chosen, { kind: 'area', section, quantity })
  }

  /** The choice as it was kept elsewhere. Seats that went meanwhile are told as lost. */
  readonly restore = (choice: Choice): void => {
    this.#set({ choice })
    this.#dropTaken()
  }

  /** Best seats take the place of whatever was chosen. */
  readonly takeParty = (seats: readonly PlaceNo[], asked: Party, fit: Fit): void =>
    this.#set({ choice: { seats, areas: new Map() }, lost: [], answer: undefined, party: { asked, fit } })

  /** Places of one area take the place of whatever was chosen. */
  readonly takeArea = (section: number, quantity: number): void => {
    const chosen = setArea(NOTHING_CHOSEN, section, quantity, this.board.freeIn(section), this.allowance)
    this.#choose(chosen, { kind: 'area', section, quantity })
    this.#set({ lost: [] })
  }

  /** Takes what is offered for a lost seat. */
  readonly takeNear = (lost: LostSeat): void => {
    if (lost.near === undefined) return
    const { place } = lost.near
    this.#choose(exchangeSeats(this.#state.choice, [], [place], this.#rules()), { kind: 'chose', place })
    this.leaveLost(lost)
  }

  readonly leaveLost = (lost: LostSeat): void =>
    this.#set({ lost: this.#offersFor(this.#state.lost.filter((one) => one !== lost).map((one) => one.place)) })

  readonly shift = ({ give, take }: Shift): void => {
    const [place = -1] = take
    this.#choose(exchangeSeats(this.#state.choice, give, take, this.#rules()), { kind: 'chose', place })
  }

  /** The single seat may stay alone: not asked again for this choice. */
  readonly keepSingle = (): void => {
    this.#singleKept = keyOf(this.#state.choice)
    this.#set({})
  }

  readonly showLevels = (levelsShown: ReadonlySet<number> | undefined): void => this.#set({ levelsShown })

  readonly showAccessibleOnly = (accessibleOnly: boolean): void => this.#set({ accessibleOnly })

  /** Asks the box office for what was chosen. */
  readonly hold = async (): Promise<void> => {
    if (this.#state.isHolding) return
    for (let draw = 1; ; draw++) {
      const { choice } = this.#state
      const wish = wishOf(this.plan, this.board, choice, this.#options.random ?? Math.random)
      const answer = await this.#ask(wish)
      if (answer.answer !== 'places-taken') return
      this.board.applyChange({ version: this.board.version, taken: answer.places, freed: [] })
      const isDrawnAlone = answer.places.every((place) => !choice.seats.includes(place))
      if (!isDrawnAlone || draw === DRAWS_MAX) {
        this.#dropTaken()
        return
      }
    }
  }

  /** Asks the box office for the best seats there are at this moment, whatever they are. */
  readonly holdBest = async (party: Party): Promise<void> => {
    const [only] = party.levels?.size === 1 ? party.levels : []
    const level = only === undefined ? undefined : this.plan.levels[only]
    await this.#ask({
      bestAvailable: {
        quantity: party.quantity,
        relax: true,
        ...(level === undefined ? {} : { priceLevel: level.id }),
        ...(party.wheelchairs > 0 ? { accessible: party.wheelchairs } : {}),
      },
    })
  }

  async #ask(wish: HoldWish): Promise<HoldAnswer> {
    this.#set({ isHolding: true, answer: undefined })
    const answer = await this.#options.hold(wish)
    // Once held, the places that others now see as taken are one's own: nothing is lost until the page is left.
    if (answer.answer !== 'held')
      this.#set({ isHolding: false, answer: answer.answer === 'places-taken' ? undefined : answer })
    return answer
  }

  #choose(chosen: Chosen, happening: Happening): void {
    if ('choice' in chosen) {
      this.#say(happening)
      this.#set({ choice: chosen.choice, answer: undefined, party: undefined })
    } else if (chosen.refused === 'allowance') this.#say({ kind: 'allowance' })
    else if ('place' in happening) this.#say({ kind: 'was-taken', place: happening.place })
  }

  #boardChanged({ taken }: SeatDifference): void {
    if (this.#state.isHolding) return
    const offered = this.#state.lost.some(({ near }) => near !== undefined && taken.includes(near.place))
    if (offered) this.#set({ lost: this.#offersFor(this.#state.lost.map(({ place }) => place)) })
    this.#dropTaken()
  }

  #dropTaken(): void {
    const before = this.#state.choice
    const { choice, lost, shortOf } = withoutTaken(before, this.board.isFree, (section) => this.board.freeIn(section))
    if (choice === before) {
      this.#set({})
      return
    }
    this.#set({
      choice,
      shortAreas: shortOf.map((section) => ({ section, left: this.board.freeIn(section) })),
    })
    const places = [...this.#state.lost.map(({ place }) => place), ...lost]
    this.#set({ lost: this.#offersFor(places) })
  }

  /** Something near for each seat that was lost, no seat offered twice. */
  #offersFor(places: readonly PlaceNo[]): LostSeat[] {
    const offered: PlaceNo[] = []
    return places.map((place) => {
      const near = nearSeat(this.plan, this.board.isFree, place, [...this.#state.choice.seats, ...offered])
      if (near !== undefined) offered.push(near.place)
      return { place, near }
    })
  }

  #rules() {
    return { allowance: this.allowance, isFree: this.board.isFree }
  }

  #say(happening: Happening): void {
    this.#set({ said: { number: this.#state.said.number + 1, happening } })
  }

  #set(changes: Partial<PickerState>): void {
    const before = this.#state.choice
    const next = { ...this.#state, ...changes }
    this.#state = { ...next, single: this.#singleOf(next.choice) }
    if (next.choice !== before) this.#options.onChoice?.(next.choice)
    for (const listener of this.#listeners) listener()
  }

  #singleOf({ seats }: Choice): PickerState['single'] {
    if (seats.length === 0 || keyOf({ seats }) === this.#singleKept) return undefined
    const singles = singlesLeft(this.plan, this.board.isFree, seats)
    if (singles.length === 0) return undefined
    const shift = shiftThatAvoids(this.plan, this.board.isFree, seats)
    return shift && { seats: singles, shift }
  }
}

const keyOf = ({ seats }: Pick<Choice, 'seats'>): string => seats.toSorted((a, b) => a - b).join()
