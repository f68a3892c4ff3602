import { EMPTY_DRAFT, type EventDraft } from './draft.ts'

/** What is typed, and the keys of what was sent of it. */
export interface Kept {
  readonly draft: EventDraft
  readonly keys: Readonly<Record<string, string>>
}

/** Grows when a draft gets another shape: one of before is not read any more. */
const SHAPE = 2
const nameOf = (accountId: string) => `new event ${SHAPE} ${accountId}`
const NOTHING: Kept = { draft: EMPTY_DRAFT, keys: {} }

/** What was typed in this tab and not saved yet; it outlives a reload. */
export function keptDraft(accountId: string): Kept {
  try {
    const text = sessionStorage.getItem(nameOf(accountId))
    return text === null ? NOTHING : (JSON.parse(text) as Kept)
  } catch {
    // Storage may be forbidden: then what is typed lasts as long as the page.
    return NOTHING
  }
}

/** Keeps what is typed; nothing, once it is saved. */
export function keepDraft(accountId: string, kept: Kept | undefined): void {
  try {
    if (kept === undefined) sessionStorage.removeItem(nameOf(accountId))
    else sessionStorage.setItem(nameOf(accountId), JSON.stringify(kept))
  } catch {
    // As above.
  }
}
