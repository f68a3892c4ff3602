/** The colours that a map is drawn with, as CSS colours; each means one thing. */
export interface Palette {
  readonly paper: string
  readonly ink: string
  readonly quiet: string
  readonly line: string
  /** What was chosen. */
  readonly signal: string
  readonly onSignal: string
  readonly stop: string
  /** Ground of sections without anything to be had, and of what is drawn but not sold. */
  readonly ground: string
  /** Of the price levels, the dearest first; more levels begin again. */
  readonly levels: readonly string[]
  /** What stands on a seat: its number. */
  readonly onLevel: string
}

/** Beside its colour each level has a shape, so that nobody needs to see the colour. */
export const SHAPES = ['disc', 'square', 'tab', 'shield', 'cross', 'pill'] as const
export type Shape = (typeof SHAPES)[number]

export const shapeOfLevel = (level: number): Shape => SHAPES[level % SHAPES.length] ?? 'disc'

export const colourOfLevel = (palette: Palette, level: number): string =>
  palette.levels[level % Math.max(1, palette.levels.length)] ?? palette.ink

/** A share of one colour over another, as CSS mixes it. */
export const mix = (colour: string, share: number, over: string): string =>
  `color-mix(in oklab, ${colour} ${Math.round(share * 100)}%, ${over})`

/** Reads the colours that hold where an element stands: `--color-paper`, `--seat-level-1`, … */
export function readPalette(element: Element): Palette {
  // A custom property reads as it was written, `light-dark(…)` and all; a colour that uses it reads as it came out.
  const probe = document.createElement('span')
  probe.hidden = true
  element.append(probe)
  const style = getComputedStyle(probe)
  const read = (name: string) => {
    probe.style.color = `var(${name})`
    return style.color
  }
  const palette: Palette = {
    paper: read('--color-paper'),
    ink: read('--color-ink'),
    quiet: read('--color-quiet'),
    line: read('--color-line'),
    signal: read('--color-signal'),
    onSignal: read('--color-on-signal'),
    stop: read('--color-stop'),
    ground: read('--seat-ground'),
    onLevel: read('--seat-on-level'),
    levels: SHAPES.map((_, level) => read(`--seat-level-${level + 1}`)),
  }
  probe.remove()
  return palette
}
