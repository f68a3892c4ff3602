import { defineMessages } from '../../../i18n/messages.ts'
import type { LayoutMessages } from './en.ts'

export const layoutMessages = defineMessages<LayoutMessages>({
  en: () => import('./en.ts'),
  de: () => import('./de.ts'),
  ja: () => import('./ja.ts'),
})
