import type { VenueWithHalls } from '@foyer/contract/catalog.views'
import { useState } from 'react'
import { useParams } from 'react-router'
import { useApi } from '../../../api/context.ts'
import { useMessages } from '../../../i18n/context.ts'
import { GettingThere, VenueAccess } from '../../../shop/event/getting-there.tsx'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { catalogueMessages } from '../../catalogue/messages/index.ts'
import { OwnOne } from '../../catalogue/own-one.tsx'
import { newEventMessages } from '../../new-event/messages/index.ts'
import { refusedAt } from '../../new-event/save.ts'
import { typedVenueOf, VENUE_FIELDS, venueInputOf, venueLacks } from '../../new-event/typed-venue.ts'
import { VenueFields } from '../../new-event/venue-fields.tsx'
import { DeleteVenue } from './delete-venue.tsx'
import { mistypedBy, useFaultFocus, useForm } from '../../on-sale/faults.ts'
import { Outcome } from '../../on-sale/section.tsx'

/** A venue of an organiser, to be corrected, and how the shop tells the way to it. */
export function Page() {
  const { venues } = useMessages(catalogueMessages)
  const api = useApi()
  const { venueId = '' } = useParams()
  return (
    <OwnOne
      words={venues}
      list="/organise/venues"
      id={venueId}
      shop={`/venues/${venueId}`}
      ask={(signal) => api.call('GET', '/v1/me/venues/:venueId', { params: { venueId }, signal })}
    >
      {(venue, put) => (
        <div className="mt-8 grid gap-x-16 gap-y-12 desk:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="min-w-0 space-y-10">
            <VenueForm venue={venue} onSaved={put} />
            <DeleteVenue venue={venue} />
          </div>
          <aside className="space-y-10">
            <GettingThere venue={venue} />
            <VenueAccess venue={venue} />
          </aside>
        </div>
      )}
    </OwnOne>
  )
}

interface VenueFormProps {
  readonly venue: VenueWithHalls
  readonly onSaved: (venue: VenueWithHalls) => void
}

function VenueForm({ venue, onSaved }: VenueFormProps) {
  const m = useMessages(catalogueMessages)
  const { faults: words } = useMessages(newEventMessages)
  const api = useApi()
  const [typed, setTyped] = useState(typedVenueOf(venue))
  const form = useForm(VENUE_FIELDS, async () => {
    mistypedBy(venueLacks(typed), words)
    const request = { params: { venueId: venue.id }, body: venueInputOf(typed) }
    const saved = await refusedAt('venue', () => api.call('PATCH', '/v1/venues/:venueId', request))
    onSaved(saved)
    setTyped(typedVenueOf(saved))
  })
  const { fields, whole } = form.faults
  const element = useFaultFocus(fields)
  return (
    <form ref={element} noValidate onSubmit={form.onSubmit} className="flex max-w-[50rem] min-w-0 flex-col gap-6">
      <VenueFields
        venue={typed}
        onVenue={(changes) => setTyped((before) => ({ ...before, ...changes }))}
        faults={fields}
      />
      <div role="status" className="space-y-4 empty:hidden">
        {typed.timeZone !== venue.timeZone && <Notice kind="signal">{m.otherZone}</Notice>}
        {typed.currency !== venue.currency && <Notice>{m.otherCurrency}</Notice>}
      </div>
      <div>
        <Button type="submit" aria-disabled={form.pending}>
          {m.save}
        </Button>
      </div>
      <Outcome
        fault={whole ?? (Object.keys(fields).length > 0 ? words.some : undefined)}
        done={form.done ? m.saved : undefined}
      />
    </form>
  )
}
