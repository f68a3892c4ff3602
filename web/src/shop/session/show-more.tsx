import { Button } from '../../ui/button.tsx'
import type { Paged } from './use-paged.ts'

interface ShowMoreProps<T> {
  readonly paged: Paged<T>
  readonly words: string
}

/** The way to more of a list, as long as there is more, and why it could not be had. */
export const ShowMore = <T,>({ paged: { list, more }, words }: ShowMoreProps<T>) => (
  <>
    {list.state === 'ready' && list.value.next !== null && (
      <Button kind="plain" className="mt-6" onClick={more.run} aria-disabled={more.pending}>
        {words}
      </Button>
    )}
    {more.fault !== undefined && <p className="mt-3 text-stop">{more.fault}</p>}
  </>
)
