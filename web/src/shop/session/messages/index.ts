import { defineMessages } from '../../../i18n/messages.ts'
import type { SessionMessages } from './en.ts'

export const sessionMessages = defineMessages<SessionMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
