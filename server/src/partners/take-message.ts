import { Strict } from '@foyer/contract'
import { CHANGES_PER_MESSAGE_MAX, PartnerChange, PartnerMessage, type Taken } from '@foyer/contract/partners'
import { Ajv, type ValidateFunction } from 'ajv'
import formatsPlugin from 'ajv-formats'
import { Type } from 'typebox'
import type { Fault } from '../catalog/index.ts'
import type { Database } from '../platform/database.ts'
import { fieldErrors } from '../platform/http/expectations.ts'
import { applyChanges, TryAgain, type PartnerNeighbours } from './apply-changes.ts'
import { beginWork, endWork, findWaiting, keepWaiting, moveOn, type Feed } from './queries.ts'

/** Messages of a feed that may wait for others before them. */
export const WAITING_MAX = 1_000
/** Waiting messages taken behind one that came; the next one that comes takes more. */
const TAKEN_AT_ONCE_MAX = 50

export type MessageOutcome =
  | Taken
  | { readonly refused: 'busy' }
  | { readonly refused: 'feed-gap'; readonly expecting: number }
  | { readonly faults: readonly Fault[] }

/** Name of a feed in the catalogue. */
export const sourceOf = (feedId: string): string => `partner:${feedId}`

/**
 * Takes a message in its turn. One that was taken before changes nothing; one that is early waits for those before it; a
 * snapshot takes the place of all before it. A change that is refused stops no other.
 */
export async function takeMessage(
  db: Database,
  neighbours: PartnerNeighbours,
  feed: Feed,
  body: Buffer,
): Promise<MessageOutcome> {
  const read = readMessage(body.toString())
  if ('faults' in read) return read
  const lease = await beginWork(db.sql, feed.feedId)
  if (lease === undefined) return { refused: 'busy' }
  try {
    return await inTurn(db, neighbours, feed, lease.expecting, read, body.toString())
  } catch (error) {
    if (error instanceof TryAgain) return { refused: 'busy' }
    throw error
  } finally {
    await endWork(db.sql, feed.feedId)
  }
}

async function inTurn(
  db: Database,
  neighbours: PartnerNeighbours,
  feed: Feed,
  expected: number,
  message: PartnerMessage,
  body: string,
): Promise<MessageOutcome> {
  const { feedId, organiserId } = feed
  const { sequence, snapshot = false } = message
  if (sequence < expected) return { outcome: 'known', expecting: expected, refused: [] }
  if (sequence > expected && !snapshot) {
    const kept = await db.transaction((tx) => keepWaiting(tx, feedId, sequence, body, WAITING_MAX))
    return kept
      ? { outcome: 'waiting', expecting: expected, refused: [] }
      : { refused: 'feed-gap', expecting: expected }
  }
  const source = { organiserId, source: sourceOf(feedId) }
  let next: PartnerMessage | undefined = message
  let expecting = expected
  const refused: Taken['refused'] = []
  for (let taken = 0; next !== undefined && taken < TAKEN_AT_ONCE_MAX; taken++) {
    const { sequence: at, changes }: PartnerMessage = next
    const wrong = await applyChanges(db, neighbours, source, at, changes)
    await db.transaction((tx) => moveOn(tx, feedId, at, wrong))
    refused.push(...wrong)
    expecting = at + 1
    const waiting = await findWaiting(db.sql, feedId, expecting)
    const read = waiting === undefined ? undefined : readMessage(waiting)
    next = read === undefined || 'faults' in read ? undefined : read
  }
  return { outcome: 'taken', expecting, refused }
}

// The plugin is CommonJS; its function is the default of the default under Node's ESM.
const ajv = formatsPlugin.default(new Ajv({ strict: false, discriminator: false }))
const isMessage = ajv.compile<PartnerMessage>(PartnerMessage)

/** The message but for what its changes are. */
const isEnvelope = ajv.compile<{ readonly changes: readonly unknown[] }>(
  Strict({ ...PartnerMessage.properties, changes: Type.Array(Type.Unknown(), { maxItems: CHANGES_PER_MESSAGE_MAX }) }),
)
const changesByType = new Map<unknown, ValidateFunction>(
  PartnerChange.anyOf.map((change) => [change.properties.type.const, ajv.compile(change)]),
)

function readMessage(text: string): PartnerMessage | { readonly faults: readonly Fault[] } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return { faults: [{ field: 'body', expected: 'JSON' }] }
    throw error
  }
  return isMessage(value) ? value : { faults: faultsOf(value) }
}

const FAULTS_MAX = 100

/** What is wrong with a message, each change by what it should be as a change of its type. */
function faultsOf(value: unknown): readonly Fault[] {
  if (!isEnvelope(value)) return told(isEnvelope, 'body')
  return value.changes
    .flatMap((change, index) => {
      const path = `body.changes[${index}]`
      const isRight = changesByType.get(
        typeof change === 'object' && change !== null && 'type' in change && change.type,
      )
      if (isRight === undefined)
        return [{ field: `${path}.type`, expected: `one of ${[...changesByType.keys()].join(', ')}` }]
      return isRight(change) ? [] : told(isRight, path)
    })
    .slice(0, FAULTS_MAX)
}

const told = ({ errors }: ValidateFunction, path: string): readonly Fault[] =>
  fieldErrors((errors ?? []) as Parameters<typeof fieldErrors>[0], path)
