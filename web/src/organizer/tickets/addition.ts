import { toMajor, toMinor } from './amounts.ts'
import { toCsv } from './csv.ts'
import { labelsBetween } from './labels.ts'

/** The form as it is typed. */
export interface AdditionDraft {
  readonly kind: 'area' | 'seats'
  readonly section: string
  readonly count: string
  readonly rowFrom: string
  readonly rowTo: string
  readonly seatFrom: string
  readonly seatTo: string
  /** Name of a price level that the event has; empty: a new one. */
  readonly level: string
  readonly levelName: string
  readonly faceValue: string
  readonly fees: string
}

export const EMPTY_ADDITION: AdditionDraft = {
  kind: 'area',
  section: '',
  count: '',
  rowFrom: '',
  rowTo: '',
  seatFrom: '1',
  seatTo: '',
  level: '',
  levelName: '',
  faceValue: '',
  fees: '',
}

/** What the event has already. */
export interface Present {
  readonly currency: string
  readonly levels: readonly { readonly name: string; readonly allIn: number }[]
  readonly sections: readonly { readonly name: string; readonly kind: 'seated' | 'area' }[]
  /** Places keep their numbers: only the last section, or a new one, takes more. */
  readonly isFixed: boolean
}

export type AdditionFault =
  | 'missing'
  | 'number'
  | 'rows'
  | 'rowTooLong'
  | 'seatsDown'
  | 'amount'
  | 'levelTaken'
  | 'sectionFixed'
  | 'isArea'
  | 'isSeated'

/** What is added, told before it is. */
export interface Addition {
  readonly section: string
  /** Of an area: none. */
  readonly rows: readonly string[]
  readonly seatFrom: number
  readonly perRow: number
  readonly places: number
  readonly level: string
  /** Minor units. */
  readonly allIn: number
  /** Of a new price level, in minor units. */
  readonly fees: number | undefined
  /** The file that says so. */
  readonly csv: string
}

const SEATS_PER_ROW_MAX = 500
const HEAD = ['section', 'row', 'seat', 'count', 'price level', 'price', 'fees']

/** What a form adds, as lines of a file; or what is wrong, by field. */
export function additionOf(
  draft: AdditionDraft,
  present: Present,
): Addition | { readonly faults: Readonly<Record<string, AdditionFault>> } {
  const faults: Record<string, AdditionFault> = {}
  const section = draft.section.trim()
  const index = present.sections.findIndex((one) => one.name === section)
  const found = present.sections[index]
  if (section === '') faults['section'] = 'missing'
  else if (found !== undefined && present.isFixed && index < present.sections.length - 1)
    faults['section'] = 'sectionFixed'
  else if (found?.kind === 'area' && draft.kind === 'seats') faults['section'] = 'isArea'
  else if (found?.kind === 'seated' && draft.kind === 'area') faults['section'] = 'isSeated'
  const which = draft.kind === 'area' ? areaOf(draft, faults) : seatsOf(draft, faults)
  const price = priceOf(draft, present, faults)
  if (Object.keys(faults).length > 0 || which === undefined || price === undefined) return { faults }
  const { rows, seatFrom, perRow } = which
  const lines = rows.length === 0 ? [['', '']] : rows.map((row) => [row, String(seatFrom)])
  return {
    section,
    ...which,
    places: perRow * Math.max(1, rows.length),
    level: price.level,
    allIn: price.allIn,
    fees: price.fees,
    csv: toCsv([
      HEAD,
      ...lines.map(([row = '', seat = '']) => [section, row, seat, String(perRow), price.level, ...price.cells]),
    ]),
  }
}

type Which = Pick<Addition, 'rows' | 'seatFrom' | 'perRow'>

function areaOf({ count }: AdditionDraft, faults: Record<string, AdditionFault>): Which | undefined {
  const perRow = wholeIn(count)
  if (perRow === undefined || perRow < 1) faults['count'] = count.trim() === '' ? 'missing' : 'number'
  return perRow === undefined ? undefined : { rows: [], seatFrom: 0, perRow }
}

function seatsOf(draft: AdditionDraft, faults: Record<string, AdditionFault>): Which | undefined {
  const from = draft.rowFrom.trim()
  const rows = labelsBetween(from, draft.rowTo.trim() || from)
  if (from === '') faults['rowFrom'] = 'missing'
  else if (rows === undefined) faults['rowTo'] = 'rows'
  const [first, last] = [wholeIn(draft.seatFrom), wholeIn(draft.seatTo)]
  if (first === undefined) faults['seatFrom'] = 'number'
  if (last === undefined) faults['seatTo'] = draft.seatTo.trim() === '' ? 'missing' : 'number'
  if (rows === undefined || first === undefined || last === undefined) return undefined
  if (last < first) faults['seatTo'] = 'seatsDown'
  else if (last - first >= SEATS_PER_ROW_MAX) faults['seatTo'] = 'rowTooLong'
  return { rows, seatFrom: first, perRow: last - first + 1 }
}

interface PriceTyped {
  readonly level: string
  readonly allIn: number
  readonly fees: number | undefined
  readonly cells: readonly [price: string, fees: string]
}

function priceOf(
  { level, levelName, faceValue, fees }: AdditionDraft,
  { currency, levels }: Present,
  faults: Record<string, AdditionFault>,
): PriceTyped | undefined {
  const chosen = levels.find((one) => one.name === level)
  if (chosen !== undefined) return { level, allIn: chosen.allIn, fees: undefined, cells: ['', ''] }
  const name = levelName.trim()
  if (name === '') faults['levelName'] = 'missing'
  else if (levels.some((one) => one.name === name)) faults['levelName'] = 'levelTaken'
  const [face, extra] = [toMinor(faceValue, currency), fees.trim() === '' ? 0 : toMinor(fees, currency)]
  if (face === undefined) faults['faceValue'] = faceValue.trim() === '' ? 'missing' : 'amount'
  if (extra === undefined) faults['fees'] = 'amount'
  if (face === undefined || extra === undefined) return undefined
  return { level: name, allIn: face + extra, fees: extra, cells: [toMajor(face, currency), toMajor(extra, currency)] }
}

const wholeIn = (text: string): number | undefined => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : undefined)
