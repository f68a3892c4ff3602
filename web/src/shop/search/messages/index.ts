import { defineMessages } from '../../../i18n/messages.ts'
import type { SearchMessages } from './en.ts'

export const searchMessages = defineMessages<SearchMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
