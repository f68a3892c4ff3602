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
  // A custom property reads as it was written, `light-dark(…)` and all; a colour that uses it reads as it came out. One
  // element for each, written before any is read: else every colour would cost a pass over the styles.
  const probes = document.createElement('span')
  probes.hidden = true
  const names = [...Object.values(VARIABLES), ...SHAPES.map((_, level) => `--seat-level-${level + 1}`)]
  for (const name of names) {
    const probe = document.createElement('i')
    probe.style.color = `var(${name})`
    probes.append(probe)
  }
  element.append(probes)
  const colours = new Map(names.map((name, at) => [name, getComputedStyle(probes.children[at] ?? probes).color]))
  probes.remove()
  const read = (name: string) => colours.get(name) ?? ''
  return {
    paper: read(VARIABLES.paper),
    ink: read(VARIABLES.ink),
    quiet: read(VARIABLES.quiet),
    line: read(VARIABLES.line),
    signal: read(VARIABLES.signal),
    onSignal: read(VARIABLES.onSignal),
    stop: read(VARIABLES.stop),
    ground: read(VARIABLES.ground),
    onLevel: read(VARIABLES.onLevel),
    levels: SHAPES.map((_, level) => read(`--seat-level-${level + 1}`)),
  }
}

const VARIABLES = {
  paper: '--color-paper',
  ink: '--color-ink',
  quiet: '--color-quiet',
  line: '--color-line',
  signal: '--color-signal',
  onSignal: '--color-on-signal',
  stop: '--color-stop',
  ground: '--seat-ground',
  onLevel: '--seat-on-level',
} as const
