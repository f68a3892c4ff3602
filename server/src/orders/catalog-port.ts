import { LRUCache } from 'lru-cache'
import { describeEventForTicket, describePlaces, loadSaleFacts, localDate, type SaleFacts } from '../catalog/index.ts'
import { SECOND_MS } from '../platform/clock.ts'
import type { Sql } from '../platform/database.ts'
import type { OrderCatalog } from './ports.ts'

const EVENTS_KEPT_MAX = 500
/** A changed price is charged at most this much later. */
const KEPT_MS = 2 * SECOND_MS

/** Let go of when it is over: what is known of a sale leads to its manifest, which is large. */
const briefly = { max: EVENTS_KEPT_MAX, ttl: KEPT_MS, ttlAutopurge: true }

/** The catalogue as orders see it; what it says of an event is kept for two seconds, so that a rush asks it rarely. */
export function catalogPort(sql: Sql): OrderCatalog {
  const facts = new LRUCache<string, Promise<SaleFacts | undefined>>(briefly)
  const names = new LRUCache<string, Promise<string>>(briefly)
  return {
    async describePlaces(eventId, places) {
      const sale = await kept(facts, eventId, () => loadSaleFacts(sql, eventId))
      if (sale === undefined) throw new Error(`event ${eventId} has no prices`)
      return describePlaces(sale, places).map(({ place, section, row, seat, priceLevel, price }) => ({
        place,
        section,
        row,
        seat,
        priceLevelId: priceLevel.priceLevelId,
        priceLevel: priceLevel.name,
        faceMinor: price.faceValue.minor,
        feesMinor: price.fees.minor,
        currency: price.allIn.currency,
      }))
    },
    nameEvent: (eventId) => kept(names, eventId, () => nameOf(sql, eventId)),
    async sells(accountId, eventId) {
      const sale = await kept(facts, eventId, () => loadSaleFacts(sql, eventId))
      return sale?.organiserId === accountId
    },
  }
}

/** Asked once for whoever asks at the same time; a failure is not kept. */
function kept<T>(cache: LRUCache<string, Promise<T>>, key: string, load: () => Promise<T>): Promise<T> {
  const known = cache.get(key)
  if (known !== undefined) return known
  const loading = load()
  cache.set(key, loading)
  loading.catch(() => cache.delete(key))
  return loading
}

async function nameOf(sql: Sql, eventId: string): Promise<string> {
  const event = await describeEventForTicket(sql, eventId)
  if (event === undefined) throw new Error(`there is no event ${eventId}`)
  return `${event.title}, ${localDate(event.startsAt, event.venue.timeZone)}`
}
