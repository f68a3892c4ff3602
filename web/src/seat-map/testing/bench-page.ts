// The page of `npm run bench -- seat-map`: the engine by itself, without React.
import { compileManifest } from '@foyer/contract/compiled-manifest'
import type { Manifest } from '@foyer/contract/manifest'
import { listenToGestures } from '../gestures.ts'
import type { Palette } from '../palette.ts'
import { makePlan } from '../plan.ts'
import { SeatBoard } from '../seat-board.ts'
import { SeatGrid } from '../seat-grid.ts'
import { SeatMapEngine } from '../seat-map-engine.ts'

/** What the page tells the benchmark. */
export interface Measured {
  readonly dataMs: number
  readonly firstPictureMs: number
}

declare global {
  interface Window {
    /** Draws a manifest on the page's canvas, a third of its places taken. */
    drawSeatMap(manifestText: string): Promise<Measured>
    /** Takes and frees places, as the live stream does. */
    changeSeats(count: number): void
    /** Milliseconds from frame to frame until `stopFrames`. */
    startFrames(): void
    stopFrames(): number[]
  }
}

const PALETTE: Palette = {
  paper: '#faf8f3',
  ink: '#1d1a16',
  quiet: '#5f5a52',
  line: '#d9d4c9',
  signal: '#c2410c',
  onSignal: '#fff',
  stop: '#b00020',
  ground: '#ece8df',
  onLevel: '#fff',
  levels: ['#4b1d6b', '#3b3fa3', '#1c6fb0', '#0f8a8a', '#3d9a55', '#8a8a2a'],
}

let board: SeatBoard
let places = 0
let version = 1

window.drawSeatMap = (manifestText) =>
  new Promise((resolve) => {
    const started = performance.now()
    const manifest = JSON.parse(manifestText) as Manifest
    const compiled = compileManifest(manifest)
    const amount = (minor: number) => ({ minor, currency: 'EUR' })
    const plan = makePlan(
      manifest,
      compiled,
      manifest.categories.map((category, index) => ({
        id: category.key,
        name: category.name,
        categories: [category.key],
        price: { allIn: amount(9_000 - index * 1_500), faceValue: amount(8_000 - index * 1_500), fees: amount(1_000) },
      })),
    )
    board = new SeatBoard(plan)
    places = compiled.count
    board.applySnapshot(
      version,
      Uint8Array.from({ length: Math.ceil(places / 8) }, (_, byte) => (byte * 37) & 0b1001_0010),
    )
    const grid = new SeatGrid(plan)
    const canvas = document.createElement('canvas')
    canvas.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;touch-action:none'
    document.body.append(canvas)
    const scene = {
      plan,
      grid,
      board,
      palette: PALETTE,
      levelsShown: undefined,
      accessibleOnly: false,
      labelOf: (section: number) => ({ name: compiled.sections[section]?.name ?? '', note: 'from €45' }),
      font: 'sans-serif',
    }
    const dataMs = performance.now() - started
    const engine = new SeatMapEngine(canvas, scene, {
      onView: () => undefined,
      // The picture is there when the frame after it has been asked for: until then it is only recorded.
      onFirstPicture: () =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => resolve({ dataMs, firstPictureMs: performance.now() - started })),
        ),
    })
    listenToGestures(canvas, {
      onPan: (dx, dy) => engine.panBy(dx, dy),
      onZoom: (at, factor) => engine.zoomAt(at, factor),
      onFling: (vx, vy) => engine.fling(vx, vy),
      onTap: () => undefined,
      onHover: () => undefined,
      onGrab: () => engine.halt(),
    })
    engine.resize({ width: innerWidth, height: innerHeight }, devicePixelRatio)
  })

window.changeSeats = (count) => {
  const changed = Array.from({ length: count }, (_, index) => (version * 7_919 + index * 104_729) % places)
  version++
  board.applyChange({
    version,
    taken: changed.filter(board.isFree),
    freed: changed.filter((place) => !board.isFree(place)),
  })
}

let frames: number[] | undefined

window.startFrames = () => {
  frames = []
  let before = performance.now()
  const next = (now: number): void => {
    if (frames === undefined) return
    frames.push(now - before)
    before = now
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
}

window.stopFrames = () => {
  const measured = frames ?? []
  frames = undefined
  return measured.slice(1)
}
