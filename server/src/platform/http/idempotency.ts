import { createHash } from 'node:crypto'
import type { Tx } from '../database.ts'
import { problem } from './problem.ts'

export interface KeyedRequest {
  readonly accountId: string
  readonly key: string | undefined
  readonly operation: string
  readonly body: unknown
}

/**
 * Does `work` once for an Idempotency-Key: a repetition gets the first answer, the same key with another body is
 * refused, and a twin that comes while the first is at work waits for its transaction. Key, answer and work commit
 * together. Keys are kept for 24 hours.
 */
export async function once<T extends object>(tx: Tx, request: KeyedRequest, work: () => Promise<T>): Promise<T> {
  if (request.key === undefined) return work()
  const digest = createHash('sha256')
    .update(`${request.operation}\n${JSON.stringify(request.body)}`)
    .digest()
  const [mine] = await tx<{ key: string }[]>`
    insert into idempotency_keys (account_id, key, operation, digest)
    values (${request.accountId}, ${request.key}, ${request.operation}, ${digest})
    on conflict do nothing returning key`
  if (mine === undefined) {
    const [earlier] = await tx<{ digest: Buffer; answer: T }[]>`
      select digest, answer from idempotency_keys where account_id = ${request.accountId} and key = ${request.key}`
    if (earlier === undefined || !digest.equals(earlier.digest)) throw problem('idempotency-key-reused')
    return earlier.answer
  }
  const answer = await work()
  await tx`
    update idempotency_keys set status = 201, answer = ${JSON.stringify(answer)}::text::jsonb
     where account_id = ${request.accountId} and key = ${request.key}`
  return answer
}
