import { createContext, use } from 'react'
import type { Api } from './api.ts'

export const ApiContext = createContext<Api | undefined>(undefined)

/** The API, for what a page does after it is shown; what it shows at first comes from its `load`. */
export function useApi(): Api {
  const api = use(ApiContext)
  if (api === undefined) throw new Error('there is no API here')
  return api
}
