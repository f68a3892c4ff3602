import { useState } from 'react'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Price } from '../../ui/price.tsx'
import { Figure, StockBar } from '../figure.tsx'
import { ticketsMessages } from './messages/index.ts'
import type { Tickets } from './read-tickets.ts'
import { totalOf, type Counts, type StockSection } from './stock.ts'

const SECTIONS_SHOWN = 30
const FIGURES = ['free', 'held', 'sold', 'house', 'out', 'places'] as const
const COLUMNS = 'desk:grid desk:grid-cols-[1fr_repeat(6,5.5rem)] desk:items-baseline'

/** What the event has: all together, then by section and price. */
export function StockOfEvent({ tickets: { sections, isDraft } }: { readonly tickets: Tickets }) {
  const { stock: m } = useMessages(ticketsMessages)
  const f = useFormats()
  const [showsAll, showAll] = useState(false)
  const total = totalOf(sections)
  if (total.places === 0)
    return (
      <div className="mt-6">
        <EmptyState title={m.none} text={m.noneText} />
      </div>
    )
  const shown = showsAll ? sections : sections.slice(0, SECTIONS_SHOWN)
  return (
    <section aria-labelledby="stock" className="mt-6">
      <h2 id="stock" className="sr-only">
        {m.title}
      </h2>
      <p className="text-small text-quiet">{isDraft ? m.draft : m.live}</p>
      <Totals total={total} />
      <div aria-hidden="true" className={`label hidden border-b border-line pb-2 text-quiet ${COLUMNS} mt-8`}>
        <span>{m.section}</span>
        {FIGURES.map((name) => (
          <span key={name} className="text-right">
            {m[name]}
          </span>
        ))}
      </div>
      <ul className="mt-6 border-b border-line desk:mt-0">
        {shown.map((section) => (
          <SectionRows key={section.key} section={section} />
        ))}
      </ul>
      {shown.length < sections.length && (
        <Button kind="plain" className="mt-4" onClick={() => showAll(true)}>
          {m.showAll(f.number(sections.length))}
        </Button>
      )}
    </section>
  )
}

function Totals({ total }: { readonly total: Counts }) {
  const { stock: m } = useMessages(ticketsMessages)
  const f = useFormats()
  return (
    <>
      <dl className="mt-5 grid grid-cols-2 gap-x-6 gap-y-5 tablet:grid-cols-5">
        <Figure id="free" name={m.free} value={total.free} isMain more={m.all(f.number(total.places))} />
        {(['sold', 'held', 'house', 'out'] as const).map((name) => (
          <Figure key={name} id={name} name={m[name]} value={total[name]} />
        ))}
      </dl>
      <StockBar all={total.places} sold={total.sold} held={total.held} back={total.house + total.out} />
    </>
  )
}

function SectionRows({ section }: { readonly section: StockSection }) {
  const { stock: m } = useMessages(ticketsMessages)
  return (
    <li className="border-t border-line py-4 desk:border-t-0 desk:py-0">
      {section.lines.map((line, index) => (
        <div key={line.level?.id ?? ''} className={`desk:border-t desk:border-line desk:py-3 ${COLUMNS}`}>
          <div className={index > 0 ? 'mt-3 desk:mt-0' : ''}>
            {index === 0 && (
              <h3 className="font-display font-semibold">
                {section.name}{' '}
                <span className="text-small font-normal text-quiet">
                  {m[section.kind === 'area' ? 'area' : 'seated']}
                </span>
              </h3>
            )}
            <p className="text-small">
              {line.level === undefined ? (
                <span className="font-semibold text-stop">{m.noPrice}</span>
              ) : (
                <>
                  {line.level.name} · <Price amount={line.level.price.allIn} />{' '}
                  <span className="text-quiet">{m.allIn}</span>
                </>
              )}
            </p>
          </div>
          <dl className="mt-2 grid grid-cols-3 gap-x-4 gap-y-2 desk:contents">
            {FIGURES.map((name) => (
              <div key={name} className={line[name] === 0 && name !== 'free' ? 'max-desk:hidden' : ''}>
                <dt className="text-small text-quiet desk:sr-only">{m[name]}</dt>
                <dd className={`figure desk:text-right ${line[name] === 0 ? 'text-quiet' : ''}`}>
                  <Count value={line[name]} />
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </li>
  )
}

const Count = ({ value }: { readonly value: number }) => <>{useFormats().number(value)}</>
