import { useSyncExternalStore } from 'react'
import { keptPlaces, onPlacesKept, type KeptPlace } from './kept-places.ts'

const NONE: readonly KeptPlace[] = []

/** The places in queues that this browser keeps, as they change; none on the server and in the first drawing. */
export const useKeptPlaces = (): readonly KeptPlace[] => useSyncExternalStore(onPlacesKept, keptPlaces, () => NONE)
