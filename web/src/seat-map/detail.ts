/**
 * How much is drawn, by the CSS pixels between neighbouring seats. From afar a section is a shape with its name and
 * price, and its free seats are grains; then seats are marks of their price level; then they carry their numbers.
 */
export type Detail = 'sections' | 'seats' | 'labels'

const SEATS_FROM_PX = 7
const LABELS_FROM_PX = 20
/** From here on a tap means a seat and not the section: less is no target for a finger or a pointer. */
const PICK_FROM_PX = { mouse: SEATS_FROM_PX, touch: 22 } as const

export const detailAt = (pitchPx: number): Detail => {
  if (pitchPx < SEATS_FROM_PX) return 'sections'
  return pitchPx < LABELS_FROM_PX ? 'seats' : 'labels'
}

/** Whether single seats can be hit at this size. */
export const canPickSeats = (pitchPx: number, by: keyof typeof PICK_FROM_PX): boolean => pitchPx >= PICK_FROM_PX[by]
