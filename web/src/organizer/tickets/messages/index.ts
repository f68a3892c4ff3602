import { defineMessages } from '../../../i18n/messages.ts'
import type { TicketsMessages } from './en.ts'

export const ticketsMessages = defineMessages<TicketsMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
