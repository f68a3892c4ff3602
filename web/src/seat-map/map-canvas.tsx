import { useCallback, useEffect, useEffectEvent, useImperativeHandle, useRef, useState, type Ref } from 'react'
import type { PlaceNo } from '@foyer/contract/compiled-manifest'
import { usePickerState, useSeatMap, useWords } from './context.ts'
import { canPickSeats } from './detail.ts'
import { grow, type Point } from './geometry.ts'
import { listenToGestures, type PointedBy } from './gestures.ts'
import { keyOnMap } from './map-keys.ts'
import { MapButtons } from './map-buttons.tsx'
import type { Target } from './marks.ts'
import { MiniPlan } from './mini-plan.tsx'
import { readPalette, type Palette } from './palette.ts'
import type { Scene } from './scene.ts'
import { SeatCard } from './seat-card.tsx'
import { SeatMapEngine } from './seat-map-engine.ts'
import { sectionLabels } from './section-labels.ts'
import type { Frame, View } from './view.ts'

/** What others may ask of the map. */
export interface MapHandle {
  showSeats(seats: readonly PlaceNo[]): void
  showSection(section: number): void
}

/** CSS pixels between seats when one is shown because of what a person did elsewhere. */
const LOOK_PITCH_PX = { mouse: 24, touch: 34 } as const
const CARD_GAP_PX = 18

interface MapCanvasProps {
  readonly handle: Ref<MapHandle>
  readonly onFocus: (target: Target | undefined) => void
  readonly onSection: (section: number) => void
}

/** The map: canvas, buttons, mini-plan, and the card of what is pointed at. */
export function MapCanvas({ handle, onFocus, onSection }: MapCanvasProps) {
  const { picker, grid } = useSeatMap()
  const state = usePickerState()
  const words = useWords()
  const host = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const card = useRef<HTMLDivElement>(null)
  const engine = useRef<SeatMapEngine>(undefined)
  const [hovered, setHovered] = useState<Target | undefined>()
  const [focused, setFocused] = useState<Target | undefined>()
  const [window_, setWindow] = useState<{ view: View; frame: Frame; overview: OffscreenCanvas | undefined }>()
  const [palette, setPalette] = useState<Palette | undefined>()
  /** What the engine has been given: a picture costs too much to be drawn twice. */
  const shown = useRef<{ palette: Palette; sceneIn: (colours: Palette) => Scene }>(undefined)
  const { levelsShown, accessibleOnly } = state
  const { plan, board } = picker

  const sceneIn = useCallback(
    (colours: Palette): Scene => ({
      plan,
      grid,
      board,
      palette: colours,
      levelsShown,
      accessibleOnly,
      labelOf: sectionLabels(words, plan, board, levelsShown),
      font: FONT,
    }),
    [plan, grid, board, levelsShown, accessibleOnly, words],
  )

  const point = (at: Point | undefined, by: PointedBy = 'mouse') => {
    const target = at && engine.current?.targetAt(at, by)
    setHovered((before) => (sameTarget(before, target) ? before : target))
    if (at !== undefined && card.current !== null) placeCard(card.current, at, engine.current?.frame)
  }

  const tap = (at: Point, by: PointedBy) => {
    const target = engine.current?.targetAt(at, by)
    if (target === undefined) return
    setFocused(undefined)
    if ('seat' in target) {
      picker.toggle(target.seat)
      if (by === 'touch') point(at, by)
    } else openSection(target.section, at)
  }

  const openSection = (section: number, at?: Point) => {
    const { view, frame } = engine.current ?? {}
    const { box, pitch } = plan.sections[section] ?? {}
    onSection(section)
    if (view === undefined || frame === undefined || box === undefined || pitch === undefined) return
    if (plan.compiled.sections[section]?.kind === 'area') return
    const isWhole = Math.min(frame.width / (box[2] - box[0]), frame.height / (box[3] - box[1])) <= view.scale * 1.05
    // Shown whole already, and its seats still too small to be hit: nearer to where the hand was.
    if (isWhole && at !== undefined) engine.current?.zoomBy(LOOK_PITCH_PX.touch / (plan.pitch * view.scale), at)
    else engine.current?.showBox(grow(box, plan.pitch * 3))
  }

  useImperativeHandle(handle, () => ({
    showSeats(seats) {
      const { frame, view } = engine.current ?? {}
      const [first] = seats
      if (frame === undefined || view === undefined || first === undefined) return
      const by = matchMedia('(pointer: coarse)').matches ? 'touch' : 'mouse'
      engine.current?.showSeat(seats[Math.floor(seats.length / 2)] ?? first, LOOK_PITCH_PX[by])
    },
    showSection: (section) => openSection(section),
  }))

  const makeEngine = useEffectEvent((element: HTMLElement, surface: HTMLCanvasElement) => {
    const colours = readPalette(element)
    const map = new SeatMapEngine(surface, sceneIn(colours), {
      onView: (view, frame) => setWindow({ view, frame, overview: map.overview }),
      onFirstPicture: (ms) => performance.measure('seat-map first picture', { end: performance.now(), duration: ms }),
    })
    shown.current = { palette: colours, sceneIn }
    setPalette(colours)
    return map
  })
  const onHover = useEffectEvent(point)
  const onTap = useEffectEvent(tap)

  useEffect(() => {
    const [element, surface] = [host.current, canvas.current]
    if (element === null || surface === null) return undefined
    const map = makeEngine(element, surface)
    engine.current = map
    const resize = new ResizeObserver(() => {
      const { width, height } = element.getBoundingClientRect()
      if (width > 0 && height > 0) map.resize({ width, height }, Math.min(devicePixelRatio, RATIO_MAX))
    })
    resize.observe(element)
    const stopGestures = listenToGestures(surface, {
      onPan: (dx, dy) => map.panBy(dx, dy),
      onZoom: (at, factor) => map.zoomAt(at, factor),
      onFling: (vx, vy) => map.fling(vx, vy),
      onGrab: () => map.halt(),
      onHover: (at) => onHover(at),
      onTap: (at, by) => onTap(at, by),
    })
    const readColours = () => setPalette(readPalette(element))
    const stopTheme = listenToTheme(readColours)
    // The picture is drawn anew once the fonts of its labels are there, unless they were before it.
    if (!document.fonts.check(LABEL_FONT)) void document.fonts.load(LABEL_FONT).then(readColours)
    return () => {
      stopTheme()
      stopGestures()
      resize.disconnect()
      map.stop()
      engine.current = undefined
    }
  }, [])

  useEffect(() => {
    if (palette === undefined) return
    const isShown = shown.current?.palette === palette && shown.current.sceneIn === sceneIn
    shown.current = { palette, sceneIn }
    if (!isShown) engine.current?.show(sceneIn(palette))
  }, [palette, sceneIn])

  useEffect(() => {
    engine.current?.mark({
      chosen: state.choice.seats,
      areas: [...state.choice.areas.keys()],
      lost: state.lost.map(({ place }) => place),
      offered: [
        ...state.lost.flatMap(({ near }) => (near === undefined ? [] : [near.place])),
        ...(state.single?.shift.take ?? []),
      ],
      hovered,
      focused,
    })
  }, [state.choice, state.lost, state.single, hovered, focused])

  const focus = (target: Target | undefined) => {
    setFocused(target)
    onFocus(target)
    if (target === undefined || engine.current === undefined) return
    if ('seat' in target) engine.current.showSeat(target.seat, LOOK_PITCH_PX.mouse)
  }

  return (
    <div ref={host} className="seat-map">
      <canvas
        ref={canvas}
        tabIndex={0}
        // Its keys are its own: a screen reader has to let them through.
        // oxlint-disable-next-line jsx-a11y/no-interactive-element-to-noninteractive-role
        role="application"
        aria-label={words.m.map.label}
        aria-describedby="seat-map-help"
        className={`seat-canvas ${hovered === undefined ? '' : 'cursor-pointer'}`}
        onKeyDown={(event) => {
          const done = keyOnMap(event, {
            plan,
            grid,
            focused,
            canPick: !board.sectionsOnly && canPickSeats(plan.pitch * (engine.current?.view.scale ?? 0), 'mouse'),
            view: engine.current?.view,
            focus,
            pick: picker.toggle,
            open: openSection,
            zoom: (factor) => engine.current?.zoomBy(factor),
            showAll: () => engine.current?.showAll(),
          })
          if (done) event.preventDefault()
        }}
        onBlur={() => setFocused(undefined)}
      />
      <p id="seat-map-help" hidden>
        {words.m.map.help}
      </p>
      <MapButtons onZoom={(factor) => engine.current?.zoomBy(factor)} onWhole={() => engine.current?.showAll()} />
      {window_?.overview !== undefined && (
        <MiniPlan {...window_} overview={window_.overview} plan={plan} onGo={(box) => engine.current?.showBox(box)} />
      )}
      <div ref={card} hidden={hovered === undefined} className="seat-card" aria-hidden="true">
        {hovered !== undefined && <SeatCard target={hovered} />}
      </div>
    </div>
  )
}

/** Beyond this a picture has more points than eyes or memory. */
const RATIO_MAX = 2
const LABEL_FONT = '600 16px Archivo'
const FONT = "Archivo, 'Hiragino Sans', 'Noto Sans JP', system-ui, sans-serif"

function placeCard(card: HTMLElement, [x, y]: Point, frame: Frame | undefined): void {
  const { width, height } = frame ?? { width: 0, height: 0 }
  const toLeft = x > width / 2
  const above = y > height / 2
  card.style.left = toLeft ? '' : `${x + CARD_GAP_PX}px`
  card.style.right = toLeft ? `${width - x + CARD_GAP_PX}px` : ''
  card.style.top = above ? '' : `${y + CARD_GAP_PX}px`
  card.style.bottom = above ? `${height - y + CARD_GAP_PX}px` : ''
}

/** Hears that colours have changed: by the system, or by the switch of the page. */
function listenToTheme(listener: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  dark.addEventListener('change', listener)
  return () => {
    observer.disconnect()
    dark.removeEventListener('change', listener)
  }
}

const sameTarget = (a: Target | undefined, b: Target | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b))
