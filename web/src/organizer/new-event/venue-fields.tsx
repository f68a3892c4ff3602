import type { PlaceView } from '@foyer/contract/catalog.finding'
import { useMemo } from 'react'
import { useApi } from '../../api/context.ts'
import { useFormats, useLanguage, useMessages } from '../../i18n/context.ts'
import { Field, Select, TextArea } from '../../ui/field.tsx'
import type { NewVenue } from './draft.ts'
import { Finder } from './finder.tsx'
import { newEventMessages } from './messages/index.ts'
import { More, type PartProps } from './part.tsx'
import { countriesBy, currencies, currencyOf, timeZones } from './regions.ts'

const LETTERS_MIN = 2
const TOWNS_SHOWN_MAX = 5

/** A venue to be added. A town of the gazetteer brings its region, country, clocks, currency and a first point. */
export function NewVenueFields({ draft: { newVenue: venue }, onDraft, faults }: PartProps) {
  const m = useMessages(newEventMessages).venue
  const f = useFormats()
  const language = useLanguage()
  const api = useApi()
  const countries = useMemo(() => countriesBy(f.country, language), [f, language])
  const put = (changes: Partial<NewVenue>) =>
    onDraft((before) => ({ ...before, newVenue: { ...before.newVenue, ...changes } }))
  const line = (field: keyof NewVenue) => ({
    name: `venue-${field}`,
    value: venue[field],
    onChange: ({ currentTarget: { value } }: { readonly currentTarget: { readonly value: string } }) =>
      put({ [field]: value }),
  })
  const takeTown = (town: PlaceView) =>
    put({
      city: town.name,
      state: town.region ?? '',
      country: town.country,
      timeZone: town.timeZone,
      currency: currencyOf(town.country) ?? venue.currency,
      coordinates: `${town.location.lat}, ${town.location.lng}`,
    })
  return (
    <>
      <Field label={m.name} fault={faults['venue.name']} maxLength={200} autoComplete="off" {...line('name')} />
      <Finder
        label={m.city}
        hint={m.cityHint}
        fault={faults['venue.city']}
        name="venue-city"
        value={venue.city}
        onType={(city) => put({ city })}
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
        <Field label={m.street} fault={faults['venue.street']} maxLength={200} {...line('street')} />
        <Field label={m.postalCode} fault={faults['venue.postalCode']} maxLength={20} {...line('postalCode')} />
      </div>
      <div className="grid gap-6 tablet:grid-cols-2">
        <Field label={m.state} fault={faults['venue.state']} maxLength={120} {...line('state')} />
        <Select label={m.country} fault={faults['venue.country']} {...line('country')}>
          <option value="">{m.choose}</option>
          {countries.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
        <Select label={m.timeZone} hint={m.timeZoneHint} fault={faults['venue.timeZone']} {...line('timeZone')}>
          <Known value={venue.timeZone} among={timeZones()} none={m.choose} />
        </Select>
        <Select label={m.currency} fault={faults['venue.currency']} {...line('currency')}>
          <Known value={venue.currency} among={currencies()} none={m.choose} />
        </Select>
      </div>
      <Field
        label={m.coordinates}
        hint={m.coordinatesHint}
        fault={faults['venue.location']}
        inputMode="text"
        autoComplete="off"
        {...line('coordinates')}
      />
      <More title={m.more}>
        <TextArea label={m.transport} fault={faults['venue.transport']} maxLength={10_000} {...line('transport')} />
        <TextArea
          label={m.accessibility}
          hint={m.accessibilityHint}
          fault={faults['venue.accessibility']}
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
