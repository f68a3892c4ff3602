import type { VenueWithHalls } from '@foyer/contract/catalog.views'
import { Refused } from '@foyer/contract/client'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useApi } from '../../../api/context.ts'
import { useMessages } from '../../../i18n/context.ts'
import { AskFirst } from '../../ask-first.tsx'
import { catalogueMessages } from '../../catalogue/messages/index.ts'
import { useForm } from '../../on-sale/faults.ts'
import { Outcome } from '../../on-sale/section.tsx'

/** Why a venue stays. */
interface InUse {
  readonly count: number
  readonly events: readonly { readonly id: string; readonly title: string; readonly own: boolean }[]
}

/** Events that a refusal names at most. */
const NAMED_MAX = 20

/** Deletes a venue that no event uses; where some do, says which. */
export function DeleteVenue({ venue }: { readonly venue: VenueWithHalls }) {
  const { erase: m } = useMessages(catalogueMessages)
  const api = useApi()
  const navigate = useNavigate()
  const [inUse, setInUse] = useState<InUse>()
  const erase = useForm([], async () => {
    setInUse(undefined)
    try {
      await api.call('DELETE', '/v1/venues/:venueId', { params: { venueId: venue.id } })
    } catch (error) {
      if (!(error instanceof Refused) || error.problem.code !== 'venue-in-use') throw error
      // As the contract's page of this code describes it.
      setInUse(error.problem as unknown as InUse)
      return
    }
    await navigate('/organise/venues')
  })
  return (
    <div className="space-y-4 border-t border-line pt-6">
      <div className="-ml-2">
        <AskFirst
          label={m.label}
          question={m.sure(venue.name)}
          go={m.go}
          keep={m.keep}
          disabled={erase.pending}
          onGo={erase.run}
        />
      </div>
      <div role="alert">
        {inUse !== undefined && (
          <>
            <p>{m.inUse(inUse.count)}</p>
            <ul className="mt-2 list-disc space-y-1 pl-5">
              {inUse.events.map(({ id, title, own }) => (
                <li key={id}>
                  <Link
                    to={own ? `/organise/events/${id}` : `/events/${id}`}
                    className="inline-flex min-h-6 items-center"
                  >
                    {title}
                  </Link>
                </li>
              ))}
            </ul>
            {inUse.events.length < Math.min(inUse.count, NAMED_MAX) && <p className="mt-2">{m.others}</p>}
          </>
        )}
      </div>
      <Outcome fault={erase.faults.whole} done={undefined} />
    </div>
  )
}
