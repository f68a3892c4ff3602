import { drawLine, widthOf, type Doc, type Setting } from './setting.ts'

/** A4 in points. The margins leave room to print on US Letter as well. */
export const PAGE = { width: 595, height: 842 }
export const LEFT = 42
export const RIGHT = PAGE.width - LEFT
export const WIDTH = RIGHT - LEFT

export const INK = '#16130f'
export const QUIET = '#6b655d'
export const LINE = '#cfc8bd'
export const SIGNAL = '#d6401f'

/** The small words above a fact that name it. */
export const LABEL = { style: 'label', size: 9 } as const

type Element = ReturnType<Doc['struct']>

/**
 * Draws on a page and tags what it draws: text in reading order, pictures with their words, rules as decoration. So the
 * document can be listened to as well as looked at.
 */
export interface Pen {
  readonly doc: Doc
  /** One line with its baseline at y. */
  line(text: string, x: number, y: number, setting: Setting, colour?: string): void
  /** One line that ends at x. */
  lineUpTo(text: string, x: number, y: number, setting: Setting, colour?: string): void
  /** Lines below one another, the first with its baseline at y. Returns the baseline that a next line would have. */
  lines(lines: readonly string[], x: number, y: number, setting: Setting & { leading: number }): number
  heading(lines: readonly string[], x: number, y: number, setting: Setting & { leading: number }): number
  rule(y: number, thickness: number, colour: string, options?: { from?: number; to?: number; dashed?: boolean }): void
  picture(alt: string, draw: () => void): void
}

export function penOn(doc: Doc, page: Element): Pen {
  const say = (tag: 'H1' | 'P', colour: string, draw: () => void) => {
    page.add(
      doc.struct(tag, {}, () => {
        doc.fillColor(colour)
        draw()
      }),
    )
  }
  const sayLines =
    (tag: 'H1' | 'P'): Pen['lines'] =>
    (lines, x, y, setting) => {
      if (lines.length > 0)
        say(tag, INK, () =>
          lines.forEach((line, index) => drawLine(doc, line, x, y + index * setting.leading, setting)),
        )
      return y + lines.length * setting.leading
    }
  return {
    doc,
    line: (text, x, y, setting, colour = INK) => say('P', colour, () => drawLine(doc, text, x, y, setting)),
    lineUpTo: (text, x, y, setting, colour = INK) =>
      say('P', colour, () => drawLine(doc, text, x - widthOf(doc, text, setting), y, setting)),
    lines: sayLines('P'),
    heading: sayLines('H1'),
    rule(y, thickness, colour, { from = LEFT, to = RIGHT, dashed = false } = {}) {
      doc.markContent('Artifact', { type: 'Layout' })
      doc.save().lineWidth(thickness)
      if (dashed) doc.dash(2, { space: 4 })
      doc.moveTo(from, y).lineTo(to, y).stroke(colour).restore()
      doc.endMarkedContent()
    },
    picture: (alt, draw) => void page.add(doc.struct('Figure', { alt }, draw)),
  }
}
