import { useSyncExternalStore } from 'react'
import { useMessages } from '../../i18n/context.ts'
import { Checkbox } from '../../ui/field.tsx'
import { queueMessages } from './messages/index.ts'
import { askToNotify, isSoundWanted, notificationState, onSignalsChosen, playTones, wantSound } from './signals.ts'

/** How somebody who looks elsewhere is told that it is their turn. */
export function TellMe() {
  const { tell: m } = useMessages(queueMessages)
  const sound = useSyncExternalStore(onSignalsChosen, isSoundWanted, () => true)
  const notifications = useSyncExternalStore(onSignalsChosen, notificationState, () => undefined)
  const chooseSound = (wanted: boolean) => {
    wantSound(wanted)
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
          onChange={() => void askToNotify()}
        />
      )}
      {notifications === 'denied' && <p className="text-small text-quiet">{m.denied}</p>}
    </fieldset>
  )
}
