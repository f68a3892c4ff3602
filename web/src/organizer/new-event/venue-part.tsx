import { useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { Field, Select } from '../../ui/field.tsx'
import { Finder } from './finder.tsx'
import { findVenues } from './find-venues.ts'
import { newEventMessages } from './messages/index.ts'
import { VenueFields } from './venue-fields.tsx'
import { Chosen, Group, type PartProps } from './part.tsx'

const LETTERS_MIN = 2

/** Where: a venue that is there, found by its name or its city, or a new one; and which of its halls. */
export function VenuePart(props: PartProps) {
  const { draft, onDraft, faults } = props
  const m = useMessages(newEventMessages).venue
  return (
    <Group title={m.title}>
      {draft.isKnownVenue ? (
        <KnownVenueFields {...props} />
      ) : (
        <>
          <p className="-mx-2">
            <Button kind="quiet" onClick={() => onDraft((before) => ({ ...before, isKnownVenue: true }))}>
              {m.known}
            </Button>
          </p>
          <VenueFields
            venue={draft.newVenue}
            onVenue={(changes) => onDraft((before) => ({ ...before, newVenue: { ...before.newVenue, ...changes } }))}
            faults={faults}
          />
        </>
      )}
      <HallFields {...props} />
    </Group>
  )
}

function KnownVenueFields({ draft: { venue }, onDraft, faults }: PartProps) {
  const m = useMessages(newEventMessages).venue
  const f = useFormats()
  const api = useApi()
  const [typed, setTyped] = useState('')
  if (venue !== null)
    return (
      <Chosen
        label={m.chosen}
        name={venue.name}
        detail={[venue.street, venue.city, f.country(venue.country)].filter((one) => one !== null).join(', ')}
        other={m.other}
        onOther={() => onDraft((before) => ({ ...before, venue: null, hallId: '' }))}
      />
    )
  return (
    <Finder
      label={m.find}
      hint={m.findHint}
      fault={faults['venue']}
      name="venue"
      value={typed}
      onType={setTyped}
      lettersMin={LETTERS_MIN}
      find={async (text, signal) =>
        (await findVenues(api, text, signal)).map((found) => ({
          id: found.id,
          name: found.name,
          detail: [found.street, found.city, f.country(found.country)].filter((one) => one !== null).join(', '),
          value: found.id,
        }))
      }
      onChoose={(venueId) => {
        void api.call('GET', '/v1/venues/:venueId', { params: { venueId } }).then(
          (chosen) => onDraft((before) => ({ ...before, venue: chosen, hallId: '' })),
          // The list stays: it can be chosen again.
          () => setTyped(''),
        )
      }}
    >
      <p className="mt-3">
        <Button
          kind="plain"
          onClick={() =>
            onDraft((before) => ({
              ...before,
              isKnownVenue: false,
              hallId: '',
              newVenue: { ...before.newVenue, name: before.newVenue.name === '' ? typed.trim() : before.newVenue.name },
            }))
          }
        >
          {m.add}
        </Button>
      </p>
    </Finder>
  )
}

function HallFields({ draft: { isKnownVenue, venue, hallId, newHall }, onDraft, faults }: PartProps) {
  const m = useMessages(newEventMessages).venue
  if (isKnownVenue && venue === null) return null
  const halls = isKnownVenue ? (venue?.halls ?? []) : []
  return (
    <div className="grid gap-6 tablet:grid-cols-2">
      {halls.length > 0 && (
        <Select
          label={m.hall}
          name="hall"
          value={hallId}
          onChange={({ currentTarget: { value } }) =>
            onDraft((before) => ({ ...before, hallId: value, newHall: value === '' ? before.newHall : '' }))
          }
        >
          <option value="">{m.noHall}</option>
          {halls.map((hall) => (
            <option key={hall.id} value={hall.id}>
              {hall.name}
            </option>
          ))}
        </Select>
      )}
      {hallId === '' && (
        <Field
          label={halls.length > 0 ? m.newHall : m.hall}
          hint={m.newHallHint}
          fault={faults['hall.name']}
          name="new-hall"
          maxLength={200}
          autoComplete="off"
          value={newHall}
          onChange={({ currentTarget: { value } }) => onDraft((before) => ({ ...before, newHall: value }))}
        />
      )}
    </div>
  )
}
