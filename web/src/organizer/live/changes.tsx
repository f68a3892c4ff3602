import type { QueueChange } from '@foyer/contract/queue'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useNow } from '../../i18n/now.ts'
import { Part } from './details.tsx'
import { liveMessages } from './messages/index.ts'

interface ChangesProps {
  readonly changes: readonly QueueChange[]
  readonly accountId: string
  readonly timeZone: string
}

/** Who changed what, the last first. */
export function Changes({ changes, accountId, timeZone }: ChangesProps) {
  const { changes: m } = useMessages(liveMessages)
  const f = useFormats()
  const now = useNow()
  return (
    <Part id="changes" title={m.title}>
      {changes.length === 0 ? (
        <p className="text-quiet">{m.none}</p>
      ) : (
        <ol className="text-small">
          {changes.map((change) => {
            const at = new Date(change.at)
            return (
              <li key={JSON.stringify(change)} className="border-t border-line py-2">
                <time dateTime={change.at} className="figure text-quiet">
                  {f.shortDay(at, timeZone, now)}, {f.time(at, timeZone)}
                </time>
                <br />
                {whoOf(change)}: {f.list(saidOf(change))}
              </li>
            )
          })}
        </ol>
      )}
    </Part>
  )

  function whoOf({ by }: QueueChange): string {
    if (by === null) return m.itself
    return by === accountId ? m.you : m.somebody
  }

  function saidOf(change: QueueChange): string[] {
    const { paused, message, peopleAtOnce, peoplePerMinute, ended, set, removed } = change
    return [
      ...(paused === undefined ? [] : [paused ? m.paused : m.resumed]),
      ...(message === undefined ? [] : [message === null ? m.messageGone : m.message(message)]),
      ...(peopleAtOnce === undefined ? [] : [m.atOnce(f.number(peopleAtOnce))]),
      ...(peoplePerMinute === undefined
        ? []
        : [peoplePerMinute === null ? m.noPace : m.perMinute(f.number(peoplePerMinute))]),
      ...(ended === true ? [m.ended] : []),
      ...(set === undefined ? [] : [m.set]),
      ...(removed === true ? [m.removed] : []),
    ]
  }
}
