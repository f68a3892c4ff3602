interface PlaceWords {
  readonly row: (row: string) => string
  readonly seat: (seat: string) => string
}

interface Address {
  readonly section: string
  readonly row: string | null
  readonly seat: string | null
}

/** A place as people say it: "Block A, row 4, seat 17". */
export const placeParts = ({ section, row, seat }: Address, words: PlaceWords): string =>
  [section, row === null ? '' : words.row(row), seat === null ? '' : words.seat(seat)].filter(Boolean).join(', ')

/** The price level, to be said beside the section; nothing where both are called alike, as of an area at one price. */
export const levelBeside = (section: string, level: string): string => (level === section ? '' : level)
