// oxlint-disable-next-line import/no-named-as-default -- its types know the default export alone
import type PDFDocument from 'pdfkit'
import { facesOf, type Face, type TypeStyle } from './fonts.ts'

/** Sets lines of text whose characters come from several typefaces; measures are in points. */

export type Doc = InstanceType<typeof PDFDocument>

export interface Setting {
  readonly style: TypeStyle
  readonly size: number
}

const ELLIPSIS = '…'
const ASCII = /^[ -~]*$/
const PICTOGRAPH = /\p{Extended_Pictographic}/u
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const words = new Intl.Segmenter('en', { granularity: 'word' })

/** Draws one line with its baseline at `y`. */
export function drawLine(doc: Doc, text: string, x: number, y: number, setting: Setting): void {
  let at = x
  for (const run of runsOf(text, setting.style)) {
    useFace(doc, run.face, setting.size)
    doc.text(run.text, at, y, { lineBreak: false, baseline: 'alphabetic', ...spacingOf(setting) })
    at += doc.widthOfString(run.text, spacingOf(setting))
  }
}

export function widthOf(doc: Doc, text: string, setting: Setting): number {
  let width = 0
  for (const run of runsOf(text, setting.style)) {
    useFace(doc, run.face, setting.size)
    width += doc.widthOfString(run.text, spacingOf(setting))
  }
  return width
}

/** Large figures are set a little apart: as they come, the feet of 11 touch. */
const spacingOf = ({ style, size }: Setting): { characterSpacing?: number } =>
  style === 'figure' ? { characterSpacing: size * 0.025 } : {}

export interface BrokenText {
  readonly lines: readonly string[]
  /** Whether it fits without cutting it short and without breaking inside a word. */
  readonly whole: boolean
}

/** Breaks a text into lines no wider than `width`, at most `linesMax`; what does not fit ends in an ellipsis. */
export function breakLines(doc: Doc, text: string, setting: Setting, width: number, linesMax: number): BrokenText {
  const fits = (line: string) => widthOf(doc, line.trimEnd(), setting) <= width
  const lines: string[] = []
  let whole = true
  let line = ''
  for (const piece of piecesOf(text)) {
    if (fits(line + piece)) {
      line += piece
      continue
    }
    if (line !== '') lines.push(line)
    line = piece
    while (!fits(line)) {
      whole = false
      const head = longestPrefix(line, fits)
      lines.push(head)
      line = line.slice(head.length)
    }
  }
  if (line.trim() !== '') lines.push(line)
  if (lines.length > linesMax) {
    const rest = lines.splice(linesMax - 1).join('')
    lines.push(longestPrefix(rest, (prefix) => fits(prefix.trimEnd() + ELLIPSIS)).trimEnd() + ELLIPSIS)
    whole = false
  }
  return { lines: lines.map((each) => each.trimEnd()), whole }
}

/** The text at the largest of the sizes, given from large to small, at which it fits whole; else at the last. */
export function fitLines(
  doc: Doc,
  text: string,
  style: TypeStyle,
  sizes: readonly number[],
  width: number,
  linesMax: number,
): BrokenText & { size: number } {
  const smallest = sizes.at(-1) ?? 1
  for (const size of sizes) {
    const broken = breakLines(doc, text, { style, size }, width, linesMax)
    if (broken.whole || size === smallest) return { ...broken, size }
  }
  return { lines: [], whole: text === '', size: smallest }
}

/** What a line may be broken between: words, each with the punctuation and space that belongs to it. */
function piecesOf(text: string): string[] {
  const pieces: string[] = []
  let opening = ''
  for (const { segment } of words.segment(text.trim())) {
    const last = pieces.at(-1)
    if (/^[\p{Ps}\p{Pi}]/u.test(segment)) opening += segment
    else if (/^[\s\p{Pe}\p{Pf}\p{Po}\p{Pd}]/u.test(segment) && last !== undefined && opening === '')
      pieces[pieces.length - 1] = last + segment
    else {
      pieces.push(opening + segment)
      opening = ''
    }
  }
  return opening === '' ? pieces : [...pieces, opening]
}

function longestPrefix(text: string, fits: (prefix: string) => boolean): string {
  let prefix = ''
  for (const { segment } of graphemes.segment(text)) {
    if (prefix !== '' && !fits(prefix + segment)) break
    prefix += segment
  }
  return prefix
}

interface Run {
  readonly face: Face
  text: string
}

/** The text in stretches of one face each. Pictographs that no face has are left out; other gaps show as boxes. */
function runsOf(text: string, style: TypeStyle): Run[] {
  const faces = facesOf(style)
  const [first] = faces
  if (first === undefined) return []
  if (ASCII.test(text)) return [{ face: first, text }]
  const runs: Run[] = []
  for (const { segment } of graphemes.segment(text.normalize('NFC'))) {
    const points = Array.from(segment, (character) => character.codePointAt(0) ?? 0)
    const covering = faces.find((face) => points.every((point) => face.covers(point)))
    if (covering === undefined && PICTOGRAPH.test(segment)) continue
    const face = covering ?? first
    const last = runs.at(-1)
    if (last?.face === face) last.text += segment
    // What follows a pictograph that was left out is no longer preceded by anything.
    else runs.push({ face, text: last === undefined ? segment.trimStart() : segment })
  }
  return runs.filter((run) => run.text !== '')
}

const registered = new WeakMap<Doc, Set<string>>()

function useFace(doc: Doc, face: Face, size: number): void {
  const known = registered.get(doc) ?? new Set()
  registered.set(doc, known)
  if (!known.has(face.name)) {
    doc.registerFont(face.name, face.bytes)
    known.add(face.name)
  }
  doc.font(face.name, size)
}
