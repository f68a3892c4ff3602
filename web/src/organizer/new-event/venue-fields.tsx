import type { PlaceView } from '@foyer/contract/catalog.finding'
import { useMemo } from 'react'
import { useApi } from '../../api/context.ts'
import { useFormats, useLanguage, useMessages } from '../../i18n/context.ts'
import { Field, Select, TextArea } from '../../ui/field.tsx'
import { linesOf } from '../../ui/lines.ts'
import { Finder } from './finder.tsx'
import { newEventMessages } from './messages/index.ts'
import { More } from './part.tsx'
import { countriesBy, currencies, currencyOf, timeZones } from './regions.ts'
import type { TypedVenue } from './typed-venue.ts'

const LETTERS_MIN = 2
const TOWNS_SHOWN_MAX = 5

interface VenueFieldsProps {
  readonly venue: TypedVenue
  readonly onVenue: (changes: Partial<TypedVenue>) => void
  /** What is wrong, by the field of the form. */
  readonly faults: Readonly<Record<string, string>>
}

/** What is said of a venue. A town of the gazetteer brings its region, country, clocks, currency and a first point. */
export function VenueFields({ venue, onVenue, faults }: VenueFieldsProps) {
  const m = useMessages(newEventMessages).venue
  const f = useFormats()
  const language = useLanguage()
  const api = useApi()
  const countries = useMemo(() => countriesBy(f.country, language), [f, language])
  const line = linesOf(venue, onVenue, faults, 'venue')
  const takeTown = (town: PlaceView) =>
    onVenue({
      city: town.name,
      state: town.region ?? '',
      country: town.country,
      timeZone: town.timeZone,
      currency: currencyOf(town.country) ?? venue.currency,
      location: `${town.location.lat}, ${town.location.lng}`,
    })
  return (
    <>
      <Field label={m.name} maxLength={200} autoComplete="off" {...line('name')} />
      <Finder
        label={m.city}
        hint={m.cityHint}
        fault={faults['venue.city']}
        name="venue.city"
        value={venue.city}
        onType={(city) => onVenue({ city })}
        lettersMin={LETTERS_MIN}
        isQuiet
        find={async (q, signal) => {
          const { items } = await api.call('GET', '/v1/places', { query: { q, limit: TOWNS_SHOWN_MAX }, signal })
          return items.map((town) => ({
            id: String(town.id),
            name: town.name,
            detail: town.label.slice(town.name.length).replace(/^,\s*/, ''),
            value: town,
          }))
        }}
        onChoose={takeTown}
      />
      <div className="grid gap-6 tablet:grid-cols-[1fr_10rem]">
        <Field label={m.street} maxLength={200} {...line('street')} />
        <Field label={m.postalCode} maxLength={20} {...line('postalCode')} />
        <Field label={m.additional} hint={m.additionalHint} maxLength={200} {...line('additional')} />
      </div>
      <div className="grid gap-6 tablet:grid-cols-2">
        <Field label={m.state} maxLength={120} {...line('state')} />
        <Select label={m.country} {...line('country')}>
          <option value="">{m.choose}</option>
          {countries.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
        <Select label={m.timeZone} hint={m.timeZoneHint} {...line('timeZone')}>
          <Known value={venue.timeZone} among={timeZones()} none={m.choose} />
        </Select>
        <Select label={m.currency} {...line('currency')}>
          <Known value={venue.currency} among={currencies()} none={m.choose} />
        </Select>
      </div>
      <Field
        label={m.coordinates}
        hint={m.coordinatesHint}

        inputMode="text"
        autoComplete="off"
        {...line('location')}
      />
      <More title={m.more}>
        <TextArea label={m.transport} maxLength={10_000} {...line('transport')} />
        <TextArea
          label={m.accessibility}
          hint={m.accessibilityHint}

          maxLength={10_000}
          {...line('accessibility')}
        />
      </More>
    </>
  )
}

interface KnownProps {
  readonly value: string
  readonly among: readonly string[]
  readonly none: string
}

/** What this browser knows, and what was given besides: the gazetteer may know a zone by another name. */
const Known = ({ value, among, none }: KnownProps) => (
  <>
    <option value="">{none}</option>
    {value !== '' && !among.includes(value) && <option value={value}>{value}</option>}
    {among.map((one) => (
      <option key={one} value={one}>
        {one}
      </option>
    ))}
  </>
)
