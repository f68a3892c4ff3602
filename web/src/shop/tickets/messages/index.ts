import { defineMessages } from '../../../i18n/messages.ts'
import type { TicketMessages } from './en.ts'

export const ticketMessages = defineMessages<TicketMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
