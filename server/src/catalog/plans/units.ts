/** Plan units in a metre: a seat is half a metre wide and takes ten. */
export const METRE = 20

export type Point = [number, number]

/** To a tenth of a unit (half a centimetre): all that a picture needs, and short in the document. */
export const tenth = (value: number): number => Math.round(value * 10) / 10

/** To a thousandth of a degree: a tenth of a unit at the far end of the largest stand. */
export const milli = (degrees: number): number => Math.round(degrees * 1_000) / 1_000

/** The point at a distance from a centre; degrees grow clockwise on the screen from +x. */
export function polar(centre: Readonly<Point>, radius: number, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180
  return [tenth(centre[0] + radius * Math.cos(angle)), tenth(centre[1] + radius * Math.sin(angle))]
}

/** The degrees that an arc of a length takes at a radius. */
export const arcDegrees = (length: number, radius: number): number => ((length / radius) * 180) / Math.PI

/** The length of an arc. */
export const arcLength = (degrees: number, radius: number): number => ((degrees * Math.PI) / 180) * radius

/** A rectangle by its middle and its size, as an outline. */
export const rectangle = (x: number, y: number, width: number, height: number): Point[] => [
  [tenth(x - width / 2), tenth(y - height / 2)],
  [tenth(x + width / 2), tenth(y - height / 2)],
  [tenth(x + width / 2), tenth(y + height / 2)],
  [tenth(x - width / 2), tenth(y + height / 2)],
]
