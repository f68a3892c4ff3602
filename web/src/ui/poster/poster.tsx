import { drawPoster, type Letter, type Subject } from './draw.ts'
import { HEIGHT, WIDTH } from './pictures.ts'

interface PosterProps {
  readonly subject: Subject
  readonly className?: string
}

/** The poster of a show. It says nothing that does not stand beside it in words, so readers of the screen pass it over. */
export function Poster({ subject, className = '' }: PosterProps) {
  const { inks, picture, moved, lettersFrom, title, bill } = drawPoster(subject)
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden="true"
      focusable="false"
      className={`poster block h-auto w-full overflow-hidden rounded ${className}`}
    >
      <rect width={WIDTH} height={HEIGHT} fill={inks.ground} />
      <path d={picture} fill={inks.figure} transform={moved} />
      {lettersFrom < HEIGHT && <rect y={lettersFrom} width={WIDTH} height={HEIGHT - lettersFrom} fill={inks.ground} />}
      <g fill={inks.letters}>
        {title.map((line) => (
          <Line key={line.y} {...line} />
        ))}
        {bill !== undefined && <Line {...bill} />}
      </g>
    </svg>
  )
}

const Line = ({ text, x, y, size, length }: Letter) => (
  <text
    x={x}
    y={Math.round(y * 10) / 10}
    fontSize={Math.round(size * 10) / 10}
    {...(length === undefined ? {} : { textLength: length, lengthAdjust: 'spacingAndGlyphs' })}
  >
    {text}
  </text>
)
