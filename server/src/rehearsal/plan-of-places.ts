import type { Manifest } from '@foyer/contract'

const SEATS_PER_ROW = 40
const ROWS_PER_SECTION = 50
/** Key of the area that has the places which fill no row. */
const AREA = 'floor'

/**
 * A house with so many places: rows of forty seats in sections of fifty rows, and what is left over standing.
 * @param name makes it another one than every other rehearsal's, so that it can be removed
 */
export function houseOf(
  places: number,
  name: string,
): { readonly manifest: Manifest; readonly area: string | undefined } {
  const rows = Math.floor(places / SEATS_PER_ROW)
  const standing = places % SEATS_PER_ROW
  const sections = Array.from({ length: Math.ceil(rows / ROWS_PER_SECTION) }, (_, section) => ({
    kind: 'seated' as const,
    key: `s${section}`,
    name: `Section ${section + 1}`,
    category: 'standard',
    rows: Array.from({ length: Math.min(ROWS_PER_SECTION, rows - section * ROWS_PER_SECTION) }, (_row, row) => ({
      label: String(row + 1),
      seats: SEATS_PER_ROW,
      labels: { from: 1, step: 1 },
      positions: { from: [section * 500, (row + 1) * 10] as [number, number], step: [10, 0] as [number, number] },
    })),
  }))
  const area = { kind: 'area' as const, key: AREA, name: 'Floor', category: 'standard', capacity: standing }
  const manifest: Manifest = {
    version: 1,
    name,
    focal: [0, 0],
    bounds: [0, 0, Math.max(1, sections.length) * 500, 520],
    categories: [{ key: 'standard', name: 'Standard' }],
    sections: standing === 0 ? sections : [...sections, area],
  }
  return { manifest, area: standing === 0 ? undefined : AREA }
}

/** Seats have the first numbers, those of the area follow. */
export const seatsOf = (places: number): number => places - (places % SEATS_PER_ROW)
