import { Refused } from '@foyer/contract/client'
import { useId, useState } from 'react'
import { useApi } from '../../api/context.ts'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { Field, Select } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Outcome, Section } from '../on-sale/section.tsx'
import { additionOf, EMPTY_ADDITION, type Addition, type AdditionDraft, type Present } from './addition.ts'
import type { TicketsMessages } from './messages/en.ts'
import { ticketsMessages } from './messages/index.ts'
import type { Tickets } from './read-tickets.ts'
import { codeOf, faultWords, useIntention, useWork } from './use-work.ts'

interface AddSectionProps {
  readonly tickets: Tickets
  readonly readAgain: () => Promise<Tickets>
}

const presentIn = ({ event, currency, sections, isDraft }: Tickets): Present => ({
  currency,
  levels: event.priceLevels.map(({ name, price }) => ({ name, allIn: price.allIn.minor })),
  sections,
  isFixed: !isDraft,
})

/** Tickets by form: an area, or rows of seats, at a price that the event has or at a new one. */
export function AddSection({ tickets, readAgain }: AddSectionProps) {
  const words = useMessages(ticketsMessages)
  const m = words.add
  const f = useFormats()
  const api = useApi()
  const listId = useId()
  const intention = useIntention()
  const present = presentIn(tickets)
  const [first] = present.levels
  const [draft, setDraft] = useState<AdditionDraft>({ ...EMPTY_ADDITION, level: first?.name ?? '' })
  const [isTried, setTried] = useState(false)
  const read = additionOf(draft, present)
  const form = useWork(async () => {
    setTried(true)
    if ('faults' in read) return undefined
    await api.call('POST', '/v1/events/:eventId/tickets/file', {
      params: { eventId: tickets.event.id },
      raw: { contentType: 'text/csv', text: read.csv },
      key: intention.keyFor(read.csv),
    })
    intention.done()
    setTried(false)
    setDraft({ ...draft, level: read.level, count: '', rowFrom: '', rowTo: '', levelName: '', faceValue: '', fees: '' })
    const { compiled } = await readAgain()
    return m.done(read.places, read.section, words.places(compiled?.count ?? 0))
  })
  const own = 'faults' in read && isTried ? read.faults : {}
  const told = refusedFields(form.fault, 'faults' in read ? undefined : read, words)
  const isNew = !present.levels.some((level) => level.name === draft.level)
  const field = (name: keyof AdditionDraft) => ({
    name,
    value: draft[name],
    fault: own[name] === undefined ? told[name] : m.faults[own[name]],
    autoComplete: 'off',
    onChange: (typed: { currentTarget: { value: string } }) => {
      form.forget()
      setDraft({ ...draft, [name]: typed.currentTarget.value })
    },
  })
  const number = { inputMode: 'numeric', maxLength: 6 } as const
  const amount = { inputMode: 'decimal', maxLength: 11 } as const
  const last = tickets.sections.at(-1)
  const sameKind = tickets.sections.filter(({ kind }) => (kind === 'area') === (draft.kind === 'area'))
  const growing = tickets.isDraft ? sameKind : sameKind.filter((section) => section === last)
  return (
    <Section id="add" title={m.title} why={m.why}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          form.run()
        }}
        className="flex flex-col gap-5"
      >
        <Segmented
          legend={m.kind}
          name="kind"
          value={draft.kind}
          onChoose={(kind) => {
            form.forget()
            setTried(false)
            setDraft({ ...draft, kind })
          }}
          options={[
            { value: 'area', label: m.area },
            { value: 'seats', label: m.seats },
          ]}
        />
        <Field
          label={draft.kind === 'area' ? m.section : m.sectionSeats}
          hint={tickets.isDraft || growing[0] === undefined ? m.sectionHint : m.sectionHintFixed(growing[0].name)}
          maxLength={40}
          list={listId}
          {...field('section')}
        />
        <datalist id={listId}>
          {growing.map(({ key, name }) => (
            <option key={key} value={name} />
          ))}
        </datalist>
        {draft.kind === 'area' ? (
          <Field label={m.count} {...number} {...field('count')} />
        ) : (
          <>
            <div className="grid grid-cols-2 gap-4">
              <Field label={m.rowFrom} hint={m.rowHint} maxLength={40} {...field('rowFrom')} />
              <Field label={m.rowTo} maxLength={40} {...field('rowTo')} />
            </div>
            <div className="grid grid-cols-2 gap-4">
              <Field label={m.seatFrom} {...number} {...field('seatFrom')} />
              <Field label={m.seatTo} {...number} {...field('seatTo')} />
            </div>
          </>
        )}
        {present.levels.length > 0 && (
          <Select label={m.level} {...field('level')}>
            {present.levels.map(({ name, allIn }) => (
              <option key={name} value={name}>
                {m.levelOption(name, f.price({ minor: allIn, currency: tickets.currency }))}
              </option>
            ))}
            <option value="">{m.newLevel}</option>
          </Select>
        )}
        {isNew && (
          <fieldset className="flex flex-col gap-5 border-l-4 border-line pl-5">
            <legend className="sr-only">{m.newLevel}</legend>
            <Field
              label={present.levels.length > 0 ? m.levelName : m.level}
              hint={m.levelNameHint}
              maxLength={80}
              {...field('levelName')}
            />
            <div className="grid grid-cols-2 items-start gap-4">
              <Field label={m.faceValue(tickets.currency)} {...amount} {...field('faceValue')} />
              <Field label={m.fees(tickets.currency)} hint={m.feesHint} {...amount} {...field('fees')} />
            </div>
          </fieldset>
        )}
        <Summary addition={'faults' in read ? undefined : read} currency={tickets.currency} />
        <p>
          <Button type="submit" aria-disabled={form.pending}>
            {'faults' in read ? m.goPlain : m.go(read.places)}
          </Button>
        </p>
        <Outcome fault={Object.keys(told).length > 0 ? undefined : faultWords(form.fault, words)} done={form.done} />
      </form>
    </Section>
  )
}

/** Where the columns of the file come from in the form. */
const FIELD_OF: Readonly<Record<string, keyof AdditionDraft>> = {
  section: 'section',
  row: 'rowFrom',
  seat: 'seatFrom',
  count: 'count',
  'price level': 'levelName',
  price: 'faceValue',
  fees: 'fees',
}

/** What the API says of the lines that were made of the form, at the fields of the form. */
function refusedFields(
  fault: unknown,
  addition: Addition | undefined,
  m: TicketsMessages,
): Readonly<Partial<Record<keyof AdditionDraft, string>>> {
  if (!(fault instanceof Refused) || codeOf(fault) === 'places-fixed') return {}
  const told: Partial<Record<keyof AdditionDraft, string>> = {}
  for (const { field, expected } of fault.problem.errors ?? []) {
    const [, line = '', column = ''] = /^line (\d+), (.+)$/.exec(field) ?? []
    const rows = addition?.rows ?? []
    const row = rows[Number(line) - 2]
    const name = column === 'count' && rows.length > 0 ? 'seatTo' : FIELD_OF[column]
    if (name === undefined) continue
    told[name] ??= row !== undefined && rows.length > 1 ? m.inRow(row, m.expected(expected)) : m.expected(expected)
  }
  // The price of a level that was chosen stands in its list.
  return told.faceValue !== undefined && addition?.fees === undefined ? { ...told, level: told.faceValue } : told
}

interface SummaryProps {
  readonly addition: Addition | undefined
  readonly currency: string
}

/** What will be added: how many, where, at which price. */
function Summary({ addition, currency }: SummaryProps) {
  const { add: m } = useMessages(ticketsMessages)
  const f = useFormats()
  const price = (minor: number) => f.price({ minor, currency })
  return (
    <div className="border-l-4 border-ink bg-sunk px-5 py-4" data-summary>
      <h3 className="label">{m.summary}</h3>
      {addition === undefined ? (
        <p className="mt-1 text-quiet">{m.incomplete}</p>
      ) : (
        <>
          <p className="mt-1 font-display font-semibold">
            {addition.rows.length === 0
              ? m.summaryArea(addition.places, addition.section)
              : m.summarySeats(addition.places, addition.section, addition.rows.length)}
          </p>
          {addition.rows.length > 0 && (
            <p className="figure">
              {m.rowsAndSeats(
                addition.rows[0] ?? '',
                addition.rows.at(-1) ?? '',
                String(addition.seatFrom),
                String(addition.seatFrom + addition.perRow - 1),
              )}
            </p>
          )}
          <p>
            {addition.level}: <span className="figure">{m.each(price(addition.allIn))}</span>
            {addition.fees !== undefined && addition.fees > 0 && `, ${m.ofWhichFees(price(addition.fees))}`}
          </p>
          <p className="text-small text-quiet">{m.worth(price(addition.allIn * addition.places))}</p>
        </>
      )}
    </div>
  )
}
