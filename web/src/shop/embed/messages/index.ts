import { defineMessages } from '../../../i18n/messages.ts'
import type { EmbedMessages } from './en.ts'

export const embedMessages = defineMessages<EmbedMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
