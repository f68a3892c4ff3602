import { defineMessages } from '../../../i18n/messages.ts'
import type { HomeMessages } from './en.ts'

export const homeMessages = defineMessages<HomeMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
