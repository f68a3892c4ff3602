import type { EventView } from '@foyer/contract/catalog.views'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { Price } from '../../ui/price.tsx'
import { eventMessages } from './messages/index.ts'

/** What each place costs, and of what that is made. */
export function Prices({ event: { priceLevels } }: { readonly event: EventView }) {
  const m = useMessages(eventMessages)
  const formats = useFormats()
  if (priceLevels.length === 0) return null
  const column = priceLevels.map(({ price }) => price.allIn)
  const parts = priceLevels.flatMap(({ price }) => [price.faceValue, price.fees])
  return (
    <section>
      <h2 className="heading">{m.prices}</h2>
      <p className="mt-2 text-quiet">{m.allIn}</p>
      <table className="mt-4 w-full border-t border-line">
        <thead className="sr-only">
          <tr>
            <th scope="col">{m.level}</th>
            <th scope="col">{m.price}</th>
          </tr>
        </thead>
        <tbody>
          {priceLevels.map(({ id, name, price }) => (
            <tr key={id} className="border-b border-line align-baseline">
              <th scope="row" className="py-3 pr-4 text-left font-medium">
                {name}
              </th>
              <td className="py-3 text-right">
                <Price amount={price.allIn} beside={column} className="text-lead" />
                <span className="block text-small text-quiet">
                  {price.fees.minor === 0
                    ? m.noFees
                    : m.parts(formats.price(price.faceValue, parts), formats.price(price.fees, parts))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
