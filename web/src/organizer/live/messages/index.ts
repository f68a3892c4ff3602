import { defineMessages } from '../../../i18n/messages.ts'
import type { LiveMessages } from './en.ts'

export const liveMessages = defineMessages<LiveMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
