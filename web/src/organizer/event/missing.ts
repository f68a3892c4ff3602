/** What an event still needs before it can be published, as the page says it. */
export type Need =
  | { readonly kind: 'tickets' }
  | { readonly kind: 'prices'; readonly categories: readonly string[] }
  | { readonly kind: 'other'; readonly field: string; readonly expected: string }

interface Missing {
  readonly field: string
  readonly expected: string
}

const CATEGORY = /^a price for category (.+)$/

/** Sorts what publication would refuse: tickets, then all prices as one, then whatever else. */
export function needsOf(missing: readonly Missing[]): readonly Need[] {
  const categories = missing.flatMap(({ field, expected }) =>
    field === 'priceLevels' ? (CATEGORY.exec(expected)?.[1] ?? []) : [],
  )
  const others = missing.filter(({ field, expected }) => field !== 'manifest' && !CATEGORY.test(expected))
  return [
    ...(missing.some(({ field }) => field === 'manifest') ? [{ kind: 'tickets' as const }] : []),
    ...(categories.length > 0 ? [{ kind: 'prices' as const, categories }] : []),
    ...others.map(({ field, expected }) => ({ kind: 'other' as const, field, expected })),
  ]
}
