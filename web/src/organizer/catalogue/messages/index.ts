import { defineMessages } from '../../../i18n/messages.ts'
import type { CatalogueMessages } from './en.ts'

export const catalogueMessages = defineMessages<CatalogueMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
