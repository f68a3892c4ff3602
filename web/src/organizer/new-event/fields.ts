/** The fields of the form, as a refusal names them: with the step of saving that met it before them. */
export const FIELDS: readonly string[] = [
  ...['title', 'kind', 'genres', 'description', 'runtimeMinutes', 'rating', 'trailerUrl'].map((name) => `show.${name}`),
  ...[
    'name',
    'street',
    'city',
    'state',
    'country',
    'postalCode',
    'location',
    'timeZone',
    'currency',
    'transport',
    'accessibility',
  ].map((name) => `venue.${name}`),
  'hall.name',
  'performers.name',
  'startsAt',
  'doorsAt',
  'endsAt',
  'onSaleAt',
  'allowance',
]
