import { isRefusal, type Refusal } from './errors.ts'
import type { Gateway } from './gateway.ts'
import type { Answer } from './idempotency.ts'
import { pageOf, readCut } from './pages.ts'
import type { Params } from './form.ts'
import type { Reader } from './params.ts'
import type { Cause, Kind, Payable } from './records.ts'
import type { Shelf } from './shelf.ts'
import { show, showList } from './show.ts'
import type { Store } from './store.ts'
import { readExpand, viewOf, type Path } from './views.ts'

/** One call to the API: its parameters (of the body, or of the query), and the id in its path. */
export type Call = {
  readonly id: string
  readonly path: string
  readonly params: Params
  readonly read: Reader
  readonly cause: Cause
  readonly store: Store
  readonly gateway: Gateway
  readonly pageBase: string
}

export type Route = {
  readonly method: 'GET' | 'POST'
  /** With `:id` where the path has an identifier. */
  readonly path: string
  /** The name that faults know it by. */
  readonly operation: string
  /** The record that the call is about, where it exists. */
  readonly about?: (call: Pick<Call, 'id' | 'params' | 'store'>) => Payable | undefined
  readonly answer: (call: Call) => Answer | Refusal
}

/** Checks what was read, then acts, and answers with the record that came of it. */
export const answerOnce = (call: Call, kind: Kind['object'], act: (() => Kind | Refusal) | Kind): Answer | Refusal => {
  const expand = readExpand(call.read, kind)
  const wrong = call.read.problem()
  if (wrong !== undefined) return wrong
  const outcome = typeof act === 'function' ? act() : act
  return isRefusal(outcome) ? outcome : answerWith(outcome, expand, call.store)
}

export const answerWith = (record: Kind, expand: readonly Path[], store: Store): Answer => {
  const view = viewOf(record, expand, store)
  return { status: 200, body: () => JSON.stringify(show(view)) }
}

/** A page of a shelf. */
export const answerList = <Thing extends Kind>(
  call: Call,
  kind: Thing['object'],
  shelf: Shelf<Thing>,
  keeps: (thing: Thing) => boolean = () => true,
): Answer | Refusal => {
  const cut = readCut(call.read)
  const expand = readExpand(call.read, kind, 'list')
  const wrong = call.read.problem()
  if (wrong !== undefined) return wrong
  const page = pageOf(shelf, cut, keeps)
  if (isRefusal(page)) return page
  const views = page.data.map((record) => viewOf(record, expand, call.store))
  return { status: 200, body: () => JSON.stringify(showList(views.map(show), page.hasMore, call.path)) }
}
