import { SECOND_MS } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { recordPlacesReturned } from '../payments/index.ts'
import type { Step } from './decide-next.ts'
import type { Facts } from './facts.ts'
import {
  askMoneyBack,
  askProvider,
  capture,
  closeSession,
  openSession,
  sendRefund,
  voidAuthorisation,
} from './provider-steps.ts'
import { countForCard } from './card-limit.ts'
import { lookAgain } from './queries.ts'
import { requireMove } from './record.ts'
import { adoptRefund, recordDispute, recordRefund, recordState } from './record-money-back.ts'
import { recordAuthorised, recordEnd, recordFree, recordReview, recordTaken, recordUndo } from './record-life.ts'
import { paying, RECORDED, type Settling, type StepResult } from './settling.ts'

/** Does one step: one call to the outside, or one transaction; never one within the other. */
export async function doStep(deps: Settling, facts: Facts, step: Step): Promise<StepResult> {
  const { order } = facts
  switch (step.do) {
    case 'ask-provider':
      return askProvider(deps, facts)
    case 'open-session':
      return openSession(deps, facts)
    case 'close-session':
      return closeSession(deps, facts)
    case 'capture':
      return capture(deps, facts, step.intentId)
    case 'void':
      return voidAuthorisation(deps, facts, step.intentId)
    case 'ask-money-back':
      return askMoneyBack(deps, facts, step.intentId)
    case 'send-refund':
      return sendRefund(deps, facts, step.refund, step.intentId)

    case 'sell-places': {
      const counted = await countedForCard(deps, facts)
      if (counted === 'moved-meanwhile') return counted
      if (!counted) {
        deps.cards.onTooMany(order.eventId)
        return { learned: { places: 'too-many-for-card' } }
      }
      return { learned: { places: await deps.inventory.sellPlaces(order, order.orderId) } }
    }
    case 'free-places':
      await deps.inventory.freePlaces(order, order.orderId)
      return { learned: { places: 'freed' } }
    case 'look-at-places':
      return { learned: { places: await deps.inventory.soldTo(order, order.orderId) } }
    case 'return-places':
      await deps.inventory.returnPlaces(order, order.orderId, step.refund.places)
      await recordPlacesReturned(deps.db.sql, order.eventId, step.refund.refundId)
      return RECORDED

    case 'record-authorised': {
      const recorded = await recordAuthorised(deps, order, step.places)
      return recorded ? { learned: authorised(facts, step.places) } : 'moved-meanwhile'
    }
    case 'confirm': {
      const { intentId, capturedMinor } = step
      const recorded = await deps.batches.confirm({ ...paying(facts), intentId, capturedMinor })
      return recorded ? { learned: confirmed(facts, step) } : 'moved-meanwhile'
    }
    case 'confirm-free':
      return unlessMoved(await recordFree(deps, order, step.places))
    case 'undo':
      requireMove(order.state, 'cancelling')
      // What was sold to it may not be by now.
      return (await recordUndo(deps, order, step.because))
        ? { learned: { places: 'not-asked' }, reread: true }
        : 'moved-meanwhile'
    case 'end':
      return unlessMoved(await recordEnd(deps, order, facts.payment, step.payment))
    case 'review':
      deps.log.error({ orderId: order.orderId, because: step.because }, 'a payment does not fit its order')
      return unlessMoved(await recordReview(deps, order, step.because))
    case 'take-and-refund':
      return unlessMoved(await recordTaken(deps, paying(facts), step.seen, newId()))
    case 'record-refund':
      return unlessMoved(await recordRefund(deps, order, step.refund, step.became))
    case 'adopt-refund':
      return unlessMoved(await adoptRefund(deps, paying(facts), facts.refunds, step.refund))
    case 'record-dispute':
      return unlessMoved(await recordDispute(deps, paying(facts), step.dispute, step.known))
    case 'record-state':
      return unlessMoved(await recordState(deps, order, step.state))

    case 'wait':
      await setNextLook(deps, facts, step.until)
      return 'enough'
    case 'nothing':
      await setNextLook(deps, facts, null)
      return 'enough'
  }
}

/** Whether the card that pays may pay for so many places: counted before they are sold, so that two orders cannot both. */
async function countedForCard({ db, cards }: Settling, { order, seen }: Facts): Promise<boolean | 'moved-meanwhile'> {
  const ceiling = cards.placesPerCard(order.eventId)
  if (ceiling === null || typeof seen === 'string' || seen.instrument === null) return true
  return countForCard(db.sql, order, cards.digest(order.eventId, seen.instrument), ceiling)
}

type StepOf<D extends Step['do']> = Extract<Step, { readonly do: D }>

const unlessMoved = (recorded: boolean): StepResult => (recorded ? RECORDED : 'moved-meanwhile')

// What the rows are known to say once that was recorded: the straight road reads them once.
const authorised = (facts: Facts, places: readonly number[]): Partial<Facts> => ({
  order: { ...facts.order, state: 'authorised', authorisedAt: facts.now, endedBecause: null, places },
})

const confirmed = (facts: Facts, { intentId, capturedMinor }: StepOf<'confirm'>): Partial<Facts> => ({
  order: { ...facts.order, state: 'confirmed', confirmedAt: facts.now, settleAt: null },
  payment: facts.payment && { ...facts.payment, state: 'captured', intentId, capturedMinor },
})

const NEAR_ENOUGH_MS = 5 * SECOND_MS

/** Sets when to look again, unless it is set to about that time already. */
async function setNextLook({ db }: Settling, { order }: Facts, at: Date | null): Promise<void> {
  const set = order.settleAt
  if (at === null || set === null ? at === set : set <= at && at.getTime() - set.getTime() <= NEAR_ENOUGH_MS) return
  await lookAgain(db.sql, { eventId: order.eventId, orderId: order.orderId, from: order.state }, at)
}
