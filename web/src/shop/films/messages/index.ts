import { defineMessages } from '../../../i18n/messages.ts'
import type { FilmsMessages } from './en.ts'

export const filmsMessages = defineMessages<FilmsMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
