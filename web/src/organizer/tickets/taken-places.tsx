import type { CompiledManifest } from '@foyer/contract/compiled-manifest'
import { Refused } from '@foyer/contract/client'
import { useMessages } from '../../i18n/context.ts'
import { Notice } from '../../ui/notice.tsx'
import { ticketsMessages } from './messages/index.ts'
import { Runs } from './places-chooser.tsx'

/** Places that a refusal names, because somebody has them. */
export function takenIn(fault: unknown): readonly number[] {
  if (!(fault instanceof Refused) || fault.problem.code !== 'tickets-taken' || !('places' in fault.problem)) return []
  const { places } = fault.problem
  return Array.isArray(places) ? places.filter((place) => typeof place === 'number') : []
}

/** That somebody was quicker, and where. */
export function TakenPlaces({ compiled, fault }: { readonly compiled: CompiledManifest; readonly fault: unknown }) {
  const { choose: m } = useMessages(ticketsMessages)
  const taken = takenIn(fault)
  if (taken.length === 0) return null
  return (
    <Notice kind="stop" live>
      <p>{m.taken}</p>
      <Runs compiled={compiled} places={taken} />
    </Notice>
  )
}
