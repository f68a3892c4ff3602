import { readAnnouncement } from '@foyer/contract/draw-announcement'
import { Refused } from '@foyer/contract/client'
import type { EventView } from '@foyer/contract/catalog.views'
import type { QueueAbout } from '@foyer/contract/queue'
import type { DrawEntry } from '@foyer/contract/draw'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import method from '../../../../docs/draw.md?url'
import { Head } from '../../document/head.tsx'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { usePageData, type LoadContext } from '../../page.ts'
import { buttonLook } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useKeptPlaces } from '../queue/use-kept-places.ts'
import { CheckDraw } from './check-draw.tsx'
import { drawMessages } from './messages/index.ts'
import { OwnEntry } from './own-entry.tsx'
import { useDrawCheck } from './use-draw-check.ts'

export async function load({ api, params, signal }: LoadContext) {
  const eventId = params['eventId'] ?? ''
  const event = await api.call('GET', '/v1/events/:eventId', { params: { eventId }, signal })
  try {
    return { event, about: await api.call('GET', '/v1/events/:eventId/queue', { params: { eventId }, signal }) }
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 404) return { event, about: null }
    throw error
  }
}

/** How the order of a waiting room was drawn: what was published, and a check of all of it in the browser. */
export function Page() {
  const { event, about } = usePageData<typeof load>()
  const m = useMessages(drawMessages)
  const isDrawn = about !== null && about.announcement !== null
  return (
    <article className="frame py-6 tablet:py-10">
      <Head title={m.title(event.title)} description={m.description(event.title)} hidden={!isDrawn} />
      <div className="max-w-[52rem]">
        <Link to={`/events/${event.id}`} className="label inline-flex min-h-11 items-center">
          {event.title}
        </Link>
        <h1 className="heading">{m.label}</h1>
        <p className="lead mt-4 max-w-reading">{m.lead}</p>
        <div className="mt-10 space-y-14">
          {about === null ? (
            <Notice title={m.noDraw.title}>
              <p>{m.noDraw.text}</p>
              <p>
                <Link to={`/events/${event.id}`}>{m.noDraw.event}</Link>
              </p>
            </Notice>
          ) : about.announcement === null ? (
            <Notice title={m.notYet.title}>{m.notYet.text}</Notice>
          ) : (
            <Drawn event={event} />
          )}
          {about !== null && <Published event={event} about={about} />}
          {about !== null && <Elsewhere eventId={event.id} isDrawn={isDrawn} />}
        </div>
      </div>
    </article>
  )
}

/** The check, and one's own number. */
function Drawn({ event }: { readonly event: EventView }) {
  const kept = useKeptPlaces().find(({ eventId }) => eventId === event.id)
  const [given, setGiven] = useState<DrawEntry>()
  const { check, start } = useDrawCheck()
  const [file, setFile] = useState<string | Blob>(`/v1/events/${event.id}/queue/draw`)
  // Whoever came after the lobby has a place, and took no part in the draw.
  const entry = given ?? ((kept?.place.commitment ?? null) === null ? undefined : kept?.place)
  const own = entry && { eventId: entry.eventId, entryId: entry.entryId, salt: entry.salt, nonce: entry.nonce }
  return (
    <>
      <CheckDraw
        eventId={event.id}
        check={check}
        seen={kept?.seen}
        onStart={(chosen) => {
          setFile(chosen)
          start({ file: chosen, entry: own })
        }}
      />
      <OwnEntry
        entry={own && (given === undefined && kept?.receipt ? { ...own, receipt: kept.receipt } : own)}
        check={check}
        onEntry={(one) => {
          setGiven(one)
          start({ file, entry: one })
        }}
      />
    </>
  )
}

function Published({ event, about }: { readonly event: EventView; readonly about: QueueAbout }) {
  const { published: m } = useMessages(drawMessages)
  const formats = useFormats()
  const now = useNow()
  const read = about.announcement === null ? undefined : readAnnouncement(about.announcement)
  const randomness = read?.randomness
  const commitment = randomness?.kind === 'seed' ? randomness.commitment : about.seedCommitment
  return (
    <section>
      <h2 className="subheading">{m.title}</h2>
      <dl className="mt-4 grid gap-4">
        {read !== undefined && (
          <>
            <Fact term={m.entrants}>{m.count(read.entrants)}</Fact>
            <Fact term={m.announced}>
              <time dateTime={read.announcedAt.toISOString()}>
                {formats.day(read.announcedAt, event.timeZone, now)}, {formats.time(read.announcedAt, event.timeZone)} (
                {read.announcedAt.toISOString()})
              </time>
            </Fact>
            <Fact term={m.root} code>
              {read.root}
            </Fact>
          </>
        )}
        <Fact term={m.decidedBy}>
          {randomness?.kind === 'drand' ? m.beacon(formats.number(randomness.round)) : m.seed}
          {randomness?.kind === 'seed' && `; ${m.delay(formats.number(randomness.delay))}`}
        </Fact>
        {randomness?.kind === 'drand' && (
          <Fact term={m.chain} code>
            {randomness.chain}
          </Fact>
        )}
        {commitment !== null && (
          <Fact term={m.commitment} code>
            {commitment}
          </Fact>
        )}
      </dl>
    </section>
  )
}

interface FactProps {
  readonly term: string
  readonly code?: boolean
  readonly children: ReactNode
}

/** One thing that is published, with its name. */
export const Fact = ({ term, code = false, children }: FactProps) => (
  <div>
    <dt className="label">{term}</dt>
    <dd className={code ? 'font-mono text-small break-all' : ''}>{children}</dd>
  </div>
)

function Elsewhere({ eventId, isDrawn }: { readonly eventId: string; readonly isDrawn: boolean }) {
  const { elsewhere: m } = useMessages(drawMessages)
  return (
    <section>
      <h2 className="subheading">{m.title}</h2>
      {isDrawn && (
        <>
          <p className="mt-4">
            <a
              href={`/v1/events/${eventId}/queue/draw`}
              download={`draw-${eventId}.json`}
              className={buttonLook('plain')}
            >
              {m.save}
            </a>
          </p>
          <p className="mt-4">{m.cli}</p>
          <pre className="mt-2 overflow-x-auto rounded bg-sunk p-3 text-small" tabIndex={0}>
            <code>{`foyer verify draw draw-${eventId}.json --entry entry-${eventId}.json`}</code>
          </pre>
        </>
      )}
      <p className="prose mt-4 max-w-reading">{m.own}</p>
      <a href={method} className="inline-flex min-h-11 items-center font-semibold">
        {m.method}
      </a>
    </section>
  )
}
