import { useEffect, useRef } from 'react'
import type { Box } from './geometry.ts'
import type { SeatPlan } from './plan.ts'
import { boxInSight, fit, toPlan, toScreen, type Frame, type View } from './view.ts'

/** Longer side in CSS pixels, and on a phone, where it must not lie over half of the map. */
const SIDE_PX = 132
const SIDE_SMALL_PX = 84
const SMALL_BELOW_PX = 520
/** Shown when the window holds less than this share of the plan's width and height. */
const DEEP = 0.6

interface MiniPlanProps {
  readonly plan: SeatPlan
  readonly view: View
  readonly frame: Frame
  readonly overview: OffscreenCanvas
  readonly onGo: (box: Box) => void
}

/** Where one is, when deep in a large plan: all of it small, with the window on it. For pointers; keys have their own ways. */
export function MiniPlan({ plan, view, frame, overview, onGo }: MiniPlanProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [left, top, right, bottom] = plan.bounds
  const side = frame.width < SMALL_BELOW_PX ? SIDE_SMALL_PX : SIDE_PX
  const shrink = side / Math.max(right - left, bottom - top)
  const small: Frame = { width: (right - left) * shrink, height: (bottom - top) * shrink }
  const whole = fit(plan.bounds, small, plan.pitch)
  const inSight = boxInSight(view, frame)
  const isDeep = inSight[2] - inSight[0] < (right - left) * DEEP && inSight[3] - inSight[1] < (bottom - top) * DEEP

  useEffect(() => {
    const pen = canvas.current?.getContext('2d')
    if (!isDeep || pen === null || pen === undefined || canvas.current === null) return
    const ratio = devicePixelRatio
    canvas.current.width = small.width * ratio
    canvas.current.height = small.height * ratio
    canvas.current.style.width = `${small.width}px`
    pen.scale(ratio, ratio)
    pen.drawImage(overview, 0, 0, small.width, small.height)
    const [x, y] = toScreen(whole, small, [inSight[0], inSight[1]])
    const [endX, endY] = toScreen(whole, small, [inSight[2], inSight[3]])
    pen.strokeStyle = getComputedStyle(canvas.current).color
    pen.lineWidth = 2
    pen.strokeRect(x, y, endX - x, endY - y)
  })

  if (!isDeep) return null
  return (
    <canvas
      ref={canvas}
      aria-hidden="true"
      className="seat-mini text-signal"
      onClick={(event) => {
        const bounds = event.currentTarget.getBoundingClientRect()
        const [x, y] = toPlan(whole, small, [event.clientX - bounds.left, event.clientY - bounds.top])
        const [halfWidth, halfHeight] = [(inSight[2] - inSight[0]) / 2.2, (inSight[3] - inSight[1]) / 2.2]
        onGo([x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight])
      }}
    />
  )
}
