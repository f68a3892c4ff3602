import type { Point } from './geometry.ts'

export type PointedBy = 'mouse' | 'touch'

/** What hands do on a map, in CSS pixels from its left top corner. */
export interface GestureListener {
  readonly onPan: (dx: number, dy: number) => void
  readonly onZoom: (at: Point, factor: number) => void
  /** The hand has let go while moving, at so many pixels a millisecond. */
  readonly onFling: (vx: number, vy: number) => void
  readonly onTap: (at: Point, by: PointedBy) => void
  /** Undefined when the pointer has left. */
  readonly onHover: (at: Point | undefined) => void
  /** A hand has come down: whatever still moves has to stop. */
  readonly onGrab: () => void
}

/** A hand that moves less than this means a tap. */
const TAP_WITHIN_PX = { mouse: 4, touch: 10 } as const
const WHEEL_PER_PX = 0.0018
/** A pinch on a touchpad comes as a wheel with Ctrl, in much smaller steps. */
const PINCH_WHEEL_PER_PX = 0.01
const WHEEL_STEP_MAX = 120
const LINE_PX = 20
/** Movement that counts for the speed on letting go. */
const FLING_WITHIN_MS = 80

interface Hand {
  readonly startX: number
  readonly startY: number
  x: number
  y: number
  readonly by: PointedBy
}

/** Listens to pointers and wheel on an element: drag, pinch, tap, hover. @returns how to stop. */
export function listenToGestures(element: HTMLElement, listener: GestureListener): () => void {
  const stopping = new AbortController()
  const { signal } = stopping
  const hands = new Map<number, Hand>()
  let isTap = false
  let trail: { at: number; x: number; y: number }[] = []

  const pointOf = (event: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect()
    return [event.clientX - left, event.clientY - top]
  }

  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return
      const [x, y] = pointOf(event)
      hands.set(event.pointerId, { startX: x, startY: y, x, y, by: event.pointerType === 'touch' ? 'touch' : 'mouse' })
      element.setPointerCapture(event.pointerId)
      isTap = hands.size === 1
      trail = []
      listener.onGrab()
    },
    { signal },
  )

  element.addEventListener(
    'pointermove',
    (event) => {
      const hand = hands.get(event.pointerId)
      const [x, y] = pointOf(event)
      if (hand === undefined) {
        if (event.pointerType !== 'touch') listener.onHover([x, y])
        return
      }
      if (isTap && Math.hypot(x - hand.startX, y - hand.startY) < TAP_WITHIN_PX[hand.by]) return
      if (isTap) listener.onHover(undefined)
      isTap = false
      const other = [...hands].find(([id]) => id !== event.pointerId)?.[1]
      if (other === undefined) listener.onPan(x - hand.x, y - hand.y)
      else pinch(hand, other, x, y)
      hand.x = x
      hand.y = y
      trail.push({ at: event.timeStamp, x, y })
    },
    { signal },
  )

  function pinch(hand: Hand, other: Hand, x: number, y: number): void {
    const before = Math.hypot(hand.x - other.x, hand.y - other.y)
    const after = Math.hypot(x - other.x, y - other.y)
    listener.onPan((x - hand.x) / 2, (y - hand.y) / 2)
    if (before > 0 && after > 0) listener.onZoom([(x + other.x) / 2, (y + other.y) / 2], after / before)
  }

  const letGo = (event: PointerEvent): void => {
    const hand = hands.get(event.pointerId)
    if (hand === undefined) return
    hands.delete(event.pointerId)
    if (event.type === 'pointercancel' || hands.size > 0) return
    if (isTap) listener.onTap(pointOf(event), hand.by)
    else if (hand.by === 'touch') fling(event.timeStamp)
  }

  function fling(now: number): void {
    const last = trail.at(-1)
    const first = trail.find(({ at }) => now - at <= FLING_WITHIN_MS)
    if (last === undefined || first === undefined || last.at <= first.at) return
    listener.onFling((last.x - first.x) / (last.at - first.at), (last.y - first.y) / (last.at - first.at))
  }

  element.addEventListener('pointerup', letGo, { signal })
  element.addEventListener('pointercancel', letGo, { signal })
  element.addEventListener('pointerleave', () => listener.onHover(undefined), { signal })
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1)
      const step = Math.max(-WHEEL_STEP_MAX, Math.min(WHEEL_STEP_MAX, pixels))
      listener.onGrab()
      listener.onZoom(pointOf(event), Math.exp(-step * (event.ctrlKey ? PINCH_WHEEL_PER_PX : WHEEL_PER_PX)))
    },
    { signal, passive: false },
  )
  return () => stopping.abort()
}
