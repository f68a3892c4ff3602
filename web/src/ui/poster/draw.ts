import { chanceOf } from './chance.ts'
import { blush, bottle, cream, midnight, ochre, plum, sky, soot, teal, vermilion, type Inks } from './inks.ts'
import { below, CAPITAL, fitLetters, heightOf, type FittedLine } from './letters.ts'
import {
  arcs,
  beam,
  curtain,
  grin,
  halftone,
  HEIGHT,
  levels,
  rays,
  skyline,
  slats,
  spotlight,
  staff,
  tiles,
  WIDTH,
  type Picture,
} from './pictures.ts'

/** What a poster is drawn from. */
export interface Subject {
  readonly id: string
  readonly kind: string
  readonly title: string
  /** Below the title, small: who performs, or who directed it, the first one first. */
  readonly bill?: readonly string[]
}

export interface Letter {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly length: number | undefined
}

export interface Drawing {
  readonly inks: Inks
  readonly picture: string
  /** Where the picture is moved to, so that it stands on the title. */
  readonly moved: string | undefined
  /** From here down the paper is left to the letters. */
  readonly lettersFrom: number
  readonly title: readonly Letter[]
  readonly bill: Letter | undefined
}

interface Family {
  readonly inks: readonly [Inks, ...Inks[]]
  readonly pictures: readonly [Picture, ...Picture[]]
}

const other: Family = { inks: [sky, ochre, blush, teal, cream], pictures: [tiles] }
const families: Readonly<Record<string, Family>> = {
  film: { inks: [soot, midnight, vermilion, teal, ochre, cream], pictures: [skyline, slats, beam] },
  sport: { inks: [bottle, midnight, vermilion, sky, ochre], pictures: [tiles] },
  concert: { inks: [vermilion, midnight, ochre, plum, soot, blush, teal, cream], pictures: [rays, halftone, levels] },
  festival: { inks: [ochre, sky, blush, vermilion], pictures: [tiles, rays] },
  classical: { inks: [midnight, cream, bottle, plum, blush, teal], pictures: [arcs, staff] },
  theatre: { inks: [plum, vermilion, cream, bottle, midnight, blush], pictures: [curtain, spotlight] },
  comedy: { inks: [ochre, sky, blush, vermilion], pictures: [grin] },
}

const MARGIN = 20
const TITLE_HEIGHT = 150
/** Pictures end here, unless they fill the sheet. */
const PICTURE_HEIGHT = 272
const AIR = 14
/** These stand free and shrink; the others go up, over the edge of the sheet. */
const shrinking: ReadonlySet<Picture> = new Set([slats, grin])
const BILL_SIZE = 13

/** The poster of a show: always the same for the same show, one of a family for its kind. */
export function drawPoster({ id, kind, title, bill: names = [] }: Subject): Drawing {
  const chance = chanceOf(id)
  const family = families[kind] ?? other
  const inks = chance.oneOf(family.inks)
  const sides = kind === 'sport' ? sidesOf(title) : undefined
  if (sides !== undefined) return drawMatch(inks, sides)
  const picture = chance.oneOf(family.pictures)
  const lines = fitLetters(title, WIDTH - 2 * MARGIN, TITLE_HEIGHT)
  const bill = billOf(names)
  const bottom = HEIGHT - MARGIN - (bill === undefined ? 0 : BILL_SIZE + 10)
  const lettersFrom = Math.round(bottom - heightOf(lines) - AIR)
  return {
    inks,
    picture: picture(chance),
    moved: movedTo(picture, lettersFrom),
    lettersFrom,
    title: stack(lines, bottom),
    bill:
      bill === undefined
        ? undefined
        : { text: bill, x: MARGIN, y: HEIGHT - MARGIN, size: BILL_SIZE, length: undefined },
  }
}

function movedTo(picture: Picture, bottom: number): string | undefined {
  if (bottom >= PICTURE_HEIGHT) return undefined
  if (!shrinking.has(picture)) return `translate(0 ${bottom - PICTURE_HEIGHT})`
  const scale = Math.round((bottom / PICTURE_HEIGHT) * 100) / 100
  return `translate(${Math.round((WIDTH * (1 - scale)) / 2)} 0) scale(${scale})`
}

/** The two sides of a match, from its title. */
function sidesOf(title: string): readonly [string, string] | undefined {
  const [home, away, more] = title.split(/\s+(?:v|vs\.?|–|-)\s+/i)
  return home === undefined || away === undefined || more !== undefined ? undefined : [home, away]
}

/** A match: the sheet is cut in two, a side in each half. */
function drawMatch(inks: Inks, [home, away]: readonly [string, string]): Drawing {
  const half = HEIGHT / 2 - 2 * MARGIN - 24
  const above = fitLetters(home, WIDTH - 2 * MARGIN, half)
  const below = fitLetters(away, WIDTH - 2 * MARGIN, half)
  return {
    inks,
    moved: undefined,
    lettersFrom: HEIGHT,
    picture: `M0 ${HEIGHT / 2 + 34}L${WIDTH} ${HEIGHT / 2 - 34}v10L0 ${HEIGHT / 2 + 44}z`,
    title: [...stack(above, MARGIN + heightOf(above)), ...stack(below, HEIGHT - MARGIN)],
    bill: undefined,
  }
}

/** Lines one above the other, the last one standing on `bottom`. */
function stack(lines: readonly FittedLine[], bottom: number): readonly Letter[] {
  let y = bottom - heightOf(lines)
  return lines.map((line) => {
    const letter = { text: line.text, x: MARGIN, y: y + line.size * CAPITAL, size: line.size, length: line.length }
    y += line.size * (CAPITAL + below(line.text))
    return letter
  })
}

const BILL_LENGTH = 38
/** As many names as stand whole on one line; of a first one that does not, its beginning. */
function billOf(names: readonly string[]): string | undefined {
  const [first] = names
  if (first === undefined) return undefined
  if (first.length > BILL_LENGTH) return `${first.slice(0, BILL_LENGTH - 1).trimEnd()}…`
  for (let count = names.length; count > 1; count--) {
    const line = names.slice(0, count).join(' · ')
    if (line.length <= BILL_LENGTH) return line
  }
  return first
}
