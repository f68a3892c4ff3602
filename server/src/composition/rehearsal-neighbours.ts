import { addRehearsalOrganiser, addRehearsalPeople, removeRehearsalPeople } from '../accounts/index.ts'
import {
  addRehearsalEvent,
  endRehearsalEvent,
  rehearsalManifest,
  removeRehearsalEvent,
  requireRehearsalEvent,
} from '../catalog/index.ts'
import { insertEventHeads, removeInventory } from '../inventory/index.ts'
import { removeNotificationsOf } from '../notifications/index.ts'
import { removeOrders } from '../orders/index.ts'
import { removePayments } from '../payments/index.ts'
import { DAY_MS } from '../platform/clock.ts'
import { forgetRehearsal } from '../platform/forget-rehearsal.ts'
import type { DeriveKey } from '../platform/secrets.ts'
import { openRehearsalQueue, removeQueue } from '../queue/index.ts'
import type { RehearsalNeighbours } from '../rehearsal/index.ts'
import { removeSaleLog } from '../salelog/index.ts'
import { removeTickets } from '../tickets/index.ts'

/** So far ahead that the doors of a rehearsal never open. */
const AHEAD_DAYS = 30

/** What the domains do for a rehearsal: each for the tables that are its own. */
export const rehearsalNeighbours = (deriveKey: DeriveKey): RehearsalNeighbours => ({
  addOrganiser: addRehearsalOrganiser,
  addPeople: addRehearsalPeople,
  async addEvent(tx, { rehearsalId, organiserId, sale, now }) {
    const lobbyClosesAt = new Date(now.getTime() + sale.lobbyMs)
    const onSaleAt = new Date(lobbyClosesAt.getTime() + sale.drawMs)
    const manifest = rehearsalManifest(sale.manifest)
    const startsAt = new Date(now.getTime() + AHEAD_DAYS * DAY_MS)
    const event = { rehearsalId, organiserId, manifest, onSaleAt, startsAt, price: sale.price }
    const eventId = await addRehearsalEvent(tx, event, insertEventHeads)
    const { peopleAtOnce, peoplePerMinute, sessionSeconds, proofOfWork } = sale
    const controls = { peopleAtOnce, peoplePerMinute, sessionSeconds, proofOfWork }
    await openRehearsalQueue(tx, deriveKey, eventId, { lobbyOpensAt: now, lobbyClosesAt, onSaleAt, ...controls })
    return eventId
  },
  endEvent: endRehearsalEvent,
  async removeSale(sql, { rehearsalId, eventId, begunAt, organiserId, accounts }) {
    let rows = 0
    if (eventId !== null) {
      await requireRehearsalEvent(sql, rehearsalId, eventId)
      // Announcements first, so that nobody is told any more; then from what points to what it points at.
      rows += await forgetRehearsal(sql, eventId, accounts)
      rows += await removeQueue(sql, eventId)
      rows += await removeInventory(sql, eventId, begunAt)
      rows += await removeTickets(sql, eventId)
      rows += await removePayments(sql, eventId)
      rows += await removeOrders(sql, eventId)
      rows += await removeSaleLog(sql, eventId)
    }
    rows += await removeNotificationsOf(sql, accounts)
    rows += await removeRehearsalEvent(sql, rehearsalId, organiserId)
    // What was announced while the above went.
    return rows + (await forgetRehearsal(sql, eventId, accounts))
  },
  removePeople: removeRehearsalPeople,
})
