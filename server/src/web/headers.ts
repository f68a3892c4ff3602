/** What the pages may do that stand inside others: the same, and be framed by these origins, or by all. */
export function embeddedHeaders(
  mapTiles: string | undefined,
  framedBy: readonly string[],
): Readonly<Record<string, string>> {
  const { 'x-frame-options': _denied, ...headers } = pageHeaders(mapTiles)
  const ancestors = framedBy.length === 0 ? '*' : framedBy.join(' ')
  return {
    ...headers,
    'content-security-policy': headers['content-security-policy'].replace(NOBODY, `frame-ancestors ${ancestors}`),
  }
}

const NOBODY = "frame-ancestors 'none'"

/**
 * What a page may do. Scripts, styles, fonts and requests are of this server alone; nothing inline is run or applied, and
 * nobody frames it. Pictures may come from the map's tile server, where one is set.
 */
export function pageHeaders(mapTiles: string | undefined) {
  const tiles = mapTiles === undefined ? '' : ` ${originOf(mapTiles)}`
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "font-src 'self'",
      `img-src 'self' data: blob:${tiles}`,
      "connect-src 'self'",
      "manifest-src 'self'",
      "worker-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      NOBODY,
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), payment=(), geolocation=(self)',
  } as const
}

/** Origin of a tile address such as https://{s}.tiles.example/{z}/{x}/{y}.png, with any host in place of {s}. */
const originOf = (tiles: string): string => new URL(tiles.replaceAll('{s}', 'any')).origin.replace('//any.', '//*.')
