import { defineMessages } from '../../../i18n/messages.ts'
import type { GenreNames } from './en.ts'

export const genreNames = defineMessages<GenreNames>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
