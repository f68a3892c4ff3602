import { Type, type Static } from 'typebox'
import { Strict } from './primitives.ts'

/**
 * The last event of any stream that a node ends, or refuses, because it has more to do than it can: event `poll`. Whoever
 * gets it asks by the ordinary route from time to time, and tries the stream again later.
 */
export const PollInstead = Strict({
  everySeconds: Type.Number({ description: 'How often to ask meanwhile; drawn for each reader.' }),
  streamAfterSeconds: Type.Number({ description: 'When to try the stream again; drawn for each reader.' }),
})
export type PollInstead = Static<typeof PollInstead>
