import type { Outcome, Step, Tally } from './tally.ts'
import type { Wire } from './wire.ts'

/** For so long nginx of deploy/ gives an answer again, since the installation says `max-age=1`. */
const FRESH_MS = 1_000

interface Kept {
  readonly at: number
  readonly answer: Outcome
}

/**
 * The public reads of the people of a thread, with a cache of one second in front, as nginx or a CDN would have, or without
 * one. With it the installation is asked once a second for each document while somebody wants it, however many do; an old
 * answer is given while the next one is on its way.
 */
export class Edge {
  readonly #wire: Wire
  readonly #tally: Tally
  readonly #caches: boolean
  readonly #kept = new Map<string, Kept>()
  readonly #asking = new Map<string, Promise<Outcome>>()

  constructor(wire: Wire, tally: Tally, caches: boolean) {
    this.#wire = wire
    this.#tally = tally
    this.#caches = caches
  }

  get(step: Step, path: string, due: number): Outcome | Promise<Outcome> {
    this.#tally.count(`read ${step}`)
    if (!this.#caches) return this.#ask(step, path, due)
    const kept = this.#kept.get(path)
    if (kept !== undefined && performance.now() - kept.at < FRESH_MS) return kept.answer
    const asking = this.#asking.get(path) ?? this.#refresh(step, path, due)
    return kept?.answer ?? asking
  }

  #ask(step: Step, path: string, due: number): Promise<Outcome> {
    this.#tally.count(`origin ${step}`)
    return this.#wire.ask({ step, method: 'GET', path, due })
  }

  async #refresh(step: Step, path: string, due: number): Promise<Outcome> {
    const asking = this.#ask(step, path, due)
    this.#asking.set(path, asking)
    const answer = await asking
    this.#asking.delete(path)
    // A failure is not kept for longer than until somebody asks again; what was good before goes on being given.
    if (answer.kind === 'done') this.#kept.set(path, { at: performance.now(), answer })
    return answer
  }
}
