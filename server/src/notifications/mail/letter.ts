import type { Language } from '@foyer/contract/languages'

/** A mail in words, before it is set as text and as HTML. */
export interface Letter {
  readonly language: Language
  readonly subject: string
  readonly title: string
  readonly paragraphs: readonly string[]
  /** Digits to type, set large. */
  readonly code?: string
  /** What it is about, as label and value. */
  readonly facts?: readonly (readonly [label: string, value: string])[]
  readonly link?: { readonly label: string; readonly url: string }
  /** Set small, at the end. */
  readonly closing: readonly string[]
}
