import { defineMessages } from '../../i18n/messages.ts'
import type { SeatMessages } from './en.ts'

export const seatMessages = defineMessages<SeatMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
