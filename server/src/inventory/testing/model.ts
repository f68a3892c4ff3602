import assert from 'node:assert/strict'
import { PLACE_ACCESSIBLE, PLACE_COMPANION, type CompiledManifest } from '@foyer/contract/compiled-manifest'
import type { Answer, Answers, Operation } from '../operations.ts'

interface ModelHold {
  readonly accountId: string
  readonly digest: number
  readonly heldAt: number
  /** The network that it counts for. */
  readonly network?: string
  places: readonly number[]
  expiresAt: number
  extended: boolean
  state: 'held' | 'released' | 'confirmed'
  orderId?: string
}

/**
 * What the rules of holding say, written a second time in the plainest way, with no thought for speed: a hold that is
 * over keeps nothing from the moment on, and nobody tidies. Checks each answer of the real thing, then follows it.
 */
export class Model {
  readonly holds = new Map<string, ModelHold>()
  readonly blocked = new Map<number, string>()
  readonly #manifest: CompiledManifest
  #owners = new Map<number, string>()

  constructor(manifest: CompiledManifest) {
    this.#manifest = manifest
  }

  /** Who has a place now; undefined when it is to be had. */
  taken(place: number, now: number): boolean {
    if (this.blocked.has(place)) return true
    const hold = this.holds.get(this.#owners.get(place) ?? '')
    return hold !== undefined && isLive(hold, now) && hold.places.includes(place)
  }

  /** Drops what is over and nobody will speak of again. */
  forget(except: ReadonlySet<string>, now: number): void {
    for (const [holdId, hold] of this.holds)
      if ((!isLive(hold, now) || hold.places.length === 0) && !except.has(holdId)) this.holds.delete(holdId)
  }

  placesOf(accountId: string, now: number): number {
    let places = 0
    for (const hold of this.holds.values())
      if (hold.accountId === accountId && isLive(hold, now)) places += hold.places.length
    return places
  }

  placesOfNetwork(network: string | undefined, now: number): number {
    let places = 0
    for (const hold of this.holds.values())
      if (network !== undefined && hold.network === network && isLive(hold, now)) places += hold.places.length
    return places
  }

  follow(operation: Operation, answer: Answer, now: number): void {
    switch (operation.verb) {
      case 'hold':
        return this.#followHold(operation, answer as Answers['hold'], now)
      case 'release':
        return this.#followRelease(operation, answer as Answers['release'])
      case 'extend':
        return this.#followExtend(operation, answer as Answers['extend'], now)
      case 'confirm':
        return this.#followConfirm(operation, answer as Answers['confirm'], now)
      case 'giveBack':
        return this.#followGiveBack(operation, answer as Answers['giveBack'])
      case 'block':
        return this.#followBlock(operation, answer as Answers['block'], now)
      case 'unblock':
        for (const place of operation.places) this.blocked.delete(place)
        return
      case 'sweep':
        return
    }
  }

  #followHold(operation: Operation<'hold'>, answer: Answers['hold'], now: number): void {
    const { holdId, accountId, wish, digest } = operation
    const known = this.holds.get(holdId)
    const quantity = wish.by === 'places' ? wish.places.length : wish.quantity
    if ('held' in answer) {
      if (known !== undefined) {
        assert.equal(known.accountId, accountId)
        assert.equal(known.digest, digest)
        return
      }
      const { places, expiresAt } = answer.held
      assert.equal(new Set(places).size, quantity, 'as many different places as asked for')
      for (const place of places) {
        assert.ok(place >= 0 && place < this.#manifest.count, 'a place of the event')
        assert.ok(!this.taken(place, now), `place ${place} belongs to somebody else`)
        this.#owners.set(place, holdId)
      }
      if (wish.by === 'places') assert.deepEqual(places, wish.places)
      if (wish.by === 'area') for (const place of places) assert.equal(this.#manifest.sectionOf[place], wish.area)
      assert.equal(expiresAt, now + operation.ttlMs)
      const hold = { accountId, digest, heldAt: now, places, expiresAt, extended: false, state: 'held' } as const
      const { network } = operation
      this.holds.set(holdId, { ...hold, ...(network !== undefined && { network: network.digest }) })
      assert.ok(this.placesOf(accountId, now) <= operation.limit, 'the allowance')
      if (network !== undefined)
        assert.ok(this.placesOfNetwork(network.digest, now) <= network.placesAtMost, 'what a network may have')
      return
    }
    switch (answer.refused) {
      case 'hold-unknown':
        return assert.notEqual(known?.accountId ?? accountId, accountId)
      case 'idempotency-key-reused':
        return assert.notEqual(known?.digest ?? digest, digest)
      case 'hold-pause':
        return assert.ok(operation.pauses, 'nobody pauses who is not asked to')
      case 'limit-reached':
        assert.equal(answer.remaining, Math.max(0, operation.limit - this.placesOf(accountId, now)))
        return assert.ok(quantity > answer.remaining)
      case 'network-limit-reached': {
        const { digest: of, placesAtMost = 0 } = operation.network ?? {}
        assert.equal(answer.remaining, Math.max(0, placesAtMost - this.placesOfNetwork(of, now)))
        return assert.ok(quantity > answer.remaining)
      }
      case 'places-taken':
        assert.ok(answer.places.length > 0)
        return assert.deepEqual(
          answer.places,
          wish.by === 'places' ? wish.places.filter((place) => this.taken(place, now)) : undefined,
        )
      case 'not-enough-available': {
        const free = this.#freeFor(wish, now)
        assert.ok(free < quantity || (wish.by !== 'places' && wish.accessible > 0), `${free} are free of ${quantity}`)
        return
      }
      case 'not-together':
        return assert.equal(wish.by, 'best-available')
    }
  }

  /** Places that the wish could get: of seats, those kept for people who need them only when no other is free. */
  #freeFor(wish: Operation<'hold'>['wish'], now: number): number {
    const { count, sectionOf, categoryOf, rowOf, flags } = this.#manifest
    const free = { ordinary: 0, reserved: 0 }
    for (let place = 0; place < count; place++) {
      if (this.taken(place, now) || wish.by === 'places') continue
      if (wish.by === 'area' && sectionOf[place] !== wish.area) continue
      if (wish.by === 'best-available') {
        if (rowOf[place] === -1 || (wish.section !== null && sectionOf[place] !== wish.section)) continue
        if (wish.categories !== null && !wish.categories.includes(categoryOf[place] ?? 0)) continue
      }
      free[((flags[place] ?? 0) & (PLACE_ACCESSIBLE | PLACE_COMPANION)) === 0 ? 'ordinary' : 'reserved']++
    }
    return wish.by === 'area' || free.ordinary === 0 ? free.ordinary + free.reserved : free.ordinary
  }

  #followRelease(operation: Operation<'release'>, answer: Answers['release']): void {
    const hold = this.#mine(operation)
    if ('released' in answer) {
      assert.ok(hold !== undefined && hold.state !== 'confirmed')
      hold.state = 'released'
    } else if (answer.refused === 'hold-confirmed') assert.equal(hold?.state, 'confirmed')
    else assert.equal(hold, undefined)
  }

  #followExtend(operation: Operation<'extend'>, answer: Answers['extend'], now: number): void {
    const hold = this.#mine(operation)
    if ('extended' in answer) {
      assert.ok(hold !== undefined && hold.state === 'held' && now < hold.expiresAt, 'only a live hold is extended')
      assert.ok(operation.by === 'payment' || !hold.extended, 'once')
      assert.ok(answer.extended.expiresAt >= hold.expiresAt, 'never shortened')
      assert.ok(answer.extended.expiresAt <= Math.max(hold.expiresAt, hold.heldAt + 60 * 60_000), 'not for ever')
      hold.expiresAt = answer.extended.expiresAt
      hold.extended ||= operation.by === 'buyer'
    } else if (answer.refused === 'already-extended') assert.ok(hold?.extended)
    else if (answer.refused === 'hold-over') assert.ok(hold && (hold.state !== 'held' || now >= hold.expiresAt))
    else assert.equal(hold, undefined)
  }

  #followConfirm(operation: Operation<'confirm'>, answer: Answers['confirm'], now: number): void {
    const hold = this.holds.get(operation.holdId)
    if ('confirmed' in answer) {
      assert.ok(hold !== undefined)
      if (hold.state === 'confirmed') return assert.equal(hold.orderId, operation.orderId)
      const live = isLive(hold, now)
      if (!live) {
        assert.notEqual(operation.whenOver, 'refuse')
        for (const place of answer.confirmed.places) {
          assert.ok(!this.taken(place, now), 'only free places are taken again')
          this.#owners.set(place, operation.holdId)
        }
        assert.equal(answer.confirmed.places.length, hold.places.length)
        if (answer.places === 'substitutes') assert.equal(operation.whenOver, 'substitutes')
      }
      if (answer.places !== 'substitutes') assert.deepEqual(answer.confirmed.places, hold.places)
      hold.places = answer.confirmed.places
      hold.state = 'confirmed'
      hold.orderId = operation.orderId
      const { networkLimit = null } = operation
      assert.ok(networkLimit === null || live || this.placesOfNetwork(hold.network, now) <= networkLimit, 'the network')
      return assert.ok(live || this.placesOf(hold.accountId, now) <= operation.limit, 'the allowance')
    }
    if (answer.refused === 'hold-unknown') return assert.equal(hold, undefined)
    assert.ok(hold !== undefined)
    if (answer.refused === 'other-order') return assert.equal(hold.orderId, answer.orderId)
    assert.ok(!isLive(hold, now), 'a live hold is never refused')
    if (answer.refused === 'places-taken') assert.ok(hold.places.some((place) => this.taken(place, now)))
    if (answer.refused === 'limit-reached')
      assert.ok(
        this.placesOf(hold.accountId, now) + hold.places.length > operation.limit ||
          this.placesOfNetwork(hold.network, now) + hold.places.length > (operation.networkLimit ?? Infinity),
      )
  }

  #followGiveBack(operation: Operation<'giveBack'>, answer: Answers['giveBack']): void {
    const hold = this.holds.get(operation.holdId)
    if (!('returned' in answer)) {
      if (answer.refused === 'hold-unknown') assert.notEqual(hold?.orderId, operation.orderId)
      return
    }
    assert.ok(hold?.state === 'confirmed' && hold.orderId === operation.orderId)
    for (const place of answer.places) assert.ok(hold.places.includes(place))
    hold.places = hold.places.filter((place) => !operation.places.includes(place))
  }

  #followBlock(operation: Operation<'block'>, answer: Answers['block'], now: number): void {
    if ('refused' in answer) {
      assert.equal(operation.whenTaken, 'refuse')
      return assert.ok(answer.places.every((place) => this.taken(place, now) && !this.blocked.has(place)))
    }
    for (const place of answer.blocked) {
      assert.ok(this.blocked.has(place) || !this.taken(place, now), 'nobody loses a place to a block')
      this.blocked.set(place, operation.reason)
    }
    for (const place of answer.skipped) assert.ok(this.taken(place, now))
  }

  #mine(operation: { readonly holdId: string; readonly accountId: string | null }): ModelHold | undefined {
    const hold = this.holds.get(operation.holdId)
    return operation.accountId === null || hold?.accountId === operation.accountId ? hold : undefined
  }
}

/** A hold that is over keeps nothing, whatever its row says; a confirmed one keeps its places for good. */
const isLive = (hold: ModelHold, now: number): boolean =>
  hold.state === 'confirmed' || (hold.state === 'held' && now < hold.expiresAt)
