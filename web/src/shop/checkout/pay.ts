import type { NavigateFunction } from 'react-router'
import type { Api } from '../../api/api.ts'
import type { Amount } from '../../i18n/format.ts'
import type { Language } from '../../i18n/languages.ts'
import { keepReturnLanguage } from '../orders/order/return-language.ts'
import { keepOrder } from './kept-order.ts'

/**
 * Orders what is held and goes on to the provider's page. The key is the hold's own, and a hold has one order: pressed
 * twice, from two tabs, or again after an answer was lost, it is the same order. For the amount that was on the button, or
 * not at all.
 */
export async function pay(
  api: Api,
  { holdId, amount }: { readonly holdId: string; readonly amount: Amount },
  language: Language,
  navigate: NavigateFunction,
): Promise<void> {
  const order = await api.call('POST', '/v1/orders', { body: { holdId, amount }, key: `order ${holdId}` })
  keepOrder(holdId, order.id)
  const url = order.payment?.url ?? null
  if (url === null) return navigate(`/orders/${order.id}`, { replace: true })
  keepReturnLanguage(language)
  location.assign(url)
}
