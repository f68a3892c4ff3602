import { defineMessages } from '../../../i18n/messages.ts'
import type { QueueMessages } from './en.ts'

export const queueMessages = defineMessages<QueueMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
