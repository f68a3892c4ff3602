import type { PresaleView } from '@foyer/contract/catalog.presales'

/** What the timeline of an on-sale shows, in milliseconds. */
export interface Plan {
  readonly presales: readonly Pick<PresaleView, 'id' | 'name' | 'startsAt' | 'endsAt'>[]
  /** Without a waiting room: null. */
  readonly lobby: { readonly opensAt: number; readonly closesAt: number } | null
  readonly onSaleAt: number | null
  /** By when every place has found a buyer, if all goes on at the pace. */
  readonly soldOutBy: number | null
  readonly offSaleAt: number
}

export type MomentKind =
  'presale-opens' | 'presale-closes' | 'lobby-opens' | 'draw' | 'on-sale' | 'sold-out' | 'off-sale'

/** A moment of the timeline. */
export interface Moment {
  readonly at: number
  readonly kind: MomentKind
  /** Of a presale. */
  readonly name?: string
  /** Reckoned, not set. */
  readonly isGuess: boolean
}

/** A while between two moments. */
export interface Span {
  readonly kind: 'presale' | 'lobby' | 'draw' | 'sale'
  readonly name?: string
  readonly from: number
  readonly to: number
}

/** Everything that happens, in order; what happens at once in the order in which it is set. */
export function momentsOf(plan: Plan): Moment[] {
  const { presales, lobby, onSaleAt, soldOutBy, offSaleAt } = plan
  const set = (kind: MomentKind, at: number, name?: string): Moment => ({
    kind,
    at,
    isGuess: false,
    ...(name === undefined ? {} : { name }),
  })
  const moments: Moment[] = presales.flatMap(({ name, startsAt, endsAt }) => [
    set('presale-opens', Date.parse(startsAt), name),
    set('presale-closes', Date.parse(endsAt), name),
  ])
  if (lobby !== null) moments.push(set('lobby-opens', lobby.opensAt), set('draw', lobby.closesAt))
  if (onSaleAt !== null) moments.push(set('on-sale', onSaleAt))
  if (soldOutBy !== null && soldOutBy < offSaleAt) moments.push({ kind: 'sold-out', at: soldOutBy, isGuess: true })
  moments.push(set('off-sale', offSaleAt))
  return moments.sort((a, b) => a.at - b.at)
}

/** What goes on between moments: presales, the lobby, the draw, the sale. Such as last no time are left out. */
export function spansOf({ presales, lobby, onSaleAt, soldOutBy, offSaleAt }: Plan): Span[] {
  const spans: Span[] = presales.map(({ name, startsAt, endsAt }) => ({
    kind: 'presale',
    name,
    from: Date.parse(startsAt),
    to: Date.parse(endsAt),
  }))
  if (lobby !== null) {
    spans.push({ kind: 'lobby', from: lobby.opensAt, to: lobby.closesAt })
    if (onSaleAt !== null) spans.push({ kind: 'draw', from: lobby.closesAt, to: onSaleAt })
  }
  if (onSaleAt !== null) spans.push({ kind: 'sale', from: onSaleAt, to: Math.min(soldOutBy ?? offSaleAt, offSaleAt) })
  return spans.filter(({ from, to }) => to > from)
}

/**
 * Where a moment lies, from 0 to 1, on a line on which the moments themselves are equally far apart: so that two minutes
 * of a draw can be seen beside a week of a presale.
 */
export function positionAt(at: number, moments: readonly Moment[]): number {
  const marks = [...new Set(moments.map((moment) => moment.at))]
  const next = marks.findIndex((mark) => mark >= at)
  if (marks.length < 2 || next === 0) return 0
  if (next === -1) return 1
  const [from = 0, to = 0] = [marks[next - 1], marks[next]]
  return (next - 1 + (at - from) / (to - from)) / (marks.length - 1)
}
