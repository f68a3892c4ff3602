import { useSubmit } from './sign-in/use-submit.ts'
import { useFetched, type Fetched } from './use-fetched.ts'

/** A page of a list, as the API gives it. */
export interface PageOf<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

/** A list as far as it was fetched, and the way to more of it. */
export interface Paged<T> {
  readonly list: Fetched<PageOf<T>>
  readonly more: ReturnType<typeof useSubmit>
}

/**
 * Fetches a list page by page, and begins again for another `name`.
 * @param ask gets the page after a cursor, or the first one
 */
export function usePaged<T>(
  name: string,
  ask: (after: { readonly cursor?: string }, signal?: AbortSignal) => Promise<PageOf<T>>,
): Paged<T> {
  const list = useFetched(name, (signal) => ask({}, signal))
  const more = useSubmit(async () => {
    if (list.state !== 'ready' || list.value.next === null) return
    const page = await ask({ cursor: list.value.next })
    list.put({ items: [...list.value.items, ...page.items], next: page.next })
  })
  return { list, more }
}
