// The process that `sendPrepared` starts: takes one load, sends it, tells what came of it.
import { openLoop, type Outcome } from './open-loop.ts'
import type { PreparedLoad, PreparedLoadResult } from './prepared-load.ts'
import { RawConnection, statusOf } from './raw-http.ts'

process.once('message', (load: PreparedLoad) => void run(load))

async function run({ port, requests, perSecond, connections, underWayMax }: PreparedLoad): Promise<void> {
  const all = await Promise.all(Array.from({ length: connections }, () => RawConnection.open(port)))
  const idle = [...all]
  const waiting: ((connection: RawConnection) => void)[] = []
  const take = (): RawConnection | Promise<RawConnection> =>
    idle.pop() ?? new Promise((resolve) => void waiting.push(resolve))
  const giveBack = (connection: RawConnection): void => {
    const next = waiting.shift()
    if (next === undefined) idle.push(connection)
    else next(connection)
  }
  const request = async (index: number): Promise<Outcome> => {
    const bytes = requests[index]
    if (bytes === undefined) return 'failed'
    const connection = await take()
    try {
      return outcomeOf(statusOf(await connection.send(bytes)))
    } finally {
      giveBack(connection)
    }
  }
  const before = process.cpuUsage()
  const result = await openLoop({ perSecond, seconds: requests.length / perSecond, underWayMax, request })
  const { user, system } = process.cpuUsage(before)
  for (const connection of all) connection.close()
  const told: PreparedLoadResult = {
    ...result,
    generatorMicros: Math.round((user + system) / Math.max(1, requests.length - result.unsent)),
  }
  process.send?.(told, undefined, undefined, () => process.disconnect())
}

/** 409, 429 and 503 are answers that a client can act on; what else is not done has failed. */
const outcomeOf = (status: number): Outcome =>
  status >= 200 && status < 300 ? 'done' : [409, 429, 503].includes(status) ? 'refused' : 'failed'
