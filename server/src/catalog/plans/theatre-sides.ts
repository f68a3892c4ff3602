import type { SeatedSection } from '@foyer/contract'
import { rowLetter, shareSeats } from './rows.ts'
import { arcDegrees, METRE, milli, rectangle, tenth } from './units.ts'

export const SPACING = 11
export const ROW_DEPTH = 18
export const BOX = { key: 'box', name: 'Box' }

const BOX_SEATS = 4
const BOX_LENGTH = 52
const FIRST_BOX = 2 * METRE

/** The seats of a concert hall behind the stage, curved the other way. */
export function choirSection(seats: number): SeatedSection {
  const rows = Math.max(1, Math.round(seats / 34))
  const radius = 17 * METRE
  return {
    kind: 'seated',
    key: 'choir',
    name: 'Choir',
    level: 'Behind the stage',
    category: 'cat3',
    rows: shareSeats(seats, rows, 1.3).map((own, row) => {
      const stepAngle = arcDegrees(SPACING, radius + row * ROW_DEPTH)
      return {
        label: rowLetter(row),
        seats: own,
        labels: { from: 1, step: 1 },
        positions: {
          centre: [0, 4 * METRE],
          radius: radius + row * ROW_DEPTH,
          fromAngle: milli(270 - (stepAngle * (own - 1)) / 2),
          stepAngle: Math.round(stepAngle * 1e5) / 1e5,
        },
      }
    }),
  }
}

/** How far behind the front of the stage the last boxes end. */
export const boxesEnd = (boxes: number): number => (boxes === 0 ? 0 : FIRST_BOX + Math.ceil(boxes / 2) * BOX_LENGTH)

/** Boxes stand along both sides, so far from the middle, the odd ones on the left, from the stage outwards. */
export function boxSections(boxes: number, beside: number): SeatedSection[] {
  return Array.from({ length: boxes }, (_, index) => {
    const left = index % 2 === 0
    const x = (left ? -1 : 1) * beside
    const y = FIRST_BOX + Math.floor(index / 2) * BOX_LENGTH
    const at = Array.from({ length: BOX_SEATS }, (_, seat): [number, number] => [
      tenth(x + (seat % 2 === 0 ? -7 : 7)),
      tenth(y + (seat < 2 ? -7 : 7)),
    ])
    return {
      kind: 'seated',
      key: `box-${index + 1}`,
      name: `Box ${index + 1}`,
      level: 'Boxes',
      category: BOX.key,
      outline: rectangle(x, y, 36, 40),
      rows: [
        {
          label: String(index + 1),
          seats: BOX_SEATS,
          labels: { from: 1, step: 1 },
          positions: { at },
          ...(index < 2 ? { restrictedView: [0, 1] } : {}),
        },
      ],
    }
  })
}
