import { ManifestError, type Manifest } from '@foyer/contract'
import { isId } from '../../../platform/ids.ts'
import { againstContract } from '../against-contract.ts'
import { withBounds } from '../../plans/bounds.ts'
import type { ImportKind, MapOptions } from '../kind.ts'
import { Reading } from '../reading.ts'
import type { MappedFile } from '../record.ts'
import { slug } from '../slug.ts'
import { readPretixPlan, type PlanDraft } from './pretix-plan.ts'

/** A seating plan in pretix's format becomes a plan of one hall: taken whole, or not at all. */
export const seatingPlan: ImportKind = {
  name: 'seating-plan',
  says: 'a seating plan in the format of pretix, for the hall that --hall names',
  source: 'pretix-seating-plan',
  map: mapSeatingPlan,
}

function mapSeatingPlan(document: unknown, { hallId }: MapOptions): MappedFile {
  const at = { row: 1, path: '' }
  const read = new Reading(document, at)
  const named = hallId !== undefined && isId(hallId)
  if (!named) read.refuse('', 'a plan belongs to a hall: name it with --hall <id>', hallId)
  const { plan, remarks } = readPretixPlan(read)
  const manifest = plan && read.refusals.length === 0 ? finishPlan(read, plan) : undefined
  if (!manifest || !named || read.refusals.length > 0) return { records: [], refused: read.refusals, remarks }
  const record = { sourceId: `${hallId}/${slug(manifest.name)}`, hall: { hallId }, name: manifest.name, manifest }
  return { records: [{ at, plan: record }], refused: [], remarks }
}

/** The plan with its bounds; refused where it contradicts itself or the contract. */
function finishPlan(read: Reading, plan: PlanDraft): Manifest | undefined {
  try {
    const manifest = withBounds(plan)
    const fault = againstContract('manifest', manifest)
    if (fault) read.refuse(fault.field, fault.expected)
    return manifest
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error
    read.refuse(error.path, error.message)
    return undefined
  }
}
