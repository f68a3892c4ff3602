import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { markWorked, type WaitingWebhook } from '../payments/index.ts'
import type { Settler, SettlerAnswer } from './settler.ts'

const MARK_TOGETHER_MS = 50

/**
 * Works on webhooks that are kept: settles the order that each tells of, and marks it as worked on. A webhook is left
 * waiting when the provider could not be asked. Marks are written together, twenty times a second: one that a crash
 * loses only has its order settled once more. Life: works when asked; `stop` writes the last marks.
 */
export class WebhookWork {
  readonly #db: Database
  readonly #settler: Pick<Settler, 'settle'>
  readonly #log: Log
  #worked = new Map<string, string>()
  #timer: NodeJS.Timeout | undefined
  #marking: Promise<void> = Promise.resolve()

  constructor(deps: { readonly db: Database; readonly settler: Pick<Settler, 'settle'>; readonly log: Log }) {
    this.#db = deps.db
    this.#settler = deps.settler
    this.#log = deps.log
  }

  /** @returns whether the webhook is done with. */
  async do({ providerEventId, about, eventId, orderId }: WaitingWebhook): Promise<boolean> {
    const outcome = outcomeOf(await this.#settler.settle({ eventId, orderId }, about))
    if (outcome === undefined) return false
    this.#worked.set(providerEventId, outcome)
    this.#timer ??= setTimeout(() => void this.mark(), MARK_TOGETHER_MS)
    return true
  }

  /** Writes the marks that wait. */
  mark(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#marking = this.#marking.then(() => this.#write())
    return this.#marking
  }

  stop(): Promise<void> {
    return this.mark()
  }

  async #write(): Promise<void> {
    const worked = this.#worked
    this.#worked = new Map()
    if (worked.size === 0) return
    try {
      await markWorked(this.#db.sql, worked)
    } catch (error) {
      this.#log.warn({ err: error, webhooks: worked.size }, 'webhooks could not be marked; they are worked on again')
    }
  }
}

/** What came of it in a word; undefined when it is still to be worked on. */
function outcomeOf(answer: SettlerAnswer): string | undefined {
  if (typeof answer === 'string') return answer === 'later' ? undefined : answer
  return answer.concluded ? answer.state : undefined
}
