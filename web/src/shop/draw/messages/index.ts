import { defineMessages } from '../../../i18n/messages.ts'
import type { DrawMessages } from './en.ts'

export const drawMessages = defineMessages<DrawMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
