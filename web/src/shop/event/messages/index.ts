import { defineMessages } from '../../../i18n/messages.ts'
import type { EventMessages } from './en.ts'

export const eventMessages = defineMessages<EventMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
