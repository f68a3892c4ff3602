import type { ManifestRow, ManifestRowRun, SeatedSection } from './manifest.ts'

type Point = readonly [number, number]

/** The rows of a section one by one, in the order of their places: runs are written out. */
export function* rowsOf(section: SeatedSection): Generator<ManifestRow> {
  for (const entry of section.rows)
    if ('rows' in entry) yield* rowsOfRun(entry)
    else yield entry
}

/** Number of places in a seated section, without writing out its runs. */
export const countSeats = (section: SeatedSection): number =>
  section.rows.reduce((sum, entry) => sum + ('rows' in entry ? entry.seats.reduce((a, b) => a + b, 0) : entry.seats), 0)

function* rowsOfRun(run: ManifestRowRun): Generator<ManifestRow> {
  const { middle, angle, depth, spacing, radius } = run.positions
  const back: Point = [Math.cos(radians(angle)), Math.sin(radians(angle))]
  for (const [index, seats] of run.seats.entries()) {
    const away = depth * index
    const parted = run.middleAisle !== undefined && seats > 1
    const half = (seats - 1 + (parted ? (run.middleAisle ?? 0) : 0)) / 2
    yield {
      label: String(run.rows.from + run.rows.step * index),
      seats,
      labels: run.labels,
      positions: radius === undefined ? straight(away, half) : arc(radius, away, half),
      ...(run.category === undefined ? {} : { category: run.category }),
      ...(parted ? { aislesAfter: [Math.floor(seats / 2) - 1], aisleWidth: run.middleAisle ?? 0 } : {}),
    }
  }

  function straight(away: number, half: number): ManifestRow['positions'] {
    const step: [number, number] = [-back[1] * spacing, back[0] * spacing]
    return {
      from: [middle[0] + back[0] * away - step[0] * half, middle[1] + back[1] * away - step[1] * half],
      step,
    }
  }

  function arc(first: number, away: number, half: number): ManifestRow['positions'] {
    const stepAngle = degrees(spacing / (first + away))
    return {
      centre: [middle[0] - back[0] * first, middle[1] - back[1] * first],
      radius: first + away,
      fromAngle: angle - stepAngle * half,
      stepAngle,
    }
  }
}

/** Where the n-th seat of a row stands, aisles counted in. */
export function seatPoint(row: ManifestRow, seat: number): Point {
  const { positions } = row
  if ('at' in positions) return positions.at[seat] ?? [0, 0]
  const steps = seat + aislesBefore(row, seat) * (row.aisleWidth ?? 0)
  if ('step' in positions)
    return [positions.from[0] + positions.step[0] * steps, positions.from[1] + positions.step[1] * steps]
  const angle = radians(positions.fromAngle + positions.stepAngle * steps)
  return [
    positions.centre[0] + positions.radius * Math.cos(angle),
    positions.centre[1] + positions.radius * Math.sin(angle),
  ]
}

/** What stands on the n-th seat of a row. */
export const seatLabel = (labels: ManifestRow['labels'], seat: number): string =>
  'list' in labels ? (labels.list[seat] ?? String(seat)) : String(labels.from + labels.step * seat)

function aislesBefore(row: ManifestRow, seat: number): number {
  let count = 0
  for (const after of row.aislesAfter ?? []) if (after < seat) count++
  return count
}

const radians = (angle: number) => (angle * Math.PI) / 180
const degrees = (angle: number) => (angle * 180) / Math.PI
