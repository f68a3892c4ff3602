import { useId } from 'react'
import { useFormats } from '../i18n/context.ts'

interface FigureProps {
  /** How tests and programs find it; its name unless said. */
  readonly id?: string
  readonly name: string
  readonly value: number
  /** The one that counts most is larger, and has a row of its own on a phone. */
  readonly isMain?: boolean
  /** What else its name says. */
  readonly more?: string
}

/** A big figure with its name below; it stands in a `<dl>`. */
export function Figure({ name, value, isMain = false, more = '', id = name }: FigureProps) {
  const f = useFormats()
  return (
    <div className={`flex flex-col-reverse justify-end ${isMain ? 'col-span-2 tablet:col-span-1' : ''}`}>
      <dt className="text-small text-quiet">
        {name} {more}
      </dt>
      <dd className={`figure leading-none ${isMain ? 'text-h1' : 'text-h2'}`} data-figure={id}>
        {f.number(value)}
      </dd>
    </div>
  )
}

interface StockBarProps {
  readonly all: number
  readonly sold: number
  readonly held: number
  /** Kept back, at the other end. */
  readonly back?: number
}

/** Sold, held and left of all places as one bar; held is hatched, so that it can be told without its colour. */
export function StockBar({ all, sold, held, back = 0 }: StockBarProps) {
  const hatch = useId()
  const share = (count: number) => (all === 0 ? 0 : (1_000 * count) / all)
  return (
    <svg viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true" className="mt-4 h-4 w-full">
      <defs>
        <pattern id={hatch} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="8" height="8" className="fill-signal-soft" />
          <rect width="4" height="8" className="fill-signal" />
        </pattern>
      </defs>
      <rect width="1000" height="20" className="fill-line" />
      <rect width={share(sold)} height="20" className="fill-ink" />
      <rect x={share(sold)} width={share(held)} height="20" fill={`url(#${hatch})`} />
      {back > 0 && <rect x={1_000 - share(back)} width={share(back)} height="20" className="fill-quiet" />}
    </svg>
  )
}
