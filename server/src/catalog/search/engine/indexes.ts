import { ALIAS, eventIndex, isOfEdition } from './mapping.ts'
import { succeeded, type Wire } from './wire.ts'

/** A second name of an index that has missed changes, or may have. */
const STALE = `${ALIAS}-stale`

export interface CurrentIndex {
  readonly name: string
  /** Whether it has to be filled anew: it is of another edition, or has missed changes. */
  readonly stale: boolean
}

/** The index that is searched; undefined while there is none. */
export async function currentIndex(wire: Wire): Promise<CurrentIndex | undefined> {
  const answer = await wire('GET', `/${ALIAS}/_alias`)
  if (answer.status === 404) return undefined
  const indexes = succeeded(answer, 'tell its indexes') as Record<string, { aliases: object }>
  const [name, about] = Object.entries(indexes)[0] ?? []
  if (name === undefined || about === undefined) return undefined
  return { name, stale: !isOfEdition(name) || Object.hasOwn(about.aliases, STALE) }
}

/** Remembers, in the engine itself, that the index which is searched has to be filled anew. */
export async function markStale(wire: Wire): Promise<void> {
  const index = await currentIndex(wire)
  if (index === undefined) return
  const actions = [{ add: { index: index.name, alias: STALE } }]
  succeeded(await wire('POST', '/_aliases', { actions }), 'name an index')
}

export async function makeIndex(wire: Wire, index: string): Promise<void> {
  succeeded(await wire('PUT', `/${index}`, eventIndex), `make index ${index}`)
}

/** Searches go to this index from now on, and to no other, in one step. The others are deleted then. */
export async function searchOnly(wire: Wire, index: string): Promise<void> {
  succeeded(await wire('POST', `/${index}/_refresh`), `refresh ${index}`)
  const before = await currentIndex(wire)
  const actions = [
    ...(before === undefined || before.name === index ? [] : [{ remove: { index: before.name, alias: ALIAS } }]),
    { add: { index, alias: ALIAS } },
  ]
  succeeded(await wire('POST', '/_aliases', { actions }), `search ${index}`)
  await deleteOthers(wire, index)
}

/** Deletes every index of events but this one: those before it, and those that were never finished. */
async function deleteOthers(wire: Wire, kept: string): Promise<void> {
  const all = succeeded(await wire('GET', `/${ALIAS}-*/_alias`), 'tell its indexes') as object
  for (const index of Object.keys(all)) if (index !== kept) await deleteIndex(wire, index)
}

async function deleteIndex(wire: Wire, index: string): Promise<void> {
  const answer = await wire('DELETE', `/${index}`)
  if (answer.status !== 404) succeeded(answer, `delete ${index}`)
}
