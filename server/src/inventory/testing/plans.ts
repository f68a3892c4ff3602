import { compileManifest, type CompiledManifest } from '@foyer/contract/compiled-manifest'
import type { Manifest, ManifestSection } from '@foyer/contract/manifest'

/** Rows of a section as a test draws them: `.` an ordinary seat, `a` accessible, `c` a companion's, `|` an aisle. */
export interface DrawnSection {
  readonly key: string
  readonly category?: string
  readonly rows: readonly string[]
}

export interface DrawnArea {
  readonly key: string
  readonly category?: string
  readonly capacity: number
  readonly accessible?: number
}

/** A plan as drawn; the focal point is above the middle of the first row, a seat is 10 wide and a row 20 deep. */
export function drawnPlan(...parts: readonly (DrawnSection | DrawnArea)[]): CompiledManifest {
  const categories = [...new Set(parts.map((part) => part.category ?? 'standard'))]
  const widest = Math.max(1, ...parts.map((part) => ('rows' in part ? Math.max(...part.rows.map(seatsOf)) : 1)))
  return compileManifest({
    version: 1,
    name: 'drawn',
    focal: [((widest - 1) * 10) / 2, -40],
    bounds: [0, 0, 1_000, 1_000],
    categories: categories.map((key) => ({ key, name: key })),
    sections: parts.map((part) => ('rows' in part ? seated(part) : area(part))),
  } satisfies Manifest)
}

/** A stadium in the round: stands of straight rows around the focal point, in five price categories by depth. */
export function stadiumPlan(options: { sections: number; rows: number; seats: number }): CompiledManifest {
  const categories = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, name: key }))
  const sections = Array.from({ length: options.sections }, (_, section): ManifestSection => {
    const angle = (section / options.sections) * 2 * Math.PI
    const [outX, outY, alongX, alongY] = [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle)]
    return {
      kind: 'seated',
      key: `s${section}`,
      name: `Section ${section}`,
      category: 'a',
      rows: Array.from({ length: options.rows }, (_, row) => {
        const depth = 600 + row * 8
        const start = -((options.seats - 1) * 5) / 2
        return {
          label: String(row + 1),
          seats: options.seats,
          labels: { from: 1, step: 1 },
          category: categories[Math.floor((row / options.rows) * 5)]?.key ?? 'e',
          positions: {
            from: [outX * depth + alongX * start, outY * depth + alongY * start] as [number, number],
            step: [alongX * 5, alongY * 5] as [number, number],
          },
        }
      }),
    }
  })
  return compileManifest({
    version: 1,
    name: 'stadium',
    focal: [0, 0],
    bounds: [-2e3, -2e3, 2e3, 2e3],
    categories,
    sections,
  })
}

const seatsOf = (row: string): number => row.replaceAll('|', '').length

function seated(part: DrawnSection): ManifestSection {
  return {
    kind: 'seated',
    key: part.key,
    name: part.key,
    category: part.category ?? 'standard',
    rows: part.rows.map((drawn, index) => {
      const seats = drawn.replaceAll('|', '')
      const marked = (mark: string): number[] => Array.from(seats).flatMap((seat, at) => (seat === mark ? [at] : []))
      const aisles = Array.from(drawn).flatMap((seat, at) => (seat === '|' ? [seatsOf(drawn.slice(0, at)) - 1] : []))
      return {
        label: String.fromCodePoint(65 + index),
        seats: seats.length,
        labels: { from: 1, step: 1 },
        positions: { from: [0, index * 20], step: [10, 0] },
        aislesAfter: aisles,
        accessible: marked('a'),
        companion: marked('c'),
      }
    }),
  }
}

function area(part: DrawnArea): ManifestSection {
  return {
    kind: 'area',
    key: part.key,
    name: part.key,
    category: part.category ?? 'standard',
    capacity: part.capacity,
    accessible: part.accessible ?? 0,
  }
}
