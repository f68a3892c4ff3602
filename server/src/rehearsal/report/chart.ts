import { markup, type Markup } from './html.ts'

/** One line of a chart: a value for each second, null where there is none. */
export interface Series {
  readonly name: string
  readonly values: readonly (number | null)[]
}

export interface ChartOptions {
  readonly title: string
  readonly unit: string
  readonly series: readonly Series[]
  /** Moments that are drawn across. */
  readonly marks: readonly { readonly at: number; readonly name: string }[]
  /** How a value is written. */
  readonly write?: (value: number) => string
}

const [WIDTH, HEIGHT] = [360, 190]
const [LEFT, RIGHT, TOP, BOTTOM] = [44, 10, 12, 22]
/** More points than this are not to be told apart. */
const POINTS_MAX = 240
const LINES = 4

const plain = (value: number): string =>
  value >= 10_000
    ? `${Math.round(value / 1_000)}k`
    : value >= 1_000
      ? `${(value / 1_000).toFixed(1)}k`
      : `${round(value)}`

const round = (value: number): number => (value >= 10 ? Math.round(value) : Math.round(value * 100) / 100)

/** A line chart as an SVG that needs nothing else; undefined where there is nothing to draw. */
export function chart({ title, unit, series, marks, write = plain }: ChartOptions): Markup | undefined {
  const drawn = series.filter(({ values }) => values.some((value) => value !== null))
  const length = Math.max(0, ...drawn.map(({ values }) => values.length))
  if (drawn.length === 0 || length < 2) return undefined
  const top = niceTop(Math.max(...drawn.flatMap(({ values }) => values.map((value) => value ?? 0))))
  const x = (second: number) => LEFT + (second / (length - 1)) * (WIDTH - LEFT - RIGHT)
  const y = (value: number) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - TOP - BOTTOM)
  const levels = Array.from({ length: LINES + 1 }, (_, line) => (top * line) / LINES)
  const moments = Array.from({ length: 4 }, (_, part) => Math.round(((length - 1) * part) / 3))
  return markup`<figure class="chart">
    <figcaption><b>${title}</b> <span>${unit}</span></figcaption>
    <svg
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      role="img"
      aria-label="${`${title}, ${unit}: ${drawn.map((one) => `${one.name} up to ${write(highest(one))}`).join('; ')}`}"
    >
      ${levels.map((level) => markup`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${fix(y(level))}" y2="${fix(y(level))}" /><text class="y" x="${LEFT - 5}" y="${fix(y(level) + 3.5)}">${write(level)}</text>`)}
      ${moments.map((moment, at) => markup`<text class="${at === 0 ? 'x first' : at === 3 ? 'x last' : 'x'}" x="${fix(x(moment))}" y="${HEIGHT - 6}">${clock(moment)}</text>`)}
      ${marks.filter(({ at }) => at > 0 && at < length).map(({ at, name }) => markup`<line class="mark" x1="${fix(x(at))}" x2="${fix(x(at))}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"><title>${name}</title></line>`)}
      ${drawn.map(({ values }, at) => markup`<path class="s${at}" d="${path(values, x, y)}" />`)}
    </svg>
    <p class="legend">${drawn.map((one, at) => markup`<span class="k${at}">${one.name}</span> `)}</p>
  </figure>`
}

/** m:ss */
export const clock = (second: number): string =>
  `${Math.floor(second / 60)}:${String(Math.round(second % 60)).padStart(2, '0')}`

const highest = ({ values }: Series): number => Math.max(...values.map((value) => value ?? 0))

/** The next of 1, 2, 2.5, 4, 5 and 8 with zeros after it, so that the lines stand at numbers that can be read. */
function niceTop(value: number): number {
  if (value <= 0) return 1
  const ten = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 2.5, 4, 5, 8].find((step) => step * ten >= value) ?? 10) * ten
}

/** Where there are more seconds than points, a point is the highest of its seconds: peaks are what is looked for. */
function path(values: readonly (number | null)[], x: (at: number) => number, y: (value: number) => number): string {
  const each = Math.max(1, Math.ceil(values.length / POINTS_MAX))
  let text = ''
  let isDown = false
  for (let from = 0; from < values.length; from += each) {
    const seen = values.slice(from, from + each).filter((value) => value !== null)
    if (seen.length === 0) {
      isDown = false
      continue
    }
    text += `${isDown ? 'L' : 'M'}${fix(x(from))} ${fix(y(Math.max(...seen)))}`
    isDown = true
  }
  return text
}

const fix = (value: number): string => String(Math.round(value * 10) / 10)
