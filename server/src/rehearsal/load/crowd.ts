import { randomBytes } from 'node:crypto'
import type { Order } from '@foyer/contract/orders'
import { pollAfterMs, spreadMs } from '@foyer/contract/queue-place'
import type { Pass, QueuePlace, QueueStatus } from '@foyer/contract/queue'
import { Chance } from './chance.ts'
import { cheat } from './cheat.ts'
import { arrivals, curves } from './curve.ts'
import { Edge } from './edge.ts'
import { personOf, type Next, type Person } from './person.ts'
import { characterOf, personas, type Persona } from './personas.ts'
import { pickSeats } from './pick-seats.ts'
import { endings, type Ending, type LoadPlan, type Whereabouts } from './plan.ts'
import { proofFor } from './proof.ts'
import { Tally, type Outcome } from './tally.ts'
import { Wheel } from './wheel.ts'
import { UNSENT_CODE, Wire, type Asked } from './wire.ts'

/** Times that people take, in milliseconds, before haste. */
const CHOOSING_MS = 20_000
const DECIDING_MS = 15_000
const PAYING_MS = 25_000
const LOOKING_MS = 1_000
/** Bots look so often, whatever they are told. */
const BOT_LOOKS_MS = 1_000
const TRIES_MAX = 10
const STORM_TRIES_MAX = 40
const STORM_MS = 150
const BACKOFF_MS = 500
const BACKOFF_MAX_MS = 15_000
/** Wishes that somebody makes before they go with nothing. */
const WISHES_MAX = 6
const LOOKS_MAX = 90
const CANCELS_AT_ONCE = 16
const TOKEN_GOOD_MS = 10 * 60_000
const NONCE_BYTES = 16
const ANOTHER_WISH = new Set(['places-taken', 'not-together', 'not-enough-available'])

export interface CrowdOptions {
  readonly plan: LoadPlan
  /** Access tokens of the installation, for the accounts of the rehearsal. */
  readonly signIn: (number: number) => Promise<string>
  /** Hears of what must never be. */
  readonly onWrong: (what: string) => void
}

/**
 * The people of one thread. Life: `turn` wakes whoever's moment has come, and is called again and again; `finish` lets
 * nobody begin anything more and cancels what is ordered and not paid; `close` ends the connections. Arrivals and moments
 * are fixed beforehand and wait for no answer of others (open loop); each request is timed from when it was due. A long
 * file, since one person's way is read best from its first step to its last in one place.
 */
export class Crowd {
  readonly tally = new Tally()
  readonly wire: Wire
  readonly plan: LoadPlan
  readonly #options: CrowdOptions
  readonly #edge: Edge
  readonly #wheel = new Wheel<Person>()
  readonly #times: Float64Array
  /** Ordered and not paid. */
  readonly #unpaid = new Map<number, Person>()
  readonly #began: number
  readonly #ended = Object.fromEntries(endings.map((ending) => [ending, 0])) as Record<Ending, number>
  #nextNumber: number
  #waiting = 0
  #inside = 0
  #finishing = false

  constructor(options: CrowdOptions) {
    const { plan } = options
    this.#options = options
    this.plan = plan
    this.wire = new Wire(plan.url, plan.connections, this.tally)
    this.#edge = new Edge(this.wire, this.tally, plan.edge)
    this.#times = arrivals(curves[plan.curve], plan.people, plan.durationMs, plan.seed)
    this.#nextNumber = plan.thread
    this.#began = performance.now() + (plan.startsAt - Date.now())
  }

  /** Milliseconds since the first might come. */
  get now(): number {
    return performance.now() - this.#began
  }

  whereabouts(): Whereabouts {
    const { people, thread, threads } = this.plan
    const coming = Math.max(0, Math.ceil((people - this.#nextNumber) / threads))
    return {
      coming: thread < people ? coming : 0,
      waiting: this.#waiting,
      inside: this.#inside,
      ended: { ...this.#ended },
    }
  }

  turn(): void {
    const now = this.now
    for (; (this.#times[this.#nextNumber] ?? Infinity) <= now; this.#nextNumber += this.plan.threads) {
      const number = this.#nextNumber
      const { seed } = this.plan
      const chance = new Chance(seed ^ 0x5eed, number)
      this.#waiting++
      this.tally.count('arrived')
      this.#wheel.add(personOf(number, characterOf(seed, number), chance, this.#times[number] ?? now))
    }
    this.#wheel.turn(now, (person) => this.#wake(person))
  }

  /** @returns how many orders were cancelled. */
  async finish(): Promise<number> {
    this.#finishing = true
    const left = [...this.#unpaid.values()]
    let cancelled = 0
    const cancelInTurn = async (): Promise<void> => {
      for (let person = left.pop(); person !== undefined; person = left.pop()) {
        const path = `/v1/orders/${person.orderId ?? ''}/cancellations`
        const outcome = await this.#ask(person, { step: 'leave', method: 'POST', path, quiet: true })
        if (outcome.kind === 'done') cancelled++
      }
    }
    await Promise.all(Array.from({ length: CANCELS_AT_ONCE }, cancelInTurn))
    return cancelled
  }

  close(): Promise<void> {
    return this.wire.close()
  }

  #wake(person: Person): void {
    if (this.#finishing) return
    this.#do(person).catch((error: unknown) => {
      this.#options.onWrong(
        `the rehearsal itself: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      )
      this.#end(person, 'gave-up')
    })
  }

  #do(person: Person): Promise<void> {
    switch (person.next) {
      case 'arrive':
        return this.#arrive(person)
      case 'enter':
        return this.#enter(person)
      case 'wait':
        return this.#wait(person)
      case 'reload':
        return this.#reload(person)
      case 'learn number':
        return this.#learnNumber(person)
      case 'go in':
        return this.#goIn(person)
      case 'choose':
        return this.#choose(person)
      case 'order':
        return this.#order(person)
      case 'pay':
        return this.#pay(person)
      case 'look':
        return this.#look(person)
      case 'leave':
        return this.#leave(person)
    }
  }

  async #arrive(person: Person): Promise<void> {
    const page = await this.#edge.get('page', this.#path(), this.#dueOf(person))
    if (page.kind !== 'done') return this.#again(person, page)
    const { reloads, leavesAt } = traits(person)
    const stays = this.plan.durationMs / 3
    person.reloads = reloads
    if (reloads > 0) person.reloadAt = this.now + person.chance.about(stays / 4)
    if (leavesAt === 'lobby') person.leaveAt = this.now + person.chance.about(stays)
    this.#then(person, 'enter', this.#thinks(person, 2_000))
  }

  async #enter(person: Person): Promise<void> {
    const body: { nonce: string; proof?: string } = { nonce: randomBytes(NONCE_BYTES).toString('hex') }
    if (this.plan.proofOfWork && person.queueToken === undefined) {
      const challenge = await this.#ask(person, {
        step: 'enter',
        method: 'GET',
        path: this.#path('/queue/challenge'),
        quiet: true,
      })
      if (challenge.kind !== 'done') return this.#again(person, challenge)
      const proof = await proofFor(challenge.body)
      if (proof !== undefined) body.proof = proof
      // The work is theirs: what is timed is the entering.
      person.due = this.now
    }
    const entered = await this.#ask(person, { step: 'enter', method: 'POST', path: this.#path('/queue'), body })
    if (entered.kind !== 'done') {
      if (isOver(entered)) return this.#end(person, 'told-sold-out')
      return this.#again(person, entered)
    }
    const { token, place } = entered.body as { token: string; place: QueuePlace }
    const isFirst = person.queueToken === undefined
    if (isFirst) this.tally.count('entered')
    else if (person.place !== null && place.number !== person.place)
      this.#options.onWrong(`person ${person.number} had number ${person.place} and now has ${String(place.number)}`)
    person.queueToken = token
    person.place = place.number
    if (isFirst && traits(person).cheats) await cheat(this, person, await this.#tokenOf(person), this.#options.onWrong)
    this.#then(person, 'wait', this.#thinks(person, 1_000))
  }

  async #wait(person: Person): Promise<void> {
    const { now } = this
    if (now >= person.leaveAt) return this.#end(person, 'left-lobby')
    if (person.reloads > 0 && now >= person.reloadAt) return this.#then(person, 'reload', 0)
    const told = await this.#edge.get('status', this.#path('/queue/status'), this.#dueOf(person))
    if (told.kind !== 'done') {
      if (isOver(told)) return this.#end(person, 'told-sold-out')
      return this.#again(person, told)
    }
    person.tries = 0
    const status = told.body as QueueStatus
    if (status.phase === 'sold_out' || status.phase === 'ended') return this.#end(person, 'told-sold-out')
    const { hasThoughts } = traits(person)
    if (person.place === null && status.drawn)
      return this.#then(person, 'learn number', hasThoughts ? spreadMs(status.inLobby, person.chance.next()) : 0)
    if (person.place !== null && person.place <= status.watermark && status.phase === 'open')
      return this.#then(person, 'go in', 0)
    const asked = pollAfterMs(status, person.place, status.version, person.chance.next())
    this.#then(person, 'wait', hasThoughts ? asked : BOT_LOOKS_MS)
  }

  async #reload(person: Person): Promise<void> {
    const page = await this.#edge.get('page', this.#path(), this.#dueOf(person))
    if (page.kind !== 'done') return this.#again(person, page)
    this.tally.count('reloaded')
    person.reloads--
    person.reloadAt = this.now + person.chance.about(this.plan.durationMs / 12)
    this.#then(person, 'enter', 0)
  }

  async #learnNumber(person: Person): Promise<void> {
    const body = { token: person.queueToken }
    const place = await this.#ask(person, { step: 'number', method: 'POST', path: this.#path('/queue/place'), body })
    if (place.kind !== 'done') {
      if (isOver(place)) return this.#end(person, 'told-sold-out')
      return this.#again(person, place)
    }
    person.place = (place.body as QueuePlace).number
    // Without a draw that is over nobody has a number: they look on.
    this.#then(person, 'wait', person.place === null ? BOT_LOOKS_MS : 0)
  }

  async #goIn(person: Person): Promise<void> {
    const body = { token: person.queueToken }
    const given = await this.#ask(person, { step: 'pass', method: 'POST', path: this.#path('/queue/pass'), body })
    if (given.kind !== 'done') {
      if (isOver(given)) return this.#end(person, 'told-sold-out')
      if (given.kind === 'refused' && given.code === 'not-your-turn') return this.#then(person, 'wait', LOOKING_MS)
      if (given.kind === 'refused' && given.code === 'queue-pause') return this.#end(person, 'paused')
      return this.#again(person, given)
    }
    const { pass, holdId, placesAtMost } = given.body as Pass
    person.pass = pass
    person.holdId = holdId
    person.quantity = Math.min(person.quantity, placesAtMost)
    if (!person.inside) {
      person.inside = true
      this.#inside++
      this.#waiting--
      this.tally.count('admitted')
    }
    this.#then(person, 'choose', this.#thinks(person, CHOOSING_MS))
  }

  async #choose(person: Person): Promise<void> {
    const wish = await this.#wishOf(person)
    person.due = this.now
    const held = await this.#ask(person, {
      step: 'hold',
      method: 'POST',
      path: this.#path('/holds'),
      key: person.holdId ?? '',
      body: { ...wish, pass: person.pass },
    })
    if (held.kind !== 'done') {
      if (held.kind !== 'refused' || !ANOTHER_WISH.has(held.code)) {
        // Their time is over: they may be let in again.
        if (held.kind === 'refused' && held.code === 'pass-over') return this.#then(person, 'go in', LOOKING_MS)
        return this.#again(person, held)
      }
      person.refusals++
      if (held.code !== 'places-taken' && person.quantity > 1) person.quantity--
      if (person.refusals >= WISHES_MAX) {
        person.ending = 'found-nothing'
        return this.#then(person, 'leave', 0)
      }
      return this.#then(person, 'choose', this.#thinks(person, CHOOSING_MS / 4))
    }
    const { places } = held.body as { places: readonly { place: number }[] }
    person.places = places.map(({ place }) => place)
    this.tally.count('places held', places.length)
    if (traits(person).leavesAt !== 'seats') return this.#then(person, 'order', this.#thinks(person, DECIDING_MS))
    if (person.chance.next() < 0.5)
      await this.#ask(person, { step: 'leave', method: 'DELETE', path: `/v1/holds/${person.holdId ?? ''}` })
    person.ending = 'left-seats'
    this.#then(person, 'leave', this.#thinks(person, DECIDING_MS))
  }

  async #wishOf(person: Person): Promise<object> {
    const { quantity, chance, refusals } = person
    const { area, seats: seatsInAll } = this.plan
    if (area !== undefined && (refusals % 2 === 1 || seatsInAll === 0)) return { generalAdmission: { area, quantity } }
    if (person.character.chooses) {
      const map = await this.#edge.get('seats', this.#path('/availability'), performance.now())
      const bitmap = map.kind === 'done' ? ((map.body as { bitmap: string | null }).bitmap ?? '') : ''
      const seats = pickSeats(Buffer.from(bitmap, 'base64'), seatsInAll, quantity, chance)
      if (seats !== undefined) return { places: seats }
    }
    return { bestAvailable: { quantity, relax: refusals > 0 } }
  }

  async #order(person: Person): Promise<void> {
    const body = { holdId: person.holdId }
    const made = await this.#ask(person, {
      step: 'order',
      method: 'POST',
      path: '/v1/orders',
      key: `order ${person.holdId ?? ''}`,
      body,
    })
    if (made.kind !== 'done') {
      if (made.kind === 'refused' && made.code === 'order-hold-over') return this.#end(person, 'gave-up')
      return this.#again(person, made)
    }
    const order = made.body as Order
    person.orderId = order.id
    if (order.state === 'confirmed') return this.#bought(person, order)
    this.#unpaid.set(person.number, person)
    if (traits(person).leavesAt === 'payment') {
      person.ending = 'left-payment'
      return this.#then(person, 'leave', this.#thinks(person, PAYING_MS))
    }
    person.payAt = order.payment?.url ?? undefined
    const isReady = this.plan.pays && person.payAt !== undefined
    this.#then(person, isReady ? 'pay' : 'look', isReady ? this.#thinks(person, PAYING_MS) : LOOKING_MS)
  }

  async #pay(person: Person): Promise<void> {
    const page = new URL(person.payAt ?? '')
    const sessionId = page.pathname.split('/').at(-1) ?? ''
    const paid = await this.#ask(person, {
      step: 'pay',
      method: 'POST',
      origin: page.origin,
      path: `/_sandbox/sessions/${sessionId}/pay`,
      body: { card: '4242424242424242' },
    })
    if (paid.kind !== 'done') return this.#again(person, paid)
    person.payAt = undefined
    this.#unpaid.delete(person.number)
    this.#then(person, 'look', LOOKING_MS)
  }

  async #look(person: Person): Promise<void> {
    const seen = await this.#ask(person, { step: 'look', method: 'GET', path: `/v1/orders/${person.orderId ?? ''}` })
    if (seen.kind !== 'done') return this.#again(person, seen)
    const order = seen.body as Order
    if (order.state === 'confirmed') return this.#bought(person, order)
    if (order.state !== 'payment_pending' && order.state !== 'authorised') {
      this.tally.count(`order ${order.state}`)
      return this.#end(person, 'gave-up')
    }
    // The page to pay on was not there yet when the order was answered.
    if (this.#unpaid.has(person.number) && this.plan.pays && order.payment?.url) {
      person.payAt = order.payment.url
      return this.#then(person, 'pay', this.#thinks(person, PAYING_MS))
    }
    if (++person.refusals >= LOOKS_MAX) return this.#end(person, 'gave-up')
    this.#then(person, 'look', LOOKING_MS)
  }

  /** They have tickets. Whether somebody else has one for the same place is looked at here, by what the buyers were told. */
  #bought(person: Person, order: Order): void {
    const { sold } = this.plan
    for (const { place } of order.lines) {
      const before = Atomics.compareExchange(sold, place, 0, person.number + 1)
      if (before !== 0 && before !== person.number + 1)
        this.#options.onWrong(`place ${place} was sold to person ${before - 1} and to person ${person.number}`)
    }
    this.#unpaid.delete(person.number)
    this.tally.count('orders sold')
    this.tally.count('places sold', order.lines.length)
    person.ending = 'bought'
    this.#then(person, 'leave', 0)
  }

  async #leave(person: Person): Promise<void> {
    const left = await this.#ask(person, { step: 'leave', method: 'DELETE', path: this.#path('/queue/pass') })
    if (left.kind === 'failed' && person.tries < 2) return this.#again(person, left)
    this.#end(person, person.ending ?? 'gave-up')
  }

  #end(person: Person, ending: Ending): void {
    if (person.inside) this.#inside--
    else this.#waiting--
    this.#ended[ending]++
    person.accessToken = undefined
    person.queueToken = undefined
    person.pass = undefined
  }

  /** Tries the same once more, as somebody of their kind does. */
  #again(person: Person, outcome: Exclude<Outcome, { kind: 'done' }>): void {
    const { storms } = traits(person)
    if (++person.tries > (storms ? STORM_TRIES_MAX : TRIES_MAX)) return this.#end(person, 'gave-up')
    this.tally.count('tried again')
    const { chance } = person
    const asked = outcome.kind === 'refused' ? (outcome.retryAfterMs ?? 0) : 0
    const backoff = Math.min(BACKOFF_MAX_MS, BACKOFF_MS * 2 ** person.tries)
    // What the load could not send was refused by nobody: trying again at once would only keep the load from the others.
    const isAtOnce = storms && !(outcome.kind === 'failed' && outcome.code === UNSENT_CODE)
    const pause = isAtOnce ? chance.between(0, 2 * STORM_MS) : Math.max(asked, backoff * chance.between(0.5, 1.5))
    person.due = this.now + pause
    this.#wheel.add(person)
  }

  #then(person: Person, next: Next, inMs: number): void {
    if (next !== person.next) person.tries = 0
    person.next = next
    person.due = Math.max(this.now, person.due) + inMs
    this.#wheel.add(person)
  }

  /** How long they take for what takes people so long on average. */
  #thinks(person: Person, mean: number): number {
    return traits(person).hasThoughts ? person.chance.about(mean / this.plan.haste) : 0
  }

  async #ask(person: Person, asked: Omit<Asked, 'due' | 'token'>): Promise<Outcome> {
    const due = this.#dueOf(person)
    const isOurs = asked.origin === undefined
    return this.wire.ask({ ...asked, due, token: isOurs ? await this.#tokenOf(person) : undefined })
  }

  async #tokenOf(person: Person): Promise<string> {
    if (person.accessToken === undefined || this.now > person.accessUntil) {
      person.accessToken = await this.#options.signIn(person.number)
      person.accessUntil = this.now + TOKEN_GOOD_MS
    }
    return person.accessToken
  }

  /** When the step in hand was due, on the clock of the performance. */
  #dueOf(person: Person): number {
    return this.#began + person.due
  }

  #path(rest = ''): string {
    return `/v1/events/${this.plan.eventId}${rest}`
  }
}

const traits = (person: Person): Persona => personas[person.character.persona]

/** The event is off sale, or its queue has ended: the rehearsal is over. */
const isOver = (outcome: Outcome): boolean =>
  outcome.kind === 'refused' && (outcome.code === 'no-queue' || outcome.code === 'not-found')
