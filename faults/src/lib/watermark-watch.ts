import { setTimeout as wait } from 'node:timers/promises'
import { statusAt } from './waiting-room.ts'

const LOOK_MS = 50

/**
 * Looks at a watermark through every node, all the time; whatever goes back at one of them is written down. Life: from its
 * making until `stop`.
 */
export class WatermarkWatch implements AsyncDisposable {
  readonly #faults: string[] = []
  readonly #looking: readonly Promise<void>[]
  #stopping = false
  #highest = 0
  #looks = 0
  #unanswered = 0

  constructor(urls: readonly string[], eventId: string) {
    this.#looking = urls.map((url) => this.#look(url, eventId))
  }

  /** The highest that any node has shown. */
  get highest(): number {
    return this.#highest
  }

  summary() {
    return { watermark: this.#highest, looks: this.#looks, unanswered: this.#unanswered }
  }

  /** @returns what went back. */
  async stop(): Promise<readonly string[]> {
    this.#stopping = true
    await Promise.all(this.#looking)
    return this.#faults
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  async #look(url: string, eventId: string): Promise<void> {
    for (let before = 0; !this.#stopping; await wait(LOOK_MS)) {
      const status = await statusAt(url, eventId)
      this.#looks++
      if (status === undefined) {
        this.#unanswered++
        continue
      }
      if (status.watermark < before) this.#faults.push(`${url} showed ${before}, then ${status.watermark}`)
      before = status.watermark
      this.#highest = Math.max(this.#highest, before)
    }
  }
}
