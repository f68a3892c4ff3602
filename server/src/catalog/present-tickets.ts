import type { TicketsView } from '@foyer/contract/catalog.views'
import type { SaleFacts } from './sale-facts.ts'

/** The tickets of an event as its organiser sees them; without facts there are none yet. */
export function presentTickets(facts: SaleFacts | undefined, taken = 0): TicketsView {
  if (facts === undefined) return { manifestHash: null, places: 0, available: null, sections: [] }
  const { manifest } = facts
  return {
    manifestHash: facts.manifestHash,
    places: manifest.count,
    available: Math.max(0, manifest.count - taken),
    sections: manifest.sections.map((section) => {
      const categories = new Set(manifest.categoryOf.subarray(section.first, section.first + section.count))
      const keys = [...categories].map((index) => manifest.categories[index] ?? '')
      const levels = facts.priceLevels.filter((level) => keys.some((key) => level.categories.has(key)))
      return {
        key: section.key,
        name: section.name,
        kind: section.kind,
        firstPlace: section.first,
        places: section.count,
        priceLevels: levels.map((level) => level.name),
      }
    }),
  }
}
