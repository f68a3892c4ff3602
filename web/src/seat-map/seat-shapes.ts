import type { Shape } from './palette.ts'

type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** Traces a shape around 0, 0 that fills a circle of the radius about as well as the others do. */
export function traceShape(pen: Pen, shape: Shape, radius: number): void {
  pen.beginPath()
  switch (shape) {
    case 'disc':
      pen.arc(0, 0, radius, 0, Math.PI * 2)
      break
    case 'square':
      pen.roundRect(-radius * 0.88, -radius * 0.88, radius * 1.76, radius * 1.76, radius * 0.3)
      break
    case 'shield':
      pen.roundRect(-radius * 0.9, -radius * 0.85, radius * 1.8, radius * 1.75, [
        radius * 0.15,
        radius * 0.15,
        radius * 0.9,
        radius * 0.9,
      ])
      break
    case 'tab':
      pen.roundRect(-radius * 0.9, -radius * 0.9, radius * 1.8, radius * 1.75, [
        radius * 0.9,
        radius * 0.9,
        radius * 0.15,
        radius * 0.15,
      ])
      break
    case 'cross':
      cross(pen, radius * 1.02, radius * 0.52)
      break
    case 'pill':
      pen.roundRect(-radius, -radius * 0.62, radius * 2, radius * 1.24, radius * 0.62)
  }
}

/** A plus with arms half as wide as they are long together. */
function cross(pen: Pen, reach: number, half: number): void {
  const corners: [number, number][] = [
    [half, -reach],
    [half, -half],
    [reach, -half],
  ]
  for (let quarter = 0; quarter < 4; quarter++)
    for (const [x, y] of corners) {
      const angle = (quarter * Math.PI) / 2
      pen.lineTo(x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle))
    }
  pen.closePath()
}

/** A person in a wheelchair, within a circle of the radius. */
export function drawWheelchair(pen: Pen, radius: number, colour: string): void {
  pen.strokeStyle = pen.fillStyle = colour
  pen.lineWidth = Math.max(1, radius * 0.17)
  pen.lineCap = pen.lineJoin = 'round'
  pen.beginPath()
  pen.arc(-radius * 0.14, -radius * 0.58, radius * 0.15, 0, Math.PI * 2)
  pen.fill()
  pen.beginPath()
  pen.moveTo(-radius * 0.14, -radius * 0.32)
  pen.lineTo(-radius * 0.1, radius * 0.12)
  pen.lineTo(radius * 0.3, radius * 0.12)
  pen.lineTo(radius * 0.48, radius * 0.52)
  pen.stroke()
  pen.beginPath()
  pen.arc(-radius * 0.08, radius * 0.26, radius * 0.36, -Math.PI * 0.75, Math.PI * 0.42, true)
  pen.stroke()
}

/** Somebody beside: head and shoulders, for the seat of whoever comes along. */
export function drawCompanion(pen: Pen, radius: number, colour: string): void {
  pen.fillStyle = colour
  pen.beginPath()
  pen.arc(0, -radius * 0.3, radius * 0.24, 0, Math.PI * 2)
  pen.fill()
  pen.beginPath()
  pen.arc(0, radius * 0.48, radius * 0.44, Math.PI, 0)
  pen.fill()
}

/** A corner of the seat cut off: something stands in the view. */
export function cutView(pen: Pen, radius: number): void {
  pen.save()
  pen.globalCompositeOperation = 'destination-out'
  pen.beginPath()
  pen.moveTo(-radius * 1.3, radius * 0.25)
  pen.lineTo(radius * 0.25, -radius * 1.3)
  pen.lineTo(-radius * 1.3, -radius * 1.3)
  pen.fill()
  pen.restore()
}

/** A tick, within a circle of the radius. */
export function drawTick(pen: Pen, radius: number, colour: string): void {
  pen.strokeStyle = colour
  pen.lineWidth = Math.max(1.5, radius * 0.24)
  pen.lineCap = pen.lineJoin = 'round'
  pen.beginPath()
  pen.moveTo(-radius * 0.45, radius * 0.02)
  pen.lineTo(-radius * 0.1, radius * 0.38)
  pen.lineTo(radius * 0.5, -radius * 0.36)
  pen.stroke()
}
