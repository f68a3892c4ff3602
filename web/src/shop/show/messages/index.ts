import { defineMessages } from '../../../i18n/messages.ts'
import type { ShowMessages } from './en.ts'

export const showMessages = defineMessages<ShowMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
