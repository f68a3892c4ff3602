import { defineMessages } from '../../../i18n/messages.ts'
import type { OrderMessages } from './en.ts'

export const orderMessages = defineMessages<OrderMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
