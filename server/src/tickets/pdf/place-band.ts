import type { TicketPlace } from '../facts.ts'
import { LABEL, LEFT, QUIET, RIGHT, SIGNAL, WIDTH, type Pen } from './pen.ts'
import { breakLines, widthOf, type Doc } from './setting.ts'

const BASELINE_BELOW_TOP = 61
const LABEL_BELOW_TOP = 17
const GAP = 20
const COLUMN_MIN = 30
const NUMBER_SIZES = [46, 38, 30, 24, 19, 13]
const NAME_SIZES = [46, 40, 34, 28, 23, 19, 16, 13]
/** Larger than this, a second line would reach the labels. */
const TWO_LINES_FROM_SIZE = 19

interface Column {
  readonly label: string
  readonly value: string
}

/**
 * Gate, section, row and seat, as large as they go: what people look for while they walk. Row and seat come first when
 * room is shared out, and stand at the right; the names take what is left.
 */
export function drawPlaceBand(pen: Pen, { gate, level, section, row, seat }: TicketPlace, top: number): void {
  const names = columns(['Gate', gate], ['Level', level], ['Section', section])
  const numbers = columns(['Row', row], ['Seat', seat ?? 'Any'])
  const numberSize = NUMBER_SIZES.find((size) => widthTogether(pen.doc, numbers, size) <= WIDTH / 2) ?? 13
  const numbersLeft = RIGHT - widthTogether(pen.doc, numbers, numberSize)

  pen.rule(top, 3, SIGNAL)
  const draw = ({ label }: Column, lines: readonly string[], x: number, size: number) => {
    pen.line(label, x, top + LABEL_BELOW_TOP, LABEL, QUIET)
    const first = top + BASELINE_BELOW_TOP - (lines.length - 1) * size
    pen.lines(lines, x, first, { style: 'figure', size, leading: size })
  }
  let x = LEFT
  for (const { column, lines, width, size } of setNames(pen.doc, names, numbersLeft - LEFT - GAP)) {
    draw(column, lines, x, size)
    x += width + GAP
  }
  x = numbersLeft
  for (const column of numbers) {
    draw(column, [column.value], x, numberSize)
    x += widthOfColumn(pen.doc, column, numberSize) + GAP
  }
}

/** The names side by side within `room`, at the largest size, the same for all, at which none is cut or broken. */
function setNames(doc: Doc, names: readonly Column[], room: number) {
  const setAt = (size: number) => {
    const shrink = Math.min(
      1,
      (room - GAP * (names.length - 1)) / (widthTogether(doc, names, size) - GAP * (names.length - 1)),
    )
    return names.map((column) => {
      const width = widthOfColumn(doc, column, size) * shrink
      const linesMax = size <= TWO_LINES_FROM_SIZE ? 2 : 1
      return {
        column,
        size,
        width,
        ...breakLines(doc, column.value, { style: 'figure', size }, width + 0.01, linesMax),
      }
    })
  }
  const settings = NAME_SIZES.map(setAt)
  return settings.find((setting) => setting.every(({ whole }) => whole)) ?? settings.at(-1) ?? []
}

const columns = (...candidates: [label: string, value: string | null][]): Column[] =>
  candidates.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))

const widthOfColumn = (doc: Doc, { value }: Column, size: number): number =>
  Math.max(COLUMN_MIN, widthOf(doc, value, { style: 'figure', size }))

const widthTogether = (doc: Doc, all: readonly Column[], size: number): number =>
  all.reduce((sum, column) => sum + widthOfColumn(doc, column, size), GAP * (all.length - 1))
