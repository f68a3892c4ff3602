/** A line of letters, as high as fits. */
export interface FittedLine {
  readonly text: string
  readonly size: number
  /** To be stretched to this width exactly; undefined: as wide as it comes. */
  readonly length: number | undefined
}

const LINES_MAX = 5
const SIZE_MIN = 20
const SIZE_MAX = 104
/** From the top of a capital to the line it stands on, for one of size. */
export const CAPITAL = 0.74
/** Air below that line, and what letters such as g need beside. */
const BELOW = 0.1
const TAIL = 0.15

/**
 * Sets words as wood type was set: each line as wide as the block, so the short ones are large. Chooses the number of
 * lines that fills the height best without exceeding it.
 */
export function fitLetters(text: string, width: number, height: number): readonly FittedLine[] {
  const words = text.split(/\s+/).filter((word) => word !== '')
  let best: readonly FittedLine[] = []
  for (let count = 1; count <= Math.min(LINES_MAX, words.length); count++) {
    const lines = balanced(words, count).map((line) => fitLine(line, width))
    if (best.length === 0 || (heightOf(lines) <= height && heightOf(lines) > heightOf(best))) best = lines
  }
  const over = heightOf(best) / height
  return over <= 1 ? best : best.map((line) => ({ text: line.text, size: line.size / over, length: undefined }))
}

export const heightOf = (lines: readonly FittedLine[]): number =>
  lines.reduce((sum, line) => sum + line.size * (CAPITAL + below(line.text)), 0)

/** How far a line reaches down, for one of size. */
export const below = (text: string): number => BELOW + (/[gjpqyQ,;]/.test(text) ? TAIL : 0)

function fitLine(text: string, width: number): FittedLine {
  const size = width / widthOf(text)
  if (size > SIZE_MAX) return { text, size: SIZE_MAX, length: undefined }
  return { text, size: Math.max(size, SIZE_MIN), length: width }
}

/** About how wide a text is in the display face, for one of size. */
export function widthOf(text: string): number {
  let width = 0
  for (const letter of text)
    if (/[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]/.test(letter)) width += 1
    else if (/[\sfijlrtI.,:;'’!|-]/.test(letter)) width += 0.34
    else if (/[mwMW&—]/.test(letter)) width += 0.9
    else width += /\p{Lu}|\d/u.test(letter) ? 0.68 : 0.58
  return Math.max(width, 0.5)
}

/** Words in so many lines, the widest of which is as narrow as can be. */
function balanced(words: readonly string[], count: number): readonly string[] {
  if (count === 1) return [words.join(' ')]
  let best: readonly string[] = []
  let narrowest = Number.POSITIVE_INFINITY
  for (let first = 1; first <= words.length - count + 1; first++) {
    const lines = [words.slice(0, first).join(' '), ...balanced(words.slice(first), count - 1)]
    const widest = Math.max(...lines.map(widthOf))
    if (widest < narrowest) [best, narrowest] = [lines, widest]
  }
  return best
}
