import { defineMessages } from '../../../i18n/messages.ts'
import type { CheckoutMessages } from './en.ts'

export const checkoutMessages = defineMessages<CheckoutMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
