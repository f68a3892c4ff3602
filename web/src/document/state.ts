import type { HydrationState } from 'react-router'
import type { Site } from './site.ts'

/** What a page carries for the browser to go on from: as JSON in an element that is not run. */
export interface PageState {
  readonly site: Site
  readonly now: string
  readonly loaderData: HydrationState['loaderData']
  /** Refusals by route, as a status and what came with it. */
  readonly errors: Readonly<Record<string, { readonly status: number; readonly data: unknown }>> | null
}

export const STATE_ELEMENT = 'state'
export const ROOT_ELEMENT = 'root'

/** The state as text that cannot end the element it stands in. */
export const writeState = (state: PageState): string => JSON.stringify(state).replaceAll('<', String.raw`\u003c`)

export function readState(): PageState {
  const element = document.getElementById(STATE_ELEMENT)
  if (element === null) throw new Error('the page came without its state')
  return JSON.parse(element.textContent) as PageState
}
