import type { EventView } from '@foyer/contract/catalog.views'
import { useMessages } from '../../i18n/context.ts'
import { AboutShow, Bill } from '../../shop/event/about.tsx'
import { Prices } from '../../shop/event/prices.tsx'
import { WhenAndWhere } from '../../shop/event/when-and-where.tsx'
import { posterSubject } from '../../shop/listing/subject.ts'
import { Poster } from '../../ui/poster/poster.tsx'
import { ownEventMessages } from './messages/index.ts'

/** The event as the shop shows it, made of the same parts; of a draft too. */
export function AsFansSeeIt({ event }: { readonly event: EventView }) {
  const m = useMessages(ownEventMessages).preview
  const heads = event.performers.filter(({ billing }) => billing === 0)
  return (
    <aside aria-labelledby="preview">
      <h2 id="preview" className="subheading border-t-2 border-ink pt-3">
        {m.title}
      </h2>
      {event.status === 'draft' && <p className="mt-1 text-small text-quiet">{m.draft}</p>}
      <div className="mt-5 space-y-8 rounded border border-line bg-raised p-5 tablet:p-6">
        <div>
          <Poster subject={posterSubject(event.show, heads)} />
          <p className="heading mt-6">{event.title}</p>
          <WhenAndWhere event={event} reason={null} />
        </div>
        <Prices event={event} />
        <AboutShow event={event} />
        <Bill event={event} />
      </div>
    </aside>
  )
}
