import type { HeldPlace } from '@foyer/contract/inventory'
import { useMessages } from '../../i18n/context.ts'
import { Price } from '../../ui/price.tsx'
import { checkoutMessages } from './messages/index.ts'
import { levelBeside, placeParts } from './place-parts.ts'
import { sumOf } from './sum-of.ts'

/** The places with what each costs, all in, and what that is made of. */
export function HeldPlaces({ places }: { readonly places: readonly HeldPlace[] }) {
  const m = useMessages(checkoutMessages)
  const face = sumOf(places.map(({ price }) => price.faceValue))
  const fees = sumOf(places.map(({ price }) => price.fees))
  const each = places.map(({ price }) => price.allIn)
  const total = sumOf(each)
  const column = [...each, total, face, fees]
  return (
    <div className="mt-8">
      <h2 className="sr-only">{m.whatYouGet}</h2>
      <ul className="border-t border-line">
        {places.map((place) => (
          <li key={place.place} className="flex items-baseline justify-between gap-4 border-b border-line py-3">
            <span>
              <span className="figure block text-h3">{placeParts(place, m)}</span>
              <span className="text-small text-quiet">
                {[levelBeside(place.section, place.priceLevel.name), place.gate === null ? '' : m.gate(place.gate)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <Price amount={place.price.allIn} beside={column} />
          </li>
        ))}
      </ul>
      <dl className="mt-4 grid grid-cols-[1fr_auto] gap-y-1">
        <dt className="subheading">{m.total}</dt>
        <dd className="text-right text-h3">
          <Price amount={total} beside={column} />
        </dd>
        <dt className="text-quiet">{m.ofWhichFace}</dt>
        <dd className="text-right text-quiet">
          <Price amount={face} beside={column} />
        </dd>
        <dt className="text-quiet">{m.ofWhichFees}</dt>
        <dd className="text-right text-quiet">
          <Price amount={fees} beside={column} />
        </dd>
      </dl>
    </div>
  )
}
