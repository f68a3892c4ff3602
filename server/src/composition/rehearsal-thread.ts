import { parentPort, workerData } from 'node:worker_threads'
import { createAccessTokens } from '../accounts/index.ts'
import { systemClock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { personId, playCrowd } from '../rehearsal/index.ts'

// A thread of load: the people of a rehearsal, signed in by tokens that the installation's own key has signed.

const { tokenKey } = workerData as { tokenKey: Uint8Array }
const tokens = createAccessTokens(() => Buffer.from(tokenKey), systemClock)

if (parentPort === null) throw new Error('this is a thread of foyer rehearse')
await playCrowd(
  parentPort,
  ({ rehearsalId }) =>
    (number) =>
      tokens.issue({ accountId: personId(rehearsalId, number), kind: 'individual', sessionId: newId() }),
)
