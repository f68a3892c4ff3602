import type { ComponentType } from 'react'
import { useLoaderData } from 'react-router'
import type { Api } from './api/api.ts'
import type { Language } from './i18n/languages.ts'

/** What a page has when it gathers its data. */
export interface LoadContext {
  readonly api: Api
  readonly params: Readonly<Record<string, string | undefined>>
  /** The address asked for; its query is the state of the page. */
  readonly url: URL
  readonly language: Language
  readonly signal: AbortSignal
}

/**
 * What `page.tsx` of an area exports. `load` runs on the server for the first page and in the browser afterwards; what it
 * gives must survive JSON. A refusal of the API that it throws becomes the page of that status.
 */
export interface PageModule {
  readonly load?: (context: LoadContext) => Promise<unknown>
  readonly Page: ComponentType
}

/** What the page's `load` gave: `usePageData<typeof load>()`. */
export const usePageData = <L extends (context: LoadContext) => Promise<unknown>>(): Awaited<ReturnType<L>> =>
  useLoaderData<Awaited<ReturnType<L>>>() as Awaited<ReturnType<L>>
