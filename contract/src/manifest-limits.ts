// By themselves, so that a page can lay out a manifest without the library that its schema is made of.

/** Places of one manifest. */
export const PLACES_MAX = 250_000
export const SECTIONS_MAX = 2_000
export const ROWS_PER_SECTION_MAX = 500
export const SEATS_PER_ROW_MAX = 500
