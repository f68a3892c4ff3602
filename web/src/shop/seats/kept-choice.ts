import { countChosen, NOTHING_CHOSEN, readChoice, writeChoice, type Choice } from '../../seat-map/choice.ts'

const keyOf = (eventId: string) => `seats ${eventId}`
const pendingKeyOf = (eventId: string) => `hold ${eventId}`

/** The choice in this tab, kept over a reload and over signing in. */
export function keptChoice(eventId: string, manifestHash: string): Choice {
  const text = read(keyOf(eventId))
  return (text === null ? undefined : readChoice(text, manifestHash)) ?? NOTHING_CHOSEN
}

export function keepChoice(eventId: string, manifestHash: string, choice: Choice): void {
  write(keyOf(eventId), countChosen(choice) === 0 ? null : writeChoice(choice, manifestHash))
}

/** Whoever was sent to sign in had pressed the button already: it is not asked of them again. */
export const keepPending = (eventId: string): void => write(pendingKeyOf(eventId), 'yes')

/** Whether the button had been pressed; once. */
export function takePending(eventId: string): boolean {
  const pending = read(pendingKeyOf(eventId)) !== null
  if (pending) write(pendingKeyOf(eventId), null)
  return pending
}

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    // Storage may be forbidden: then a choice lasts as long as the page.
    return null
  }
}

function write(key: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, text)
  } catch {
    // As above.
  }
}
