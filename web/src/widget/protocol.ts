/**
 * What the widget and the page around it say to each other, by `postMessage`. The page greets; the widget answers to
 * the origin that the greeting came from, and only to the window that frames it.
 */
export type FromPage = { readonly type: 'foyer:hello' }

export type FromWidget =
  /** How high it wants to be, in CSS pixels. */
  | { readonly type: 'foyer:size'; readonly height: number }
  /** Somebody went on to the shop. */
  | { readonly type: 'foyer:left-for-shop'; readonly address: string }

/** Nobody's page grows beyond this, whatever is said. */
export const HEIGHT_MAX = 10_000

/** A message of the widget; undefined for whatever else it may be. */
export function readFromWidget(data: unknown): FromWidget | undefined {
  if (typeof data !== 'object' || data === null || !('type' in data)) return undefined
  if (data.type === 'foyer:size' && 'height' in data && typeof data.height === 'number' && Number.isFinite(data.height))
    return { type: data.type, height: Math.min(HEIGHT_MAX, Math.max(0, Math.ceil(data.height))) }
  if (data.type === 'foyer:left-for-shop' && 'address' in data && typeof data.address === 'string')
    return { type: data.type, address: data.address }
  return undefined
}

export const isHello = (data: unknown): data is FromPage =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === 'foyer:hello'
