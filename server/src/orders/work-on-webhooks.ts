import type { Database } from '../platform/database.ts'
import { markWorked, type WaitingWebhook } from '../payments/index.ts'
import type { Settler } from './settler.ts'

/**
 * Settles the order that some webhooks tell of, and marks them as worked on; they are left waiting when the provider
 * could not be asked. @returns whether they are done with.
 */
export async function workOnWebhooks(
  db: Database,
  settler: Settler,
  webhooks: readonly WaitingWebhook[],
): Promise<boolean> {
  const answers = await Promise.all(webhooks.map(({ about, ...order }) => settler.settle(order, about)))
  const answer = answers.find((one) => one === 'later' || (typeof one === 'object' && !one.concluded)) ?? answers[0]
  if (answer === undefined || answer === 'later' || (typeof answer === 'object' && !answer.concluded)) return false
  await markWorked(
    db.sql,
    webhooks.map((webhook) => webhook.providerEventId),
    answer === 'no-such-order' ? answer : answer.state,
  )
  return true
}
