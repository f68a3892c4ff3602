import { shapeOfLevel, SHAPES, type Shape } from './palette.ts'

const PATHS: Readonly<Record<Shape, string>> = {
  disc: 'M8 2a6 6 0 1 1 0 12a6 6 0 1 1 0-12z',
  square:
    'M4.2 2.5h7.6a1.7 1.7 0 0 1 1.7 1.7v7.6a1.7 1.7 0 0 1-1.7 1.7H4.2a1.7 1.7 0 0 1-1.7-1.7V4.2a1.7 1.7 0 0 1 1.7-1.7z',
  tab: 'M8 2.4a5.4 5.4 0 0 1 5.4 5.4v4.8a1 1 0 0 1-1 1H3.6a1 1 0 0 1-1-1V7.8A5.4 5.4 0 0 1 8 2.4z',
  shield: 'M8 13.6a5.4 5.4 0 0 1-5.4-5.4V3.4a1 1 0 0 1 1-1h8.8a1 1 0 0 1 1 1v4.8A5.4 5.4 0 0 1 8 13.6z',
  cross: 'M4.9 1.8h6.2v3.1h3.1v6.2h-3.1v3.1H4.9v-3.1H1.8V4.9h3.1z',
  pill: 'M5.6 4.2h4.8a3.8 3.8 0 0 1 0 7.6H5.6a3.8 3.8 0 0 1 0-7.6z',
}

/** The sign of a price level, as its seats look on the map. */
export const LevelMark = ({ level, className = '' }: { readonly level: number; readonly className?: string }) => (
  <svg
    viewBox="0 0 16 16"
    aria-hidden="true"
    className={`${levelColour(level)} ${className || 'size-4'} shrink-0 fill-current`}
  >
    <path d={PATHS[shapeOfLevel(level)]} />
  </svg>
)

const levelColour = (level: number): string => `seat-level-${(level % SHAPES.length) + 1}`
