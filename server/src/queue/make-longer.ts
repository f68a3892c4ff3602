import type { Tx } from '../platform/database.ts'

/** Whoever was choosing while the sale could not be served has as much time left for it as then. In epoch milliseconds. */
export const makeSessionsLonger = (
  tx: Tx,
  { beganAt, endedAt }: { readonly beganAt: number; readonly endedAt: number },
): Promise<unknown> => tx`
  update queue_sessions set ends_at = ends_at + ${endedAt - beganAt} * interval '1 millisecond'
   where ends_at > to_timestamp(${beganAt}::double precision / 1000)`
