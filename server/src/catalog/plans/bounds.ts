import { compileManifest, type Manifest } from '@foyer/contract'

/** Around everything that is drawn, in plan units. */
const MARGIN = 60

/** Completes a plan with its bounds; lays it out, and so also checks it. */
export function withBounds(plan: Omit<Manifest, 'bounds'>): Manifest {
  const { x, y } = compileManifest({ ...plan, bounds: [0, 0, 0, 0] })
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  const include = (px: number, py: number) => {
    left = Math.min(left, px)
    right = Math.max(right, px)
    top = Math.min(top, py)
    bottom = Math.max(bottom, py)
  }
  for (let place = 0; place < x.length; place++) include(x[place] ?? 0, y[place] ?? 0)
  for (const { outline } of [...plan.sections, ...(plan.decor ?? [])])
    for (const [px, py] of outline ?? []) include(px, py)
  return {
    ...plan,
    bounds: [
      Math.floor(left - MARGIN),
      Math.floor(top - MARGIN),
      Math.ceil(right + MARGIN),
      Math.ceil(bottom + MARGIN),
    ],
  }
}
