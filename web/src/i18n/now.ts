import { createContext, use } from 'react'

/** When the page was rendered: the same on the server and in the browser's first drawing. */
export const NowContext = createContext<Date>(new Date(0))

/** The time that the page speaks of, e.g. to leave out the year when it is this one. */
export const useNow = (): Date => use(NowContext)
