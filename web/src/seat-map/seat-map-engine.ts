import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { NO_MARKS, paintMarks, type Marks, type Target } from './marks.ts'
import { motionTo, flingFrom, type Motion } from './motion.ts'
import { Picture } from './picture.ts'
import type { Scene } from './scene.ts'
import { targetAt } from './target-at.ts'
import type { PointedBy } from './gestures.ts'
import { grow, type Box, type Point } from './geometry.ts'
import { fit, keepInSight, panBy, zoomAt, zoomLimits, type Frame, type View } from './view.ts'

/** The picture reaches beyond the window by this share on each side, so that a drag meets painted ground. */
const MARGIN = 0.2
/** Time in a frame that may go into painting while the map moves, and while it rests. */
const PAINT_MOVING_MS = 4
const PAINT_RESTING_MS = 8
/** The map rests when it has not moved for this long. */
const REST_MS = 90
/** While it moves, a picture serves until it is this much larger or smaller than painted. */
const BLUR_MAX = 1.9
/** Seats that changed at once beyond this are not looked at one by one: all is painted anew. */
const CHANGES_MAX = 4_000
const OVERVIEW_PX = 720

export interface EngineListener {
  /** The view has moved, or its window changed size: called at most once a frame. */
  readonly onView: (view: View, frame: Frame) => void
  /** The first picture stands, so many milliseconds after the engine was made. */
  readonly onFirstPicture?: (ms: number) => void
}

/**
 * Draws a seat map on a canvas and keeps it true.
 *
 * While the map moves, each frame only places a ready picture anew and paints the marks; a sharper picture is painted
 * beside it, some tiles a frame, and takes its place when done. Under both lies a small picture of the whole plan, so
 * there is never nothing. When seats change, the tiles that they touch are painted anew. Made → resized → (moving ⇄
 * resting) → stopped; after `stop` nothing is drawn.
 */
export class SeatMapEngine {
  readonly #canvas: HTMLCanvasElement
  readonly #pen: CanvasRenderingContext2D
  readonly #listener: EngineListener
  readonly #made = performance.now()
  readonly #stopListening: () => void
  #scene: Scene
  #marks: Marks = NO_MARKS
  #frame: Frame = { width: 0, height: 0 }
  #ratio = 1
  #view: View = { x: 0, y: 0, scale: 1 }
  #motion: Motion | undefined
  #movedAt = 0
  #front: Picture | undefined
  #back: Picture | undefined
  #overview: Picture | undefined
  #request: number | undefined
  #told: View | undefined
  /** Whether the front picture shows what no longer is. */
  #staleFront = false
  /** Whether the canvas shows what no longer is: what is painted beside it does not concern it. */
  #staleCanvas = true
  #wasMoving = false
  #stopped = false
  #isUntouched = true

  constructor(canvas: HTMLCanvasElement, scene: Scene, listener: EngineListener) {
    const pen = canvas.getContext('2d', { alpha: false })
    if (pen === null) throw new Error('the browser gives no 2D canvas')
    this.#canvas = canvas
    this.#pen = pen
    this.#scene = scene
    this.#listener = listener
    this.#stopListening = scene.board.listen(({ taken, freed }) => this.#seatsChanged([...taken, ...freed]))
  }

  stop(): void {
    this.#stopped = true
    this.#stopListening()
    if (this.#request !== undefined) cancelAnimationFrame(this.#request)
  }

  get view(): View {
    return this.#view
  }

  get frame(): Frame {
    return this.#frame
  }

  /**
   * The window has this size. All of the plan is shown in it until a hand has touched it; from then on nothing moves
   * under the hand, and a window that grows shows more at its right and bottom.
   */
  resize(frame: Frame, ratio: number): void {
    const isFirst = this.#frame.width === 0
    const { width, height } = this.#frame
    this.#frame = frame
    this.#ratio = ratio
    this.#canvas.width = Math.round(frame.width * ratio)
    this.#canvas.height = Math.round(frame.height * ratio)
    this.#view = this.#isUntouched
      ? fit(this.#scene.plan.bounds, frame, this.#scene.plan.pitch)
      : panBy(this.#view, (width - frame.width) / 2, (height - frame.height) / 2)
    this.#repaint()
    if (isFirst) this.#drawFirst()
  }

  /** Other colours, another filter, another language. */
  show(scene: Scene): void {
    this.#scene = scene
    this.#repaint()
  }

  mark(marks: Marks): void {
    this.#marks = marks
    this.#staleCanvas = true
    this.#ask()
  }

  panBy(dx: number, dy: number): void {
    this.#motion = undefined
    this.#move(panBy(this.#view, dx, dy))
  }

  zoomAt(at: Point, factor: number): void {
    this.#motion = undefined
    this.#move(zoomAt(this.#view, this.#frame, at, factor, this.#limits()))
  }

  /** By a button or a key: towards the middle, or whatever is pointed at. */
  zoomBy(factor: number, at: Point = [this.#frame.width / 2, this.#frame.height / 2]): void {
    this.#go(zoomAt(this.#motion?.target ?? this.#view, this.#frame, at, factor, this.#limits()))
  }

  /** Shows a part of the plan as large as fits. */
  showBox(box: Box): void {
    this.#go(fit(box, this.#frame, this.#scene.plan.pitch))
  }

  showAll(): void {
    this.showBox(this.#scene.plan.bounds)
  }

  /** Shows a seat and what is around it, so large that it can be hit; not at all when it already is. */
  showSeat(place: PlaceNo, pitchPx: number): void {
    const { x, y } = this.#scene.plan.compiled
    const scale = Math.max(this.#view.scale, pitchPx / this.#scene.plan.pitch)
    const [px, py] = [x[place] ?? 0, y[place] ?? 0]
    const [reachX, reachY] = [(this.#frame.width / scale) * 0.38, (this.#frame.height / scale) * 0.38]
    const near = (value: number, middle: number, reach: number) =>
      Math.max(value - reach, Math.min(value + reach, middle))
    const isFar = scale !== this.#view.scale
    this.#go({ x: isFar ? px : near(px, this.#view.x, reachX), y: isFar ? py : near(py, this.#view.y, reachY), scale })
  }

  fling(vx: number, vy: number): void {
    if (prefersStill()) return
    this.#motion = flingFrom(this.#view, vx, vy, performance.now())
    this.#ask()
  }

  /** A hand has come down. */
  halt(): void {
    this.#motion = undefined
    this.#isUntouched = false
  }

  /** What lies under a point of the window. */
  targetAt(at: Point, by: PointedBy): Target | undefined {
    return targetAt(this.#scene, this.#view, this.#frame, at, by)
  }

  /** A small picture of the whole plan, for a mini-plan; undefined until it is painted. */
  get overview(): OffscreenCanvas | undefined {
    return this.#overview?.isDone === true ? this.#overview.canvas : undefined
  }

  #go(to: View): void {
    this.#isUntouched = false
    const target = keepInSight(to, this.#scene.plan.bounds, this.#frame)
    if (prefersStill()) {
      this.#motion = undefined
      this.#move(target)
      return
    }
    this.#motion = motionTo(this.#view, target, performance.now())
    this.#ask()
  }

  #move(view: View): void {
    this.#view = keepInSight(view, this.#scene.plan.bounds, this.#frame)
    this.#movedAt = performance.now()
    this.#staleCanvas = true
    this.#ask()
  }

  #limits() {
    return zoomLimits(this.#scene.plan.bounds, this.#frame, this.#scene.plan.pitch)
  }

  /** The first picture is painted between frames too, so that it stands soon; in slices, so that the page answers meanwhile. */
  #drawFirst(): void {
    this.#compose(false)
    this.#ask()
    const paint = (): void => {
      if (this.#stopped || this.#front !== undefined) return
      const until = performance.now() + PAINT_RESTING_MS
      this.#paintOn(false, () => performance.now() < until)
      inNextTask(paint)
    }
    paint()
  }

  #firstStands(): void {
    this.#compose(false)
    this.#ask()
    this.#listener.onFirstPicture?.(performance.now() - this.#made)
  }

  #newPicture(): Picture {
    const frame = { width: this.#frame.width * (1 + 2 * MARGIN), height: this.#frame.height * (1 + 2 * MARGIN) }
    return new Picture(this.#scene, this.#view, frame, this.#ratio)
  }

  #newOverview(): Picture {
    const { bounds, pitch } = this.#scene.plan
    const [width, height] = [bounds[2] - bounds[0], bounds[3] - bounds[1]]
    const shrink = OVERVIEW_PX / Math.max(width, height, 1)
    const frame = { width: Math.max(1, width * shrink), height: Math.max(1, height * shrink) }
    return new Picture(this.#scene, fit(bounds, frame, pitch), frame, 1, false)
  }

  /** What was painted no longer is what is to be seen: a new picture is begun, the old one stays until it is done. */
  #repaint(): void {
    if (this.#frame.width === 0) return
    this.#back = undefined
    this.#overview = undefined
    this.#staleFront = true
    this.#staleCanvas = true
    this.#ask()
  }

  #seatsChanged(places: readonly PlaceNo[]): void {
    if (places.length > CHANGES_MAX || places.length === 0) {
      this.#repaint()
      return
    }
    const { compiled, sections, pitch } = this.#scene.plan
    const inSections = new Set(places.map((place) => compiled.sectionOf[place] ?? 0))
    for (const picture of [this.#front, this.#back, this.#overview]) {
      if (picture === undefined) continue
      // A section's own colour and name may change with its last seat, from afar; from near only its seats.
      if (pitch * picture.view.scale < SECTION_GROUNDS_BELOW_PX)
        for (const section of inSections) picture.spoil(grow(sections[section]?.box ?? [0, 0, 0, 0], pitch))
      else
        for (const place of places) {
          const [x, y] = [compiled.x[place] ?? 0, compiled.y[place] ?? 0]
          if (compiled.rowOf[place] === -1) picture.spoil(sections[compiled.sectionOf[place] ?? 0]?.box ?? [0, 0, 0, 0])
          else picture.spoil([x - pitch / 2, y - pitch / 2, x + pitch / 2, y + pitch / 2])
        }
    }
    this.#ask()
  }

  #ask(): void {
    if (this.#stopped || this.#request !== undefined || this.#frame.width === 0) return
    this.#request = requestAnimationFrame((now) => {
      this.#request = undefined
      this.#step(now)
    })
  }

  #step(now: number): void {
    if (this.#motion !== undefined) {
      const view = this.#motion.at(now)
      if (view === undefined) this.#motion = undefined
      else this.#move(view)
    }
    const isMoving = this.#motion !== undefined || now - this.#movedAt < REST_MS
    // A canvas that is touched is sent to the screen anew, all of it.
    if (isMoving || this.#wasMoving || this.#staleCanvas) this.#compose(isMoving)
    this.#wasMoving = isMoving
    if (this.#told !== this.#view) {
      this.#told = this.#view
      this.#listener.onView(this.#view, this.#frame)
    }
    const until = performance.now() + (isMoving ? PAINT_MOVING_MS : PAINT_RESTING_MS)
    if (this.#paintOn(isMoving, () => performance.now() < until) || isMoving) this.#ask()
  }

  /** Paints what is missing, for a while. @returns whether something is still missing. */
  #paintOn(isMoving: boolean, mayGoOn: () => boolean): boolean {
    if (this.#front !== undefined && !this.#front.isDone && !this.#staleFront) {
      this.#front.paintSome(mayGoOn)
      this.#staleCanvas = true
      return true
    }
    if (this.#back === undefined && this.#needsPicture(isMoving)) this.#back = this.#newPicture()
    if (this.#back !== undefined) {
      if (!isMoving && !this.#showsView(this.#back)) this.#back = this.#newPicture()
      this.#back.paintSome(mayGoOn)
      if (this.#back.isDone) {
        const isFirst = this.#front === undefined
        this.#front = this.#back
        this.#back = undefined
        this.#staleFront = false
        this.#staleCanvas = true
        if (isFirst) this.#firstStands()
      }
      return true
    }
    // What lies under everything need not be of this very moment.
    if (isMoving) return false
    this.#overview ??= this.#newOverview()
    if (!this.#overview.isDone) {
      this.#overview.paintSome(mayGoOn)
      if (this.#overview.isDone) {
        this.#staleCanvas = true
        this.#listener.onView(this.#view, this.#frame)
      }
      return true
    }
    return false
  }

  #needsPicture(isMoving: boolean): boolean {
    if (this.#front === undefined || this.#staleFront) return true
    if (!isMoving) return !this.#showsView(this.#front)
    const { left, top, zoom } = this.#front.placeIn(this.#view, this.#frame)
    const covers =
      left <= 0 &&
      top <= 0 &&
      left + this.#front.frame.width * zoom >= this.#frame.width &&
      top + this.#front.frame.height * zoom >= this.#frame.height
    return !covers || zoom > BLUR_MAX || zoom < 1 / BLUR_MAX
  }

  /** Whether a picture, placed anew, is as sharp as one painted for the view, and covers the window. */
  #showsView(picture: Picture): boolean {
    const { left, top } = picture.placeIn(this.#view, this.#frame)
    return (
      picture.view.scale === this.#view.scale &&
      left <= 0 &&
      top <= 0 &&
      left + picture.frame.width >= this.#frame.width &&
      top + picture.frame.height >= this.#frame.height
    )
  }

  #compose(isMoving: boolean): void {
    this.#staleCanvas = false
    const pen = this.#pen
    pen.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0)
    pen.fillStyle = this.#scene.palette.paper
    pen.fillRect(0, 0, this.#frame.width, this.#frame.height)
    for (const picture of [this.#overview, this.#front]) {
      if (picture === undefined || (picture === this.#overview && this.#coversWindow())) continue
      const { left, top, zoom } = picture.placeIn(this.#view, this.#frame)
      // Whole device pixels where nothing is scaled: else every seat would be smeared over two.
      const snap = (value: number) => (zoom === 1 ? Math.round(value * this.#ratio) / this.#ratio : value)
      // Smoothing costs half a frame where there is no graphics processor, and is not missed in what moves.
      pen.imageSmoothingEnabled = !isMoving
      pen.drawImage(picture.canvas, snap(left), snap(top), picture.frame.width * zoom, picture.frame.height * zoom)
    }
    paintMarks(
      { pen, plan: this.#scene.plan, palette: this.#scene.palette, view: this.#view, frame: this.#frame },
      this.#marks,
    )
  }

  #coversWindow(): boolean {
    return this.#front !== undefined && this.#showsView(this.#front)
  }
}

/** CSS pixels of a pitch below which sections, not seats, are seen. */
const SECTION_GROUNDS_BELOW_PX = 7

/** After whatever waits to be done, and sooner than a timer: those wait for 4 ms each once they are nested. */
function inNextTask(go: () => void): void {
  const { port1, port2 } = new MessageChannel()
  port1.addEventListener('message', () => {
    port1.close()
    go()
  })
  port1.start()
  port2.postMessage(undefined)
}

const prefersStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
