// oxlint-disable-next-line import/no-named-as-default -- its types know the default export alone
import PDFDocument from 'pdfkit'
import { PAGE } from '../pdf/pen.ts'

/** A stretch of text on a page: where it begins and ends, and its baseline. */
export interface Said {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly baseline: number
}

/** A document that remembers what is written on it. */
export class RecordingDocument extends PDFDocument {
  readonly said: Said[] = []
  constructor() {
    super({ size: [PAGE.width, PAGE.height], margin: 0, tagged: true })
  }
  override text(text: string, x?: number, y?: number, options?: PDFKit.Mixins.TextOptions): this
  override text(text: string, options?: PDFKit.Mixins.TextOptions): this
  override text(
    text: string,
    x?: number | PDFKit.Mixins.TextOptions,
    y = 0,
    options?: PDFKit.Mixins.TextOptions,
  ): this {
    const left = typeof x === 'number' ? x : 0
    this.said.push({
      text,
      left,
      right: left + this.widthOfString(text, typeof x === 'number' ? options : x),
      baseline: y,
    })
    return super.text(text, left, y, options)
  }
  /** What is written while `draw` runs, on a page of its own. */
  onNewPage(draw: () => void): readonly Said[] {
    this.addPage()
    this.said.length = 0
    draw()
    return [...this.said]
  }
}

/** Lines from the top, each as it reads from left to right. */
export const linesOf = (said: readonly Said[]): string[] =>
  [...Map.groupBy(said, ({ baseline }) => baseline)]
    .sort(([a], [b]) => a - b)
    .map(([, line]) =>
      line
        .sort((a, b) => a.left - b.left)
        .map(({ text }) => text.trim())
        .join(' '),
    )
