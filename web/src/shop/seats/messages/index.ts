import { defineMessages } from '../../../i18n/messages.ts'
import type { PageMessages } from './en.ts'

export const pageMessages = defineMessages<PageMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
