import { between, panBy, type View } from './view.ts'

/** A movement of the view that goes on by itself. */
export interface Motion {
  readonly target: View
  /** The view at a time; undefined when the movement is over. */
  readonly at: (now: number) => View | undefined
}

const MOVE_MS = 190
/** A flung map loses this share of its speed in a millisecond. */
const FRICTION = 0.0045
const SLOWEST_PX_PER_MS = 0.03
const FASTEST_PX_PER_MS = 4

/** From one view to another, quick at first. */
export function motionTo(from: View, target: View, started: number): Motion {
  let isOver = false
  return {
    target,
    at(now) {
      if (isOver) return undefined
      const share = Math.min(1, Math.max(0, (now - started) / MOVE_MS))
      isOver = share === 1
      return between(from, target, 1 - (1 - share) ** 3)
    },
  }
}

/** On and on at a speed in pixels a millisecond that dies away. */
export function flingFrom(from: View, vx: number, vy: number, started: number): Motion {
  const speed = Math.hypot(vx, vy)
  const slow = speed > FASTEST_PX_PER_MS ? FASTEST_PX_PER_MS / speed : 1
  const after = (ms: number) => (1 - Math.exp(-FRICTION * ms)) / FRICTION
  const whole = 1 / FRICTION
  return {
    target: panBy(from, vx * slow * whole, vy * slow * whole),
    at(now) {
      const ms = Math.max(0, now - started)
      if (speed * slow * Math.exp(-FRICTION * ms) < SLOWEST_PX_PER_MS) return undefined
      return panBy(from, vx * slow * after(ms), vy * slow * after(ms))
    },
  }
}
