import { defineMessages } from '../../../i18n/messages.ts'
import type { OnSaleMessages } from './en.ts'

export const onSaleMessages = defineMessages<OnSaleMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
