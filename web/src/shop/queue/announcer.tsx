import { useEffect, useState } from 'react'
import { useMessages } from '../../i18n/context.ts'
import { queueMessages } from './messages/index.ts'
import type { QueueMessages } from './messages/en.ts'
import { CalmVoice, type QueueView } from './queue-view.ts'
import { waitWords } from './wait-words.ts'

interface AnnouncerProps {
  readonly view: QueueView
  readonly message: string | null
}

/** Says to readers of the screen where it stands: changes at once, figures at most once a minute. */
export function Announcer({ view, message }: AnnouncerProps) {
  const m = useMessages(queueMessages)
  const [voice] = useState(() => new CalmVoice())
  const [said, setSaid] = useState('')
  const text = [textOf(m, view), message].filter((part) => part !== null).join(' ')
  const state = `${view.kind} ${view.kind === 'waiting' ? `${view.begun} ${view.paused} ${view.place.outlook}` : ''} ${message ?? ''}`
  useEffect(() => {
    const speak = () => setSaid(voice.say(state, text, performance.now()))
    speak()
    // What was held back is said when its time has come, though nothing changes any more.
    const timer = setInterval(speak, LOOK_MS)
    return () => clearInterval(timer)
  }, [voice, state, text])
  return (
    <p role="status" className="sr-only" data-said>
      {said}
    </p>
  )
}

const LOOK_MS = 10_000

function textOf(m: QueueMessages, view: QueueView): string {
  switch (view.kind) {
    case 'before':
      return m.before.text
    case 'out':
      return view.late ? m.out.lateTitle : m.out.title
    case 'lobby':
      return m.lobby.title
    case 'drawing':
      return m.drawing.title
    case 'turn':
      return m.turn.title
    case 'sold-out':
      return m.soldOut.title
    case 'ended':
      return m.ended.title
    case 'waiting': {
      const { waiting } = m
      if (view.paused !== null) return `${waiting.paused[view.paused].title}. ${waiting.paused[view.paused].text}`
      const where =
        view.place.ahead === 0 ? `${waiting.next}.` : m.said.ahead(view.place.ahead, waitWords(m, view.place.wait))
      return view.place.outlook === 'good' ? where : `${where} ${waiting.outlook[view.place.outlook]}`
    }
  }
}
