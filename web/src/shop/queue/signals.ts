const KEY = 'foyer queue sound'
const TONES_HZ = [523.25, 659.25, 783.99] as const
const TONE_S = 0.22
const LOUDNESS = 0.15

/** Whether a sound is wanted when the turn comes; it is, unless it was turned off. */
export function isSoundWanted(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off'
  } catch {
    // Storage may be forbidden.
    return wantedHere
  }
}

let wantedHere = true

export function wantSound(wanted: boolean): void {
  wantedHere = wanted
  try {
    if (wanted) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, 'off')
  } catch {
    // As above: it holds for as long as the page is open.
  }
  tellChosen()
}

/** Asks whether this page may show notifications. */
export async function askToNotify(): Promise<void> {
  await Notification.requestPermission()
  tellChosen()
}

const listeners = new Set<() => void>()

/** Hears that a way of being told was chosen. @returns how to stop. */
export function onSignalsChosen(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function tellChosen(): void {
  for (const listener of listeners) listener()
}

/** Three soft tones upwards. A browser in which nobody has pressed anything yet stays silent. */
export function playTones(): void {
  const audio = new AudioContext()
  TONES_HZ.forEach((hertz, index) => {
    const begins = audio.currentTime + index * TONE_S
    const [tone, gain] = [audio.createOscillator(), audio.createGain()]
    tone.frequency.value = hertz
    gain.gain.setValueAtTime(0, begins)
    gain.gain.linearRampToValueAtTime(LOUDNESS, begins + TONE_S / 4)
    gain.gain.linearRampToValueAtTime(0, begins + TONE_S)
    tone.connect(gain).connect(audio.destination)
    tone.start(begins)
    tone.stop(begins + TONE_S)
    if (index === TONES_HZ.length - 1) tone.addEventListener('ended', () => void audio.close())
  })
}

/** Whether this browser shows notifications of this page; undefined where it knows none. */
export const notificationState = (): NotificationPermission | undefined =>
  typeof Notification === 'undefined' ? undefined : Notification.permission

/** Shows a notification, once for each event, where that is allowed. */
export function notify(eventId: string, title: string, body: string): void {
  if (notificationState() !== 'granted') return
  try {
    const shown = new Notification(title, { body, tag: `foyer queue ${eventId}` })
    shown.addEventListener('click', () => {
      focus()
      shown.close()
    })
  } catch {
    // Some telephones take notifications from a service worker alone; sound and title still tell.
  }
}
