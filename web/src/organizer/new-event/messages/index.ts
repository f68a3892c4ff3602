import { defineMessages } from '../../../i18n/messages.ts'
import type { NewEventMessages } from './en.ts'

export const newEventMessages = defineMessages<NewEventMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
