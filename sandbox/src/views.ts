import type { Reader } from './params.ts'
import type { Item, Kind } from './records.ts'
import type { View } from './show.ts'
import type { Store } from './store.ts'

const EXPAND_DEPTH_MAX = 4 // Stripe's

type Shown = (Kind | Item)['object']

/** A checked path of `expand`, such as `payment_intent.latest_charge`, step by step. */
export type Path = readonly string[]

/** What each property can be expanded to; null: Stripe can expand it, and it is always null here. */
const links: { readonly [From in Shown]: { readonly [name: string]: Shown | null } } = {
  'checkout.session': { payment_intent: 'payment_intent', line_items: 'item', customer: null, setup_intent: null },
  payment_intent: { latest_charge: 'charge', customer: null, payment_method: null, review: null },
  charge: { payment_intent: 'payment_intent', refunds: 'refund', customer: null, balance_transaction: null },
  refund: { charge: 'charge', payment_intent: 'payment_intent', balance_transaction: null },
  dispute: { charge: 'charge', payment_intent: 'payment_intent' },
  event: {},
  item: {},
}

/** Properties that are lists: the next step of a path into one is `data`. */
const lists = ['line_items', 'refunds']

/** The `expand` parameter of a call that answers with a `kind`, or with a list of it. A bad path is refused. */
export const readExpand = (read: Reader, kind: Shown, answersWith: 'one' | 'list' = 'one'): Path[] =>
  read.texts('expand').map((written) => {
    const steps = written.split('.')
    const path = answersWith === 'list' && steps[0] === 'data' ? steps.slice(1) : steps
    if (steps.length > EXPAND_DEPTH_MAX || path.length === 0 || !leadsSomewhere(path, kind)) {
      read.refuse('expand', undefined, `${written} cannot be expanded.`)
    }
    return path
  })

/** A record with what the caller asked to expand, as it all stands now. */
export const viewOf = (record: Kind | Item, expand: readonly Path[], store: Store): View =>
  expand.reduce((view, path) => open(view, path, store), { record, within: {} } as View)

const leadsSomewhere = (path: Path, kind: Shown): boolean => {
  const [name, ...rest] = path
  if (name === undefined) return true
  const target = links[kind][name]
  if (target === undefined) return false
  const inner = lists.includes(name) && rest[0] === 'data' ? rest.slice(1) : rest
  return target === null ? rest.length === 0 : leadsSomewhere(inner, target)
}

const open = (view: View, path: Path, store: Store): View => {
  const [name, ...rest] = path
  if (name === undefined) return view
  const part = view.within[name] ?? linked(view.record, name, store)
  if (part === undefined) return view // nothing there yet, as with the intent of a session that nobody tried to pay
  const inner = isList(part) ? part.map((one) => open(one, rest.slice(1), store)) : open(part, rest, store)
  return { ...view, within: { ...view.within, [name]: inner } }
}

const linked = (record: Kind | Item, name: string, store: Store): View | readonly View[] | undefined => {
  if (record.object === 'checkout.session' && name === 'line_items') return record.terms.items.map(bare)
  if (record.object === 'charge' && name === 'refunds') {
    return record.refunds.toReversed().flatMap((id) => {
      const refund = store.refunds.get(id)
      return refund === undefined ? [] : [bare(refund)]
    })
  }
  const behind = recordBehind(record, name, store)
  return behind && bare(behind)
}

const recordBehind = (record: Kind | Item, name: string, store: Store): Kind | undefined => {
  if (name === 'latest_charge') return store.charges.get(('charges' in record && record.charges.at(-1)) || '')
  if (name === 'payment_intent') return store.intents.get(('intent' in record && record.intent) || '')
  if (name === 'charge') return store.charges.get(('charge' in record && record.charge) || '')
  return undefined
}

const bare = (record: Kind | Item): View => ({ record, within: {} })
const isList = (part: View | readonly View[]): part is readonly View[] => Array.isArray(part)
