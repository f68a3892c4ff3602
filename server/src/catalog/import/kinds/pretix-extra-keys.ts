import type { Reading } from '../reading.ts'

/** Keys of the published format, version 0.0.1, and those of an area that say its shape. */
const KNOWN = {
  plan: ['name', 'zones', 'categories', 'size'],
  category: ['name', 'color'],
  zone: ['name', 'displayed', 'position', 'rows', 'areas'],
  row: ['row_number', 'seats', 'number_of_seats', 'seats_spacing', 'position'],
  seat: ['seat_guid', 'seat_number', 'position', 'category'],
  area: [
    'color',
    'border_color',
    'width',
    'height',
    'position',
    'rotation',
    'text',
    'shape',
    'rectangle',
    'circle',
    'ellipse',
    'polygon',
  ],
} as const

/** Counts keys beyond the format: tolerated, and told. */
export class ExtraKeys {
  readonly #counts = new Map<string, number>()

  count(kind: keyof typeof KNOWN, read: Reading): void {
    const known: readonly string[] = KNOWN[kind]
    for (const key of read.keys())
      if (!known.includes(key)) this.#counts.set(`${kind}.${key}`, (this.#counts.get(`${kind}.${key}`) ?? 0) + 1)
  }

  remarks(): string[] {
    if (this.#counts.size === 0) return []
    const told = [...this.#counts].slice(0, TOLD_MAX).map(([key, count]) => `${key} (${count})`)
    return [`Keys that the format does not have were left out: ${told.join(', ')}.`]
  }
}

const TOLD_MAX = 50
