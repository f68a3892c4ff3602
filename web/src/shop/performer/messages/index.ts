import { defineMessages } from '../../../i18n/messages.ts'
import type { PerformerMessages } from './en.ts'

export const performerMessages = defineMessages<PerformerMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
