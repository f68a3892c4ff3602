import type { PinView } from '@foyer/contract/catalog.finding'
import { useEffect, useRef, useState } from 'react'
import { useHref } from 'react-router'
import { useSite } from '../../document/site.ts'
import { useLanguage, useMessages } from '../../i18n/context.ts'
import { formatsOf } from '../../i18n/format.ts'
import { searchMessages } from './messages/index.ts'

/** Where the events found are, whatever page of the list. The map comes when it is asked for; it shows nothing that the list does not say. */
export function ResultsMap({ pins }: { readonly pins: readonly PinView[] }) {
  const m = useMessages(searchMessages)
  const language = useLanguage()
  const { mapTiles } = useSite()
  const home = useHref('/')
  const element = useRef<HTMLDivElement>(null)
  const [hasFailed, setHasFailed] = useState(false)
  useEffect(() => {
    if (element.current === null) return
    const place = element.current
    let isOver = false
    let remove: (() => void) | undefined
    import('./draw-map.ts').then(
      async ({ drawMap }) => {
        const drawn = await drawMap(place, pins, {
          tiles: mapTiles,
          addressOf: (path) => home.replace(/\/$/, '') + path,
          count: m.mapEvents,
          dayOf: (startsAt, timeZone) => formatsOf(language).shortDay(new Date(startsAt), timeZone, new Date()),
        })
        if (isOver) drawn()
        else remove = drawn
      },
      () => setHasFailed(true),
    )
    return () => {
      isOver = true
      remove?.()
    }
  }, [pins, mapTiles, home, m, language])
  if (pins.length === 0 || hasFailed) return <p className="py-8">{hasFailed ? m.mapFailed : m.noPlaces}</p>
  return (
    <>
      <p className="pb-3 text-small text-quiet">{m.mapText}</p>
      <div
        ref={element}
        role="region"
        aria-label={m.map}
        className="map h-[70vh] w-full overflow-hidden rounded border border-line bg-sunk"
      />
    </>
  )
}
