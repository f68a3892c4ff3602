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
 * Keeps the answers of several requests, known beforehand, whose work is done in this transaction: what `once` does for
 * one. @returns false when one of the keys was used before, or twice here: then nothing of it may be committed, and each
 * is to be done by itself with `once`.
 */
export async function keepAnswers(
  tx: Tx,
  requests: readonly (KeyedRequest & { readonly answer: object })[],
): Promise<boolean> {
  const keyed = requests.flatMap((request) => (request.key === undefined ? [] : { ...request, key: request.key }))
  const { count } = await tx`
    insert into idempotency_keys (account_id, key, operation, digest, status, answer)
    select account_id, key, operation, decode(digest, 'hex'), 201, answer
      from unnest(${keyed.map((one) => one.accountId)}::uuid[], ${keyed.map((one) => one.key)}::text[],
                  ${keyed.map((one) => one.operation)}::text[], ${keyed.map((one) => digestOf(one).toString('hex'))}::text[],
                  ${keyed.map((one) => JSON.stringify(one.answer))}::text[]::jsonb[])
        as one (account_id, key, operation, digest, answer)
    on conflict do nothing`
  return count === keyed.length
}

const digestOf = ({ operation, body }: KeyedRequest): Buffer =>
  createHash('sha256')
    .update(`${operation}\n${JSON.stringify(body)}`)
    .digest()

/**
 * Does `work` once for an Idempotency-Key: a repetition gets the first answer, the same key with another body is
 * refused, and a twin that comes while the first is at work waits for its transaction. Key, answer and work commit
 * together. Keys are kept for 24 hours.
 */
export async function once<T extends object>(tx: Tx, request: KeyedRequest, work: () => Promise<T>): Promise<T> {
  if (request.key === undefined) return work()
  const digest = digestOf(request)
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
