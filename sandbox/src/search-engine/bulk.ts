import type { Indexes } from './indexes.ts'
import { Refusal, type Reply, type Source } from './refusal.ts'

interface Target {
  readonly _index: string
  readonly _id: string
  readonly version: number
  readonly version_type: string
}

/** Lines of JSON: what to do, and the document after it. Each is answered for itself; one that is refused hinders none. */
export function bulk(indexes: Indexes, text: string, trouble: { rejected: number }): Reply {
  if (!text.endsWith('\n'))
    throw new Refusal(400, 'illegal_argument_exception', 'The bulk request must be terminated by a newline [\\n]')
  const lines = text.split('\n').filter((line) => line !== '')
  const items: Record<string, object>[] = []
  for (let at = 0; at < lines.length; at++) {
    const action = JSON.parse(lines[at] ?? '') as { index?: Target; delete?: Target }
    const verb = action.index === undefined ? 'delete' : 'index'
    const target = action.index ?? action.delete
    if (target === undefined)
      throw new Refusal(400, 'illegal_argument_exception', `Malformed action on line [${at + 1}]`)
    const source = verb === 'index' ? (JSON.parse(lines[++at] ?? '') as Source) : undefined
    items.push({ [verb]: one(indexes, target, source, trouble) })
  }
  const errors = items.some((item) => Object.values(item).some((answer) => 'error' in answer))
  return { status: 200, body: { took: 1, errors, items } }
}

function one(
  indexes: Indexes,
  { _index, _id, version, version_type }: Target,
  source: Source | undefined,
  trouble: { rejected: number },
): object {
  try {
    if (trouble.rejected > 0) {
      trouble.rejected--
      throw new Refusal(429, 'es_rejected_execution_exception', 'rejected execution of coordinating operation')
    }
    const result = indexes.require(_index).write(_id, source, version, version_type)
    return {
      _index,
      _id,
      _version: version,
      result,
      status: { created: 201, updated: 200, deleted: 200, not_found: 404 }[result],
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { status, body } = error.reply
    return { _index, _id, status, error: (body as { error: object }).error }
  }
}
