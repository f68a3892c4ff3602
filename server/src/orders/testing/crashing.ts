import { openBatches } from '../batches.ts'
import type { Settling } from '../settling.ts'

/** The process died here. */
export class Crash extends Error {
  override readonly name = 'Crash'
}

/**
 * A settling that dies right after its n-th effect was done and before anybody knows: after a call to the provider or
 * the inventory came back, after a transaction committed, after a statement ran. `effects` tells what was done.
 */
export function crashingAfter(deps: Settling, n: number): { readonly deps: Settling; readonly effects: string[] } {
  const effects: string[] = []
  const done = (what: string) => {
    effects.push(what)
    if (effects.length === n) throw new Crash(`after ${what}`)
  }
  const watched = <T extends object>(target: T, name: string): T =>
    new Proxy(target, {
      get(_, property) {
        const member: unknown = Reflect.get(target, property)
        if (typeof member !== 'function') return member
        return async (...args: unknown[]) => {
          const result: unknown = await Reflect.apply(member, target, args)
          done(`${name}.${String(property)}`)
          return result
        }
      },
    })
  const sql = new Proxy(deps.db.sql, {
    apply(target, self, args: unknown[]) {
      const query: unknown = Reflect.apply(target, self, args)
      // The driver's helper for a name is called like a query, but with a text.
      if (!Array.isArray(args[0])) return query
      return (async () => {
        const rows = await query
        done('statement')
        return rows
      })()
    },
  })
  const db: Settling['db'] = {
    ...deps.db,
    sql,
    async transaction(work) {
      const result = await deps.db.transaction(work)
      done('transaction')
      return result
    },
  }
  return {
    effects,
    deps: {
      ...deps,
      db,
      batches: openBatches({ ...deps, db }),
      gateway: watched(deps.gateway, 'provider'),
      inventory: watched(deps.inventory, 'inventory'),
    },
  }
}
