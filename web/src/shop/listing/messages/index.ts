import { defineMessages } from '../../../i18n/messages.ts'
import type { ListingMessages } from './en.ts'

export const listingMessages = defineMessages<ListingMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
