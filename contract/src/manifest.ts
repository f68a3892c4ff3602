import { Type, type Static } from 'typebox'
import { ROWS_PER_SECTION_MAX, PLACES_MAX, SEATS_PER_ROW_MAX, SECTIONS_MAX } from './manifest-limits.ts'
import { LINE_CHARACTER, Strict } from './primitives.ts'

/**
 * The manifest: the full list of an event's places, as it crosses the wire and as it is stored.
 *
 * Places have no id of their own: they are numbered from 0 in the order in which this document lists them, section by
 * section, row by row, seat by seat, and an area of capacity n takes n numbers. A hold, a bitmap and a log entry speak
 * of places by that number. A document is addressed by the SHA-256 of its canonical bytes (`manifestHash`), never
 * changes, and is shared by every event that uses the same plan.
 *
 * Seats of one row mostly stand at equal distances, and rows of one stand behind one another, so both are written as
 * runs: a stadium of 70,000 seats takes about 85 KB, under 6 KB when compressed.
 */

export * from './manifest-limits.ts'

const Coordinate = Type.Number({ minimum: -1_000_000, maximum: 1_000_000 })
const ONE_LINE = `^${LINE_CHARACTER}*$`
const Label = Type.String({ minLength: 1, maxLength: 40, pattern: ONE_LINE })

/** A point in plan units: a seat is about ten units wide; x grows to the right and y downwards, as on a screen. */
const Point = Type.Tuple([Coordinate, Coordinate])

/** Positions of the seats in a row. */
const SeatPositions = Type.Union([
  Strict({ from: Point, step: Point }, { description: 'A straight run: first seat, then the same step to each next.' }),
  Strict(
    { centre: Point, radius: Coordinate, fromAngle: Type.Number(), stepAngle: Type.Number() },
    { description: 'An arc: seats on a circle, angles in degrees, 0 along +x, growing towards +y.' },
  ),
  Strict({ at: Type.Array(Point, { maxItems: SEATS_PER_ROW_MAX }) }, { description: 'Each seat by its own point.' }),
])

/** Numbers that count up or down. */
const NumberLabels = Strict({
  from: Type.Integer({ minimum: 0, maximum: 100_000 }),
  step: Type.Integer({ minimum: -10, maximum: 10 }),
})

/** Labels of the seats in a row. */
const SeatLabels = Type.Union([NumberLabels, Strict({ list: Type.Array(Label, { maxItems: SEATS_PER_ROW_MAX }) })])

/** Width of a way between seats, in distances between two neighbours. */
const AisleWidth = Type.Number({ minimum: 0, maximum: 50 })

const SeatIndexes = Type.Array(Type.Integer({ minimum: 0, maximum: SEATS_PER_ROW_MAX - 1 }), {
  maxItems: SEATS_PER_ROW_MAX,
})

export const ManifestRow = Strict({
  label: Label,
  seats: Type.Integer({ minimum: 1, maximum: SEATS_PER_ROW_MAX }),
  labels: SeatLabels,
  positions: SeatPositions,
  category: Type.Optional(Type.String({ description: 'Key of the category of the whole row, else of the section.' })),
  categories: Type.Optional(
    Type.Array(Strict({ from: Type.Integer(), to: Type.Integer(), category: Type.String() }), {
      description: 'Seats (by index, inclusive) that differ from their row.',
      maxItems: SEATS_PER_ROW_MAX,
    }),
  ),
  aislesAfter: Type.Optional(SeatIndexes),
  aisleWidth: Type.Optional(AisleWidth),
  accessible: Type.Optional(SeatIndexes),
  companion: Type.Optional(SeatIndexes),
  restrictedView: Type.Optional(SeatIndexes),
})
export type ManifestRow = Static<typeof ManifestRow>

/** Rows behind one another, alike but for their number of seats: most of a stand in one entry. */
export const ManifestRowRun = Strict({
  rows: NumberLabels,
  seats: Type.Array(Type.Integer({ minimum: 1, maximum: SEATS_PER_ROW_MAX }), {
    minItems: 1,
    maxItems: ROWS_PER_SECTION_MAX,
    description: 'Number of seats of each row, the nearest row first.',
  }),
  labels: NumberLabels,
  positions: Strict(
    {
      middle: Point,
      angle: Type.Number(),
      depth: Coordinate,
      spacing: Coordinate,
      radius: Type.Optional(Coordinate),
    },
    {
      description:
        'Middle of the first row; direction in which the rows go back, in degrees as in an arc; distance from row to row; distance from seat to seat; for curved rows the radius of the first one. Seats run towards growing angles.',
    },
  ),
  category: Type.Optional(Type.String({ description: 'Key of the category of these rows, else of the section.' })),
  middleAisle: Type.Optional(AisleWidth),
})
export type ManifestRowRun = Static<typeof ManifestRowRun>

const SectionCommon = {
  key: Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$', description: 'Stable within the plan; used in filters.' }),
  name: Label,
  level: Type.Optional(Type.String({ maxLength: 40, pattern: ONE_LINE, description: 'Storey or tier, e.g. Balcony.' })),
  gate: Type.Optional(Type.String({ maxLength: 40, pattern: ONE_LINE, description: 'Entrance that leads there.' })),
  category: Type.String({ description: 'Key of the category of its places.' }),
  outline: Type.Optional(Type.Array(Point, { minItems: 3, maxItems: 200 })),
}

export const SeatedSection = Strict({
  kind: Type.Literal('seated'),
  ...SectionCommon,
  rows: Type.Array(Type.Union([ManifestRow, ManifestRowRun]), { minItems: 1, maxItems: ROWS_PER_SECTION_MAX }),
})
export type SeatedSection = Static<typeof SeatedSection>

/** A general-admission area: places without a seat number. */
export const AreaSection = Strict({
  kind: Type.Literal('area'),
  ...SectionCommon,
  capacity: Type.Integer({ minimum: 1, maximum: PLACES_MAX }),
  accessible: Type.Optional(
    Type.Integer({ minimum: 0, description: 'How many of its places are step-free (the first ones).' }),
  ),
})
export type AreaSection = Static<typeof AreaSection>

export const ManifestCategory = Strict({
  key: Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$' }),
  name: Label,
})

export const Manifest = Strict({
  version: Type.Literal(1),
  name: Type.String({ minLength: 1, maxLength: 200, pattern: ONE_LINE }),
  /** What everybody looks at; best available is measured from here. */
  focal: Point,
  /** left, top, right, bottom of everything drawn. */
  bounds: Type.Tuple([Coordinate, Coordinate, Coordinate, Coordinate]),
  categories: Type.Array(ManifestCategory, { minItems: 1, maxItems: 100 }),
  sections: Type.Array(Type.Union([SeatedSection, AreaSection]), { minItems: 1, maxItems: SECTIONS_MAX }),
  /** Stage, pitch, screen: drawn, not sold. */
  decor: Type.Optional(
    Type.Array(Strict({ name: Label, outline: Type.Array(Point, { minItems: 3, maxItems: 200 }) }), { maxItems: 100 }),
  ),
})
export type Manifest = Static<typeof Manifest>
export type ManifestSection = Manifest['sections'][number]
