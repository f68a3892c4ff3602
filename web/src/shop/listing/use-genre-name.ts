import { useMessages } from '../../i18n/context.ts'
import { genreNames } from './genres/index.ts'
import { listingMessages } from './messages/index.ts'

/**
 * What the language of the page calls a genre or kind of show, given as its organiser writes it or by its key. One that
 * nobody here has a name for stays as it is.
 */
export function useGenreName(): (genre: string) => string {
  const names = useMessages(genreNames)
  const { kinds } = useMessages(listingMessages)
  return (genre) => {
    const key = genre.trim().toLowerCase()
    if (Object.hasOwn(names, key)) return names[key] ?? genre
    return Object.hasOwn(kinds, key) ? kinds[key as keyof typeof kinds] : genre
  }
}
