import type { QueueLive } from '@foyer/contract/queue'
import { useState, type ReactNode } from 'react'
import { useApi } from '../../api/context.ts'
import { useFormats, useMessages } from '../../i18n/context.ts'
import { useSubmit } from '../../shop/session/sign-in/use-submit.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { AskFirst } from '../ask-first.tsx'
import { MessageBox } from './message-box.tsx'
import { liveMessages } from './messages/index.ts'

export interface ControlsProps {
  readonly eventId: string
  readonly live: QueueLive
  readonly put: (live: QueueLive) => void
  readonly timeZone: string
}

type Wanted = Parameters<ReturnType<typeof useControl>['send']>[0]

/** Sends a change. What is shown is what was answered: nothing looks done before it is. */
function useControl({ eventId, put }: Pick<ControlsProps, 'eventId' | 'put'>) {
  const api = useApi()
  const send = async (body: {
    paused?: boolean
    message?: string | null
    peopleAtOnce?: number
    peoplePerMinute?: number | null
    end?: true
  }) => put(await api.call('PATCH', '/v1/events/:eventId/queue/controls', { params: { eventId }, body }))
  return { send }
}

/** Pause, message, pace and end: each says what it will do. */
export function Controls(props: ControlsProps) {
  const m = useMessages(liveMessages)
  const { send } = useControl(props)
  const [message, setMessage] = useState('')
  if (props.live.status === null || props.live.status.phase === 'ended') return null
  return (
    <section aria-labelledby="controls" className="border border-line bg-raised p-5" data-controls>
      <h2 id="controls" className="subheading">
        {m.controls.title}
      </h2>
      <PauseControl {...props} send={send} message={message.trim()} onSent={() => setMessage('')} />
      <MessageControl {...props} send={send} message={message} onType={setMessage} />
      <PaceControl {...props} send={send} />
      <EndControl {...props} send={send} />
    </section>
  )
}

interface ControlProps extends ControlsProps {
  readonly send: (wanted: Wanted) => Promise<void>
}

const Control = ({
  title,
  does,
  children,
}: {
  readonly title: string
  readonly does?: string
  readonly children: ReactNode
}) => (
  <div className="mt-5 border-t border-line pt-4">
    <h3 className="font-display font-semibold">{title}</h3>
    {does !== undefined && <p className="mt-1 text-small text-quiet">{does}</p>}
    <div className="mt-3 flex flex-col items-start gap-3">{children}</div>
  </div>
)

const Fault = ({ text }: { readonly text: string | undefined }) => (
  <p role="alert" className={text === undefined ? 'sr-only' : 'text-small text-stop'}>
    {text}
  </p>
)

function PauseControl({
  live,
  timeZone,
  send,
  message,
  onSent,
}: ControlProps & { readonly message: string; readonly onSent: () => void }) {
  const { pause: m, failed } = useMessages(liveMessages).controls
  const f = useFormats()
  const isPaused = live.pausedSince !== null
  const withMessage = !isPaused && message !== ''
  const form = useSubmit(async () => {
    await send({ paused: !isPaused, ...(withMessage ? { message } : {}) })
    if (withMessage) onSent()
  })
  const label = isPaused
    ? form.pending
      ? m.resuming
      : m.resume
    : form.pending
      ? m.going
      : withMessage
        ? m.goWith
        : m.go
  return (
    <Control title={m.title} does={m.does}>
      {live.pausedSince !== null && (
        <p className="font-semibold text-signal" data-paused>
          {m.since(f.time(new Date(live.pausedSince), timeZone))}
        </p>
      )}
      <Button kind={isPaused ? 'main' : 'plain'} onClick={form.run} aria-disabled={form.pending} className="w-full">
        {label}
      </Button>
      <Fault text={form.fault === undefined ? undefined : failed} />
    </Control>
  )
}

function MessageControl({
  live,
  send,
  message,
  onType,
}: ControlProps & { readonly message: string; readonly onType: (message: string) => void }) {
  const { message: m, failed } = useMessages(liveMessages).controls
  const shown = live.status?.message ?? null
  const show = useSubmit(async () => {
    await send({ message: message.trim() })
    onType('')
  })
  const takeBack = useSubmit(() => send({ message: null }))
  const isEmpty = message.trim() === ''
  return (
    <Control title={m.title}>
      {shown !== null && (
        <p className="w-full border-l-4 border-signal pl-3">
          <span className="block text-small text-quiet">{m.shown}</span>
          {shown}
        </p>
      )}
      <MessageBox label={m.label} hint={m.hint} value={message} onType={onType} />
      <div className="flex flex-wrap gap-2">
        <Button
          kind="plain"
          aria-disabled={show.pending || isEmpty}
          onClick={() => {
            if (!isEmpty) show.run()
          }}
        >
          {show.pending ? m.going : m.go}
        </Button>
        {shown !== null && (
          <Button kind="quiet" onClick={takeBack.run} aria-disabled={takeBack.pending}>
            {m.back}
          </Button>
        )}
      </div>
      <Fault text={(show.fault ?? takeBack.fault) === undefined ? undefined : failed} />
    </Control>
  )
}

function PaceControl({ live, send }: ControlProps) {
  const { pace: m, failed } = useMessages(liveMessages).controls
  // What is typed stands over what is set, until it is sent.
  const [typed, setTyped] = useState<{ atOnce?: string; perMinute?: string }>({})
  const [isMistyped, setMistyped] = useState(false)
  const atOnce = typed.atOnce ?? String(live.peopleAtOnce ?? '')
  const perMinute = typed.perMinute ?? String(live.peoplePerMinute ?? '')
  const form = useSubmit(async () => {
    const peopleAtOnce = Number(atOnce)
    const peoplePerMinute = perMinute.trim() === '' ? null : Number(perMinute)
    const isWhole = (value: number | null) => value === null || (Number.isInteger(value) && value >= 1)
    setMistyped(!isWhole(peopleAtOnce) || !isWhole(peoplePerMinute))
    if (!isWhole(peopleAtOnce) || !isWhole(peoplePerMinute)) return
    await send({ peopleAtOnce, peoplePerMinute })
    setTyped({})
  })
  const number = { type: 'number', inputMode: 'numeric', min: 1 } as const
  return (
    <Control title={m.title} does={m.does}>
      <form noValidate onSubmit={form.onSubmit} className="flex w-full flex-col gap-3">
        <Field
          label={m.atOnce}
          value={atOnce}
          onChange={(change) => setTyped({ ...typed, atOnce: change.currentTarget.value })}
          {...number}
        />
        <Field
          label={m.perMinute}
          hint={m.perMinuteHint}
          value={perMinute}
          onChange={(change) => setTyped({ ...typed, perMinute: change.currentTarget.value })}
          {...number}
        />
        <Button type="submit" kind="plain" aria-disabled={form.pending}>
          {form.pending ? m.going : m.go}
        </Button>
      </form>
      <Fault text={isMistyped ? m.number : form.fault === undefined ? undefined : failed} />
    </Control>
  )
}

function EndControl({ live, send }: ControlProps) {
  const { end: m, failed } = useMessages(liveMessages).controls
  const f = useFormats()
  const form = useSubmit(() => send({ end: true }))
  return (
    <Control title={m.title} does={m.does}>
      <AskFirst
        kind="plain"
        label={m.go}
        question={m.sure(f.number(live.waiting))}
        go={m.go}
        keep={m.keep}
        disabled={form.pending}
        onGo={form.run}
      />
      <Fault text={form.fault === undefined ? undefined : failed} />
    </Control>
  )
}
