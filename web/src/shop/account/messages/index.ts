import { defineMessages } from '../../../i18n/messages.ts'
import type { AccountMessages } from './en.ts'

export const accountMessages = defineMessages<AccountMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
