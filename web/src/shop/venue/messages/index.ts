import { defineMessages } from '../../../i18n/messages.ts'
import type { VenueMessages } from './en.ts'

export const venueMessages = defineMessages<VenueMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
