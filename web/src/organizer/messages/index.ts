import { defineMessages } from '../../i18n/messages.ts'
import type { OrganizerMessages } from './en.ts'

export const organizerMessages = defineMessages<OrganizerMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
