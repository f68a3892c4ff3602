import type { EventSummary } from '@foyer/contract/catalog.views'
import { useEffect, useRef, useState } from 'react'
import { useHref } from 'react-router'
import { useSite } from '../../document/site.ts'
import { useMessages } from '../../i18n/context.ts'
import { venuesOf } from './map-venues.ts'
import { searchMessages } from './messages/index.ts'

/** Where the events found are. The map comes when it is asked for; it shows nothing that the list does not say. */
export function ResultsMap({ events }: { readonly events: readonly EventSummary[] }) {
  const m = useMessages(searchMessages)
  const { mapTiles } = useSite()
  const home = useHref('/')
  const element = useRef<HTMLDivElement>(null)
  const [hasFailed, setHasFailed] = useState(false)
  const venues = venuesOf(events)
  useEffect(() => {
    if (element.current === null) return
    const place = element.current
    let isOver = false
    let remove: (() => void) | undefined
    import('./draw-map.ts').then(
      async ({ drawMap }) => {
        const drawn = await drawMap(place, venuesOf(events), {
          tiles: mapTiles,
          addressOf: (path) => home.replace(/\/$/, '') + path,
          count: m.mapEvents,
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
  }, [events, mapTiles, home, m])
  if (venues.length === 0 || hasFailed) return <p className="py-8">{hasFailed ? m.mapFailed : m.noPlaces}</p>
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
