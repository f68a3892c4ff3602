import { parentPort, workerData } from 'node:worker_threads'
import { createAccessTokens } from '../accounts/index.ts'
import { DatabaseClock, momentsOf } from '../platform/database-clock.ts'
import { newId } from '../platform/ids.ts'
import { personId, playCrowd, type ThreadData } from '../rehearsal/index.ts'

// A thread of load: the people of a rehearsal, signed in by tokens that the installation's own key has signed.

const { tokenKey, now } = workerData as ThreadData
const clock = new DatabaseClock()
// A little behind, by what a thread takes to start: tokens hold for minutes.
clock.hear(now)
const tokens = createAccessTokens(() => Buffer.from(tokenKey), momentsOf(clock))

if (parentPort === null) throw new Error('this is a thread of foyer rehearse')
await playCrowd(
  parentPort,
  ({ rehearsalId }) =>
    (number) =>
      tokens.issue({ accountId: personId(rehearsalId, number), kind: 'individual', sessionId: newId() }),
)
