import type { Chance } from './chance.ts'

/** Pictures are one path each, on a sheet of 300 by 400, drawn in the second ink. */
export type Picture = (chance: Chance) => string

export const WIDTH = 300
export const HEIGHT = 400

const n = (value: number): string => String(Math.round(value * 10) / 10)
const disc = (x: number, y: number, r: number): string =>
  `M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0z`
const box = (x: number, y: number, w: number, h: number): string => `M${n(x)} ${n(y)}h${n(w)}v${n(h)}h${n(-w)}z`
const polygon = (...points: readonly (readonly [number, number])[]): string =>
  `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}z`
const repeat = (count: number, draw: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => draw(i)).join('')

/** Towers of a city, for films. */
export const skyline: Picture = (chance) => {
  const width = chance.between(14, 26)
  return repeat(Math.ceil(WIDTH / width), (i) => {
    const middle = 1 - Math.abs((i * width) / WIDTH - 0.5) * 1.3
    const height = 40 + middle * chance.between(60, 210)
    return box(i * width, 262 - height, width - 3, height)
  })
}

/** A moon behind slats. */
export const slats: Picture = (chance) => {
  const [x, y, r] = [chance.between(110, 200), chance.between(105, 135), chance.between(82, 108)]
  const step = chance.between(13, 19)
  return repeat(Math.ceil((2 * r) / step), (i) => {
    const top = -r + i * step
    const bottom = Math.min(top + step * (0.92 - 0.05 * i), r)
    const [wide, narrow] = [Math.sqrt(Math.max(0, r * r - top * top)), Math.sqrt(Math.max(0, r * r - bottom * bottom))]
    const bow = `A${n(r)} ${n(r)} 0 0 0`
    return `M${n(x - wide)} ${n(y + top)}${bow} ${n(x - narrow)} ${n(y + bottom)}H${n(x + narrow)}${bow} ${n(x + wide)} ${n(y + top)}z`
  })
}

/** The beam of a projector. */
export const beam: Picture = (chance) => {
  const [x, y] = [chance.between(20, 60), chance.between(30, 70)]
  return disc(x, y, 16) + repeat(7, (i) => polygon([x + 22, y + 4], [300, 18 + i * 38], [300, 18 + i * 38 + 21]))
}

/** Rays from a point, for concerts. */
export const rays: Picture = (chance) => {
  const [x, y] = [chance.between(90, 210), chance.between(150, 240)]
  const count = Math.round(chance.between(11, 18))
  const at = (turn: number): readonly [number, number] => [x + 420 * Math.cos(turn), y + 420 * Math.sin(turn)]
  const start = chance.next() * 6
  return repeat(count, (i) =>
    polygon([x, y], at(start + (i / count) * 6.2832), at(start + ((i + 0.5) / count) * 6.2832)),
  )
}

/** Discs that grow, as in a coarse print. */
export const halftone: Picture = (chance) => {
  const [columns, tilt] = [9, chance.between(-0.5, 0.5)]
  const step = WIDTH / columns
  return repeat(columns * 8, (i) => {
    const [column, row] = [i % columns, Math.floor(i / columns)]
    const r = Math.min(step * 0.62, step * 0.11 * (row + 1.5 + tilt * (column - 4)))
    return r < 1 ? '' : disc(step * (column + 0.5), step * (row + 0.5), r)
  })
}

/** A level that rises and falls, bar by bar. */
export const levels: Picture = (chance) => {
  const [swing, start] = [chance.between(0.4, 0.8), chance.next() * 6]
  return repeat(15, (i) => {
    const height = 60 + 150 * Math.abs(Math.sin(start + i * swing)) * chance.between(0.6, 1)
    return box(20 + i * 17.6, 135 - height / 2, 11, height)
  })
}

/** Arcs as of a rising sun or a hall seen from above, for classical music. */
export const arcs: Picture = (chance) => {
  const [x, y] = [chance.oneOf([0, 150, 300]), chance.between(255, 275)]
  const [count, thick] = [6, chance.between(9, 15)]
  return repeat(count, (i) => {
    const [outer, inner] = [46 + i * 40, 46 + i * 40 - thick]
    return `M${n(x - outer)} ${n(y)}a${n(outer)} ${n(outer)} 0 0 1 ${n(2 * outer)} 0h${n(inner - outer)}a${n(inner)} ${n(inner)} 0 0 0 ${n(-2 * inner)} 0z`
  })
}

/** Five lines and what is written on them. */
export const staff: Picture = (chance) => {
  const slope = chance.between(-0.16, 0.16)
  const line = (i: number) => 90 + i * 26
  const lines = repeat(5, (i) =>
    polygon(
      [0, line(i) - slope * 150],
      [300, line(i) + slope * 150],
      [300, line(i) + slope * 150 + 2.5],
      [0, line(i) - slope * 150 + 2.5],
    ),
  )
  const notes = repeat(5, (i) => {
    const x = 40 + i * 55
    const y = line(Math.floor(chance.next() * 5)) + slope * (x - 150) + chance.oneOf([0, 13])
    return disc(x, y, 12.5) + box(x + 9.5, y - 66, 3, 66)
  })
  return lines + notes
}

/** A curtain that opens, for theatre. */
export const curtain: Picture = (chance) => {
  const open = chance.between(70, 150)
  const folds = 5
  const side = (from: number, to: number): string =>
    repeat(folds, (i) => {
      const width = (to - from) / folds
      const x = from + i * width
      return `M${n(x)} 0h${n(width * 0.78)}q${n(width * 0.1)} 140 ${n(-width * 0.12)} 272q${n(-width * 0.3)} 14 ${n(-width * 0.6)} 0z`
    })
  return side(0, 150 - open / 2) + side(300, 150 + open / 2)
}

/** A light on an empty stage. */
export const spotlight: Picture = (chance) => {
  const x = chance.between(90, 210)
  const from = chance.oneOf([-20, 320])
  return (
    polygon([from, -30], [from + (from < 0 ? 46 : -46), -30], [x + 74, 246], [x - 74, 246]) +
    `M${n(x - 74)} 246a74 20 0 0 0 148 0a74 20 0 0 0 -148 0z`
  )
}

/** A grin, for comedy. */
export const grin: Picture = (chance) => {
  const r = chance.between(88, 112)
  const tilt = chance.between(-16, 16)
  return (
    `M${n(150 - r)} ${n(130 - tilt)}a${n(r)} ${n(r)} 0 0 0 ${n(2 * r)} ${n(2 * tilt)}z` +
    disc(150 - r * 0.55, 72 - tilt, 15) +
    disc(150 + r * 0.55, 72 + tilt, 15)
  )
}

/** Quarters of discs, for whatever is none of these. */
export const tiles: Picture = (chance) => {
  const step = 75
  return repeat(16, (i) => {
    const [x, y] = [(i % 4) * step, Math.floor(i / 4) * step - 25]
    const kind = Math.floor(chance.next() * 6)
    if (kind === 0) return `M${x} ${y}h${step}a${step} ${step} 0 0 1 ${-step} ${step}z`
    if (kind === 1) return `M${x + step} ${y}v${step}a${step} ${step} 0 0 1 ${-step} ${-step}z`
    if (kind === 2) return `M${x} ${y + step}v${-step}a${step} ${step} 0 0 1 ${step} ${step}z`
    if (kind === 3) return disc(x + step / 2, y + step / 2, step / 2)
    return kind === 4 ? `M${x + step} ${y + step}h${-step}a${step} ${step} 0 0 1 ${step} ${-step}z` : ''
  })
}
