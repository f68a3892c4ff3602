import { useEffect, useState } from 'react'
import { useMessages } from '../../i18n/context.ts'
import { Checkbox } from '../../ui/field.tsx'
import { queueMessages } from './messages/index.ts'
import { isSoundWanted, notificationState, playTones, wantSound } from './signals.ts'

/** How somebody who looks elsewhere is told that it is their turn. */
export function TellMe() {
  const { tell: m } = useMessages(queueMessages)
  const [sound, setSound] = useState(true)
  const [notifications, setNotifications] = useState<NotificationPermission>()
  useEffect(() => {
    setSound(isSoundWanted())
    setNotifications(notificationState())
  }, [])
  const chooseSound = (wanted: boolean) => {
    wantSound(wanted)
    setSound(wanted)
    if (wanted) playTones()
  }
  return (
    <fieldset className="mt-10 border-t border-line pt-4">
      <legend className="subheading float-left mb-2 w-full">{m.title}</legend>
      <Checkbox
        label={m.sound}
        className="clear-both"
        checked={sound}
        onChange={({ target }) => chooseSound(target.checked)}
      />
      {(notifications === 'default' || notifications === 'granted') && (
        <Checkbox
          label={m.notification}
          checked={notifications === 'granted'}
          disabled={notifications === 'granted'}
          onChange={() => void Notification.requestPermission().then(setNotifications)}
        />
      )}
      {notifications === 'denied' && <p className="text-small text-quiet">{m.denied}</p>}
    </fieldset>
  )
}
